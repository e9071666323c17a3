"""Messages for the next page: what was just done, and the way to undo it."""

from dataclasses import asdict, dataclass
from typing import Final

from flask import session

KEPT: Final = "messages"


@dataclass(frozen=True, slots=True)
class Message:
    """What was done to which kind of record, or a sentence of its own."""

    text: str = ""
    word: str = ""
    action: str = ""
    change: str = ""
    """The change that can be undone, if it can."""
    twice: str = ""
    """Where to choose the later of two equal local times, if there was a choice."""
    saved: str = ""
    """The key under which something was saved that the device had kept until then."""


def leave(message: Message) -> None:
    """Keep a message for the next page."""
    session[KEPT] = [*session.get(KEPT, []), asdict(message)][-3:]


def take() -> list[Message]:
    """The messages that were kept, each only once."""
    return [Message(**kept) for kept in session.pop(KEPT, [])]

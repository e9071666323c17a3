"""Messages for the next page: what was just done, and the way to undo it."""

from dataclasses import asdict, dataclass, field
from typing import Final

from flask import session

from journal.core.model import records as r
from journal.store.imports.account_data import HOLDINGS
from journal.store.imports.import_undo import Undone
from journal.web.support.formatting import day_text
from journal.web.support.happened import Values

KEPT: Final = "messages"


@dataclass(frozen=True, slots=True)
class Message:
    """What was done to which kind of record, or a sentence of its own."""

    text: str = ""
    slug: str = ""
    action: str = ""
    change: str = ""
    """The change that can be undone, if it can."""
    twice: str = ""
    """Where to choose the later of two equal local times, if there was a choice."""
    values: Values = field(default_factory=dict)
    """What is to be told of the record, as ``happened`` says it."""
    saved: str = ""
    """The key under which something was saved that the device had kept until then."""


NAMES: Final = {
    "pain": "pain level",
    "episodes": "spasm",
    "exercises": "exercise",
    "relief": "relief",
    "programme": "line of the programme",
    "days": "note on a day",
    "checkins": "check-in",
}
NOT_RESTORED: Final = {
    "programme": "the programme you began with, as another is in its place",
} | {it.name: f"{it.words}, as you have changed them since" for it in HOLDINGS.values()}


def import_undone(undone: Undone | None) -> str:
    """What undoing an import did, in a sentence or two; None: it was undone before."""
    if undone is None:
        return "This import was undone already."
    said = f"Import undone: {undone.removed:,} removed, {undone.put_back:,} put back as they were."
    if left := undone.left.total():
        named = [f"{NAMES[slug]}{_when(record)}" for slug, record in undone.examples]
        more = [f"{left - len(named):,} more"] if left > len(named) else []
        said += f" Left, as you have changed them since: {', '.join([*named, *more])}."
    missing = [NOT_RESTORED[name] for name in undone.not_restored]
    return said + (f" Not put back: {'; '.join(missing)}." if missing else "")


def _when(record: r.Record) -> str:
    day = getattr(record, "day", None)
    return f" of {day_text(day)}" if day else f" “{getattr(record, 'exercise', '')}”"


def leave(message: Message) -> None:
    """Keep a message for the next page."""
    session[KEPT] = [*session.get(KEPT, []), asdict(message)][-3:]


def take() -> list[Message]:
    """The messages that were kept, each only once."""
    return [Message(**kept) for kept in session.pop(KEPT, [])]


def kept_slugs() -> list[str]:
    """The kinds of record that the messages kept so far are about."""
    return [kept["slug"] for kept in session.get(KEPT, [])]

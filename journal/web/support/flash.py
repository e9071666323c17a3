"""Messages for the next page: what was just done, and the way to undo it."""

from dataclasses import dataclass, field, fields
from typing import Any, Final

from flask import session

from journal.core.model import records as r
from journal.store.imports.account_data import HOLDINGS
from journal.store.imports.prepared_undo import Undone
from journal.web.support.happened import SET, RestDays, Values
from journal.words.dates import day_text
from journal.words.kinds import kind_name
from journal.words.messages import message, starting_programme
from journal.words.numbers import grouped

KEPT: Final = "messages"
MOST: Final = 3
"""So many messages are kept for the next page."""


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
    spasm: str = ""
    """Where to edit the spasm that still says a level at its worst which is gone."""
    peak: int = 0
    """The level that it says."""
    ended: str = ""
    """Where a spasm that has just ended is shown, with what is asked after it."""
    values: Values = field(default_factory=dict)
    """What is to be told of the record, as ``happened`` says it."""
    removals: Values = field(default_factory=dict)
    """What is not said of a day any more, since what said it was undone."""
    rest_days: RestDays = field(default_factory=dict)
    """Which days are no rest days any more beside what was done, and which are again."""
    day: str = ""
    """The day that the record is of, as a person reads it, where it is not today."""
    days: list[str] = field(default_factory=list)
    """The first and the last day of what was imported, to look at them."""
    saved: str = ""
    """The key under which something was saved that the device had kept until then."""


NAMES: Final = tuple(field.name for field in fields(Message))


def import_undone(undone: Undone | None) -> str:
    """What undoing an import did, in a sentence or two; None: it was undone before."""
    if undone is None:
        return message("import_undone_before")
    sentences = [
        message(
            "import_undone", removed=grouped(undone.removed), put_back=grouped(undone.put_back)
        )
    ]
    if count_left := undone.left.total():
        names = [_entry_name(kind_name(slug), record) for slug, record in undone.examples]
        if count_left > len(names):
            names.append(message("more", count=grouped(count_left - len(names))))
        sentences.append(message("import_left", entries=", ".join(names)))
    if missing := [_missing(name) for name in undone.not_restored]:
        sentences.append(message("import_missing", what="; ".join(missing)))
    return " ".join(sentences)


def _entry_name(what: str, record: r.Record) -> str:
    if day := getattr(record, "day", None):
        return message("of_a_day", what=what, day=day_text(day))
    return message("of_a_name", what=what, name=getattr(record, "exercise", ""))


def _missing(name: str) -> str:
    if name not in HOLDINGS:
        return starting_programme()
    return message("edited_since", what=HOLDINGS[name].words)


def flash(message: Message) -> None:
    """Keep a message for the next page: what it says, as a cookie is sent with every request.

    One that tells of the person's own rule gives way last: many come at once from a device.
    """
    values = {name: value for name in NAMES if (value := getattr(message, name))}
    messages = [*session.get(KEPT, []), values]
    if len(messages) > MOST:
        messages.remove(next((each for each in messages if not _tells_of_rule(each)), messages[0]))
    session[KEPT] = messages


def _tells_of_rule(message: dict[str, Any]) -> bool:
    return SET in message.get("values", {})


def pop() -> list[Message]:
    """The messages that were kept, each only once."""
    return [Message(**values) for values in session.pop(KEPT, [])]


def kept_slugs() -> list[str]:
    """The kinds of record that the messages kept so far are about."""
    return [values.get("slug", "") for values in session.get(KEPT, [])]

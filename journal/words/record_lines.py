"""An entry as one line of plain text, as commands list it."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from journal.core.model.fields import Choice
from journal.core.model.inputs import Column, columns
from journal.core.model.kinds import SLUGS
from journal.core.model.records import Record
from journal.words.imports import word
from journal.words.kinds import kind_name
from journal.words.language import gettext as _

NOT_TOLD: Final = frozenset({"id", "zone", "recalled", "created_at"})
"""What an entry keeps for the journal's own use."""

PLAIN: Final = frozenset({"day", "kind", "exercise", "movement", "outcome"})
"""Fields whose value says by itself what it is; their name beside it would say it twice."""


def record_line(record: Record) -> str:
    """``pain level: 2026-05-01, day average, pain level 4``; what is empty is left out."""
    moment = type(record).MOMENT
    hidden = NOT_TOLD | ({"day"} if moment else set())
    parts = [
        _part(record, column, moment)
        for column in columns(type(record))
        if column.name not in hidden and getattr(record, column.name) not in (None, "", ())
    ]
    return _("%(kind)s: %(parts)s", kind=kind_name(SLUGS[type(record)]), parts=", ".join(parts))


def _part(record: Record, column: Column, moment: str) -> str:
    name = column.name
    text = _text(getattr(record, name), getattr(record, "zone", "UTC"))
    if isinstance(column.field, Choice):
        text = text.replace("_", " ")
    if name == moment or name in PLAIN:
        return text
    return _("%(field)s %(value)s", field=word(name).lower(), value=text)


def _text(value: object, zone: str) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(str(each).replace("_", " ") for each in value)
    return " / ".join(str(value).splitlines())

"""Records of every kind as hypothesis draws them: valid at ``NOW``, and awkward where allowed."""

from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from journal.core.model import fields as f
from journal.core.model import records as r
from journal.core.model import time_fields as t
from journal.core.model.amounts import Amount
from journal.core.model.answers import ANSWERS, Answers, ListedName
from journal.core.model.inputs import columns
from journal.core.model.moments import local_day, zone_names

R = TypeVar("R", bound=r.Record)

NOW = datetime(2026, 5, 31, 12, 0, 0, tzinfo=UTC)
TODAY = date(2026, 5, 31)
"""When the records are read: no moment of them is later, no day of them still to come."""

EARLIEST_DAY = date(1969, 12, 31)
"""The day on which 1970 began in UTC, west of it."""

NEXT_YEARS_DAY = date(2027, 5, 31)

STARTS = ("", "=", "+", "-", "@", "'", "''", "'=", '"', "\N{ZERO WIDTH NO-BREAK SPACE}")
"""What a text may begin with; a spreadsheet takes half of them for something else."""

PIECES = (
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\n\n",
    "\t",
    "'",
    "=1+1",
    "yes",
    "0",
    "\N{LINE SEPARATOR}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "כאב גב",
    "ألم ٤",
    "背中が痛い",
    "👩🏽‍⚕️🩹",
    "e\N{COMBINING ACUTE ACCENT}",
)
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="|\N{REPLACEMENT CHARACTER}"
)


def examples(number: int) -> settings:
    """Settings of a property that tries so many; fewer in a quick run, as all of them do there."""
    return settings(max_examples=max(2, number * settings().max_examples // 100))


brief = examples(30)
"""For properties over whole records, of which each example costs some milliseconds."""


@cache
def texts(longest: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Texts a field of so many characters keeps as they are."""

    def fitting(text: str) -> str:
        clean_text = f.tidy_text(text) if lines else " ".join(text.split())
        return clean_text[:longest].strip()

    bodies = st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=8), max_size=5)
    mixture = st.tuples(st.sampled_from(STARTS), bodies.map("".join)).map("".join)
    full = st.sampled_from(STARTS).map(lambda start: start + "x" * longest)
    return (mixture | mixture | mixture | full).map(fitting).filter(bool)


def moments(latest: datetime = NOW) -> st.SearchStrategy[datetime]:
    """Moments in whole seconds from 1970 to ``latest``."""
    seconds = st.integers(0, int(latest.timestamp()))
    return seconds.map(lambda second: datetime.fromtimestamp(second, UTC))


def days(latest: date = TODAY) -> st.SearchStrategy[date]:
    """Days from 1970 to ``latest``."""
    return st.dates(EARLIEST_DAY, latest)


zones = st.sampled_from(sorted(zone_names()))
identifiers = st.uuids().map(str)


answers = st.dictionaries(
    st.sampled_from(("coffee", "a=b", "Zähne")), st.sampled_from(sorted(ANSWERS))
).map(lambda pairs: tuple(f"{name}={answer}" for name, answer in pairs.items()))
"""Answers to questions of a person's own."""


@cache  # hypothesis looks each new one over, which takes longer than to draw from it
def values(field: f.Field) -> st.SearchStrategy[Any]:  # the field's own type
    """What a field may hold."""
    match field:
        case f.Whole():
            return st.integers(field.lowest, field.highest)
        case f.Choice():
            return st.sampled_from(field.tokens)
        case f.Words():
            names = texts(field.longest, lines=field.lines)
            return names.map(field.read) if isinstance(field, ListedName) else names
        case f.Several():
            return st.sets(st.sampled_from(field.tokens), max_size=4).map(field.read_all)
        case f.OwnWords():
            own = st.lists(texts(field.longest), max_size=4).map(field.read_all)
            return answers if isinstance(field, Answers) else own
    return {
        f.YesNo: st.booleans(),
        Amount: st.integers(1, 999_999_999).map(lambda n: Amount().read(f"{n / 1000:.3f}")),
        t.Day: days(),
        t.Moment: moments(),
        t.Zone: zones,
        f.Identifier: identifiers,
    }[type(field)]


@cache
def optional_values(field: f.Field) -> st.SearchStrategy[Any]:  # the field's own type, or None
    """What a field may hold that may stay empty."""
    return st.none() | values(field)


@st.composite
def records(draw: st.DrawFn, kind: type[R]) -> R:
    """A record of ``kind`` that could be stored at ``NOW``."""
    optional = {field.name for field in dataclass_fields(kind) if field.default is None}
    fields = {
        column.name: draw(
            optional_values(column.field) if column.name in optional else values(column.field)
        )
        for column in columns(kind)
    }
    return kind(**_agreeing(draw, kind, fields))


def _agreeing(draw: st.DrawFn, kind: type[r.Record], fields: dict[str, Any]) -> dict[str, Any]:
    """What was drawn, without what the fields may not say together."""
    if kind.MOMENT:
        # Mostly the day of the moment; a file may bring another, which is then kept.
        own = local_day(fields[kind.MOMENT], fields["zone"])
        fields["day"] = own if draw(st.booleans()) else draw(days(own))
    if fields.get("ended_at"):
        lasting = timedelta(seconds=draw(st.integers(0, 3 * 86_400)))
        fields["ended_at"] = min(fields["started_at"] + lasting, NOW)
    if fields.get("link"):
        fields["link"] = f"https://example.org/{len(fields['link'])}"
    for ability in [name for name in fields if name.startswith("ability_")]:
        if fields[ability] is None or fields[f"activity{ability[-2:]}"] is None:
            fields[ability] = fields[f"activity{ability[-2:]}"] = None
    if fields.get("ends_on"):
        fields["ends_on"] = draw(st.dates(fields["starts_on"], NEXT_YEARS_DAY))
    return fields

"""From texts to a record: what a form or a line of a file says, read field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from journal.core.model import moments
from journal.core.model.faults import Problem, Unreadable
from journal.core.model.field_names import DECIDED
from journal.core.model.fields import SEPARATOR, OwnWords, Several
from journal.core.model.inputs import Column, Input, columns
from journal.core.model.records import DayNote, Episode
from journal.core.model.time_fields import Moment, Zone
from journal.core.model.vocabulary import DAY_KINDS, LASTED_MINUTES

R = TypeVar("R", bound=Input)
Texts = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """Either a record without problems, or the problems that keep it from being one."""

    record: R | None
    problems: tuple[Problem, ...]


def parse_file(kind: type[R], texts: Texts, *, now: datetime, zone: str) -> Reading[R]:
    """The record that ``texts`` say, by field name.

    An absent or empty text means not given; ``zone`` stands in for a zone that is not, and a
    day that is not given is the local day of the moment. Every problem is reported, one a field.
    """
    values, problems = _values(kind, texts, zone)
    _derive_day(kind, values)
    blamed = {problem.field for problem in problems}
    if kind.MOMENT and not {kind.MOMENT, "zone"} <= values.keys():
        blamed.add("day")  # which would follow from them
    problems += [
        Problem(column.name, column.field.needed)
        for column in columns(kind)
        if column.required and column.name not in values and column.name not in blamed
    ]
    if problems:
        return Reading(None, tuple(problems))
    record = kind(**values)
    problems = record.problems(now)
    return Reading(None if problems else record, tuple(problems))


def parse_form(
    kind: type[R],
    texts: Texts,
    *,
    now: datetime,
    zone: str,
    before: R | None = None,
    asks: bool = True,
) -> Reading[R]:
    """The record a person typed in at ``now``; ``before``: as it was, when they edit it.

    A moment they leave out is now, and so is a day of which something is said; a spasm whose start
    they emptied is an earlier one, and its start is asked for. Only a day's average and worst read
    ``day``, which else is today; the day of every other record follows from its moment and zone. A
    spasm without an end may say ``lasted`` (minutes) or ``still_on``, and one of more than seven
    days says that it was ``so_long``, unless nobody is there to answer what one ``asks``.
    """
    form_texts = _in_terms_of_now(texts)
    if kind is DayNote and not form_texts.get("day"):
        form_texts["day"] = _today(form_texts, now, zone)
    if kind.MOMENT:
        is_asked = kind is Episode and kind.MOMENT in texts
        nothing = "" if is_asked else now.isoformat(timespec="seconds")
        form_texts[kind.MOMENT] = form_texts.get(kind.MOMENT) or nothing
        if form_texts.get("kind") not in DAY_KINDS:
            form_texts.pop("day", None)
        elif not form_texts.get("day"):
            form_texts["day"] = _today(form_texts, now, zone)
    for name in set(DECIDED) - {"id"}:
        form_texts.pop(name, None)
    reading = parse_file(kind, form_texts, now=now, zone=zone)
    if reading.record is None:
        return reading
    if isinstance(reading.record, Episode):
        return _ended(reading.record, form_texts, now, before, asks=asks)
    return _typed(reading.record, now, zone, before)


def _in_terms_of_now(texts: Texts) -> dict[str, str | Sequence[str]]:
    """What a form says; a page opened before an upgrade says ``1`` of a tap for another day."""
    is_tapped = texts.get("time_not_asked") == "1"
    return {**texts, "time_not_asked": "yes"} if is_tapped else {**texts}


def _typed(record: R, now: datetime, zone: str, before: R | None) -> Reading[R]:
    """It as it is kept; what is said of a day is said today, and not of a day to come.

    What was said of such a day where it had begun may be changed.
    """
    if isinstance(record, DayNote):
        today = moments.local_day(now, zone)
        if record.day > today and before in (None, DayNote(day=record.day)):
            return Reading(None, (Problem("day", "day_to_come"),))
        record = record.with_(confirmed_on=today)
    if problems := record.typed_problems(now, before):
        return Reading(None, tuple(problems))
    return Reading(record.typed_in(now, before), ())


def _with_end(
    episode: Episode, *, lasted: str, still_on: bool, before: Episode | None, now: datetime
) -> Episode | Problem:
    """The episode with its end, or what to ask: one of an earlier day never just goes on."""
    if lasted:
        return _lasting(episode, lasted)
    if episode.ended_at is not None:
        return episode
    earlier = episode.day < moments.local_day(now, episode.zone)
    was_on = before is not None and before.ended_at is None
    return Problem("ended_at", "end_asked") if earlier and not still_on and not was_on else episode


def _lasting(episode: Episode, lasted: str) -> Episode | Problem:
    if lasted not in map(str, LASTED_MINUTES):
        return Problem("ended_at", "lasted_choice")
    ended_at = episode.started_at + timedelta(minutes=int(lasted))
    if episode.ended_at not in (None, ended_at):
        return Problem("ended_at", "two_ends")
    return episode.with_(ended_at=ended_at)


def _ended(
    episode: Episode, texts: Texts, now: datetime, edited: Input | None, *, asks: bool
) -> Reading[Any]:  # of the kind that was asked for
    before = edited if isinstance(edited, Episode) else None
    ended = _with_end(
        episode,
        lasted=str(texts.get("lasted") or ""),
        still_on=texts.get("still_on") == "yes",
        before=before,
        now=now,
    )
    if isinstance(ended, Problem):
        return Reading(None, (ended,))
    problems = ended.problems(now)
    if not problems and asks and texts.get("so_long") != "yes":
        problems = ended.length_question(before)
    if problems:
        return Reading(None, tuple(problems))
    return Reading(ended.typed_in(now, before), ())


def _today(texts: Texts, now: datetime, zone: str) -> str:
    own = texts.get("zone")
    if isinstance(own, str) and moments.zone_exists(own):
        zone = own
    return moments.local_day(now, zone).isoformat()


@lru_cache
def _zone_first(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The fields in the order they are read: moments need the zone."""
    return tuple(sorted(columns, key=lambda column: not isinstance(column.field, Zone)))


def _values(kind: type[Input], texts: Texts, zone: str) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for column in _zone_first(columns(kind)):
        try:
            value = _value(column, texts, values.get("zone", zone))
        except Unreadable as unreadable:
            problems.append(unreadable.fault.at(column.name))
            continue
        if value is None:
            continue
        if fault := column.field.fault(value):
            problems.append(fault.at(column.name))
        else:
            values[column.name] = value
    return values, problems


def values_typed(kind: type[Input], texts: Texts, zone: str) -> dict[str, Any]:
    """What each text of a form says by itself; one that cannot be read is the text it is."""
    own = texts.get("zone")
    zone = own if isinstance(own, str) and moments.zone_exists(own) else zone
    values: dict[str, Any] = {}
    for column in columns(kind):
        try:
            values[column.name] = _value(column, texts, zone)
        except Unreadable:
            values[column.name] = texts.get(column.name)
    return values


def _value(column: Column, texts: Texts, zone: str) -> Any:  # the field's own type
    text = texts.get(column.name, "")
    if not text and not isinstance(column.field, Zone):
        return None
    if isinstance(column.field, Several | OwnWords):
        parts = text.split(SEPARATOR) if isinstance(text, str) else text
        return column.field.read_all(parts) or None
    stripped = str(text).strip()
    if isinstance(column.field, Zone):
        return column.field.read(stripped or zone)
    if not stripped:
        return None
    if isinstance(column.field, Moment):
        later = bool(texts.get(column.name + Moment.later_suffix))
        return column.field.read_in(zone, stripped, later=later)
    return column.field.read(stripped)


def _derive_day(kind: type[Input], values: dict[str, Any]) -> None:
    if kind.MOMENT and "day" not in values and kind.MOMENT in values and "zone" in values:
        values["day"] = moments.local_day(values[kind.MOMENT], values["zone"])

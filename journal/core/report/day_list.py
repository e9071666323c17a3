"""The days of a report, each with the records that somebody chose to show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from journal.core.diary.rest_days import beside_exercise, says_nothing
from journal.core.diary.summary import (
    DaySummary,
    Rating,
)
from journal.core.model import records as r
from journal.core.model.kinds import kind_of
from journal.core.model.vocabulary import MEDICINES
from journal.core.report.options import KINDS_OF, SECTIONS, ReportData, ReportOptions

T = TypeVar("T", bound=r.Record)


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A day of the appendix: its average, the highest level noted, and its records by kind."""

    day: date
    average: Rating | None
    highest: int | None
    note: r.DayNote | None
    records: list[list[r.Timed]]


def report_days(
    sums: Sequence[DaySummary], options: ReportOptions, material: ReportData
) -> list[ReportDay]:
    """The days of the period that hold anything of what was chosen, oldest first."""
    by_day: dict[date, list[r.Timed]] = {}
    for kind in dict.fromkeys(kind for name in SECTIONS for kind in KINDS_OF[name]):
        for record in material.of(kind, options.period):
            if _is_chosen(record, options):
                shown_record = as_chosen(record, options)
                by_day.setdefault(record.day, []).append(shown_record)
    exercised = {day.day for day in sums if day.sessions}
    day_notes = {
        note.day: _shown_note(beside_exercise(note) if note.day in exercised else note, options)
        for note in material.of(r.DayNote, options.period)
    }
    return [
        ReportDay(
            day.day,
            day.average if options.has("pain") else None,
            _highest(day, by_day.get(day.day, [])) if options.has("pain") else None,
            day_notes.get(day.day),
            _by_kind(record for record in by_day.get(day.day, []) if not _only_a_number(record)),
        )
        for day in sums
        if day.day in by_day or day_notes.get(day.day)
    ]


def _highest(day: DaySummary, records: Iterable[r.Timed]) -> int | None:
    """The highest level noted of a day, that of a spasm which began on it among them."""
    peaks = [record.peak_level for record in records if isinstance(record, r.Episode)]
    return max((level for level in [day.highest, *peaks] if level is not None), default=None)


def private_left_out(record: T, *, notes: bool) -> T:
    """A record as a doctor sees it: without what its owner wrote for themselves, unless asked."""
    return record if notes else kind_of(type(record)).without_private(record)


def as_chosen(record: T, options: ReportOptions) -> T:
    """A record as a page shows it: what is private goes by notes, or by a section of its own."""
    kind = kind_of(type(record))
    hidden = [
        name
        for name in kind.private
        if not (options.has(kind.in_section[name]) if name in kind.in_section else options.notes)
    ]
    return record.with_(**dict.fromkeys(hidden))


def _by_kind(ordered: Iterable[r.Timed]) -> list[list[r.Timed]]:
    return [list(of_one) for _, of_one in groupby(ordered, type)]


def _only_a_number(record: r.Timed) -> bool:
    """Whether a record says no more than the number of its day."""
    if not isinstance(record, r.PainLevel) or not record.of_the_day:
        return False
    more = (record.interference, record.movement, record.note)
    return not record.regions and more == (None, None, None)


def _is_chosen(record: r.Timed, options: ReportOptions) -> bool:
    """Whether the section of a record was chosen."""
    if isinstance(record, r.Relief):
        return options.has("relief", *(["medicines"] if record.method in MEDICINES else []))
    return options.has(*(name for name, kinds in KINDS_OF.items() if isinstance(record, kinds)))


def _shown_note(note: r.DayNote, options: ReportOptions) -> r.DayNote | None:
    """What is said of a day; None where nothing is left of it."""
    shown_note = private_left_out(note, notes=options.notes)
    return None if says_nothing(shown_note) else shown_note

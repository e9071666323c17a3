"""Rows of any table that say what others said before, but for when, and in their notes.

Their records are made of what was read of those. All other rows are left to the reader that can
say what is wrong with one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model.periods import ONE_DAY
from journal.core.model.time_fields import year_fault
from journal.exchange.files.day_parts import offset_of
from journal.exchange.files.questions import ZONE
from journal.exchange.files.table import Row
from journal.exchange.own.compiled import MEMORY, Irregular, RecordMaker, remembering
from journal.exchange.trackers.cell_reader import Draft
from journal.exchange.trackers.column_roles import CLOCK
from journal.exchange.trackers.draft_reader import DraftReader
from journal.exchange.trackers.intake import joined
from journal.exchange.trackers.mapping import NOTE, Recipe, field_of, is_timed

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the cells of a row say besides when: values in order, and remarks for its note."""

    values: list[Any]  # each field's own type
    zone: str
    remarks: tuple[str, ...]
    meaning: str
    """What the cells meant, as records are known by it."""


class PlainRows:
    """Makes the records of plain rows by one recipe, as it was shown other rows."""

    def __init__(self, reader: DraftReader, recipe: Recipe) -> None:
        kind, columns = recipe.kind, recipe.columns
        self.reader, self.recipe, self.intake = reader, recipe, reader.intake
        self.records = reader.intake.reader(kind)
        self.maker = RecordMaker(kind)
        places = self.maker.places
        self._moment_at, self._day_at = places.get(kind.MOMENT, 0), places.get("day", 0)
        self._note_at = places.get(NOTE, 0)
        timed = [name for name in columns if is_timed(field_of(kind, name))]
        self._applies = timed == [kind.MOMENT] and kind is not r.Episode and recipe.at is None
        self._apart = (kind.MOMENT, CLOCK, NOTE)
        keys = [key for name, key in columns.items() if name not in self._apart]
        keys += [*reader.subjects(recipe), *filter(None, [recipe.needed_done])]
        self._said = _getter(list(dict.fromkeys(keys)))
        self.is_known_whole = self._applies and {*recipe.own} <= {*keys}
        """Whether rows are plain only if they have a cell that a record is made of."""
        self._when = _getter([columns.get(kind.MOMENT, ""), *filter(None, [columns.get(CLOCK)])])
        self._known_by = _getter(reader.known_columns(recipe))
        self._noted = _getter(reader.noted)
        self._patterns: dict[Cells, Pattern] = {}
        note = self.records.fields[NOTE]
        self._note_of = remembering(lambda cells, remarks: note(reader.note_of(cells, remarks)))
        self._day = remembering(self._day_of)
        self._midnight = remembering(plain_midnight)
        self._clock = remembering(self._clock_of)

    def learn(self, row: Row, draft: Draft) -> None:
        """Remember what a row said of which a record was made; a cell left out is told again."""
        column = self.recipe.columns.get(ZONE)
        has_offset = column and offset_of(row[column]) is not None
        if not self._applies or has_offset or draft.is_left_out or len(self._patterns) >= MEMORY:
            return
        zone = draft.texts.get(ZONE) or self.intake.zone
        texts = {name: text for name, text in draft.texts.items() if name not in self._apart}
        try:
            values = self.records.values(texts | {NOTE: joined(*draft.remarks)}, zone)
            cells = self._said(row.cells)
        except (Irregular, KeyError):
            return
        meaning = self.reader.meaning(self.recipe, tuple(draft.used))
        ordered_values = self.maker.values(values)
        self._patterns[cells] = Pattern(ordered_values, zone, tuple(draft.remarks), meaning)

    def add(self, row: Row) -> bool | None:
        """Make the record of a row, and whether it is one; None, with nothing done, if not plain.

        A KeyError is that of a row which lacks a column: it stands below another header.
        """
        try:
            pattern = self._patterns.get(self._said(row.cells))
            began = pattern and self._moment(row, pattern.zone)
            if not pattern or not began:
                return None
            values = pattern.values.copy()
            values[self._moment_at], values[self._day_at] = began
            if any(noted := self._noted(row.cells)):
                cells = noted if self.reader.noted_line != row.line else ("",) * len(noted)
                values[self._note_at] = self._note_of(cells, pattern.remarks)
            key = (pattern.meaning, *map(str.strip, self._known_by(row.cells)))
        except (Irregular, KeyError):
            return None
        return self.intake.add_values(row, self.maker, key, values)

    def _moment(self, row: Row, zone: str) -> tuple[datetime, date] | None:
        """The moment and the day of a record, where a row plainly gives both."""
        cell, *clocks = self._when(row.cells)
        if (began := self._day(cell, zone)) is None:
            return None
        day, midnight, length = began
        if length is None:
            length = self._clock(*clocks) if clocks else None
        if length is None:
            return None
        return midnight + length, day

    def _day_of(self, cell: str, zone: str) -> tuple[date, datetime, timedelta | None] | None:
        """The day of a cell, when it began, and its own time of day, if it has one.

        None where it is no day, says how far from UTC it is, or had its clocks changed.
        """
        when = self.reader.dates.read(cell)
        if when is None or when.offset is not None:
            return None
        midnight = self._midnight(when.day, zone)
        length = self.reader.own_clock(self.recipe.columns[self.recipe.kind.MOMENT], when)
        if midnight is None or not (length is None or _is_plain(length)):
            return None
        return when.day, midnight, length

    def _clock_of(self, cell: str) -> timedelta | None:
        length = self.reader.clock(self.recipe.columns[CLOCK], cell) if cell else None
        return length if length is not None and _is_plain(length) else None


def _is_plain(length: timedelta) -> bool:
    return timedelta() <= length < ONE_DAY and not length.microseconds


def _getter(columns: Sequence[str]) -> Callable[[Mapping[str, str]], Cells]:
    """What takes the cells of some columns."""
    if len(columns) > 1:
        return itemgetter(*columns)
    if not columns:
        return lambda _cells: ()
    (column,) = columns
    return lambda cells: (cells[column],)


def plain_midnight(day: date, zone: str) -> datetime | None:
    """The moment at which a day began, from which its times of day are counted.

    None where clocks were changed on it, or where its year is none that can be stored.
    """
    if year_fault(day):
        return None
    info = moments.zone_info(zone)
    began, ended = (datetime.combine(each, time(), info) for each in (day, day + ONE_DAY))
    offsets = {moment.utcoffset() for moment in (began, began.replace(hour=12), ended)}
    return began.astimezone(UTC) if len(offsets) == 1 else None

"""Our own CSV: one file per kind of record, one line per record, nothing lost either way.

UTF-8 with a byte-order mark, CRLF, a header of field names, ISO 8601 moments with offset beside
their IANA zone. Text cells that a spreadsheet would take for a formula get one ``'`` in front,
and so do those that start with ``'``, which makes the guard reversible.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from journal.core.model import moments
from journal.core.model.fields import Moment, OwnWords, Several, Words, YesNo
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS, kind_of
from journal.core.model.reading import parse_file
from journal.core.model.records import FORMER_NAMES, DayNote, PainLevel, Record
from journal.exchange.files.table import (
    BYTE_ORDER_MARK,
    LeftOut,
    ReadFile,
    decoded,
    fits,
    header_fits,
)
from journal.exchange.files.table import rows as table_rows
from journal.exchange.files.times import MIDDAY, of_a_day

OF_A_DAY: Final = "recorded_at"
"""The moment of the kinds that may speak of a whole day and so may go without it in a file."""

GUARD: Final = "'"
DANGEROUS: Final = tuple("=+-@\t\r" + GUARD)
"""Cells that begin so are formulas to a spreadsheet (or would be mistaken for guarded ones)."""


def guarded(text: str) -> str:
    """``text`` as a cell no spreadsheet takes for a formula; ``unguarded`` is its inverse."""
    return GUARD + text if text.startswith(DANGEROUS) else text


def unguarded(cell: str) -> str:
    """The text of a cell that ``guarded`` made; one guard is taken off."""
    return cell[1:] if cell.startswith(GUARD) else cell


def header(kind: type[Record], *, seldom: bool = True) -> list[str]:
    """The names of the columns of a kind's file; not the ``seldom`` used one where it is not."""
    names = [column.name for column in columns(kind)]
    return names if seldom or not kind_of(kind).seldom else names[:-1]


NOTE: Final = "note"
"""The column that holds a private note; every kind has one."""

LINES_A_PIECE: Final = 500
Row = tuple[Any, ...]  # the values of one record, each of its own column's type


def lines(kind: type[Record], rows: Iterable[Row], *, seldom: bool = True) -> Iterator[str]:
    """The file of a kind, in pieces of some hundred lines: byte-order mark, header, rows.

    ``rows`` hold the values of each record in the order of ``columns(kind)``; without
    ``seldom`` a column that no record uses is left out of the file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    names = header(kind, seldom=seldom)
    writer.writerow(names)
    rows = iter(rows)
    while batch := list(islice(rows, LINES_A_PIECE)):
        writer.writerows(cells[: len(names)] for cells in _cells(kind, batch))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def without_notes(kind: type[Record], rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows, each with an empty note."""
    at = [column.name for column in columns(kind)].index(NOTE)
    return ((*row[:at], None, *row[at + 1 :]) for row in rows)


def _cells(kind: type[Record], rows: Iterable[Row]) -> Iterator[list[Any]]:
    """The cells of rows, of their own types where the csv module writes those as we would.

    That is: None as an empty cell, numbers, days, and text that is a token.
    """
    numbered = list(enumerate(columns(kind)))
    zone_at = next((at for at, column in numbered if column.name == "zone"), 0)
    timed = [at for at, column in numbered if isinstance(column.field, Moment)]
    written = [
        (at, column.field.write, column.field.guarded)
        for at, column in numbered
        if isinstance(column.field, Words | OwnWords | Several | YesNo)
    ]
    for row in rows:
        cells = list(row)
        for at in timed:
            if cells[at] is not None:
                cells[at] = cells[at].astimezone(moments.zone_info(row[zone_at])).isoformat()
        for at, write, guard in written:
            if cells[at] is not None:
                text = write(cells[at])
                cells[at] = guarded(text) if guard else text
        yield cells


def read_file(content: bytes, *, now: datetime, zone: str, new_id: Callable[[], str]) -> ReadFile:
    """The records of one of our CSV files, of whichever kind its header says.

    ``zone`` stands in where a line names none, ``new_id`` makes an id where a line has none.
    """
    file = ReadFile()
    text = decoded(content, file)
    if text is None:
        return file
    rows = table_rows(text, file)
    line, names = next(rows, (1, []))
    names = [name.strip().lower() for name in names]
    names = [FORMER_NAMES.get(name, name) for name in names]
    if file.problems or not _recognise(names, line, file):
        return file
    reader = LineReader(file, names, now, zone, new_id)
    for line, cells in rows:
        reader.take(line, cells)
        if file.full:
            break
    return file


def _recognise(names: list[str], line: int, file: ReadFile) -> bool:
    if not header_fits(line, names, file):
        return False
    kinds = fitting(set(names))
    if not kinds:
        file.refuse(
            line,
            "",
            ", ".join(names),
            "The header is not that of a file the journal writes. “Take it out” shows those.",
        )
        return False
    file.kind = max(kinds, key=lambda kind: len(set(header(kind)).intersection(names)))
    file.silent = frozenset(c.name for c in columns(file.kind) if not c.required) - {*names}
    unknown = [name for name in names if name and name not in header(file.kind)]
    file.not_brought = [LeftOut("column", name, 1) for name in unknown]
    return True


def fitting(names: set[str]) -> list[type[Record]]:
    """The kinds whose file a header with these columns can be that of."""
    found = [kind for kind in RECORDS.values() if signature(kind) <= names]
    return [kind for kind in found if kind is not DayNote or _tells_of_days(names)]


def _tells_of_days(names: set[str]) -> bool:
    """Whether a table is one of notes on days: many a table has a day, and tells else of it."""
    return bool(names & {*header(DayNote)} - signature(DayNote)) or names == signature(DayNote)


def signature(kind: type[Record]) -> set[str]:
    """The columns a file of this kind cannot do without."""
    given_otherwise = {"id", "day", "zone"} if kind.MOMENT else {"id"}
    if kind.MOMENT == OF_A_DAY:
        given_otherwise.add(OF_A_DAY)
    return {column.name for column in columns(kind) if column.required} - given_otherwise


class LineReader:
    """Reads the lines of one file of ``file.kind``, with columns ``names``, into records."""

    def __init__(
        self,
        file: ReadFile,
        names: list[str],
        now: datetime,
        zone: str,
        new_id: Callable[[], str],
    ) -> None:
        self.file = file
        self.names = names
        self.now = now
        self.zone = zone
        self.new_id = new_id
        self.kind = file.kind or PainLevel
        self.guarded = {c.name for c in columns(self.kind) if c.field.guarded}
        self.has_id = "id" in header(self.kind)
        self.seen: dict[object, int] = {}

    def take(self, line: int, cells: list[str]) -> None:
        """Read one row, which starts on ``line``, into the file's records or problems."""
        record = self.record(line, cells)
        if record is not None and self._new(line, record):
            self.file.take(line, record)

    def record(self, line: int, cells: list[str]) -> Record | None:
        """The record of one row, wherever else it may stand; None with its problems noted."""
        if not fits(line, cells, self.names, self.file):
            return None
        texts = {
            name: unguarded(cell) if name in self.guarded else cell.strip()
            for name, cell in zip(self.names, cells, strict=True)
        }
        if self.has_id:
            texts["id"] = texts.get("id") or self.new_id()
        made_up = self._fill_in_moment(texts)
        reading = parse_file(self.kind, texts, now=self.now, zone=self.zone)
        for problem in reading.problems:
            named = "day" if made_up and problem.field == OF_A_DAY else problem.field
            self.file.refuse(line, named, texts.get(named, ""), problem)
        return reading.record

    def _fill_in_moment(self, texts: dict[str, str]) -> bool:
        """Give what is of a whole day the moment it lacks; whether it did."""
        whole_day = self.kind.MOMENT == OF_A_DAY and texts.get("kind") != "now"
        if not whole_day or not texts.get("day") or texts.get(OF_A_DAY):
            return False
        zone = texts.get("zone") or self.zone
        texts[OF_A_DAY] = of_a_day(texts["day"], MIDDAY, now=self.now, zone=zone)
        return True

    def _new(self, line: int, record: Record) -> bool:
        """Whether neither this id nor this day's rating stood in the file before."""
        for name, key in identities(record):
            first = self.seen.setdefault(key, line)
            if first != line:
                self.file.refuse(line, name, str(getattr(record, name)), f"As on line {first}.")
                return False
        return True


def identities(record: Record) -> Iterator[tuple[str, object]]:
    """What may stand only once in a diary: the field that says it, and a key."""
    if isinstance(record, PainLevel) and record.of_the_day:
        yield "day", (record.kind, record.day)
    name = columns(type(record))[0].name
    yield name, getattr(record, name)

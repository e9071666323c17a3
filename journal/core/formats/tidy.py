"""Our own CSV: one file per kind of record, one line per record, nothing lost either way.

UTF-8 with a byte-order mark, CRLF, a header of field names, ISO 8601 moments with offset beside
their IANA zone. Text cells that a spreadsheet would take for a formula get one ``'`` in front,
and so do those that start with ``'``, which makes the guard reversible.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice
from typing import Any, Final

from journal.core import moments
from journal.core.fields import Moment, OwnWords, Problem, Several, Words, YesNo
from journal.core.reading import read
from journal.core.records import KINDS, SELDOM, PainLevel, Record, columns
from journal.core.vocabulary import NOTE_LENGTH

BYTES_MOST: Final = 16 * 1024 * 1024
ROWS_MOST: Final = 200_000
COLUMNS_MOST: Final = 64
CELL_LENGTH: Final = 8 * 1024
assert NOTE_LENGTH < CELL_LENGTH  # noqa: S101 (a note and its guard must fit into a cell)

OF_A_DAY: Final = "recorded_at"
"""The moment of the kinds that may speak of a whole day and so may go without it in a file."""

LINE_END: Final = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
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
    return names if seldom or kind not in SELDOM else names[:-1]


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


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line was refused: its physical number (the header is line 1), column and sentence."""

    line: int
    column: str
    found: str
    message: str


@dataclass(slots=True)
class ReadFile:
    """What a file says: records with their physical lines, or problems; and what it leaves out."""

    kind: type[Record] | None = None
    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    def refuse(self, line: int, column: str, found: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(LineProblem(line, column, found[:80], message))


PROBLEMS_MOST: Final = 100
"""A file is read on until so many problems are found; nobody mends more in one go."""


def decoded(content: bytes, file: ReadFile) -> str | None:
    """The text of an uploaded file, or None with the problem noted."""
    if len(content) > BYTES_MOST:
        file.refuse(1, "", "", "The file is larger than 16 MiB. Split it into several.")
        return None
    try:
        text = content.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as wrong:
        line = _line_at(content[: wrong.start].decode("utf-8"))
        file.refuse(line, "", "", "This is not UTF-8 text. Save the file as “CSV UTF-8”.")
        return None
    if "\0" in text:
        line = _line_at(text[: text.index("\0")])
        file.refuse(line, "", "NUL", "This holds a NUL character: it is not a text file.")
        return None
    return text


def _line_at(before: str) -> int:
    """The physical line that follows ``before``, however the file ends its lines."""
    return len(LINE_END.findall(before)) + 1


def read_file(content: bytes, *, now: datetime, zone: str, new_id: Callable[[], str]) -> ReadFile:
    """The records of one of our CSV files, of whichever kind its header says.

    ``zone`` stands in where a line names none, ``new_id`` makes an id where a line has none.
    """
    file = ReadFile()
    text = decoded(content, file)
    if text is None:
        return file
    rows = _rows(text, file)
    line, names = next(rows, (1, []))
    names = [name.strip().lower() for name in names]
    if file.problems or not _recognise(names, line, file):
        return file
    reader = _LineReader(file, names, now, zone, new_id)
    for line, cells in rows:
        reader.take(line, cells)
        if len(file.problems) >= PROBLEMS_MOST:
            break
    return file


def _rows(text: str, file: ReadFile) -> Iterator[tuple[int, list[str]]]:
    """Each row with the physical line it starts on; what is no CSV is noted and ends it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    csv.field_size_limit(BYTES_MOST)
    try:
        for number, cells in enumerate(reader):
            if number > ROWS_MOST:
                file.refuse(line, "", "", f"A file may hold {ROWS_MOST:,} rows. Split it.")
                return
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as wrong:
        file.refuse(line, "", "", f"This line is not CSV: {wrong}.")


def _delimiter(text: str) -> str:
    head = LINE_END.split(text.lstrip("\r\n"), maxsplit=1)[0]
    return max(",;\t", key=head.count)


def _recognise(names: list[str], line: int, file: ReadFile) -> bool:
    if len(names) > COLUMNS_MOST:
        file.refuse(line, "", "", f"A file may have {COLUMNS_MOST} columns.")
        return False
    if twice := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        file.refuse(line, twice[0], twice[0], "This column stands twice in the header.")
        return False
    fitting = [kind for kind in KINDS.values() if signature(kind) <= set(names)]
    if not fitting:
        file.refuse(
            line,
            "",
            ", ".join(names),
            "The header is not that of a file the journal writes. See Export.",
        )
        return False
    file.kind = max(fitting, key=lambda kind: len(set(header(kind)).intersection(names)))
    file.unknown_columns = [name for name in names if name and name not in header(file.kind)]
    return True


def signature(kind: type[Record]) -> set[str]:
    """The columns a file of this kind cannot do without."""
    given_otherwise = {"id", "day", "zone"} if kind.MOMENT else {"id"}
    if kind.MOMENT == OF_A_DAY:
        given_otherwise.add(OF_A_DAY)
    return {column.name for column in columns(kind) if column.required} - given_otherwise


class _LineReader:
    """Reads the lines of one file into records, and watches for what stands there twice."""

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
        if len(cells) != len(self.names):
            self.file.refuse(
                line, "", f"{len(cells)} cells", f"This line needs {len(self.names)} cells."
            )
            return
        for name, cell in zip(self.names, cells, strict=True):
            if len(cell) > CELL_LENGTH:
                self.file.refuse(line, name, cell, "A cell may hold 8,192 characters.")
                return
        texts = {
            name: unguarded(cell) if name in self.guarded else cell.strip()
            for name, cell in zip(self.names, cells, strict=True)
        }
        if self.has_id:
            texts["id"] = texts.get("id") or self.new_id()
        self._fill_in_moment(texts)
        reading = read(self.kind, texts, now=self.now, zone=self.zone)
        for problem in reading.problems:
            self._refuse(line, problem, texts)
        if reading.record is not None and self._new(line, reading.record):
            self.file.records.append(reading.record)
            self.file.lines.append(line)

    def _fill_in_moment(self, texts: dict[str, str]) -> None:
        # What is said of a whole day, in a file written by hand, has no time: its midday will do.
        of_a_day = self.kind.MOMENT == OF_A_DAY and texts.get("kind") != "now"
        if of_a_day and texts.get("day") and not texts.get(OF_A_DAY):
            zone = texts.get("zone") or self.zone
            today = moments.zone_exists(zone) and moments.local_time(self.now, zone)
            if today and texts["day"] == today.date().isoformat() and today.time() < time(12):
                texts[OF_A_DAY] = self.now.isoformat(timespec="seconds")
            else:
                texts[OF_A_DAY] = f"{texts['day']}T{time(12):%H:%M}"

    def _refuse(self, line: int, problem: Problem, texts: dict[str, str]) -> None:
        self.file.refuse(line, problem.field, texts.get(problem.field, ""), problem.message)

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

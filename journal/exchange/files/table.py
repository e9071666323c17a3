"""A text file as a table: rows with their physical lines, strictly read, within limits.

What cannot be read is noted as a numbered problem; Python's own reader would let pass NUL
characters, a file of another width and cells without end.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Self

from journal.core.model.records import Record
from journal.core.model.vocabulary import NOTE_LENGTH
from journal.words.problems import Named, sentence

BYTES_MOST: Final = 16 * 1024 * 1024
ROWS_MOST: Final = 200_000
COLUMNS_MOST: Final = 64
CELL_LENGTH: Final = 8 * 1024
assert NOTE_LENGTH < CELL_LENGTH  # noqa: S101 (a note and its guard must fit into a cell)
ROW_LENGTH: Final = 2 * COLUMNS_MOST * CELL_LENGTH
"""Characters of a row as it is written: every one of them might be a doubled quotation mark."""

PROBLEMS_MOST: Final = 100
"""A file is read on until so many problems are found; nobody mends more in one go."""

LINE_END: Final = re.compile(r"\r\n|\r|\n")
UNCLOSED: Final = "Perhaps a quotation mark is never closed."
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line was refused: its physical number (the header is line 1) and its column."""

    line: int
    column: str
    found: str
    fault: Named | str

    @property
    def message(self) -> str:
        """The sentence for the person who sent the file."""
        return self.fault if isinstance(self.fault, str) else sentence(self.fault)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that is not brought over: what sort it is, its name, and how often."""

    sort: str
    name: str
    count: int

    def __str__(self) -> str:
        """It by name: ``weather``, ``mood “rad” (12)``."""
        named = self.name if self.sort == "column" else f"{self.sort} “{self.name}”"
        return f"{named} ({self.count:,})" if self.count > 1 else named


@dataclass(slots=True)
class ReadFile:
    """What a file says: records with their physical lines, or problems; and what it leaves out.

    ``kind`` is that of its records where the file can hold only one. ``ours`` is a file of the
    journal, which says all of a record; another tracker's only adds to what stands there.
    """

    kind: type[Record] | None = None
    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    not_brought: list[LeftOut] = field(default_factory=list)
    ours: bool = True
    silent: frozenset[str] = frozenset()
    """The fields that no column of the file is for: what stands there of them stays."""

    @property
    def unknown_columns(self) -> list[str]:
        """The names of the columns that are not brought over."""
        return [left.name for left in self.not_brought if left.sort == "column"]

    @property
    def full(self) -> bool:
        """Whether so many problems were found that reading on helps nobody."""
        return len(self.problems) >= PROBLEMS_MOST

    def refuse(self, line: int, column: str, found: str, fault: Named | str) -> None:
        """Note a problem."""
        self.problems.append(LineProblem(line, column, found[:80], fault))

    def take(self, line: int, record: Record) -> None:
        """Add a record that stands on ``line``."""
        self.records.append(record)
        self.lines.append(line)


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


def rows(text: str, file: ReadFile) -> Iterator[tuple[int, list[str]]]:
    """Each row with the physical line it starts on; what is no CSV is noted and ends it."""
    found = rows_of(io.StringIO(text, newline=""), file, delimiter=_delimiter(text))
    for number, (line, cells) in enumerate(found):
        if number > ROWS_MOST:
            file.refuse(line, "", "", f"A file may hold {ROWS_MOST:,} rows. Split it.")
            return
        yield line, cells


def rows_of(
    lines: Iterable[str], file: ReadFile, *, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a stream of lines, of any number, as ``rows`` gives those of a text."""
    counted = _Counted(lines)
    reader = csv.reader(counted, delimiter=delimiter, strict=True)
    line = 1
    csv.field_size_limit(BYTES_MOST)
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
            counted.length = 0
    except _TooLong:
        file.refuse(line, "", "", f"This row has over {ROW_LENGTH:,} characters. {UNCLOSED}")
    except csv.Error as wrong:
        file.refuse(line, "", "", f"This line is not CSV: {wrong}.")


class _TooLong(Exception):
    """A row has gone on for too long."""


class _Counted:
    """Lines on their way to a reader, which would gather those of one row without end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines, self.length = iter(lines), 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.length += len(line)
        if self.length > ROW_LENGTH:
            raise _TooLong
        return line


def _delimiter(text: str) -> str:
    head = LINE_END.split(text.lstrip("\r\n"), maxsplit=1)[0]
    return max(",;\t", key=head.count)


def fits(line: int, cells: list[str], names: list[str], file: ReadFile) -> bool:
    """Whether a row has a cell for every column, none of them too long; a problem is noted."""
    if len(cells) != len(names):
        column = names[len(cells)] if len(cells) < len(names) else names[-1]
        file.refuse(line, column, f"{len(cells)} cells", f"This line needs {len(names)} cells.")
        return False
    for name, cell in zip(names, cells, strict=True):
        if len(cell) > CELL_LENGTH:
            file.refuse(line, name, cell, "A cell may hold 8,192 characters.")
            return False
    return True


def header_fits(line: int, names: list[str], file: ReadFile) -> bool:
    """Whether the columns are few enough and each named once; a problem is noted."""
    if len(names) > COLUMNS_MOST:
        file.refuse(line, "", "", f"A file may have {COLUMNS_MOST} columns.")
        return False
    if twice := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        file.refuse(line, twice[0], twice[0], "This column stands twice in the header.")
        return False
    return True


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the lower-case names of its columns, and the physical line it starts on."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """The cell of a column without blanks around it; empty where there is no such column."""
        return self.cells.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file: its columns as they are written, and its rows."""

    columns: list[str]
    rows: list[Row]

    @property
    def keys(self) -> list[str]:
        """The columns that have a name, as rows are asked for them."""
        return [key for name in self.columns if (key := column_key(name))]


def column_key(name: str) -> str:
    """The name of a column as rows are asked for it."""
    return name.strip().lower()


def table(text: str, file: ReadFile, *, header: list[str] | None = None) -> Table:
    """The table that a text holds; every row that does not fit is a problem of ``file``.

    ``header`` stands in where the text has none of its own. Empty cells beyond the header,
    which some trackers write, are let pass.
    """
    read = rows(text, file)
    line, header = (1, header) if header else next(read, (1, []))
    return table_under(line, header, read, file)


def table_under(
    line: int, header: list[str], read: Iterator[tuple[int, list[str]]], file: ReadFile
) -> Table:
    """The table of the rows still to be read, under a header that stands on ``line``."""
    names = [column_key(name) for name in header]
    found = Table([name.strip() for name in header], [])
    if file.problems or not header_fits(line, names, file):
        return found
    for at, cells in read:
        if not any(cells[len(names) :]):
            del cells[len(names) :]
        if fits(at, cells, names, file):
            found.rows.append(
                Row(at, {n: cell for n, cell in zip(names, cells, strict=True) if n})
            )
        if file.full:
            break
    return found

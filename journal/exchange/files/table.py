"""A file as a table: rows with their physical lines, within limits; what is wrong is numbered.

Python's own reader of CSV would let pass NUL characters, a row of another width and cells
without end.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final, Self

from journal.core.model.vocabulary import NOTE_LENGTH
from journal.exchange.files.headers import with_second_row, without_rule
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.texts import text

BYTES_MOST: Final = 16 * 1024 * 1024
ROWS_MOST: Final = 200_000
COLUMNS_MOST: Final = 256
CELL_LENGTH: Final = 8 * 1024
assert NOTE_LENGTH < CELL_LENGTH  # noqa: S101 (a note and its guard must fit into a cell)
ROW_LENGTH: Final = 1024 * 1024
"""Characters of a row as it is written."""

BAD_ROWS_MOST: Final = 1000
"""With more rows that do not fit their header, a file has no table that could be read."""


def rows_of(
    lines: Iterable[str], file: ReadFile, *, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a stream of lines that are not empty, each with the line it starts on.

    What is no CSV is noted and ends them.
    """
    counted_lines = _Counted(lines)
    reader = csv.reader(counted_lines, delimiter=delimiter, strict=True)
    line = 1
    csv.field_size_limit(BYTES_MOST)
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
            counted_lines.length = 0
    except _TooLong:
        file.refuse(line, "", "", "row_too_long", most=ROW_LENGTH)
    except _HoldsNul:
        file.refuse(reader.line_num + 1, "", "NUL", "holds_nul")
    except csv.Error as wrong:
        file.refuse(line, "", "", "not_csv", reason=str(wrong))


class _TooLong(Exception):
    """A row has gone on for too long."""


class _HoldsNul(Exception):
    """A line holds a NUL character."""


class _Counted:
    """Lines on their way to a reader, which would gather those of one row without end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines, self.length = iter(lines), 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.length += len(line)
        if "\0" in line:
            raise _HoldsNul
        if self.length > ROW_LENGTH:
            raise _TooLong
        return line


def fits(line: int, cells: list[str], names: list[str], file: ReadFile) -> bool:
    """Whether a row has a cell for every column, none of them too long; a problem is noted."""
    if len(cells) != len(names):
        column = names[len(cells)] if len(cells) < len(names) else names[-1]
        file.refuse_row(line, column, f"{len(cells)}", text("cells_needed", count=len(names)))
        return False
    if len("".join(cells)) > CELL_LENGTH and max(map(len, cells)) > CELL_LENGTH:
        name = next(n for n, cell in zip(names, cells, strict=True) if len(cell) > CELL_LENGTH)
        cell = cells[names.index(name)]
        file.refuse_row(line, name, cell, text("cell_too_long", most=CELL_LENGTH))
        return False
    return True


def header_fits(line: int, names: list[str], file: ReadFile) -> bool:
    """Whether the columns are few enough and each named once; a problem is noted."""
    if len(names) > COLUMNS_MOST:
        file.refuse(line, "", "", "too_many_columns", most=COLUMNS_MOST)
        return False
    if twice := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        file.refuse(line, twice[0], twice[0], "column_twice")
        return False
    return True


@dataclass(slots=True)
class Row:
    """A row by the lower-case names of its columns, and the physical line it starts on.

    Not frozen, as there are many: each would take three times as long to make.
    """

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
    above: tuple[str, ...] = ()
    """What stands above its header, and the name of its sheet."""
    seen_on: date | None = None
    """The day on which the file came in, if that is known."""
    code_pages: tuple[str, ...] = ()
    """Those its text may be in that is no Unicode; it is read by the first."""
    things: frozenset[str] = frozenset()
    """The columns that were made of rows, each of which is about one of several things."""
    header: tuple[str, ...] = ()
    """Its columns as the file has them, where those were made so."""

    @property
    def names(self) -> dict[str, str]:
        """The columns that have a name: as rows are asked for them, and as the file writes it."""
        return {key: name.strip() for name in self.columns if (key := column_key(name))}

    @property
    def keys(self) -> list[str]:
        """The columns that have a name, as rows are asked for them."""
        return list(self.names)

    def column(self, key: str, most: int | None = None) -> list[str]:
        """The cells of a column that are not empty; ``most``: only the first so many."""
        if most is None:
            return [cell for row in self.rows if (cell := row.cells.get(key, "").strip())]
        cells = (row.cells.get(key, "").strip() for row in self.rows)
        return list(islice(filter(None, cells), most))


def column_key(name: str) -> str:
    """The name of a column as rows are asked for it."""
    return " ".join(name.split()).lower()


def numbered_twins(names: Iterable[str]) -> list[str]:
    """The names of columns, with a number behind those that stood before: ``distance (2)``."""
    counts: dict[str, int] = {}
    unique_names = []
    for name in names:
        key = column_key(name)
        counts[key] = counts.get(key, 0) + 1
        unique_names.append(
            f"{name.strip()} ({counts[key]})" if key and counts[key] > 1 else name.strip()
        )
    return unique_names


def table_under(
    line: int,
    header: list[str],
    rows: Iterable[tuple[int, list[str]]],
    file: ReadFile,
    *,
    strict: bool = False,
    above: tuple[str, ...] = (),
) -> Table:
    """The table of the rows still to be read, under a header that stands on ``line``.

    Columns of one name are numbered, and so are those without a name that hold something. Cells
    beyond the header must be empty; a row that is too short has empty cells, or with ``strict``
    is refused.
    """
    if not strict:
        header, rows = with_second_row(header, without_rule(rows))
    table = Table(numbered_twins(header), [], above, file.seen_on, tuple(file.code_pages))
    names = [column_key(name) for name in table.columns]
    if file.problems or not header_fits(line, names, file):
        return table
    if not strict:
        names = [name or f"column {number}" for number, name in enumerate(names, start=1)]
    for at, cells in rows:
        row = cells if len(cells) == len(names) else _in_width(cells, len(names), strict=strict)
        stripped_cells = list(map(str.strip, row))
        if not any(stripped_cells):
            continue
        if fits(at, row, names, file):
            named_cells = dict(zip(names, stripped_cells, strict=True))
            named_cells.pop("", None)
            table.rows.append(Row(at, named_cells))
        elif len(file.problems) > BAD_ROWS_MOST:
            file.refuse(line, "", "", "rows_do_not_fit", most=BAD_ROWS_MOST)
            break
    return table if strict else _with_names(table, names)


def _in_width(cells: list[str], width: int, *, strict: bool) -> list[str]:
    """A row without empty cells beyond its header, and with ones that it is too short by."""
    if any(cells[width:]):
        return cells
    return cells[:width] + [""] * (0 if strict else width - len(cells))


def _with_names(table: Table, names: list[str]) -> Table:
    """A table in which columns without a name have one, where they hold anything."""
    columns = [
        name or (names[at] if any(row[names[at]] for row in table.rows) else "")
        for at, name in enumerate(table.columns)
    ]
    return replace(table, columns=columns)

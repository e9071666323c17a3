"""Where in a text its table begins, and what parts the cells: told from its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from journal.exchange.files import table
from journal.exchange.files.day_parts import has_year
from journal.exchange.files.encoding import lines
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Table, column_key, rows_of, table_under
from journal.exchange.files.yearless import is_yearless

DELIMITERS: Final = (",", ";", "\t", "|")
DECLARED: Final = re.compile(r'"?sep=(.)"?', re.I)
LOOKED_AT: Final = 100
"""So many lines are looked at."""
HEADER_BEFORE: Final = 30
NAMED_LEAST: Final = 2
MOSTLY: Final = 0.8
PARTS_CELLS: Final = re.compile(r",\S|[;\t|]")
FITTING: Final = 4
DATA_CELL: Final = re.compile(r"[\W_]*\d[\d\s.,:/TZ+%-]*(?:[ap]\.?m\.?)?", re.I)
"""A number, a day or a time: what no column is called."""
COLUMN_WORDS: Final = re.compile(
    r"\b(date|day|time|timestamp|start|datum|tag|uhrzeit|zeit|fecha|hora|jour|heure|giorno|ora"
    r"|dato|dag|tid|pvm|data|dia|pain|schmerz\w*|dolor|douleur|level|notes?|exercise)\b",
    re.I,
)
Known = Callable[[set[str]], bool]


def _none_known(_names: set[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Layout:
    """What parts the cells, how many rows stand above the header, and whether there is one."""

    delimiter: str
    above: int
    headed: bool = True
    is_list: bool = False
    """Whether it has one column, of days."""


def layout_of(lines: Sequence[str], is_known: Known = _none_known) -> Layout:
    """The layout of a text by its first lines; ``is_known`` tells headers that are known."""
    declared = DECLARED.fullmatch(lines[0].strip()) if lines else None
    if declared:
        rows = _rows(lines[1:], declared[1])
        above, headed = header_place(rows, is_known)
        return Layout(declared[1], above + 1, headed)
    alone = [[line.strip().strip('"')] for line in lines if line.strip()]
    lists = {"\t": alone} | {each: _rows(lines, each) for each in (";", ",")}
    for delimiter, rows in lists.items():
        if are_days_alone(rows):
            return Layout(delimiter, *header_place(rows, is_known), is_list=True)
    best = max(DELIMITERS, key=lambda delimiter: _fitness(_rows(lines, delimiter), is_known))
    return Layout(best, *header_place(_rows(lines, best), is_known))


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        return []


def _fitness(rows: list[list[str]], is_known: Known) -> tuple[bool, int, int]:
    """How well rows make a table: a header that is known, rows of one width, their width."""
    widths = Counter(len(row) for row in rows if len(row) >= NAMED_LEAST)
    if not widths:
        return False, 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return any(is_known(_keys(row)) for row in rows[:HEADER_BEFORE]), count, width


def _keys(row: list[str]) -> set[str]:
    return {column_key(cell) for cell in row} - {""}


def header_place(rows: list[list[str]], is_known: Known) -> tuple[int, bool]:
    """How many rows stand above the header, and whether there is a header at all."""
    for at, row in enumerate(rows[:HEADER_BEFORE]):
        if is_known(_keys(row)):
            return at, True
    if are_days_alone(rows):
        return 0, not _is_day(rows[0][0].strip())
    first_data = next((at for at, row in enumerate(rows) if _is_data(row)), len(rows))
    if (late := _header_under_numbers(rows, first_data)) is not None:
        return late, True
    fitting = [at for at in range(min(first_data, HEADER_BEFORE)) if _heads(rows, at)]
    if not fitting:
        start = next((at for at, row in enumerate(rows) if len(_keys(row)) >= NAMED_LEAST), 0)
        return start, not (rows and _is_data(rows[start]) and _is_plain_data(rows, start))
    headings = [at for at in fitting if COLUMN_WORDS.search(" ".join(rows[at]))]
    at = (headings or fitting)[0 if not headings else -1]
    return at - int(_spans(rows, at)), True


def are_days_alone(rows: list[list[str]]) -> bool:
    """Whether rows hold one cell each and, but for the name of the first, these are days.

    A comma stands in them only as in ``Feb 1, 2026``: else it parts two cells.
    """
    cells = [row[0].strip() for row in rows if len(_trimmed(row)) == 1]
    if len(rows) < NAMED_LEAST or len(cells) < len(rows) or not _is_day(cells[-1]):
        return False
    days = sum(1 for cell in cells[1:] if _is_day(cell) and not PARTS_CELLS.search(cell))
    return days >= MOSTLY * (len(cells) - 1) and not PARTS_CELLS.search(cells[0])


def _is_day(cell: str) -> bool:
    """Whether a cell is a day, with its year or plainly without one: ``3.9.``, ``3 Sep``."""
    return has_year(cell) or is_yearless(cell)


def _header_under_numbers(rows: list[list[str]], first_data: int) -> int | None:
    """The header below a line that only looks like data: an application's name and numbers."""
    has_header = any(_heads(rows, at) and _names_columns(rows[at]) for at in range(first_data))
    if first_data > 1 or has_header or not (len(rows) - 2 > 0):
        return None
    for at in range(first_data + 1, min(first_data + 3, len(rows) - 1)):
        shaped = _heads(rows, at) and not _is_data(rows[at]) and _is_data(rows[at + 1])
        wider = len(_trimmed(rows[at])) > len(_trimmed(rows[at - 1]))
        if shaped and wider and _names_columns(rows[at]):
            return at
    return None


def _names_columns(row: list[str]) -> bool:
    """Whether a row has a word by which columns are often called."""
    return bool(COLUMN_WORDS.search(" ".join(row).replace("_", " ")))


def _spans(rows: list[list[str]], at: int) -> bool:
    """Whether the row above a header belongs to it: it has names where that one has none."""
    if not at or _is_data(rows[at - 1]) or len(_keys(rows[at - 1])) < NAMED_LEAST:
        return False
    above, row = rows[at - 1], rows[at]
    return bool(above[0].strip()) and not row[0].strip()


def _is_data(row: list[str]) -> bool:
    cells = [cell for cell in row if cell.strip()]
    return len(cells) >= NAMED_LEAST and any(DATA_CELL.fullmatch(cell.strip()) for cell in cells)


def _is_plain_data(rows: list[list[str]], at: int) -> bool:
    """Whether a first row looks as the next one does: it holds values, no names of columns."""
    shapes = [[bool(DATA_CELL.fullmatch(cell.strip())) for cell in row] for row in rows[at:][:2]]
    return len(shapes) == 2 and shapes[0] == shapes[1]  # noqa: PLR2004 (it and the next)


def _heads(rows: list[list[str]], at: int) -> bool:
    """Whether a row names two columns or more and the next ones fit under it."""
    row = _trimmed(rows[at])
    comment = row and row[0].startswith("#") and row[0].strip() != "#"
    if len(_keys(row)) < NAMED_LEAST or comment:
        return False
    below = [_trimmed(cells) for cells in rows[at + 1 :][:FITTING]]
    return all(len(cells) <= len(row) for cells in below)


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


@dataclass(frozen=True, slots=True)
class Laid:
    """A text file whose table was found: its header, and how to read what stands below it."""

    stream: IO[bytes]
    layout: Layout
    line: int
    """The physical line of the header."""
    header: list[str]
    above: tuple[str, ...] = ()
    """What stands above it."""

    def rows(self, file: ReadFile) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header, each with its physical line; problems are noted."""
        rows = rows_of(lines(self.stream, file), file, delimiter=self.layout.delimiter)
        below = islice(rows, self.layout.above + int(self.layout.headed), None)
        for number, row in enumerate(below, start=1):
            if number > table.ROWS_MOST:
                file.refuse(row[0], "", "", "too_many_rows", most=table.ROWS_MOST)
                return
            yield row

    def table(self, file: ReadFile, *, strict: bool = False) -> Table:
        """All of it as a table; ``strict``: a row that is too short is refused."""
        return table_under(
            self.line, self.header, self.rows(file), file, strict=strict, above=self.above
        )


def laid(stream: IO[bytes], file: ReadFile, is_known: Known = _none_known) -> Laid:
    """What the table in a text file is; a problem is noted in ``file`` where it is no text."""
    layout = layout_of(list(islice(lines(stream, file), LOOKED_AT)), is_known)
    if file.problems:
        return Laid(stream, layout, 1, [])
    rows = rows_of(lines(stream, file), file, delimiter=layout.delimiter)
    above = tuple(cell for _, cells in islice(rows, layout.above) for cell in cells if cell)
    line, header = next(rows, (1, list[str]()))
    if not layout.headed:
        width = 1 if layout.is_list else len(header)
        line, header = 0, [f"column {number}" for number in range(1, width + 1)]
    return Laid(stream, layout, line, [cell.strip() for cell in header], above)

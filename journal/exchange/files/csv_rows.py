"""Lines of CSV as rows, each with the line it starts on.

Python's own reader of CSV would let pass NUL characters, a row of another width and cells
without end.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Final, Self

from journal.exchange.files.table import BYTES_MOST, ReadFile

ROW_LENGTH: Final = 1024 * 1024
"""Characters of a row as it is written."""


def rows_of(
    lines: Iterable[str], file: ReadFile, *, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a stream of lines that are not empty, each with the line it starts on.

    What is no CSV is noted and ends them.
    """
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

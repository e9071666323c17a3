"""Sheets of .xlsx and .ods files as tables of texts, within limits."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from journal.exchange.files import zips
from journal.exchange.files.layout import NAMED_LEAST, Known, header_place
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import ROWS_MOST, Table, table_under

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

UNPACKED_MOST: Final = 256 * 1024 * 1024
MEMBERS_MOST: Final = 500
REPEATED: Final = re.compile(rb'number-(columns|rows)-repeated="(\d{1,12})"')
REPEATED_MOST: Final = 1_100_000
"""A sheet has no more rows than this, the empty ones at its end included."""
ENTITY: Final = re.compile(rb"<!(ENTITY|DOCTYPE)", re.I)
HEAD: Final = 4096
HEADED_WITHIN: Final = 100
"""The header is among so many rows."""


def opened(stream: IO[bytes]) -> "CalamineWorkbook":
    """The workbook in a stream; raises ZipRefused where it is none that is safe to read."""
    from python_calamine import (  # noqa: PLC0415 (1.3 MB, and seldom needed)
        CalamineError,
        CalamineWorkbook,
    )

    with zips.opened(stream, members=MEMBERS_MOST, unpacked=UNPACKED_MOST) as archive:
        _check(archive)
    stream.seek(0)
    try:
        return CalamineWorkbook.from_filelike(stream)
    except (CalamineError, OSError, ValueError) as wrong:
        code = "sheet_locked" if "assword" in str(wrong) else "sheet_damaged"
        raise zips.ZipRefused(code) from None


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse entities, and rows or columns that are said to stand there without end."""
    for name in archive.namelist():
        if not name.endswith(".xml"):
            continue
        with archive.open(name) as member:
            if ENTITY.search(member.read(HEAD)):
                raise zips.ZipRefused("holds_entities")
        if name == "content.xml":
            for piece in zips.pieces(archive, name, UNPACKED_MOST):
                if any(int(shape[2]) > REPEATED_MOST for shape in REPEATED.finditer(piece)):
                    raise zips.ZipRefused("sheet_too_large")


def sheets(workbook: "CalamineWorkbook") -> list[str]:
    """The names of the sheets that can be read, in order."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if "WorkSheet" in str(sheet.typ) and "Visible" in str(sheet.visible)
    ]


def rows(workbook: "CalamineWorkbook", name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that are not empty, as texts, each with its number."""
    sheet = workbook.get_sheet_by_name(name)
    first = (sheet.start or (0, 0))[0] + 1
    for number, cells in enumerate(sheet.iter_rows(), start=first):
        texts = [cell_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def cell_text(cell: Any) -> str:  # whatever a cell can hold
    """A cell as a text that our reader of tables understands."""
    match cell:
        case str():
            found = cell.replace("\0", "").strip()
        case bool():
            found = "yes" if cell else "no"
        case float() | int():
            found = f"{cell:.15g}"
        case datetime():
            found = _rounded(cell).isoformat(sep=" ")
        case timedelta():
            found = _length(round(cell.total_seconds()))
        case time():
            found = cell.replace(microsecond=0).isoformat()
        case date():
            found = cell.isoformat()
        case _:
            found = str(cell)
    return found


def _rounded(moment: datetime) -> datetime:
    """To the second: a day's fraction is not exact."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _length(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def has_table(workbook: "CalamineWorkbook", name: str) -> bool:
    """Whether a sheet has two columns or more and something below its first row."""
    found = 0
    for _, cells in rows(workbook, name):
        found += sum(1 for cell in cells if cell) >= NAMED_LEAST
        if found >= NAMED_LEAST:
            return True
    return False


def header(workbook: "CalamineWorkbook", name: str, known: Known) -> list[str]:
    """The header of a sheet; empty where it has none."""
    read = [cells for _, cells in islice(rows(workbook, name), HEADED_WITHIN)]
    above, headed = header_place(read, known)
    return read[above] if headed and read else []


def table(workbook: "CalamineWorkbook", name: str, file: ReadFile, known: Known) -> Table:
    """A sheet as a table; what stands above its header is let pass."""
    read = list(_limited(rows(workbook, name), file))
    above, headed = header_place([cells for _, cells in read[:HEADED_WITHIN]], known)
    if not read:
        return Table([], [])
    titles = (name, *(cell for _, cells in read[:above] for cell in cells if cell))
    if headed:
        line, named = read[above]
        return table_under(line, named, read[above + 1 :], file, above=titles)
    numbered = [f"column {number}" for number in range(1, len(read[above][1]) + 1)]
    return table_under(0, numbered, read[above:], file, above=titles)


def _limited(
    read: Iterator[tuple[int, list[str]]], file: ReadFile
) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(read):
        if number > ROWS_MOST:
            file.refuse(row[0], "", "", "too_many_rows", most=ROWS_MOST)
            return
        yield row

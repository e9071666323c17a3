"""Sheets of .xlsx and .ods files as tables of texts, within limits."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from journal.exchange.files import zips
from journal.exchange.files.layout import NAMED_LEAST, Known, are_days_alone, header_place
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import ROWS_MOST, Table, table_under

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

UNPACKED_MOST: Final = 256 * 1024 * 1024
MEMBERS_MOST: Final = 500
REPEATED: Final = re.compile(rb'number-(columns|rows)-repeated="(\d{1,12})"')
REPEATED_MOST: Final = 1_100_000
"""A sheet has no more rows than this, the empty ones at its end included."""
ENTITY: Final = re.compile(rb"<!(ENTITY|DOCTYPE)", re.I)
HEAD: Final = 4096
HEADED_WITHIN: Final = 100
"""The header is among so many rows."""
DATED_WITHIN: Final = 1000
"""Within so many rows a column of days has one."""
FIRST_DAY: Final = date(1900, 1, 1)
"""What a spreadsheet takes a time of day for that goes on beyond midnight."""
DAY_HOURS: Final = 24
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
MEMORY: Final = 5000
"""So many values of one type are remembered with their texts."""

Line = tuple[int, list[str]]


class Book:
    """A workbook: the names of its sheets that can be read, in order, and each of these.

    The sheet that was read last is kept, as it is looked at before it is taken.
    """

    def __init__(self, workbook: "CalamineWorkbook") -> None:
        self.sheets = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if "WorkSheet" in str(sheet.typ) and "Visible" in str(sheet.visible)
        ]
        self.sheet: Callable[[str], CalamineSheet] = lru_cache(1)(workbook.get_sheet_by_name)


def opened(stream: IO[bytes]) -> Book:
    """The workbook in a stream; raises ZipRefused where it is none that is safe to read."""
    from python_calamine import (  # noqa: PLC0415 (1.3 MB, and seldom needed)
        CalamineError,
        CalamineWorkbook,
    )

    with zips.opened(stream, members=MEMBERS_MOST, unpacked=UNPACKED_MOST) as archive:
        _check(archive)
    stream.seek(0)
    try:
        return Book(CalamineWorkbook.from_filelike(stream))
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


def rows(book: Book, name: str) -> Iterator[Line]:
    """The rows of a sheet that are not empty, as texts, each with its number."""
    sheet, texts_of = book.sheet(name), _text_makers()
    row, column = sheet.start or (0, 0)
    merged = _merged_down(sheet.merged_cell_ranges or [])
    tops: dict[tuple[int, int], str] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=row):
        texts = [texts_of[type(cell)](cell) for cell in cells]
        if not any(texts):
            continue
        for top in merged.get(number, ()) if merged else ():
            if 0 <= (at := top[1] - column) < len(texts):
                texts[at] = tops.setdefault(top, texts[at])
        yield number + 1, texts


def _merged_down(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, list[tuple[int, int]]]:
    """The cells that go on in each row as they are merged downwards, each by its row and column.

    None where they are more than a sheet may have rows.
    """
    going_down = [(top, bottom[0]) for top, bottom in ranges if bottom[0] > top[0]]
    if sum(last - top[0] for top, last in going_down) > ROWS_MOST:
        return {}
    merged: dict[int, list[tuple[int, int]]] = {}
    for top, last in going_down:
        for number in range(top[0], last + 1):
            merged.setdefault(number, []).append(top)
    return merged


class _PlainDay(str):
    """A day without a time of day: it may be a midnight, which is the same number."""

    __slots__ = ()


def _day(cell: date) -> str:
    return f"{DAY_HOURS}:00:00" if cell == FIRST_DAY else _PlainDay(cell.isoformat())


def _moment(cell: datetime) -> str:
    moment = _rounded(cell) if cell.microsecond else cell
    if moment.year == FIRST_DAY.year and moment.date() == FIRST_DAY:
        return f"{moment.hour + DAY_HOURS}:{moment:%M:%S}"
    return moment.isoformat(sep=" ")


def _with_midnights(lines: list[Line]) -> list[Line]:
    """The same; a day of a column in which others have a time of day is a midnight."""
    columns = {
        at
        for _, texts in lines[:DATED_WITHIN]
        for at, text in enumerate(texts)
        if type(text) is _PlainDay or MOMENT.fullmatch(text)
    }
    for at in columns:
        days = [texts for _, texts in lines if type(texts[at]) is _PlainDay]
        if days and any(MOMENT.fullmatch(texts[at]) for _, texts in lines):
            for texts in days:
                texts[at] += " 00:00:00"
    return lines


def _text_makers() -> dict[type, Callable[[Any], str]]:
    """For each type of cell, what makes of one a text that our reader of tables understands.

    What comes again is made once, but for texts themselves, and moments, which seldom do.
    """
    makers: dict[type, Callable[[Any], str]] = {
        float: _number,
        int: _number,
        timedelta: lambda cell: _length(round(cell.total_seconds())),
        time: lambda cell: cell.replace(microsecond=0).isoformat(),
        date: _day,
        bool: lambda cell: "yes" if cell else "no",
    }
    remembering = {kind: lru_cache(MEMORY)(maker) for kind, maker in makers.items()}
    return {str: _plain, datetime: _moment, **remembering}


def _plain(cell: str) -> str:
    return cell.replace("\0", "").strip()


def _number(cell: float) -> str:
    return f"{cell + 0:.15g}"  # with 0 a negative one is none


def _rounded(moment: datetime) -> datetime:
    """To the second: a day's fraction is not exact."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _length(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    minutes, remainder = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{remainder:02}"


def has_table(book: Book, name: str) -> bool:
    """Whether a sheet has two columns or more and something below its first row, or days."""
    filled_rows = 0
    if are_days_alone([cells for _, cells in islice(rows(book, name), HEADED_WITHIN)]):
        return True
    for _, cells in rows(book, name):
        filled_rows += sum(1 for cell in cells if cell) >= NAMED_LEAST
        if filled_rows >= NAMED_LEAST:
            return True
    return False


def header(book: Book, name: str, is_known: Known) -> list[str]:
    """The header of a sheet; empty where it has none."""
    head = [cells for _, cells in islice(rows(book, name), HEADED_WITHIN)]
    above, headed = header_place(head, is_known)
    return head[above] if headed and head else []


def table(book: Book, name: str, file: ReadFile, is_known: Known) -> Table:
    """A sheet as a table; what stands above its header is let pass."""
    lines = list(islice(rows(book, name), ROWS_MOST + 2))  # its header, and one row too many
    if len(lines) > ROWS_MOST + 1:
        file.refuse(lines.pop()[0], "", "", "too_many_rows", most=ROWS_MOST)
    lines = _with_midnights(lines)
    above, headed = header_place([cells for _, cells in lines[:HEADED_WITHIN]], is_known)
    if not lines:
        return Table([], [])
    titles = (name, *(cell for _, cells in lines[:above] for cell in cells if cell))
    if headed:
        line, names = lines[above]
        return table_under(line, names, lines[above + 1 :], file, above=titles)
    numbered = [f"column {number}" for number in range(1, len(lines[above][1]) + 1)]
    return table_under(0, numbered, lines[above:], file, above=titles)

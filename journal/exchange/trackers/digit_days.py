"""Days of digits alone (``260201``, ``01022026``) with a mark between year, month and day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.dates import ORDERS, Dates
from journal.exchange.files.day_parts import has_year
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.column_words import DATE_WORDS, words

WIDTHS: Final = (6, 8)
"""So many digits have a day and a month with a year of two digits, or of four."""


def with_days_parted(table: Table) -> Table:
    """The same with its days in three parts, so that their order is told or asked as any other.

    Only where a column that is called so holds nothing but digits which all are days in one
    order; a spreadsheet may have dropped the nought in front.
    """
    for key in table.names:
        is_dated = words(key) & DATE_WORDS and all(map(str.isdecimal, table.column(key, 1)))
        if is_dated and (days := _parted(list(dict.fromkeys(table.column(key))))):
            rows = [
                Row(row.line, row.cells | {key: days.get(row[key], row[key])})
                for row in table.rows
            ]
            table = replace(table, rows=rows)
    return table


def _parted(cells: Sequence[str]) -> dict[str, str]:
    """Each text with marks between its parts; none where they are no such days."""
    width = max(map(len, cells), default=0)
    of_digits = all(cell.isdecimal() and width - len(cell) <= 1 for cell in cells)
    if width not in WIDTHS or not of_digits or all(map(has_year, cells)):
        return {}
    days = {cell: _with_marks(cell.zfill(width)) for cell in cells}
    dates = Dates(days.values())
    fits = any(all(dates.read(day, order) for day in days.values()) for order in ORDERS)
    return days if fits else {}


def _with_marks(digits: str) -> str:
    return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"

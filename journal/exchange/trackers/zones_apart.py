"""Times with their zone in one cell (``08:00 CET``), as a column of each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.clocks import is_clock
from journal.exchange.files.dates import Dates
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.trackers.column_words import ZONE_WORDS, words

ZONED: Final = re.compile(
    r"(?P<time>.*\d{1,2}[:.h]\d{2}.*?)\s*\(?(?P<zone>(?!AM|PM)[A-Z]{2,5}|Z|[A-Z][a-z]+/[A-Za-z_/]+"
    r"|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)\)?"
)
ZONE: Final = "Zone"
LONGEST: Final = 100
"""Characters of a time and its zone; to look for them in long notes would take minutes."""
LOOKED_AT: Final = 200
MOSTLY: Final = 0.6


def with_zones_apart(table: Table) -> Table:
    """The same with a column of zones, where times of day have theirs behind them."""
    if any(words(key) & ZONE_WORDS for key in table.names):
        return table
    key = next((key for key in table.names if _are_zoned(table.column(key, LOOKED_AT))), "")
    if not key:
        return table
    rows = []
    for row in table.rows:
        shape = _parts(row[key])
        cells = {key: shape["time"], column_key(ZONE): shape["zone"]} if shape else {}
        rows.append(Row(row.line, {**row.cells, column_key(ZONE): "", **cells}))
    return replace(table, columns=[*table.columns, ZONE], rows=rows)


def _are_zoned(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(1 for cell in cells if _parts(cell)) >= MOSTLY * len(cells)


def _parts(cell: str) -> re.Match[str] | None:
    """A time of day and its zone; None where a cell is no such thing."""
    if len(cell) > LONGEST or is_clock(cell):
        return None
    shape = ZONED.fullmatch(cell.strip())
    if shape is None or is_clock(shape["time"]):
        return shape
    is_name = shape["zone"].isalpha() and len(shape["zone"]) > 1
    whole = is_name and not Dates([cell]).read(cell) and Dates([shape["time"]]).read(shape["time"])
    return shape if whole else None

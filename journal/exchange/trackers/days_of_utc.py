"""Days that a program wrote as moments of UTC, beside a column of times, as the days they are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from journal.exchange.files.clocks import clock, is_clock
from journal.exchange.files.dates import Dates, When
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.column_words import TIME_WORDS, words

FEW: Final = 50
"""So many cells show what a column holds."""
HOUR: Final = timedelta(hours=1)
SMALL_HOURS: Final = timedelta(hours=4)
HALF_A_DAY: Final = timedelta(hours=12)


def with_days_of_utc(table: Table) -> Table:
    """The same with plain days where midnights are written in UTC: ``2026-01-31T23:00:00Z``.

    They are midnights where all cells give the same full hour, but for summer time, and a column
    beside them gives the times of day.
    """
    keys = list(table.names)
    few = {key: table.column(key, FEW) for key in keys}
    if not any(words(key) & TIME_WORDS and _are_clocks(few[key]) for key in keys):
        return table
    dates = {key: Dates(cells) for key, cells in few.items()}
    days = [key for key in keys if _are_midnights([dates[key].read(cell) for cell in few[key]])]
    if not days:
        return table
    rows = [
        Row(row.line, row.cells | {key: _day(dates[key], row[key]) for key in days})
        for row in table.rows
    ]
    return replace(table, rows=rows)


def _are_clocks(cells: Sequence[str]) -> bool:
    """Whether cells are times of day, and no lengths: some are later than the small hours."""
    clocks = [clock(cell) for cell in cells if is_clock(cell)]
    return len(clocks) == len(cells) and any(at is not None and at > SMALL_HOURS for at in clocks)


def _are_midnights(moments: Sequence[When | None]) -> bool:
    whens = [when for when in moments if when and when.clock is not None and not when.offset]
    if len(whens) < len(moments) or not whens or any(when.offset is None for when in whens):
        return False
    times = {when.clock for when in whens if when.clock is not None}
    fits = max(times) - min(times) <= HOUR and not any(at % HOUR for at in times)
    return fits and len({when.day for when in whens}) > 1


def _day(dates: Dates, cell: str) -> str:
    when = dates.read(cell)
    if when is None or when.clock is None:
        return cell
    day: date = when.day + timedelta(days=when.clock >= HALF_A_DAY)
    return day.isoformat()

"""Days that a program wrote as moments of UTC, beside a column of times, as the days they are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from journal.core.model import moments
from journal.exchange.files.clocks import clock, is_clock
from journal.exchange.files.dates import Dates, When
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.column_words import TIME_WORDS, words

FEW: Final = 50
"""So many cells show what a column holds."""
SMALL_HOURS: Final = timedelta(hours=4)
HALF_A_DAY: Final = timedelta(hours=12)
UTC_ITSELF: Final = "Etc/UTC"


def with_days_of_utc(table: Table, zone: str) -> Table:
    """The same with plain days where midnights are written in UTC: ``2026-01-31T23:00:00Z``.

    They are midnights where all cells give the hour of midnight in ``zone``, in summer or in
    winter, or of UTC itself, and a column beside them gives the times of day. Other hours may
    mean anything: they stay moments.
    """
    keys = list(table.names)
    few = {key: table.column(key, FEW) for key in keys}
    if not any(words(key) & TIME_WORDS and _are_clocks(few[key]) for key in keys):
        return table
    dates = {key: Dates(cells) for key, cells in few.items()}
    zones = {
        key: its_zone
        for key in keys
        if (its_zone := _zone_of_midnights([dates[key].read(cell) for cell in few[key]], zone))
    }
    if not zones:
        return table
    rows = [
        Row(row.line, row.cells | {key: _day(dates[key], row[key], its_zone)
                                   for key, its_zone in zones.items()})
        for row in table.rows
    ]  # fmt: skip
    return replace(table, rows=rows)


def _are_clocks(cells: Sequence[str]) -> bool:
    """Whether cells are times of day, and no lengths: some are later than the small hours."""
    clocks = [clock(cell) for cell in cells if is_clock(cell)]
    return len(clocks) == len(cells) and any(at is not None and at > SMALL_HOURS for at in clocks)


def _zone_of_midnights(readings: Sequence[When | None], zone: str) -> str:
    """The zone in which all are midnights of several days, written in UTC; empty for none."""
    whens = [when for when in readings if when and when.clock is not None and not when.offset]
    if len(whens) < len(readings) or not whens or any(when.offset is None for when in whens):
        return ""
    if len({when.day for when in whens}) == 1:
        return ""
    clocks = {when.clock for when in whens}
    years = {when.day.year for when in whens}
    return next((each for each in (zone, UTC_ITSELF) if clocks <= _midnights(each, years)), "")


def _midnights(zone: str, years: set[int]) -> set[timedelta | None]:
    """When the days of a zone begin in UTC, in winter and in summer, from a midnight of UTC on."""
    beginnings = [
        datetime(year, month, 1, tzinfo=moments.zone_info(zone)).astimezone(UTC)
        for year in years
        for month in (1, 7)
    ]
    return {moment - datetime.combine(moment, time(), UTC) for moment in beginnings}


def _day(dates: Dates, cell: str, zone: str) -> str:
    """The day whose midnight in the zone is the nearest: it may be an hour off in summer."""
    when = dates.read(cell)
    if when is None or when.clock is None:
        return cell
    moment = when.local(when.clock).replace(tzinfo=UTC)
    day: date = (moments.local_time(moment, zone) + HALF_A_DAY).date()
    return day.isoformat()

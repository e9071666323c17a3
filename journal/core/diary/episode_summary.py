"""Spasm episodes of a period, counted: how many, how long, and when in the day they started."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from journal.core.model.moments import local_time
from journal.core.model.periods import Period, month_start, months
from journal.core.model.records import Episode

PART_HOURS: Final = 4
"""A day is counted in parts of so many hours, from midnight on."""
YEARLY_BEYOND: Final = 5 * 366
"""Days from which on they are counted by year."""
LENGTHS: Final = (60, 6 * 60, 24 * 60)
"""The minutes at which one group of lengths ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Spells:
    """What the episodes that began in a period amount to."""

    count: int
    ended: int
    """How many ended after a length that is known."""
    unmeasured: int
    """How many ended, nobody said after how long."""
    running: int
    """How many are still going."""
    median_minutes: float | None
    """Of those whose length is known; None where there is none."""
    by_month: list[tuple[Period, int]]
    """Every month of the period, or year beyond five years, with how many began in it."""
    by_part: list[int]
    """How many began in each part of the local day."""
    by_length: list[int]
    """How many lasted under an hour, under six, under a day, and longer."""


def spells(episodes: Iterable[Episode], period: Period) -> Spells:
    """The episodes that began in a period, counted."""
    begun = [episode for episode in episodes if episode.day in period]
    minutes = [episode.minutes for episode in begun if episode.minutes is not None]
    running = sum(episode.ended_at is None for episode in begun)
    parts = Counter(
        local_time(episode.started_at, episode.zone).hour // PART_HOURS for episode in begun
    )
    lengths = Counter(sum(length >= limit for limit in LENGTHS) for length in minutes)
    return Spells(
        count=len(begun),
        ended=len(minutes),
        unmeasured=len(begun) - running - len(minutes),
        running=running,
        median_minutes=median(minutes) if minutes else None,
        by_month=_by_month(begun, period),
        by_part=[parts[part] for part in range(24 // PART_HOURS)],
        by_length=[lengths[group] for group in range(len(LENGTHS) + 1)],
    )


def _by_month(begun: Sequence[Episode], period: Period) -> list[tuple[Period, int]]:
    if len(period) > YEARLY_BEYOND:
        years = Counter(episode.day.year for episode in begun)
        return [
            (Period(date(year, 1, 1), date(year, 12, 31)), years[year])
            for year in range(period.first.year, period.last.year + 1)
        ]
    counts = Counter(month_start(episode.day) for episode in begun)
    return [(month, counts[month.first]) for month in months(period)]

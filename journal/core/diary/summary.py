"""What the days and weeks of a period amount to, the empty ones included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import Final, NamedTuple

from journal.core.model.periods import ONE_DAY, WEEK, Period
from journal.core.model.vocabulary import EXCLUDED
from journal.core.statistics.estimators import logged

WEEK_LEAST: Final = 4
"""A week has a mean when at least so many of its days have an average."""

MONTH_LEAST: Final = 14
"""A month has a mean when at least so many of its days have an average."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A day's average pain, and whether it was recalled (``yes``, ``excluded``)."""

    level: int
    recalled: str | None = None

    @property
    def value(self) -> float | None:
        """The level that statistics use: None where it came too late."""
        return None if self.recalled == EXCLUDED else float(self.level)


@dataclass(slots=True)
class Facts:
    """What a diary holds of a period, by local day, with nothing said of the other days."""

    averages: dict[date, Rating] = field(default_factory=dict)
    highest: dict[date, int] = field(default_factory=dict)
    """The highest level noted as the day's worst or at a moment of it."""
    sessions: dict[date, int] = field(default_factory=dict)
    """Exercises done, partly done or stopped."""
    without_exercise: dict[date, date] = field(default_factory=dict)
    """Days known to be without exercise, and the day from which on that was known of each."""
    episodes: list[tuple[date, date]] = field(default_factory=list)
    """The first and the last day of each spasm episode."""
    peaks: dict[date, int] = field(default_factory=dict)
    """The worst level of the spasms that began on a day, where one was noted."""


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One local day. ``average`` None: it has none, whatever else was logged on it."""

    day: date
    average: Rating | None
    highest: int | None
    sessions: int
    rest_known_on: date | None
    """The day from which on it was known to be without exercise; None: that is not known."""
    spasm: bool
    peak: int | None = None
    """The worst level of the spasms that began on it."""

    @property
    def worst(self) -> int | None:
        """The highest level noted of it, in whichever way but as its average."""
        return max(
            (level for level in (self.highest, self.peak) if level is not None), default=None
        )

    @property
    def rest_known_late(self) -> date | None:
        """The same of a day of which it was known only after it, and that had no exercise."""
        known_on = self.rest_known_on
        return known_on if known_on and known_on > self.day and self.without_exercise else None

    @property
    def without_exercise(self) -> bool:
        """Whether it is known to be without exercise: what was done counts, whatever is said."""
        return self.rest_known_on is not None and not self.sessions

    @property
    def value(self) -> float | None:
        """The level that statistics use: None where there is no average or it came too late."""
        return None if self.average is None else self.average.value

    @property
    def rated_too_late(self) -> bool:
        """Whether it has an average, and one that statistics do not use."""
        return self.average is not None and self.average.value is None


class PeriodTotals(NamedTuple):
    """What several days amount to: a week, a month or a whole period.

    Hundreds of them are made for a page, and a named tuple is made in a fifth of the time.
    """

    period: Period
    least: int
    """It has a mean when at least so many of its days have an average."""
    rated_days: int
    """Days whose average the statistics use; others may have been logged in other ways."""
    total: float
    """The sum of those averages."""
    exercise_days: int
    known_days: int
    """Days with exercise, and days confirmed to be without; of the others nothing is known."""
    sessions: int
    spasm_days: int

    @property
    def mean(self) -> float | None:
        """The mean of those averages; None where they are too few."""
        return self.total / self.rated_days if self.rated_days >= self.least else None

    @property
    def exercise_days_a_week(self) -> float | None:
        """Exercise days of seven, among those of which it is known; None where none is."""
        return self.exercise_days * WEEK / self.known_days if self.known_days else None

    def is_comparable(self, period: Period) -> bool:
        """Whether it lies in ``period``, has a mean, and its exercise is known on enough days.

        A week is known when all seven days are; a month when as many are as it needs levels.
        """
        inside = self.period.first >= period.first and self.period.last <= period.last
        needed = WEEK if len(self.period) <= WEEK else self.least
        return inside and self.mean is not None and self.known_days >= needed


def spasm_days(episodes: Iterable[tuple[date, date]], period: Period) -> set[date]:
    """The days of ``period`` that an episode touched."""
    touched: set[date] = set()
    for first, last in episodes:
        day, end = max(first, period.first), min(last, period.last)
        while day <= end:
            touched.add(day)
            day += ONE_DAY
    return touched


def days(facts: Facts, period: Period) -> list[DaySummary]:
    """Every day of ``period``, in order."""
    touched = spasm_days(facts.episodes, period)
    return [
        DaySummary(
            day,
            facts.averages.get(day),
            facts.highest.get(day),
            facts.sessions.get(day, 0),
            facts.without_exercise.get(day),
            day in touched,
            facts.peaks.get(day),
        )
        for day in period
    ]


def span(sums: Sequence[DaySummary], period: Period, least: int) -> PeriodTotals:
    """What some days of ``period`` amount to together."""
    values = logged([day.value for day in sums])
    return PeriodTotals(
        period=period,
        least=least,
        rated_days=len(values),
        total=fsum(values),
        exercise_days=sum(day.sessions > 0 for day in sums),
        known_days=sum(day.sessions > 0 or day.without_exercise for day in sums),
        sessions=sum(day.sessions for day in sums),
        spasm_days=sum(day.spasm for day in sums),
    )


def spans(sums: Sequence[DaySummary], periods: Iterable[Period], least: int) -> list[PeriodTotals]:
    """What each of ``periods`` amounts to, in order, from consecutive days.

    A period that ``sums`` do not fill counts what there is of it.
    """
    if not sums:
        return []
    first = sums[0].day
    return [
        span(
            sums[max(0, (period.first - first).days) : max(0, (period.last - first).days + 1)],
            period,
            least,
        )
        for period in periods
    ]


def whole(parts: Sequence[PeriodTotals], period: Period, least: int) -> PeriodTotals:
    """What weeks or months amount to together: each day counts once."""
    return PeriodTotals(
        period=period,
        least=least,
        rated_days=sum(part.rated_days for part in parts),
        total=fsum(part.total for part in parts),
        exercise_days=sum(part.exercise_days for part in parts),
        known_days=sum(part.known_days for part in parts),
        sessions=sum(part.sessions for part in parts),
        spasm_days=sum(part.spasm_days for part in parts),
    )

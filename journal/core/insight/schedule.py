"""What may be said of one diary on a day: three verdicts, each as of its last scheduled look.

Verdicts are reached on fixed days of the diary only, so that opening the page every day finds
no more than opening it once a month. Everything follows from the days themselves: neither the
clock nor the order in which they were logged has a part in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from journal.core.diary.summary import DaySummary
from journal.core.insight.comparison import Comparison
from journal.core.insight.missing import Missing, missing_of
from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, InsightQuestion, Status
from journal.core.insight.trend_question import Trend
from journal.core.model.periods import WEEK
from journal.core.statistics.estimators import Series
from journal.core.statistics.windows import WindowComparison, window_comparison

WINDOW: Final = 365
"""A look uses at most so many days."""


@dataclass(frozen=True, slots=True)
class Days:
    """Consecutive local days from ``first`` on: pain 0-10, and exercise 1, 0 or None (unknown)."""

    first: date
    pain: Series
    exercise: Series
    late: Mapping[int, date] = field(default_factory=dict)
    """The places of days whose rest was known only later, and the day from which on it was."""

    def up_to(self, count: int, most: int = WINDOW) -> "Days":
        """The first ``count`` days, of which only the last ``most``, as known on the last."""
        start = max(0, count - most)
        first, last = (self.first + timedelta(days=place) for place in (start, count - 1))
        exercise = self.exercise[start:count]
        to_come = [
            at for at, known_on in self.late.items() if start <= at < count and known_on > last
        ]
        if to_come:
            exercise = list(exercise)
            for at in to_come:
                exercise[at - start] = None
        return Days(first, self.pain[start:count], exercise)

    def from_day_1(self) -> "Days":
        """Without what lies before day 1: the first day with a level that counts."""
        start = next((at for at, level in enumerate(self.pain) if level is not None), None)
        if start is None:
            return Days(self.first, (), ())
        first = self.first + timedelta(days=start)
        late = {at - start: known_on for at, known_on in self.late.items() if at >= start}
        return Days(first, self.pain[start:], self.exercise[start:], late)


def days_of(sums: Sequence[DaySummary], first: date) -> Days:
    """The days that some consecutive sums amount to; ``first`` is the day of the first of them.

    A level that was recalled too late to count is none, here as everywhere: neither does it begin
    the diary. A day is without exercise only where that was confirmed, and what was confirmed
    after a look counts from the next one.
    """
    return Days(
        first,
        [day.value for day in sums],
        [1.0 if day.sessions else 0.0 if day.without_exercise else None for day in sums],
        {at: day.rest_known_late for at, day in enumerate(sums) if day.rest_known_late},
    )


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of a diary on which a question is judged: the first one, then every so many."""

    first: int
    every: int

    def last(self, day: int) -> int | None:
        """The last look up to a day of the diary, both counted from 1; None before the first."""
        return day - (day - self.first) % self.every if day >= self.first else None

    def next(self, day: int) -> int:
        """The first look after a day of the diary."""
        return (self.last(day) or self.first - self.every) + self.every


MONTHLY: Final = Schedule(64, 28)
QUARTERLY: Final = Schedule(84, 84)
LOOKBACK_DAYS: Final = WINDOW + QUARTERLY.every
"""No look that stands today uses more than the latest so many days."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found at the last look; before the first one, what there is of the days so far."""

    name: str
    analysis: Comparison | Trend
    looked_on: date | None
    """The day of the look; None before the first."""
    next_look: date | None
    """None while the diary has not begun."""
    missing: Missing
    """What is missing today, where the verdict is that there is not enough."""
    so_far: Comparison | Trend
    """The same question asked of all days up to today, for what may be counted of them."""

    @property
    def status(self) -> Status:
        """The verdict; between looks the last one stands."""
        return self.analysis.status if self.looked_on else "not_enough"

    @property
    def waits(self) -> bool:
        """Whether it was not enough at the last look, or before the first, and is by now."""
        return self.status == "not_enough" and self.so_far.enough

    @property
    def basis(self) -> Comparison | Trend:
        """What is counted and drawn beside the verdict: all days so far where it is not enough."""
        return self.so_far if self.status == "not_enough" else self.analysis


@dataclass(frozen=True, slots=True)
class Insight:
    """The three verdicts, and what may be described without any."""

    day_after: Verdict
    week_before: Verdict
    trend: Verdict
    so_far: Comparison
    """The days after exercise and the other days up to today: their means and how many."""
    windows: WindowComparison | None
    """The last 28 days against the 28 before them."""

    @property
    def verdicts(self) -> tuple[Verdict, Verdict, Verdict]:
        """All three, in the order of the page."""
        return self.day_after, self.week_before, self.trend


def asked(question: InsightQuestion | None, days: Days, to_come: int = 0) -> Comparison | Trend:
    """A question asked of some days; None asks for the trend.

    ``to_come``: so many days of the last week are still to come.
    """
    if question:
        return Comparison(question, days.pain, days.exercise)
    return Trend(days.pain, to_come)


QUESTIONS: Final[dict[str, tuple[InsightQuestion | None, Schedule]]] = {
    "day_after": (DAY_AFTER, MONTHLY),
    "week_before": (WEEK_BEFORE, MONTHLY),
    "trend": (None, QUARTERLY),
}


def verdict(name: str, days: Days) -> Verdict:
    """The verdict on the last of ``days``, which begin with day 1 of the diary."""
    question, looks = QUESTIONS[name]
    today = len(days.pain)
    look = looks.last(today)
    so_far = asked(question, days.up_to(today), -today % WEEK)

    def dated(number: int) -> date:
        return days.first + timedelta(days=number - 1)

    return Verdict(
        name,
        asked(question, days.up_to(look)) if look else so_far,
        dated(look) if look else None,
        dated(looks.next(today)) if today else None,
        missing_of(so_far),
        so_far,
    )


def last_look(day_1: date, today: date) -> date | None:
    """The last day up to ``today`` on which the monthly questions were judged; None before it."""
    look = MONTHLY.last((today - day_1).days + 1)
    return day_1 + timedelta(days=look - 1) if look else None


def next_look(day_1: date, today: date) -> date:
    """The next day after ``today`` on which the monthly questions are judged."""
    return day_1 + timedelta(days=MONTHLY.next((today - day_1).days + 1) - 1)


def insight(days: Days) -> Insight:
    """What may be said of a diary on the last of ``days``, which may begin before the diary."""
    return insight_from_day_1(days.from_day_1())


def insight_from_day_1(days: Days) -> Insight:
    """The same of days that begin with day 1.

    Those before the latest ``LOOKBACK_DAYS`` may be left out as None.
    """
    recent = days.up_to(len(days.pain))
    return Insight(
        day_after=verdict("day_after", days),
        week_before=verdict("week_before", days),
        trend=verdict("trend", days),
        so_far=Comparison(DAY_AFTER, recent.pain, recent.exercise),
        windows=window_comparison(recent.pain),
    )


def statuses(days: Days) -> dict[str, list[Status]]:
    """Every verdict that a diary has reached, by question, one for each look."""
    days = days.from_day_1()
    return {
        name: [
            asked(question, days.up_to(look)).status
            for look in range(looks.first, len(days.pain) + 1, looks.every)
        ]
        for name, (question, looks) in QUESTIONS.items()
    }

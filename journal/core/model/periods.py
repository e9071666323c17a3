"""Periods of local days: from a first to a last day, both included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Self

from journal.core.model.faults import Problem, Unreadable
from journal.core.model.time_fields import Day

ONE_DAY: Final = timedelta(days=1)
WEEK: Final = 7
"""Days."""
WEEK_REST: Final = timedelta(days=WEEK - 1)
"""From the first to the last day of a week."""
PRESETS: Final = {"4w": 28, "12w": 84, "1y": 365}
"""The ranges one may ask for by name, in days up to today; ``all`` is the whole diary."""

WEEKLY_BARS_BEYOND: Final = 184
WEEKLY_BEYOND: Final = 366
MONTHLY_BEYOND: Final = 3653

Step = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days ``first`` to ``last``, both included; ``first`` is never after ``last``."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        for number in range(len(self)):
            yield self.first + timedelta(days=number)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def step(self) -> Step:
        """How finely it is drawn: by day, beyond a year by week, beyond ten by month."""
        if len(self) > MONTHLY_BEYOND:
            return "month"
        return "week" if len(self) > WEEKLY_BEYOND else "day"

    @classmethod
    def ending(cls, last: date, days: int) -> Self:
        """The period of ``days`` days up to ``last``."""
        return cls(last - timedelta(days=days - 1), last)


@dataclass(frozen=True, slots=True)
class Asked:
    """The period somebody asked for, how they named it, and what was wrong with that."""

    period: Period
    preset: str
    problems: tuple[Problem, ...] = ()


def asked(texts: Mapping[str, str], *, diary: Period, today: date, preset: str) -> Asked:
    """The period that ``range`` or ``from`` and ``to`` name.

    ``diary`` runs from the first to the last recorded day, neither of them to come: that is
    ``all``. What cannot be read is answered with ``preset`` and its problems.
    """

    def named(name: str) -> Period:
        return diary if name == "all" else Period.ending(today, PRESETS[name])

    if texts.get("from") or texts.get("to"):
        try:
            return Asked(_from_to(texts, diary.first, today), "")
        except _Wrong as wrong:
            return Asked(named(preset), preset, (wrong.problem,))
    name = texts.get("range") or preset
    if name not in (*PRESETS, "all"):
        problem = Problem("range", "choice", {"choices": (*PRESETS, "all")})
        return Asked(named(preset), preset, (problem,))
    return Asked(named(name), name)


class _Wrong(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def _from_to(texts: Mapping[str, str], begun: date, today: date) -> Period:
    """The days asked for, up to today; beyond a year they begin with the diary."""
    last = _day(texts, "to") or today
    first = _day(texts, "from") or min(begun, last)
    if first > today:
        raise _Wrong(Problem("from", "day_to_come"))
    if first > last:
        raise _Wrong(Problem("to", "last_before_first"))
    last = min(last, today)
    whole = Period(first, last)
    return whole if whole.step == "day" else Period(max(first, min(begun, last)), last)


def _day(texts: Mapping[str, str], name: str) -> date | None:
    text = texts.get(name, "").strip()
    if not text:
        return None
    try:
        day = Day().read(text)
    except Unreadable as unreadable:
        raise _Wrong(unreadable.fault.at(name)) from None
    if fault := Day().fault(day):
        raise _Wrong(fault.at(name))
    return day


def week_start(day: date, first_weekday: int) -> date:
    """The first day of the week of ``day``; ``first_weekday`` is 0 for Monday to 6."""
    return day - timedelta(days=(day.weekday() - first_weekday) % WEEK)


def month_start(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return month_start(month_start(day) + timedelta(days=31))


def weeks(period: Period, first_weekday: int) -> list[Period]:
    """The calendar weeks that ``period`` touches, whole even where it is not."""
    start = week_start(period.first, first_weekday)
    count = ((period.last - start).days) // WEEK + 1
    starts = [start + timedelta(weeks=number) for number in range(count)]
    return [Period(first, first + WEEK_REST) for first in starts]


def months(period: Period) -> list[Period]:
    """The calendar months that ``period`` touches, whole even where it is not."""
    calendar_months = []
    start = month_start(period.first)
    while start <= period.last:
        after = next_month(start)
        calendar_months.append(Period(start, after - ONE_DAY))
        start = after
    return calendar_months

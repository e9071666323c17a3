"""What the screens of "How is it going?" draw and count of a period, each as one value.

Those of spasms and of exercise stand beside this module.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from journal.charts.chart import Figure
from journal.charts.over_time import over_time, spans_over_time
from journal.core.diary.event_marks import event_marks
from journal.core.diary.factors import Factor, factors
from journal.core.diary.relief_outcomes import Followed, followed
from journal.core.diary.sides import Sides, sides
from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    DaySummary,
    PeriodTotals,
    days,
    span,
    whole,
)
from journal.core.diary.summary import spans as spans_of
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.periods import (
    ONE_DAY,
    WEEK,
    WEEKLY_BARS_BEYOND,
    Period,
    Step,
    months,
    weeks,
)
from journal.core.report.report import used
from journal.core.statistics.estimators import MEAN_LEAST, ROLLING_DAYS
from journal.store.diary import queries, rest_day_rules, series
from journal.store.diary.region_counts import marked, places
from journal.store.diary.spans import spans

YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class OverTime:
    """Pain and exercise over time: the figure, and its table by days, weeks or months."""

    figure: Figure
    by: Step
    days: Sequence[DaySummary]
    spans: Sequence[PeriodTotals]
    events: Sequence[Event]
    """What its numbered marks stand for, in order."""


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain over time, the facts of days beside it, and the weekly check-ins."""

    total: PeriodTotals
    over_time: OverTime
    factors: list[Factor]
    check_ins: tuple[CheckIn, ...]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month of the calendar: blanks before its first day, then its days."""

    period: Period
    blanks: int
    days: list[DaySummary]
    logged: Collection[date]
    """The days with any entry; those of them without an average have a mark and no shade."""

    @property
    def weekdays(self) -> list[date]:
        """A day of each column, to name its weekday by."""
        first = self.period.first - self.blanks * ONE_DAY
        return [first + index * ONE_DAY for index in range(WEEK)]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of days, month by month."""

    total: PeriodTotals
    months: list[CalendarMonth]
    rated_days: int
    """Days with an average, also with one that came too late for the statistics."""
    late_days: int
    """Those of them whose average came too late for the statistics."""
    unrated_days: int
    """Days that were logged and have no average."""


@dataclass(frozen=True, slots=True)
class ReliefTried:
    """How often each method was used, and what followed, in the last year of the period."""

    period: Period
    used: dict[str, int]
    followed: list[Followed]


@dataclass(frozen=True, slots=True)
class Where:
    """Where it hurt in a period: how often each place was marked, and each side."""

    places: dict[str, int]
    sides: Sides


def pain_screen(
    session: Session,
    owner: str,
    period: Period,
    first_weekday: int,
    closed_parts: Sequence[PeriodTotals] = (),
) -> Pain:
    """Pain over a period of a diary; the days of a long one are those of its last year.

    ``closed_parts``, here and below: its first weeks or months, where they are known.
    """
    if period.step == "day":
        lead, parts = period_days(session, owner, period, first_weekday)
        inside = [day for day in lead if day.day in period]
        reach, total = period, span(inside, period, MEAN_LEAST)
        levels = {day.day: day.value for day in inside if day.value is not None}
    else:
        lead, parts = [], long_spans(session, owner, period, first_weekday, closed_parts)
        reach, total = Period.ending(period.last, YEAR_DAYS), whole(parts, period, MEAN_LEAST)
        levels = series.levels(session, owner, reach)
    logged = queries.of_period(session, CheckIn, owner, reach)
    notes = queries.of_period(session, r.DayNote, owner, reach)
    return Pain(
        total,
        _over_time(period, lead, parts, queries.of_period(session, Event, owner, period)),
        factors(levels, notes),
        tuple(logged),
    )


def period_days(
    session: Session,
    owner: str,
    period: Period,
    first_weekday: int,
    closed_parts: Sequence[PeriodTotals] = (),
) -> tuple[list[DaySummary], list[PeriodTotals]]:
    """The days of a period with six before it, and its weeks; of a long one its last year.

    The weeks or months of a long period are added up by the database.
    """
    if period.step != "day":
        year = Period.ending(period.last, YEAR_DAYS)
        by_span = long_spans(session, owner, period, first_weekday, closed_parts)
        return days(series.facts(session, owner, year), year), by_span
    reach = Period(period.first - timedelta(days=ROLLING_DAYS - 1), period.last)
    sums = days(series.facts(session, owner, reach), reach)
    inside = [day for day in sums if day.day in period]
    return sums, spans_of(inside, weeks(period, first_weekday), WEEK_LEAST)


def long_spans(
    session: Session,
    owner: str,
    period: Period,
    first_weekday: int,
    closed_parts: Sequence[PeriodTotals] = (),
) -> list[PeriodTotals]:
    """The weeks or months of a period beyond a year, added up by the database."""
    parts, least = _parts(period, first_weekday)
    rest = parts[len(closed_parts) :]
    return [*closed_parts, *(spans(session, owner, period, rest, least) if rest else ())]


def closed_spans(
    session: Session, owner: str, period: Period, first_weekday: int, before: date
) -> list[PeriodTotals]:
    """Those of them that end before a day: the same as long as nothing of days before it changes.

    None where a rule makes rest days: whether it makes one of a day depends on later days too.
    """
    parts, least = _parts(period, first_weekday)
    ended_parts = [part for part in parts if part.last < before]
    if not ended_parts or rest_day_rules.rules(session, owner):
        return []
    return spans(session, owner, period, ended_parts, least)


def _parts(period: Period, first_weekday: int) -> tuple[list[Period], int]:
    """The weeks or months of a period, and how many logged days give one of them a mean."""
    if period.step == "month":
        return months(period), MONTH_LEAST
    return weeks(period, first_weekday), WEEK_LEAST


def _over_time(
    period: Period,
    lead: Sequence[DaySummary],
    parts: Sequence[PeriodTotals],
    events: Sequence[Event],
) -> OverTime:
    marks = event_marks(events, period)
    if period.step != "day":
        return OverTime(spans_over_time(period, parts, marks), period.step, [], parts, events)
    bars = parts if len(period) > WEEKLY_BARS_BEYOND else []
    inside = [day for day in lead if day.day in period]
    return OverTime(over_time(period, lead, bars, marks), "day", inside, parts, events)


def relief_screen(session: Session, owner: str, period: Period) -> ReliefTried:
    """What was tried for relief in the last year of a period, and what followed."""
    year = Period(max(period.first, period.last - timedelta(days=YEAR_DAYS)), period.last)
    reliefs = queries.of_period(session, r.Relief, owner, year)
    levels = queries.levels_now(session, owner, year) if reliefs else []
    return ReliefTried(year, used(reliefs), followed(reliefs, levels))


def where_screen(session: Session, owner: str, period: Period) -> Where:
    """Where it hurt in a period."""
    sets = marked(session, owner, period)
    return Where(places(sets), sides(sets))


def year_screen(session: Session, owner: str, period: Period, first_weekday: int) -> Year:
    """The year up to the end of a period, day by day."""
    year = Period.ending(period.last, YEAR_DAYS)
    year_days, logged = _days_and_logged(session, owner, year)
    total = span(year_days, year, MEAN_LEAST)
    rated_days = sum(day.average is not None for day in year_days)
    late_days = sum(day.rated_too_late for day in year_days)
    unrated_days = sum(day.average is None and day.day in logged for day in year_days)
    calendar = _calendar(year_days, logged, year, first_weekday)
    return Year(total, calendar, rated_days, late_days, unrated_days)


def month_calendar(
    session: Session, owner: str, month: Period, first_weekday: int
) -> CalendarMonth:
    """A month, or its days so far, day by day."""
    return _calendar(*_days_and_logged(session, owner, month), month, first_weekday)[0]


def _days_and_logged(
    session: Session, owner: str, period: Period
) -> tuple[list[DaySummary], set[date]]:
    facts = series.facts(session, owner, period)
    return days(facts, period), series.logged_days(session, owner, period, facts)


def _calendar(
    year_days: Sequence[DaySummary], logged: Collection[date], year: Period, first_weekday: int
) -> list[CalendarMonth]:
    by_day = {day.day: day for day in year_days}
    calendar = []
    for month in months(year):
        inside = [by_day[day] for day in month if day in by_day]
        blanks = (inside[0].day.weekday() - first_weekday) % 7
        calendar.append(CalendarMonth(month, blanks, inside, logged))
    return calendar

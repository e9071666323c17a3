"""Everything that the charts page of a period draws and counts, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from journal.charts.by_frequency import by_frequency
from journal.charts.chart import Figure
from journal.charts.check_ins import check_ins
from journal.charts.day_after import day_after
from journal.charts.episodes import episodes
from journal.charts.over_time import over_time, spans_over_time
from journal.core.diary.adherence import ProgrammeWeek, adherence
from journal.core.diary.episode_summary import YEARLY_BEYOND, Spells, spells
from journal.core.diary.factors import Factor, factors
from journal.core.diary.relief_outcomes import Followed, followed
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
from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import DAY_AFTER
from journal.core.insight.schedule import days_of
from journal.core.model import records as r
from journal.core.model.periods import WEEKLY_BARS_BEYOND, Period, Step, months, weeks
from journal.core.report.report import used
from journal.core.statistics.estimators import MEAN_LEAST, ROLLING_DAYS
from journal.store.diary import programme, queries, series
from journal.store.diary.region_counts import places
from journal.store.diary.spans import spans

YEAR_DAYS: Final = 365
WEEKS_SHOWN: Final = 12

Line = tuple[float, float] | None
"""The pain without exercise days and what each adds, where the rules allow a line."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """Pain and exercise over time: the figure, and its table by days, weeks or months."""

    figure: Figure
    by: Step
    days: Sequence[DaySummary]
    spans: Sequence[PeriodTotals]


@dataclass(frozen=True, slots=True)
class ByFrequency:
    """Pain against the days with exercise: the figure and the weeks or months it is made of."""

    figure: Figure
    by: Step
    spans: Sequence[PeriodTotals]
    line: bool


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month of the calendar: blanks before its first day, then its days."""

    period: Period
    blanks: int
    days: list[DaySummary]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of days, month by month."""

    total: PeriodTotals
    months: list[CalendarMonth]


@dataclass(frozen=True, slots=True)
class Spasms:
    """The spasms that began in the period."""

    counted: Spells
    figure: Figure
    yearly: bool


@dataclass(frozen=True, slots=True)
class Described:
    """What is only described: the day after, the facts of days, and the weekly check-ins."""

    period: Period
    after: Comparison
    after_figure: Figure | None
    factors: list[Factor]
    check_ins: list[r.CheckIn]
    check_ins_figure: Figure | None


@dataclass(frozen=True, slots=True)
class ReliefTried:
    """How often each method was used, and what followed, in the last year of the period."""

    used: dict[str, int]
    followed: list[Followed]


@dataclass(frozen=True, slots=True)
class ChartsPage:
    """The charts of a period."""

    total: PeriodTotals
    over_time: OverTime
    by_frequency: ByFrequency
    year: Year
    spasms: Spasms
    described: Described
    places: dict[str, int]
    adherence: list[ProgrammeWeek]
    relief: ReliefTried


@dataclass(frozen=True, slots=True)
class _Days:
    """The days a page needs, however long its period is."""

    lead: list[DaySummary]
    """Those of the period, and six before it; of a long period its last year alone."""
    inside: list[DaySummary]
    year: list[DaySummary]
    spans: list[PeriodTotals]


def charts_page(
    session: Session, owner: str, period: Period, first_weekday: int, line: Line = None
) -> ChartsPage:
    """The charts of a period of a diary; ``line``: through its weeks, where one is allowed."""
    year = Period.ending(period.last, YEAR_DAYS)
    there = _days(session, owner, period, year, first_weekday)
    by_day = period.step == "day"
    return ChartsPage(
        total=span(there.inside, period, MEAN_LEAST)
        if by_day
        else whole(there.spans, period, MEAN_LEAST),
        over_time=_over_time(period, there),
        by_frequency=_by_frequency(period, there.spans, line),
        year=Year(span(there.year, year, MEAN_LEAST), _calendar(there.year, year, first_weekday)),
        spasms=_spasms(session, owner, period),
        described=_described(session, owner, there.inside if by_day else there.year),
        places=places(session, owner, period),
        adherence=programme_weeks(
            session, owner, queries.programme(session, owner), period, first_weekday
        ),
        relief=_relief(session, owner, period),
    )


def _days(session: Session, owner: str, period: Period, year: Period, first_weekday: int) -> _Days:
    if period.step != "day":
        by_span = long_spans(session, owner, period, first_weekday)
        year_days = days(series.facts(session, owner, year), year)
        return _Days(year_days, year_days, year_days, by_span)
    lead = period.first - timedelta(days=ROLLING_DAYS - 1)
    reach = Period(min(lead, year.first), period.last)
    sums = days(series.facts(session, owner, reach), reach)
    inside = [day for day in sums if day.day in period]
    return _Days(
        [day for day in sums if day.day >= lead],
        inside,
        [day for day in sums if day.day in year],
        spans_of(inside, weeks(period, first_weekday), WEEK_LEAST),
    )


def long_spans(
    session: Session, owner: str, period: Period, first_weekday: int
) -> list[PeriodTotals]:
    """The weeks or months of a period beyond a year, added up by the database."""
    monthly = period.step == "month"
    parts = months(period) if monthly else weeks(period, first_weekday)
    return spans(session, owner, period, parts, MONTH_LEAST if monthly else WEEK_LEAST)


def _over_time(period: Period, there: _Days) -> OverTime:
    if period.step != "day":
        figure = spans_over_time(period, there.spans)
        return OverTime(figure, period.step, [], there.spans)
    bars = there.spans if len(period) > WEEKLY_BARS_BEYOND else []
    return OverTime(over_time(period, there.lead, bars), "day", there.inside, there.spans)


def _by_frequency(period: Period, parts: Sequence[PeriodTotals], line: Line) -> ByFrequency:
    comparable = [part for part in parts if part.is_comparable(period)]
    figure = by_frequency(comparable, period.step, line)
    return ByFrequency(figure, period.step, comparable, line is not None)


def programme_weeks(
    session: Session,
    owner: str,
    lines: Sequence[r.Prescription],
    period: Period,
    first_weekday: int,
    most: int = WEEKS_SHOWN,
) -> list[ProgrammeWeek]:
    """The latest weeks of a period, at most so many, with what was done of what is planned."""
    shown = weeks(period, first_weekday)[-most:]
    reach = Period(shown[0].first, shown[-1].last)
    return adherence(
        lines,
        programme.done_by_day(session, owner, reach),
        programme.rest_days(session, owner, reach),
        shown,
    )


def _spasms(session: Session, owner: str, period: Period) -> Spasms:
    found = spells(queries.of_period(session, r.Episode, owner, period), period)
    return Spasms(found, episodes(found.by_month), len(period) > YEARLY_BEYOND)


def _described(session: Session, owner: str, inside: Sequence[DaySummary]) -> Described:
    period = Period(inside[0].day, inside[-1].day)
    there = days_of(inside, period.first)
    after = Comparison(DAY_AFTER, there.pain, there.exercise)
    logged = queries.of_period(session, r.CheckIn, owner, period)
    notes = queries.of_period(session, r.DayNote, owner, period)
    return Described(
        period,
        after,
        day_after(after) if after.n1 and after.n0 else None,
        factors(inside, notes),
        logged,
        check_ins(logged) if logged else None,
    )


def _relief(session: Session, owner: str, period: Period) -> ReliefTried:
    year = Period(max(period.first, period.last - timedelta(days=YEAR_DAYS)), period.last)
    reliefs = queries.of_period(session, r.Relief, owner, year)
    levels = queries.levels_now(session, owner, year) if reliefs else []
    return ReliefTried(used(reliefs), followed(reliefs, levels))


def _calendar(
    year_days: Sequence[DaySummary], year: Period, first_weekday: int
) -> list[CalendarMonth]:
    by_day = {day.day: day for day in year_days}
    found = []
    for month in months(year):
        inside = [by_day[day] for day in month if day in by_day]
        blanks = (inside[0].day.weekday() - first_weekday) % 7
        found.append(CalendarMonth(month, blanks, inside))
    return found


def figure_named(page: ChartsPage, name: str) -> Figure | None:
    """A figure of the page by its name; None where there is none."""
    return {
        "over_time": page.over_time.figure,
        "by_frequency": page.by_frequency.figure,
        "episodes": page.spasms.figure,
        "day_after": page.described.after_figure,
        "check_ins": page.described.check_ins_figure,
    }.get(name)

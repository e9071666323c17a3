"""The charts: pain and exercise over time, against each other, and a year of days."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts import figures, insight_charts
from journal.core.diary.episode_summary import YEARLY_BEYOND, spells
from journal.core.diary.factors import factors
from journal.core.diary.relief_outcomes import followed
from journal.core.diary.summary import (
    WEEK_LEAST,
    DaySummary,
    PeriodTotals,
    days,
    span,
    spans,
    whole,
)
from journal.core.insight.questions import DAY_AFTER, Comparison
from journal.core.insight.schedule import days_of
from journal.core.model import records as r
from journal.core.model.periods import WEEKLY_BARS_BEYOND, Period, months, weeks
from journal.core.report.report import used
from journal.core.statistics.estimators import MEAN_LEAST, ROLLING_DAYS
from journal.store.diary import queries, series
from journal.store.diary.region_counts import places
from journal.web.support.diary_views import (
    line_within,
    long_spans,
    period_asked,
    programme_weeks,
    recorded,
)
from journal.web.support.request import db, first_weekday, owner, today
from journal.web.support.revision_cache import kept

bp = Blueprint("charts", __name__)

YEAR_DAYS: Final = 365
WEEKS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure, and the numbers of its table."""

    name: str
    figure: figures.Figure
    rows: list[Any]  # days or spans
    by: str


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month of the calendar: blanks before its first day, then its days."""

    period: Period
    blanks: int
    days: list[DaySummary]


@bp.get("/charts")
@login_required
def show() -> ResponseReturnValue:
    """Show the charts of a period."""
    question = period_asked(recorded(), "12w")
    period = question.period
    drawn = kept(lambda: _drawn(period), "charts", period, today(), first_weekday())
    page = render_template("charts.html", asked=question, **drawn)
    return page, 422 if question.problems else 200


def _drawn(period: Period) -> dict[str, Any]:  # what a template shows
    """Everything that the page of a period draws and counts."""
    year = Period.ending(period.last, YEAR_DAYS)
    if period.step != "day":
        by_span = long_spans(period)
        year_days = days(series.facts(db(), owner(), year), year)
        figure = figures.spans_over_time(period, by_span)
        over_time = Chart("over_time", figure, by_span, period.step)
        total = whole(by_span, period, MEAN_LEAST)
        inside = year_days
    else:
        lead = period.first - timedelta(days=ROLLING_DAYS - 1)
        reach = Period(min(lead, year.first), period.last)
        sums = days(series.facts(db(), owner(), reach), reach)
        year_days = [day for day in sums if day.day in year]
        inside = [day for day in sums if day.day in period]
        by_span = spans(inside, weeks(period, first_weekday()), WEEK_LEAST)
        total = span(inside, period, MEAN_LEAST)
        over_time = _over_time(period, [day for day in sums if day.day >= lead], by_span)
    comparable = [part for part in by_span if part.is_comparable(period)]
    line = line_within(period)
    frequency = figures.by_frequency(comparable, period.step, line)
    against = Chart("by_frequency", frequency, comparable, period.step)
    lines = queries.programme(db(), owner())
    return {
        "total": total,
        "over_time": over_time,
        "against": against,
        "line": line is not None,
        "calendar": _calendar(year_days, year),
        "year": span(year_days, year, MEAN_LEAST),
        "places": places(db(), owner(), period),
        "adherence": programme_weeks(lines, period, WEEKS_SHOWN),
        **_episodes(period),
        **_relief(period),
        **_described(inside),
    }


def _episodes(period: Period) -> dict[str, Any]:  # what a template shows
    """The spasms that began in a period, counted and drawn."""
    found = spells(queries.of_period(db(), r.Episode, owner(), period), period)
    figure = figures.episodes(found.by_month)
    return {
        "spells": found,
        "spells_by_year": len(period) > YEARLY_BEYOND,
        "episodes": Chart("episodes", figure, found.by_month, "month"),
    }


def _described(inside: list[DaySummary]) -> dict[str, Any]:  # what a template shows
    """What is only described: the day after, the factors of days, and the weekly check-ins."""
    period = Period(inside[0].day, inside[-1].day)
    days_there = days_of(inside, period.first)
    after = Comparison(DAY_AFTER, days_there.pain, days_there.exercise)
    check_ins = queries.of_period(db(), r.CheckIn, owner(), period)
    return {
        "described": period,
        "after": after,
        "after_figure": insight_charts.day_after(after) if after.n1 and after.n0 else None,
        "factors": factors(inside, queries.of_period(db(), r.DayNote, owner(), period)),
        "check_ins": check_ins,
        "check_ins_figure": insight_charts.check_ins(check_ins) if check_ins else None,
    }


def _relief(period: Period) -> dict[str, Any]:  # what a template shows
    """How often each method was used, and what followed, in the last year of a period."""
    year = Period(max(period.first, period.last - timedelta(days=YEAR_DAYS)), period.last)
    reliefs = queries.of_period(db(), r.Relief, owner(), year)
    return {
        "used": used(reliefs),
        "followed": followed(reliefs, queries.levels_now(db(), owner(), year)) if reliefs else [],
    }


def _over_time(period: Period, sums: list[DaySummary], by_week: list[PeriodTotals]) -> Chart:
    bars = by_week if len(period) > WEEKLY_BARS_BEYOND else []
    inside = [day for day in sums if day.day in period]
    return Chart("over_time", figures.over_time(period, sums, bars), inside, "day")


def _calendar(year_days: list[DaySummary], year: Period) -> list[CalendarMonth]:
    by_day = {day.day: day for day in year_days}
    found = []
    for month in months(year):
        inside = [by_day[day] for day in month if day in by_day]
        blanks = (inside[0].day.weekday() - first_weekday()) % 7
        found.append(CalendarMonth(month, blanks, inside))
    return found

"""The diary: the days, newest first, with everything on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core import records as r
from journal.core.periods import ONE_DAY, Asked, Period, asked, weeks
from journal.core.summary import WEEK_LEAST, Span, days, spans
from journal.store import queries, series
from journal.web.request import db, first_weekday, owner, today

bp = Blueprint("diary", __name__)

DAYS_A_PAGE: Final = 28
KINDS: Final = {
    word: r.KINDS[word] for word in ("pain", "episodes", "exercises", "relief", "days", "checkins")
}
"""The kinds a diary shows, and may be narrowed to."""


@dataclass(slots=True)
class DiaryDay:
    """A day and what was logged on it, by kind."""

    day: date
    entries: dict[str, list[r.Record]] = field(default_factory=dict)


def period_asked(preset: str) -> Asked:
    """The period the address asks for, within the diary."""
    first = queries.first_day(db(), owner()) or today()
    diary = Period(min(first, today()), today())
    return asked(request.args, diary=diary, preset=preset)


@bp.get("/diary")
@login_required
def show() -> ResponseReturnValue:
    """Show the days of a period; beyond a year its weeks or months, each a link to its days."""
    question = period_asked("4w")
    word = request.args.get("kind", "")
    status = 422 if question.problems else 200
    if question.period.step != "day":
        page = render_template(
            "diary/spans.html", asked=question, kinds=KINDS, kind="", spans=_spans(question.period)
        )
        return page, status
    page_period = _page(question.period)
    page = render_template(
        "diary/days.html",
        asked=question,
        kinds=KINDS,
        kind=word if word in KINDS else "",
        shown=page_period,
        older=_older(question.period, page_period),
        days=_days(page_period, word),
    )
    return page, status


def _page(period: Period) -> Period:
    """The part of a period that one page shows: from its last day, or the ``until`` asked for."""
    last = period.last
    until = request.args.get("until", "")
    if until in {day.isoformat() for day in period}:
        last = date.fromisoformat(until)
    return Period(max(period.first, last - (DAYS_A_PAGE - 1) * ONE_DAY), last)


def _older(period: Period, page: Period) -> date | None:
    return page.first - ONE_DAY if page.first > period.first else None


def _days(period: Period, word: str) -> list[DiaryDay]:
    shown = {day: DiaryDay(day) for day in period}
    for name, kind in KINDS.items():
        if word in KINDS and name != word:
            continue
        for record in queries.of_period(db(), kind, owner(), period):
            for day in _days_of(record, period):
                shown[day].entries.setdefault(name, []).append(record)
    found = [shown[day] for day in reversed(list(period))]
    return [day for day in found if day.entries] if word in KINDS else found


def _days_of(record: r.Record, period: Period) -> Sequence[date]:
    if isinstance(record, r.Episode):
        last = min(record.last_day or today(), period.last)
        first = max(record.day, period.first)
        return list(Period(first, max(first, last)))
    if isinstance(record, r.Timed | r.DayNote):
        return [record.day]
    return []


def _spans(period: Period) -> list[Span]:
    if period.step == "month":
        return series.month_spans(db(), owner(), period)[::-1]
    sums = days(series.facts(db(), owner(), period), period)
    return spans(sums, weeks(period, first_weekday()), WEEK_LEAST)[::-1]

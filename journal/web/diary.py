"""The diary: the days, newest first, with everything on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model import records as r
from journal.core.model.kinds import KINDS
from journal.core.model.periods import ONE_DAY, Period
from journal.store.diary import queries
from journal.web.support.diary_views import long_spans, period_asked, recorded
from journal.web.support.request import db, owner, today
from journal.web.support.revision_cache import kept

bp = Blueprint("diary", __name__)

DAYS_A_PAGE: Final = 84
LISTED: Final = {slug: kind.record for slug, kind in KINDS.items() if kind.listed}
"""The kinds a diary shows, and may be narrowed to."""


@dataclass(slots=True)
class DiaryDay:
    """A day and what was logged on it, by kind; or a run of days on which nothing was."""

    day: date
    since: date
    """The first day of the run; the day itself where something was logged."""
    entries: dict[str, list[r.Record]] = field(default_factory=dict)


@bp.get("/diary")
@login_required
def show() -> ResponseReturnValue:
    """Show the days of a period; beyond a year its weeks or months, each a link to its days."""
    diary = recorded()
    question = period_asked(diary, "4w")
    slug = request.args.get("kind", "")
    status = 422 if question.problems else 200
    if question.period.step != "day":
        page = render_template(
            "diary/spans.html",
            asked=question,
            spans=long_spans(question.period)[::-1],
        )
        return page, status
    page_period = _page(question.period)
    page = render_template(
        "diary/days.html",
        asked=question,
        kinds=LISTED,
        kind=slug if slug in LISTED else "",
        shown=page_period,
        older=_older(question.period, page_period),
        days=diary_days(page_period, slug, diary) if diary else [],
        begun=diary is not None,
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


def diary_days(period: Period, slug: str, diary: Period) -> list[DiaryDay]:
    """The days of a period, newest first; a diary that is as it was is not read again."""
    return kept(lambda: _days(period, slug, diary), "diary", period, slug, diary, today())


def _days(period: Period, slug: str, diary: Period) -> list[DiaryDay]:
    shown = {day: DiaryDay(day, day) for day in period if day >= diary.first}
    for name, kind in LISTED.items():
        if slug in LISTED and name != slug:
            continue
        records = queries.of_period(db(), kind, owner(), period)
        on = _running_of(records)
        for record in records:
            for day in _days_of(record, period, on):
                shown[day].entries.setdefault(name, []).append(record)
    found = list(reversed(shown.values()))
    return [day for day in found if day.entries] if slug in LISTED else _runs(found)


def _runs(found: Sequence[DiaryDay]) -> list[DiaryDay]:
    """Days, newest first, with those in a row on which nothing was logged made one."""
    runs: list[DiaryDay] = []
    for day in found:
        if runs and not runs[-1].entries and not day.entries:
            runs[-1].since = day.day
        else:
            runs.append(day)
    return runs


def _running_of(records: Sequence[r.Record]) -> r.Episode | None:
    """The spasm that is on, if any of these has no end."""
    if any(isinstance(record, r.Episode) and record.ended_at is None for record in records):
        return queries.running_episode(db(), owner())
    return None


def _days_of(record: r.Record, period: Period, on: r.Episode | None) -> Sequence[date]:
    """The days of a period a record is of; a spasm without an end, but for the one that is on,
    is of the day it began."""
    if isinstance(record, r.Episode):
        open_until = today() if record == on else record.day
        last = min(record.last_day or open_until, period.last)
        first = max(record.day, period.first)
        return list(Period(first, max(first, last)))
    if isinstance(record, r.Timed | r.DayNote):
        return [record.day]
    return []

"""The diary: the days, newest first, with everything on them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from flask import Blueprint, get_template_attribute, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.diary_days import DiaryDay, in_order, runs
from journal.core.diary.rest_days import says_nothing
from journal.core.model import records as r
from journal.core.model.events import Event
from journal.core.model.kinds import KINDS, SLUGS
from journal.core.model.periods import ONE_DAY, Period, months
from journal.store.diary import queries, rest_marks
from journal.store.diary.charts import month_calendar
from journal.store.diary.notes import notes_with
from journal.web.support.diary_views import (
    entries_of,
    events_to_come,
    last_day,
    long_spans,
    period_asked,
    recorded,
)
from journal.web.support.overlap_questions import unanswered_pairs
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import account, db, first_weekday, own_path, owner, today
from journal.web.support.revision_cache import cached_by_content, cached_text

bp = Blueprint("diary", __name__)

DAYS_A_PAGE: Final = 84
LISTED: Final = {slug: kind.record for slug, kind in KINDS.items() if kind.listed}
"""The kinds a diary shows, and may be narrowed to."""


NOTES_MOST: Final = 200
"""So many entries whose notes fit are shown at most."""


@bp.get("/diary")
@login_required
def show() -> ResponseReturnValue:
    """Show the days of a period; beyond a year its weeks or months, each a link to its days."""
    last = last_day()
    diary = recorded(last=last)
    question = period_asked(diary, "4w", last=last)
    slug = request.args.get("kind", "")
    status = 422 if question.problems else 200
    if question.period.step != "day":
        page = render_template(
            "diary/spans.html",
            question=question,
            spans=long_spans(question.period)[::-1],
            not_begun=_not_begun(question.period),
        )
        return page, status
    page_period = _page(question.period)
    page = render_template(
        "diary/days.html",
        question=question,
        kinds=LISTED,
        kind=slug if slug in LISTED else "",
        not_begun=_not_begun(page_period),
        to_come=_to_come(page_period, slug, last),
        shown=page_period,
        older=_older(question.period, page_period),
        listing=_listing(page_period, question.period.last.year, slug, diary) if diary else "",
        month=_month(page_period, last) if diary and slug not in LISTED else "",
        month_before=_whole_month(page_period.last.replace(day=1) - ONE_DAY, diary, last),
        month_after=_whole_month(months(page_period)[-1].last + ONE_DAY, diary, last),
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


def _not_begun(period: Period) -> date | None:
    """The last day of a period, where it is one that has not begun."""
    return period.last if period.last > today() else None


def _to_come(page: Period, slug: str, last: date) -> list[Event]:
    """The events of days after the last one, above that day, where it is shown."""
    if page.last < last or (slug in LISTED and LISTED[slug] is not Event):
        return []
    return [event for event in events_to_come() if event.day > last]


def _older(period: Period, page: Period) -> date | None:
    return page.first - ONE_DAY if page.first > period.first else None


def _listing(page: Period, year: int, slug: str, diary: Period) -> str:
    """The days of a page, newest first, as HTML; of a diary that is as it was it is kept."""
    macro: Callable[..., str] = get_template_attribute("diary/_day.html", "listing")
    return cached_text(
        lambda: macro(_days(page, slug, diary), _item_of(year)),
        "diary",
        page,
        year,
        slug,
        diary,
    )


def _item_of(year: int) -> Callable[[DiaryDay], str]:
    """What writes a day as HTML; one on which nothing changed is kept when others do."""
    macro: Callable[..., str] = get_template_attribute("diary/_day.html", "listed")
    path, reader = own_path(), account()
    about = (reader.clock, reader.zone, path, year)
    return lambda day: cached_by_content(lambda: macro(day, path, year), day.content, *about)


def _days(period: Period, slug: str, diary: Period) -> list[DiaryDay]:
    days_by_date = {day: DiaryDay(day, day) for day in period if day >= diary.first}
    for name, kind in LISTED.items():
        if slug in LISTED and name != slug:
            continue
        records = [
            record
            for record in rest_marks.held(db(), owner(), entries_of(kind, period))
            if not says_nothing(record)
        ]
        on = _running_of(records)
        for record in records:
            for day in _days_of(record, period, on):
                if day not in days_by_date:
                    days_by_date[day] = DiaryDay(day, day)
                days_by_date[day].entries.append(record)
    if slug in ("", SLUGS[r.Episode]):
        _mark_overlaps(days_by_date, period)
    ordered_days = in_order(sorted(days_by_date.values(), key=lambda each: each.day))
    return [day for day in ordered_days if day.entries] if slug in LISTED else runs(ordered_days)


def _mark_overlaps(days_by_date: Mapping[date, DiaryDay], period: Period) -> None:
    for _, later in unanswered_pairs(period):
        if later.day in days_by_date:
            days_by_date[later.day].overlaps = True


@bp.get("/diary/notes")
@login_required
def search() -> ResponseReturnValue:
    """Show the entries whose notes hold what somebody looks for, newest first."""
    words = " ".join(request.args.get("q", "").split())
    records = from_replica(account(), lambda: notes_with(db(), owner(), words)) if words else []
    days_by_date: dict[date, DiaryDay] = {}
    for record in records[:NOTES_MOST]:
        days_by_date.setdefault(record.day, DiaryDay(record.day, record.day)).entries.append(
            record
        )
    return render_template(
        "diary/notes.html",
        wanted=words,
        count=len(records),
        most=NOTES_MOST,
        days=in_order(sorted(days_by_date.values(), key=lambda diary_day: diary_day.day)),
    )


def _whole_month(day: date, diary: Period | None, last: date) -> Period | None:
    """The month of a day, where the diary reaches as far and the day is not after its last."""
    return months(Period(day, day))[0] if diary and diary.first <= day <= last else None


def _month(page: Period, last: date) -> str:
    """The month of a page's last day, for its top, as HTML."""
    macro: Callable[..., str] = get_template_attribute("charts/_month.html", "table")
    whole = months(Period(page.last, page.last))[0]
    span = Period(whole.first, min(whole.last, last))
    return cached_text(
        lambda: macro(month_calendar(db(), owner(), span, first_weekday()), page, dated=True),
        "month",
        span,
        page,
    )


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

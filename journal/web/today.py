"""Today, the page everything starts from; the days before it by arrows."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.prompts import (
    DETAILS_WITHIN,
    Prompt,
    cooling,
    next_at,
    open_prompts,
    stops_at,
)
from journal.core.diary.summary import DaySummary, days
from journal.core.model import records as r
from journal.core.model.fields import Day, Unreadable
from journal.core.model.periods import ONE_DAY, Period
from journal.store.diary import prompts, queries, series
from journal.store.diary.episodes import running_at
from journal.web.support.diary_views import line_of_today, prescribed_on
from journal.web.support.request import account, db, now, owner, today
from journal.web.support.revision_cache import kept

bp = Blueprint("today", __name__)

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Logged:
    """What the page of a day reads: its records, and those before it that it still asks about."""

    episodes: list[r.Episode]
    reliefs: list[r.Relief]
    exercises: list[r.CompletedExercise]
    notes: list[r.DayNote]
    pain: list[r.PainLevel]


def _logged(day: date) -> Logged:
    one = Period(day, day)
    return Logged(
        queries.of_period(db(), r.Episode, owner(), Period(day - DETAILS_WITHIN - ONE_DAY, day)),
        queries.of_period(db(), r.Relief, owner(), Period(day - ONE_DAY, day)),
        queries.of_period(db(), r.CompletedExercise, owner(), one),
        queries.of_period(db(), r.DayNote, owner(), one),
        queries.of_period(db(), r.PainLevel, owner(), one),
    )


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show a day: today, or the one asked for."""
    day = _day_asked()
    if day is None:
        day, status = today(), 404
    else:
        status = 200
    logged = kept(lambda: _logged(day), "logged", day)
    week = Period.ending(today(), WEEK_DAYS)
    sums = kept(lambda: days(series.facts(db(), owner(), week), week), "days", week)
    page = render_template(
        "today.html",
        day=day,
        is_today=day == today(),
        before=day - ONE_DAY,
        after=day + ONE_DAY if day < today() else None,
        running=running_at(db(), owner(), now()),
        pain=logged.pain,
        episodes=[it for it in logged.episodes if (it.last_day or day) >= day],
        exercises=logged.exercises,
        relief=[it for it in logged.reliefs if it.day == day],
        note=logged.notes[0] if logged.notes else None,
        programme=prescribed_on(day, logged.exercises),
        week=sums[::-1],
        ask_yesterday=_unanswered(sums) if _may_ask(day) else None,
        prompts=_prompts(logged.episodes, logged.reliefs) if _may_ask(day) else [],
        ask_in=_seconds_to(next_at(logged.reliefs, now())) if day == today() else None,
        cold=cooling(logged.reliefs, now()),
        stops_at=stops_at,
        experiment=line_of_today() if day == today() else None,
        paused_on=account().paused_on,
        demo=account().demo,
        dose=r.DOSE,
    )
    return page, status


def _prompts(episodes: list[r.Episode], reliefs: list[r.Relief]) -> list[Prompt]:
    dismissed = prompts.dismissed(db(), owner())
    return open_prompts(episodes, reliefs, dismissed, now=now(), today=today())


def _seconds_to(moment: datetime | None) -> int | None:
    return None if moment is None else int((moment - now()).total_seconds())


def _day_asked() -> date | None:
    text = request.args.get("day", "")
    if not text:
        return today()
    try:
        day = Day().read(text)
    except Unreadable:
        return None
    return None if Day().fault(day) or day > today() else day


def _may_ask(day: date) -> bool:
    return day == today() and account().paused_on is None


def _unanswered(week: list[DaySummary]) -> date | None:
    """Yesterday, if nothing is known of its exercise although the diary had begun."""
    yesterday = week[-2]
    known = yesterday.sessions or yesterday.without_exercise
    begun = any(day.average or day.sessions for day in week[:-1])
    return yesterday.day if begun and not known else None

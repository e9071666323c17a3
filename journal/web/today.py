"""Today, the page everything starts from; the days before it by arrows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.core.diary.prompts import (
    DETAILS_WITHIN,
    Prompt,
    cooling,
    next_at,
    open_prompts,
    stops_at,
)
from journal.core.diary.rest_days import ASKED_DAYS, of_last_week
from journal.core.diary.summary import DaySummary, days
from journal.core.model import records as r
from journal.core.model.faults import Unreadable
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.time_fields import Day
from journal.store.diary import prompts, queries, rest_day_rules, series
from journal.store.diary.episodes import running_at
from journal.store.diary.relief import favourites
from journal.web.support import flash, in_place
from journal.web.support.diary_views import line_of_today, prescribed_on
from journal.web.support.request import account, db, first_weekday, now, owner, read_again, today
from journal.web.support.revision_cache import cached

bp = Blueprint("today", __name__)

WEEK_DAYS: Final = 7
FIRST_WEEKS: Final = 21
"""For so many days after somebody joined, a line says that little is enough."""

OFFERED: Final = 8
"""So many methods are offered for relief in one tap."""

PARTS: Final = ("spasm", "questions", "exercises", "pain", "more", "logged", "week")
"""The parts of the page, each a template and the element ``today-…``."""

CHANGES: Final = {
    "pain": ("spasm", "pain", "logged", "week"),
    "exercises": ("questions", "exercises", "logged", "week"),
    "relief": ("questions", "more", "logged"),
    "days": ("questions", "exercises", "more", "logged", "week"),
    "": ("questions",),
}
"""The parts that an entry of a kind changes; of any other kind it changes all of them."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What the page of a day reads: its records, and those before it that it still asks about."""

    episodes: list[r.Episode]
    reliefs: list[r.Relief]
    exercises: list[r.CompletedExercise]
    notes: list[r.DayNote]
    pain: list[r.PainLevel]
    methods: list[str]
    """What is offered for relief."""


def _logged(day: date) -> Logged:
    period = Period(day, day)
    return Logged(
        queries.of_period(db(), r.Episode, owner(), Period(day - DETAILS_WITHIN - ONE_DAY, day)),
        queries.of_period(db(), r.Relief, owner(), Period(day - ONE_DAY, day)),
        queries.of_period(db(), r.CompletedExercise, owner(), period),
        queries.of_period(db(), r.DayNote, owner(), period),
        queries.of_period(db(), r.PainLevel, owner(), period),
        favourites(db(), owner(), day, OFFERED),
    )


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show a day: today, or the one asked for."""
    day = _day_asked(request.args.get("day", ""))
    if day is None:
        return render_template("today/no_such_day.html", today=today()), 404
    return render_template("today.html", **_page(day))


@bp.after_app_request
def answer_in_place(response: Response) -> Response:
    """Answer a tap on this page with the parts of it that changed, and what was done."""
    arguments = in_place.leads_to(response, "today.show")
    if arguments is None or not current_user.is_authenticated:
        return response
    read_again()
    page = _page(_day_asked(arguments.get("day", "")) or today())
    changed = _changed(flash.kept_slugs(), in_spasm=bool(page["running"]))
    return in_place.put_in(
        response, render_template("today/changed.html", changed=changed, **page)
    )


def _changed(slugs: list[str], *, in_spasm: bool) -> list[str]:
    """The parts that messages about these kinds of record tell of."""
    parts = {part for slug in slugs or [""] for part in CHANGES.get(slug, PARTS)}
    if slugs == ["pain"] and not in_spasm and not request.form.get("episode_id"):
        parts.discard("spasm")  # a level changes nothing of a way to start one
    return [part for part in PARTS if part in parts]


def _page(day: date) -> dict[str, Any]:  # what the templates name, of any type
    """What the page of a day shows."""
    logged = cached(lambda: _logged(day), "logged", day)
    week = Period(day - (WEEK_DAYS - 1) * ONE_DAY, day)
    sums = cached(lambda: days(series.facts(db(), owner(), week), week), "days", week)
    asks = day == today() and account().paused_on is None
    return {
        "day": day,
        "is_today": day == today(),
        "before": day - ONE_DAY,
        "after": day + ONE_DAY if day < today() else None,
        "running": running_at(db(), owner(), now()),
        "pain": logged.pain,
        "average": next((it for it in logged.pain if it.kind == "day_average"), None),
        "episodes": [it for it in logged.episodes if (it.last_day or day) >= day],
        "exercises": logged.exercises,
        "relief": [it for it in logged.reliefs if it.day == day],
        "methods": logged.methods,
        "note": logged.notes[0] if logged.notes else None,
        "programme": prescribed_on(day, logged.exercises),
        "week": sums,
        "ask_yesterday": _unanswered(sums) if asks else None,
        "ask_week": _may_have_rested() if asks and _begins_week(day) else [],
        "prompts": _prompts(logged.episodes, logged.reliefs) if asks else [],
        "ask_in": _seconds_to(next_at(logged.reliefs, now())) if day == today() else None,
        "cold": cooling(logged.reliefs, now()),
        "stops_at": stops_at,
        "experiment": line_of_today() if day == today() else None,
        "paused_on": account().paused_on,
        "is_new": (now() - account().created_at).days < FIRST_WEEKS,
        "demo": account().demo,
        "dose": r.DOSE,
    }


def _begins_week(day: date) -> bool:
    return day.weekday() == first_weekday()


def _may_have_rested() -> list[date]:
    """The days of last week that may have been rest days: asked once a week, in one answer."""
    period = Period.ending(today(), ASKED_DAYS)

    def asked() -> list[date]:
        sums = days(series.essentials(db(), owner(), period), period)
        return of_last_week(sums, today(), rest_day_rules.rules(db(), owner()))

    return cached(asked, "rest days", today())


def _prompts(episodes: list[r.Episode], reliefs: list[r.Relief]) -> list[Prompt]:
    dismissed = prompts.dismissed(db(), owner())
    return open_prompts(episodes, reliefs, dismissed, now=now(), today=today())


def _seconds_to(moment: datetime | None) -> int | None:
    return None if moment is None else int((moment - now()).total_seconds())


def _day_asked(text: str) -> date | None:
    if not text:
        return today()
    try:
        day = Day().read(text)
    except Unreadable:
        return None
    return None if Day().fault(day) or day > today() else day


def _unanswered(week: list[DaySummary]) -> date | None:
    """Yesterday, if nothing is known of its exercise although the diary had begun."""
    yesterday = week[-2]
    answered = yesterday.sessions or yesterday.without_exercise
    begun = any(day.average or day.sessions for day in week[:-1])
    return yesterday.day if begun and not answered and not _by_rule(yesterday) else None


def _by_rule(day: DaySummary) -> bool:
    """Whether a rule makes a day a rest day, today or once a later one is logged."""
    if day.value is None:
        return False
    return cached(lambda: rest_day_rules.goes_on(db(), owner()), "rest day rule")

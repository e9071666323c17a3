"""Today, the page everything starts from; the days before it by arrows."""

from datetime import date
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.core.model import moments
from journal.core.model.field_names import DOSE
from journal.core.model.time_fields import day_or_none
from journal.core.model.vocabulary import EARLIEST_YEAR
from journal.web.support import flash, in_place
from journal.web.support.diary_views import last_day
from journal.web.support.off_ramp import put_aside
from journal.web.support.request import now, read_again, see_other, today
from journal.web.support.today_page import today_page

bp = Blueprint("today", __name__)

KNOWN: Final = "known"
"""What a device is told for times without a network: the programme, the spasm, the plans."""

PARTS: Final = (
    *("spasm", "exercises", "pain", "more", "ways", "questions", "logged", "week"),
    KNOWN,
)
"""The parts of the page, each but the last a template and the element ``today-…``."""

PARTS_BEFORE_IT_BEGINS: Final = ("logged", "week")
"""Those of the page of a day that has not begun."""

CHANGES: Final = {
    "pain": ("spasm", "pain", "logged", "week", KNOWN),
    "exercises": ("exercises", "ways", "questions", "logged", "week"),
    "relief": ("questions", "more", "logged", KNOWN),
    "days": ("exercises", "more", "ways", "questions", "logged", "week"),
    "recall": ("questions", "week"),
    "laddersteps": ("exercises", "ways", "questions", "logged", "week", KNOWN),
    "": ("questions", "week"),
}
"""The parts that an entry of a kind changes; of any other kind it changes all of them."""


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show a day: today, or the one asked for."""
    day = _day_asked(request.args.get("day", ""))
    if day is None:
        return _without_page(day_or_none(request.args["day"]))
    page = today_page(day)
    end = None if "day" in request.args else put_aside()
    if end is not None:
        return render_template("today/put_aside.html", today=page, end=end, dose=DOSE)
    return render_template("today.html", today=page, dose=DOSE)


def _without_page(day: date | None) -> ResponseReturnValue:
    """Lead to today from a day that has begun elsewhere: its last entry may just be undone."""
    if day is not None and today() < day <= moments.furthest_day(now()):
        return see_other(url_for("today.show"))
    first = date(EARLIEST_YEAR, 1, 1)
    return render_template("today/no_such_day.html", first_day=first, last_day=today()), 404


@bp.after_app_request
def answer_in_place(response: Response) -> Response:
    """Answer a tap on this page with the parts of it that changed, and what was done."""
    arguments = in_place.leads_to(response, "today.show")
    if arguments is None or not current_user.is_authenticated:
        return response
    if "day" not in arguments and put_aside() is not None:
        return response
    read_again()
    day = _day_asked(arguments.get("day", ""))
    if day is None:
        return response
    page = today_page(day)
    changed = _changed(flash.kept_slugs(), in_spasm=page.running is not None)
    if page.is_to_come:
        changed = [part for part in changed if part in PARTS_BEFORE_IT_BEGINS]
    return in_place.put_in(
        response,
        render_template("today/changed.html", changed=changed, today=page, dose=DOSE),
    )


def _changed(slugs: list[str], *, in_spasm: bool) -> list[str]:
    """The parts that messages about these kinds of record tell of."""
    parts = {part for slug in slugs or [""] for part in CHANGES.get(slug, PARTS)}
    if slugs == ["pain"] and not in_spasm and not request.form.get("episode_id"):
        parts -= {"spasm", KNOWN}  # a level changes nothing of a way to start one
    return [part for part in PARTS if part in parts]


def _day_asked(text: str) -> date | None:
    if not text:
        return today()
    day = day_or_none(text)
    return None if day is None or day > last_day() else day

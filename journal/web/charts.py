"""How is it going? A screen each for pain, spasms, exercise, relief, places and the year."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Final, cast

from flask import Blueprint, Response, abort, get_template_attribute, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts.chart import Figure
from journal.charts.standalone import standalone
from journal.core.model.periods import Asked, Period
from journal.store.diary.charts import pain_screen, relief_screen, where_screen, year_screen
from journal.store.diary.exercise_screen import exercise_screen
from journal.store.diary.spasm_screen import spasms_screen
from journal.web.support.compiled import TEMPLATES
from journal.web.support.diary_views import (
    closed_spans,
    four_weeks,
    line_within,
    period_asked,
    recorded,
)
from journal.web.support.request import account, db, first_weekday, now, owner, today
from journal.web.support.revision_cache import Plain, cached_screen, cached_text
from journal.words.downloads import chart_title, made_up
from journal.words.four_weeks import going_sentence

bp = Blueprint("charts", __name__)

PRESET: Final = "12w"

SCREENS: Final[dict[str, Callable[[Period], object]]] = {
    "pain": lambda period: pain_screen(
        db(), owner(), period, first_weekday(), closed_spans(period)
    ),
    "spasms": lambda period: spasms_screen(db(), owner(), period, now(), today()),
    "exercise": lambda period: exercise_screen(
        db(), owner(), period, first_weekday(), line_within(period), closed_spans(period)
    ),
    "relief": lambda period: relief_screen(db(), owner(), period),
    "where": lambda period: where_screen(db(), owner(), period),
    "year": lambda period: year_screen(db(), owner(), period, first_weekday()),
}
"""What each screen shows of a period."""
PARTS: Final = ("spasms", "exercise", "relief", "where", "year")
"""Every screen but the first, by the last part of its address."""


@bp.get("/charts")
@login_required
def show() -> ResponseReturnValue:
    """Show how it is going: the last four weeks beside those before, and pain over time."""
    return _screen("pain", lead=cached_text(_lead, "lead"))


def _lead() -> str:
    macro: Callable[..., str] = get_template_attribute("charts/_parts.html", "lead")
    windows = four_weeks()
    return macro(windows, going_sentence(windows) if windows else None)


@bp.get(f"/charts/<any({','.join(PARTS)}):screen>")
@login_required
def part(screen: str) -> ResponseReturnValue:
    """Show one of the other screens."""
    return _screen(screen)


def _screen(name: str, **more: object) -> ResponseReturnValue:
    question = period_asked(recorded(), PRESET)
    page = render_template(
        f"charts/{name}.html",
        question=question,
        parts_of_screen=_parts(name, question),
        screen=name,
        screens=PARTS,
        **more,
    )
    return page, 422 if question.problems else 200


@cache
def _templates(screen: str) -> list[str]:
    """What stands on a screen, from top to bottom: its templates, by their numbers."""
    folder = TEMPLATES / "charts" / screen
    return [f"charts/{screen}/{file.name}" for file in sorted(folder.glob("*.html"))]


def _parts(name: str, question: Asked) -> str:
    """The charts and numbers of a screen, kept as they are written: they are most of its page."""

    macro: Callable[..., str] = get_template_attribute("charts/_parts.html", "written")
    about = _about(name, question.period)
    return cached_text(
        lambda: macro(_screen_of(name, question.period), question, _templates(name)),
        "charts",
        *about,
        question.preset,
    )


def _screen_of(name: str, period: Period) -> object:
    """What a screen shows of a period, kept for its page and for the downloads of its charts."""
    return cached_screen(lambda: SCREENS[name](period), "screen", *_about(name, period))


def _about(name: str, period: Period) -> tuple[Plain, ...]:
    """All that a screen depends on, beside what was logged."""
    hour = now().hour if name == "spasms" else None  # a spasm that is on grows by itself
    settings = (first_weekday(), account().clock, account().paused_on)
    return name, period, today(), hour, *settings


@bp.get("/charts/download")
@login_required
def download() -> ResponseReturnValue:
    """One chart as a page of its own, to be opened anywhere."""
    name = request.args.get("figure", "over_time")
    question = period_asked(recorded(), PRESET)
    figure = _figure(name, question)
    if figure is None:
        abort(404)
    period = question.period
    label = made_up() if account().demo else ""
    return Response(
        standalone(figure, chart_title(period.first, period.last), label),
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename=spasm-journal-{name}.html"},
    )


def _figure(name: str, question: Asked) -> Figure | None:
    """The figure of a chart as its screen has it, words and all; None where none is drawn."""
    for screen in SCREENS:
        if any(template.endswith(f"0_{name}.html") for template in _templates(screen)):
            figure = (
                f'<script type="application/json" data-plot="{re.escape(name)}">(.*?)</script>'
            )
            match = re.search(figure, _parts(screen, question))
            return cast("Figure", json.loads(match[1])) if match else None
    return None

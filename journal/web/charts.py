"""How is it going? A screen each for pain, spasms, exercise, relief, places and the year."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, abort, get_template_attribute, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts.chart import Figure
from journal.charts.standalone import standalone
from journal.core.model.periods import Asked, Period
from journal.store.diary.charts import (
    Pain,
    ReliefTried,
    Screen,
    Where,
    Year,
    pain_screen,
    relief_screen,
    where_screen,
    year_screen,
)
from journal.store.diary.exercise_screen import ExerciseScreen, exercise_screen
from journal.store.diary.spasm_screen import Spasms, spasms_screen
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

SCREENS: Final[dict[str, tuple[type[Screen], Callable[[Period], Screen]]]] = {
    "pain": (
        Pain,
        lambda period: pain_screen(db(), owner(), period, first_weekday(), closed_spans(period)),
    ),
    "spasms": (
        Spasms,
        lambda period: spasms_screen(db(), owner(), period, now(), today()),
    ),
    "exercise": (
        ExerciseScreen,
        lambda period: exercise_screen(
            db(), owner(), period, first_weekday(), line_within(period), closed_spans(period)
        ),
    ),
    "relief": (ReliefTried, lambda period: relief_screen(db(), owner(), period)),
    "where": (Where, lambda period: where_screen(db(), owner(), period)),
    "year": (Year, lambda period: year_screen(db(), owner(), period, first_weekday())),
}
"""What each screen is, and what it shows of a period."""
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


def _parts(name: str, question: Asked) -> str:
    """The charts and numbers of a screen, kept as they are written: they are most of its page."""

    macro: Callable[..., str] = get_template_attribute("charts/_parts.html", "written")
    about = _about(name, question.period)
    return cached_text(
        lambda: macro(_screen_of(name, question.period), question),
        "charts",
        *about,
        question.preset,
    )


def _screen_of(name: str, period: Period) -> Screen:
    """What a screen shows of a period, kept for its page and for the downloads of its charts."""
    return cached_screen(lambda: SCREENS[name][1](period), "screen", *_about(name, period))


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
    period = period_asked(recorded(), PRESET).period
    figure = _figure(name, period)
    if figure is None:
        abort(404)
    label = made_up() if account().demo else ""
    return Response(
        standalone(figure, chart_title(period.first, period.last), label),
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename=spasm-journal-{name}.html"},
    )


def _figure(name: str, period: Period) -> Figure | None:
    """The figure of a part, on whichever screen it stands."""
    screen = next((screen for screen, (kind, _) in SCREENS.items() if name in kind.PARTS), None)
    return _screen_of(screen, period).figures.get(name) if screen else None

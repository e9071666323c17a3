"""Insight: what may be said of a diary, and a page for looking around."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts import insight_charts
from journal.charts.figures import Figure
from journal.core.insight.evidence import measured
from journal.core.insight.exploration import Exploration, explorations
from journal.core.insight.questions import Comparison, Trend
from journal.core.insight.schedule import Verdict
from journal.core.insight.sentences import (
    COUNTS,
    HEADINGS,
    Figures,
    means_sentence,
    sentence,
    windows_sentence,
)
from journal.core.model.periods import Period
from journal.store.diary import exposures
from journal.web.support.diary_views import reached
from journal.web.support.request import db, owner, today

bp = Blueprint("insight", __name__, url_prefix="/insight")

EXPLORED_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as the page shows it: what is said, and the figure of the same days."""

    verdict: Verdict
    heading: str
    said: str
    counts: str
    figure: Figure | None
    """None where there is nothing to draw yet."""
    weeks: list[tuple[date, float | None]]
    """The rows of the table of a trend; the others have theirs in the verdict."""


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the three verdicts, what may be described, and how all of it is known."""
    found = reached()
    return render_template(
        "insight/show.html",
        answers=[_answer(each) for each in found.verdicts],
        begun=found.day_after.next_look is not None,
        means=means_sentence(found.so_far),
        windows=windows_sentence(found.windows) if found.windows else None,
        measured=measured(),
    )


def _answer(verdict: Verdict) -> Answer:
    last = verdict.looked_on or today()
    found = verdict.found
    return Answer(
        verdict,
        HEADINGS[verdict.name],
        sentence(verdict),
        COUNTS[verdict.name],
        _figure(verdict, last),
        insight_charts.weeks_of(found, last) if isinstance(found, Trend) else [],
    )


def _figure(verdict: Verdict, last: date) -> Figure | None:
    found = verdict.found
    if isinstance(found, Trend):
        allowed = verdict.status == "trend"
        return insight_charts.trend(found, last, line_allowed=allowed) if found.weeks else None
    if not found.n:
        return None
    if verdict.name == "day_after":
        return insight_charts.day_after(found)
    return insight_charts.week_before(found, line_allowed=verdict.status == "difference")


@bp.get("/explore")
@login_required
def explore() -> ResponseReturnValue:
    """Show everything that may go with pain the day after, corrected for how much it is."""
    period = Period.ending(today(), EXPLORED_DAYS)
    sums, there = exposures.exposures(db(), owner(), period)
    found = explorations([day.value for day in sums], there)
    return render_template(
        "insight/explore.html", period=period, rows=[_row(each) for each in found]
    )


def _row(explored: Exploration) -> dict[str, Any]:  # what a template shows
    kind, name = explored.exposure
    found: Comparison = explored.found
    shown: dict[str, Any] = {"kind": kind, "name": name, "found": found, "p": explored.p_holm}
    if found.E is None:
        return shown | {"difference": None}
    figures = Figures(found.E.low, found.E.high)
    return shown | {
        "difference": figures.signed(found.E.value),
        "low": figures.signed(found.E.low),
        "high": figures.signed(found.E.high),
    }

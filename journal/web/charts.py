"""The charts: how it is going, and what the diary shows of pain, spasms, exercise and relief."""

from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts.standalone import standalone
from journal.core.model.periods import Period
from journal.store.diary.charts import ChartsPage, charts_page, figure_named
from journal.web.support.diary_views import line_within, period_asked, reached, recorded
from journal.web.support.request import db, first_weekday, owner, today
from journal.web.support.revision_cache import kept
from journal.words.four_weeks import going_sentence

bp = Blueprint("charts", __name__)

PRESET: Final = "12w"


@bp.get("/charts")
@login_required
def show() -> ResponseReturnValue:
    """Show the charts of a period."""
    question = period_asked(recorded(), PRESET)
    windows = reached().windows
    page = render_template(
        "charts.html",
        asked=question,
        page=_page(question.period),
        windows=windows,
        going=going_sentence(windows) if windows else None,
    )
    return page, 422 if question.problems else 200


def _page(period: Period) -> ChartsPage:
    return kept(
        lambda: charts_page(db(), owner(), period, first_weekday(), line_within(period)),
        "charts",
        period,
        today(),
        first_weekday(),
    )


@bp.get("/charts/download")
@login_required
def download() -> ResponseReturnValue:
    """One chart as a page of its own, to be opened anywhere."""
    name = request.args.get("figure", "over_time")
    period = period_asked(recorded(), PRESET).period
    figure = figure_named(_page(period), name)
    if figure is None:
        abort(404)
    return Response(
        standalone(figure, f"Spasm Journal, {period.first} to {period.last}"),
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename=spasm-journal-{name}.html"},
    )

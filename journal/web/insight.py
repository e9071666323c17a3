"""Insight: what may be said of a diary, and a page for looking around."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.charts.chart import Figure
from journal.charts.day_after import day_after
from journal.charts.trend import trend, weeks_of
from journal.charts.week_before import week_before
from journal.core.diary.rest_days import ASKED_DAYS, unconfirmed
from journal.core.diary.summary import days
from journal.core.insight.comparison import Comparison
from journal.core.insight.evidence import measured, summary
from journal.core.insight.exploration import Exploration, explorations
from journal.core.insight.schedule import (
    QUESTIONS,
    Insight,
    Verdict,
    last_look,
    next_look,
)
from journal.core.insight.trend_question import Trend
from journal.core.model.periods import Period
from journal.exchange.out import verdict_days
from journal.store.diary import actions, exposures, recall, series
from journal.store.diary.programme import notes_of
from journal.web.support.announcing import announce
from journal.web.support.diary_views import reached, rules_of_rest_days
from journal.web.support.once import submit_once
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import account, db, owner, see_other, today, way_back
from journal.web.support.revision_cache import cached, cached_text
from journal.words.four_weeks import windows_sentence
from journal.words.missing_days import progress
from journal.words.numbers import Decimals
from journal.words.recall import recall_sentence
from journal.words.verdicts import badge, heading, means_sentence, sentence, what_counts

bp = Blueprint("insight", __name__, url_prefix="/insight")

EXPLORED_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as the page shows it: what is said, and the figure of the same days."""

    verdict: Verdict
    heading: str
    badge: str
    sentence: str
    counts: str
    progress: str | None
    """None where all that is counted is there."""
    figure: Figure | None
    """None where there is nothing to draw yet."""
    weeks: list[tuple[date, float | None]]
    """The rows of the table of a trend; the others have theirs in the verdict."""


@dataclass(frozen=True, slots=True)
class InsightPage:
    """What the page says of a diary; its answers are made where they are asked for."""

    insight: Insight
    confirmable: bool
    """Whether rest days can be confirmed."""
    recall: str | None
    """How what was remembered and what was noted compare; None where nobody asked for it."""

    @property
    def begun(self) -> bool:
        """Whether there is anything to check one day."""
        return self.insight.day_after.next_look is not None

    @property
    def answers(self) -> list[Answer]:
        """Those of the three questions."""
        return [_answer(verdict) for verdict in self.insight.verdicts]

    @property
    def means(self) -> str | None:
        """The plain averages of days after exercise and of others."""
        return means_sentence(self.insight.so_far)

    @property
    def windows(self) -> str | None:
        """Those of the last four weeks and the four before."""
        return windows_sentence(self.insight.windows) if self.insight.windows else None


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the three verdicts, and what may be described."""
    unconfirmed_days = _unconfirmed()
    confirmable = bool(unconfirmed_days)
    return render_template(
        "insight/show.html",
        opening=_written("opening", confirmable=confirmable),
        unconfirmed=unconfirmed_days,
        today=today(),
        by_rule=any(rule.goes_on for rule in rules_of_rest_days()),
        findings=_written("findings", confirmable=confirmable),
    )


def _written(part: str, *, confirmable: bool) -> str:
    """A part of the page as HTML, kept while the diary is as it was."""
    macro: Callable[..., str] = get_template_attribute("insight/_written.html", part)
    about = ("insight", part, confirmable, account().recall_from)
    return cached_text(lambda: macro(InsightPage(reached(), confirmable, _recall())), *about)


def _recall() -> str | None:
    check = cached(lambda: recall.comparison(db(), owner(), today()), "recall", today())
    if account().recall_from is None and not check.weeks:
        return None
    return recall_sentence(check)


def _unconfirmed() -> list[date]:
    """The days of the last weeks that may have been rest days."""
    period = Period.ending(today(), ASKED_DAYS)
    sums = days(series.essentials(db(), owner(), period), period)
    return unconfirmed(sums, today(), rules_of_rest_days())


@bp.post("/rest-days")
@login_required
def confirm() -> ResponseReturnValue:
    """Confirm as rest days those of the days that were shown; what else is said of them stays."""
    submission, change = submit_once()
    texts = set(request.form.getlist("day"))
    days = [day for day in _unconfirmed() if str(day) in texts]
    if change is None and days:
        period = Period(days[0], days[-1])
        notes = [note for note in notes_of(db(), owner(), period) if note.day in days]
        confirmed = [note.with_(no_exercise=True, confirmed_on=today()) for note in notes]
        change = actions.put_days(db(), owner(), confirmed, submission)
        db().commit()
    if change is not None:
        announce(change)
    return see_other(way_back(url_for(".show")))


@bp.get("/method")
@login_required
def method() -> ResponseReturnValue:
    """Show how verdicts are reached, and how often they are wrong."""
    return render_template(
        "insight/method.html",
        measured=measured(),
        summed=summary(measured()),
        headings={name: heading(name) for name in QUESTIONS},
    )


@bp.get(f"/<any({','.join(QUESTIONS)}):question>.csv")
@login_required
def days_csv(question: str) -> ResponseReturnValue:
    """The days that the verdict of a question rests on, for working it out again."""
    verdict: Verdict = getattr(reached(), question)
    text = verdict_days.as_csv(verdict, verdict.looked_on or today())
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{question}.csv"'
    return answer


def _answer(verdict: Verdict) -> Answer:
    basis = verdict.basis
    last = today() if basis is verdict.so_far else verdict.looked_on or today()
    return Answer(
        verdict,
        heading(verdict.name),
        badge(verdict),
        sentence(verdict),
        what_counts(verdict.name),
        progress(verdict.so_far),
        _figure(verdict, last),
        weeks_of(basis, last) if isinstance(basis, Trend) else [],
    )


def _figure(verdict: Verdict, last: date) -> Figure | None:
    basis = verdict.basis
    if not basis.varied:
        return None
    if isinstance(basis, Trend):
        allowed = verdict.status == "trend"
        return trend(basis, last, line_allowed=allowed) if basis.weeks else None
    if not basis.n:
        return None
    if basis.question.group_least:
        return day_after(basis)
    return week_before(basis, line_allowed=verdict.status == "difference")


@bp.get("/explore")
@login_required
def explore() -> ResponseReturnValue:
    """Show everything that may go with pain the day after, as of the last monthly check."""
    first = series.day_1(db(), owner(), today())
    look = last_look(first, today()) if first else None
    if look is None:
        coming = next_look(first, today()) if first else None
        return render_template("insight/explore.html", period=None, coming=coming, rows=[])
    period = Period.ending(look, EXPLORED_DAYS)
    sums, exposed = from_replica(account(), lambda: exposures.exposures(db(), owner(), period))
    explored = explorations([day.value for day in sums], exposed)
    return render_template(
        "insight/explore.html",
        period=period,
        coming=next_look(first or look, today()),
        rows=[_row(each) for each in explored],
    )


@dataclass(frozen=True, slots=True)
class ExploredRow:
    """One thing of the day before, and the difference that went with it, as it is written."""

    kind: str
    name: str
    comparison: Comparison
    p: float | None
    difference: str | None = None
    """None where there are not enough days."""
    low: str = ""
    high: str = ""


def _row(explored: Exploration) -> ExploredRow:
    kind, name = explored.exposure
    comparison, p = explored.comparison, explored.p_holm
    if comparison.adjusted is None:
        return ExploredRow(kind, name, comparison, p)
    numbers = Decimals(comparison.adjusted.low, comparison.adjusted.high)
    values = (
        numbers.signed(each)
        for each in (comparison.adjusted.value, comparison.adjusted.low, comparison.adjusted.high)
    )
    return ExploredRow(kind, name, comparison, p, *values)

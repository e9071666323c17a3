"""The personal experiment: planned and drawn, under way, stopped, and opened when it is over."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import SystemRandom
from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.insight.experiment import Experiment, State
from journal.core.insight.experiment_plan import (
    BASELINE_DAYS,
    BLOCK_DAYS,
    PAIRS_ADVISED,
    PAIRS_LEAST,
    PAIRS_MOST,
    Block,
    NewExperiment,
    Plan,
    WayCount,
    counts,
    drawn,
)
from journal.core.insight.experiment_result import power
from journal.core.model.faults import Problem
from journal.core.model.periods import Period
from journal.store.diary import experiments, series
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import submission
from journal.web.support.request import db, now, or_404, owner, see_other, today
from journal.words.experiments import (
    experiment_sentence,
    experiment_week_sentence,
    planned_text,
    stopped_text,
)

bp = Blueprint("experiment", __name__, url_prefix="/insight/experiment")

AHEAD_DAYS: Final = 92
YEAR_DAYS: Final = 364
"""Whole weeks."""
LENGTHS: Final = {
    pairs: 2 * pairs + BASELINE_DAYS // BLOCK_DAYS for pairs in range(PAIRS_LEAST, PAIRS_MOST + 1)
}
"""How many weeks an experiment lasts, by its pairs of weeks."""


@dataclass(frozen=True, slots=True)
class ExperimentStanding:
    """An experiment, and what may be said of it today."""

    experiment: Experiment
    state: State
    counts: tuple[WayCount, WayCount]

    @property
    def week(self) -> str | None:
        """Which week it is."""
        return experiment_week_sentence(self.experiment.plan, today())

    @property
    def coming(self) -> Block | None:
        """The next week, where it may be known."""
        return self.experiment.plan.coming(today())

    @property
    def sentence(self) -> str | None:
        """What it found, once that is opened."""
        result = self.experiment.result
        return None if result is None else experiment_sentence(result)


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the experiment under way, or the form to plan one; and those before it."""
    return _page()


def _page(form: InputForm | None = None, refused: Plan | None = None) -> str:
    experiments_shown = _standings()
    current = next(
        (experiment for experiment in experiments_shown if experiment.experiment.open), None
    )
    begins = {"starts_on": today().isoformat(), "pairs": str(PAIRS_ADVISED)}
    return render_template(
        "experiment/show.html",
        current=current,
        past=[experiment for experiment in experiments_shown if not experiment.experiment.open],
        form=form or form_for(NewExperiment, begins),
        refused=refused,
        lengths=[] if current else _lengths(),
        today=today(),
        latest=today() + timedelta(days=AHEAD_DAYS),
    )


def _lengths() -> list[tuple[int, int, float | None]]:
    """Each number of pairs, its weeks, and how likely it finds a whole point in this diary."""
    pain = series.levels(db(), owner(), Period.ending(today(), YEAR_DAYS))
    year = [pain.get(day) for day in Period.ending(today(), YEAR_DAYS)]
    return [(pairs, weeks, power(year, pairs)) for pairs, weeks in LENGTHS.items()]


def _standings() -> list[ExperimentStanding]:
    all_experiments = experiments.experiments(db(), owner())
    if not all_experiments:
        return []
    first = min(experiment.plan.starts_on for experiment in all_experiments)
    pain = _pain(Period(min(first, today()), today()))
    return [
        ExperimentStanding(
            experiment,
            experiment.state(today()),
            counts(experiment.plan, pain, experiment.stopped_on or today()),
        )
        for experiment in all_experiments
    ]


def _pain(period: Period) -> dict[date, float]:
    return series.levels(db(), owner(), period)


@bp.post("")
@login_required
def draw() -> ResponseReturnValue:
    """Draw and seal the order of an experiment that was agreed."""
    key = submission(request.form.get("client_key")).client_key
    if experiments.experiment(db(), owner(), key) is not None:
        return see_other(url_for(".show"))
    form = form_for(NewExperiment, {})
    new_experiment = form.read(NewExperiment).record
    latest = today() + timedelta(days=AHEAD_DAYS)
    if new_experiment is not None and not today() <= new_experiment.starts_on <= latest:
        form.blame([Problem("starts_on", "starts_too_late", {"days": AHEAD_DAYS})])
    if new_experiment is None or form.errors:
        return _page(form), 422
    plan = drawn(
        (new_experiment.one_way, new_experiment.other_way),
        new_experiment.starts_on,
        new_experiment.pairs,
        SystemRandom(),
        settles=bool(new_experiment.settles),
    )
    try:
        experiments.put(db(), owner(), Experiment(key, plan, now()))
    except experiments.OneAtATime:
        return _page(refused=plan), 409
    db().commit()
    flash(Message(text=planned_text()))
    return see_other(url_for(".show"))


@bp.post("/<experiment_id>/stop")
@login_required
def stop(experiment_id: str) -> ResponseReturnValue:
    """Stop an experiment before its end."""
    experiment = or_404(experiments.experiment(db(), owner(), experiment_id))
    return _store_and_show(experiment, experiment.stopped(today()), stopped_text())


@bp.post("/<experiment_id>/result")
@login_required
def work_out(experiment_id: str) -> ResponseReturnValue:
    """Work out the result of an experiment that is over: once, and for all."""
    experiment = or_404(experiments.experiment(db(), owner(), experiment_id))
    pain = _pain(Period(experiment.plan.starts_on, experiment.plan.ends_on))
    return _store_and_show(experiment, experiment.opened(pain, today()), "")


def _store_and_show(
    experiment: Experiment, changed: Experiment, sentence: str
) -> ResponseReturnValue:
    if changed != experiment:
        experiments.put(db(), owner(), changed)
        db().commit()
        if sentence:
            flash(Message(text=sentence))
    return see_other(url_for(".show"))

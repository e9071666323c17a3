"""The flare plan: begun in one tap, made longer or ended in one tap, and a proposal accepted."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model.flare_plan import FlarePlan
from journal.core.model.moments import local_day
from journal.store.accounts import care_messages
from journal.store.db.models import Change, Versioned
from journal.store.diary import flare_plans
from journal.store.diary.changes import Submission
from journal.web.support.announcing import answered
from journal.web.support.once import submit_once
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
)
from journal.web.support.typed_moments import typed_at, typed_zone

bp = Blueprint("flare_plans", __name__, url_prefix="/flareplans")


@bp.post("/begin")
@login_required
def begin() -> ResponseReturnValue:
    """Begin the plan written last; while one is on, no other begins."""
    submission, change = submit_once()
    if change is None:
        change = flare_plans.begin(db(), owner(), submission, typed_at(), typed_zone())
    return answered(change, "plan_not_begun", url_for("programme.show"))


@bp.post("/<key>/end")
@login_required
def end(key: str) -> ResponseReturnValue:
    """End a plan early: the programme is as usual from today on."""
    return _changed(
        key,
        lambda row, plan, submission: flare_plans.end(db(), row, plan, submission, _day_typed()),
    )


@bp.post("/<key>/extend")
@login_required
def extend(key: str) -> ResponseReturnValue:
    """Make the step of today a day longer."""
    return _changed(
        key,
        lambda row, plan, submission: flare_plans.extend(
            db(), row, plan, submission, _day_typed()
        ),
    )


@bp.post("/<key>/accept")
@login_required
def accept(key: str) -> ResponseReturnValue:
    """Take a plan that a clinician proposes as one's own."""
    return _changed(key, _accepted)


def _accepted(row: Versioned, plan: FlarePlan, submission: Submission) -> Change | None:
    change = flare_plans.accept(db(), row, plan, submission)
    if change is not None:
        care_messages.accepted(db(), owner(), plan.id, now())
    return change


def _day_typed() -> date:
    return local_day(typed_at(), account().zone)


def _changed(
    key: str, act: Callable[[Versioned, FlarePlan, Submission], Change | None]
) -> ResponseReturnValue:
    row, plan = or_404(flare_plans.row_and_plan(db(), owner(), key))
    submission, change = submit_once()
    if change is None:
        change = act(row, plan, submission)
    return answered(change, "plan_as_it_is", url_for("programme.show"))

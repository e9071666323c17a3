"""Flare plans, asked of the store; begun, ended early and made longer."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from journal.core.diary.asked import PlanDay, current_plan, plan_days
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.moments import local_day
from journal.core.model.vocabulary import PLAN_DAYS_HIGHEST
from journal.store.db import models as m
from journal.store.diary import actions, queries
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import stored
from journal.store.diary.rows import records, selected


def plans(session: Session, owner: str) -> list[FlarePlan]:
    """All of the owner's plans, the earliest first."""
    return records(session, FlarePlan, _plans(), {"owner": owner})


@cache
def _plans() -> Select[Any]:
    row = m.FlarePlanRow
    return selected(FlarePlan, queries.OWNER).order_by(row.written_at, row.id)


def begin(
    session: Session, owner: str, submission: Submission, at: datetime, zone: str
) -> m.Change | None:
    """Begin the plan written last on the day of ``at``.

    None where nothing is begun: no plan is written, or one is on.
    """
    all_plans = plans(session, owner)
    plan, day = current_plan(all_plans), local_day(at, zone)
    if plan is None or day in plan_days(all_plans):
        return None
    begun = plan.with_(
        id=submission.client_key, state="begun", day=day, written_at=at, zone=zone, ended_on=None
    )
    return actions.add(session, owner, begun, submission)


def end(
    session: Session, row: m.Versioned, plan: FlarePlan, submission: Submission, day: date
) -> m.Change | None:
    """End a plan early: from ``day`` on all of the programme is asked. None: it is over."""
    if _day_of(session, row, plan, day) is None:
        return None
    return actions.change(session, row, plan.with_(ended_on=day), submission)


def extend(
    session: Session, row: m.Versioned, plan: FlarePlan, submission: Submission, day: date
) -> m.Change | None:
    """Make the step that ``day`` is in a day longer. None: the plan is over, or long enough."""
    plan_day = _day_of(session, row, plan, day)
    if plan_day is None:
        return None
    name = "first_days" if plan_day.place <= plan.first_days else "second_days"
    days = (getattr(plan, name) or 0) + 1
    if days > PLAN_DAYS_HIGHEST:
        return None
    longer = plan.with_(**{name: days})
    left_days = plan.leave_days
    if left_days is not None and plan_day.place <= left_days < PLAN_DAYS_HIGHEST:
        longer = longer.with_(leave_days=left_days + 1)
    return actions.change(session, row, longer, submission)


def _day_of(session: Session, row: m.Versioned, plan: FlarePlan, day: date) -> PlanDay | None:
    """Which of a plan's days a day is; None: none of them."""
    plan_day = plan_days(plans(session, row.owner_id)).get(day)
    return plan_day if plan_day is not None and plan_day.plan.id == plan.id else None


def accept(
    session: Session, row: m.Versioned, plan: FlarePlan, submission: Submission
) -> m.Change | None:
    """Take a plan that a clinician proposes as one's own. None: it is not proposed any more."""
    if plan.state != "proposed":
        return None
    accepted = plan.with_(state="ready", written_at=submission.at)
    day = local_day(submission.at, plan.zone)
    return actions.change(session, row, accepted.with_(day=day), submission)


def row_and_plan(session: Session, owner: str, key: str) -> tuple[m.Versioned, FlarePlan] | None:
    """The owner's plan of that key, and its row; None for any other."""
    row = queries.row(session, FlarePlan, owner, key)
    return None if row is None else (row, stored(session, FlarePlan, row))

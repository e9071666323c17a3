"""Personal experiments: one at a time, and those that are over."""

import json
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from journal.core.insight.experiment import Experiment
from journal.core.insight.experiment_plan import Plan
from journal.exchange.own.experiments import (
    result_as_mapping,
    result_from_mapping,
    sealed,
    unsealed,
)
from journal.store.db import models as m
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import revise


class OneAtATime(Exception):
    """The owner has an experiment that is neither stopped nor opened."""


def experiments(session: Session, owner: str) -> list[Experiment]:
    """All experiments of the owner, the one that was planned last first."""
    return [_experiment(row) for row in session.scalars(_all(), {"owner": owner})]


@cache
def _all() -> Select[Any]:
    row = m.ExperimentRow
    return select(row).where(row.owner_id == OWNER).order_by(row.created_at.desc(), row.id)


def current(session: Session, owner: str) -> Experiment | None:
    """The one experiment of the owner that is neither stopped nor opened, or None."""
    row = session.connection().execute(_current(), {"owner": owner}).one_or_none()
    return None if row is None else _experiment(row)


@cache
def _current() -> Select[Any]:
    row = m.ExperimentRow
    return select(row).where(
        row.owner_id == OWNER, row.stopped_on.is_(None), row.opened_on.is_(None)
    )


def _row(session: Session, owner: str, key: str) -> m.ExperimentRow | None:
    row = m.ExperimentRow
    return session.scalars(select(row).where(row.owner_id == owner, row.id == key)).one_or_none()


def experiment(session: Session, owner: str, key: str) -> Experiment | None:
    """The owner's experiment of that id, or None."""
    row = _row(session, owner, key)
    return None if row is None else _experiment(row)


def put(session: Session, owner: str, experiment: Experiment) -> None:
    """Store an experiment, or what became of one. The caller commits. Raises OneAtATime."""
    row = _row(session, owner, experiment.id)
    if row is None:
        if experiment.open and current(session, owner) is not None:
            raise OneAtATime
        row = m.ExperimentRow(owner_id=owner, id=experiment.id)
        session.add(row)
    plan, result = experiment.plan, experiment.result
    row.one_way, row.other_way = plan.ways
    row.starts_on = plan.starts_on
    row.settling_days = plan.settling_days
    row.sealed_order = sealed(plan.order, experiment.id)
    row.created_at = experiment.created_at
    row.stopped_on, row.opened_on = experiment.stopped_on, experiment.opened_on
    row.result = None if result is None else json.dumps(result_as_mapping(result))
    session.flush()
    revise(session, owner)


def _experiment(row: m.ExperimentRow | Row[Any]) -> Experiment:
    order = unsealed(row.sealed_order, row.id)
    plan = Plan((row.one_way, row.other_way), row.starts_on, order, row.settling_days)
    return Experiment(
        row.id,
        plan,
        row.created_at,
        row.stopped_on,
        row.opened_on,
        None if row.result is None else result_from_mapping(plan, json.loads(row.result)),
    )

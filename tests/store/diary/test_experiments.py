"""Experiments in the store: one at a time, each its owner's, kept as they became."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.insight.experiment import Experiment
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary import experiments, series
from tests.store.making import DAY, EXPERIMENT, NOW, bring_in, pain

OVER = EXPERIMENT.plan.ends_on + timedelta(days=1)
LEVELS = {
    day: 3.0 if block.way == "walking" else 5.5
    for block in EXPERIMENT.plan.blocks
    for day in block.period
}


def another(experiment: Experiment = EXPERIMENT, days: int = 1) -> Experiment:
    """One like it that was planned so many days later."""
    return replace(experiment, id=str(uuid4()), created_at=NOW + timedelta(days=days))


@pytest.mark.parametrize(
    "experiment",
    [EXPERIMENT, EXPERIMENT.stopped(DAY), EXPERIMENT.opened(LEVELS, OVER)],
    ids=["open", "stopped", "opened"],
)
def test_what_is_put_is_found_the_same(
    engine: Engine, db: Session, owner: str, experiment: Experiment
) -> None:
    experiments.put(db, owner, experiment)
    db.commit()
    with Session(engine) as reading:
        assert experiments.experiments(reading, owner) == [experiment]
        assert experiments.experiment(reading, owner, experiment.id) == experiment
        assert experiments.current(reading, owner) == (experiment if experiment.open else None)


def test_what_became_of_one_replaces_it(db: Session, owner: str) -> None:
    experiments.put(db, owner, EXPERIMENT)
    replacement = EXPERIMENT.opened(LEVELS, OVER)
    experiments.put(db, owner, replacement)
    assert experiments.experiments(db, owner) == [replacement]
    assert replacement.result is not None
    assert replacement.result.difference == -2.5


def test_a_second_one_waits_until_the_first_is_stopped(db: Session, owner: str) -> None:
    experiments.put(db, owner, EXPERIMENT)
    later = another()
    with pytest.raises(experiments.OneAtATime):
        experiments.put(db, owner, later)
    assert experiments.experiments(db, owner) == [EXPERIMENT]
    stopped = EXPERIMENT.stopped(DAY)
    experiments.put(db, owner, stopped)
    experiments.put(db, owner, later)
    assert experiments.experiments(db, owner) == [later, stopped]


def test_those_that_are_over_may_be_many(db: Session, owner: str) -> None:
    experiments.put(db, owner, EXPERIMENT)
    for days in range(3):
        experiments.put(db, owner, another(EXPERIMENT.stopped(DAY), -days))
    assert len(experiments.experiments(db, owner)) == 4
    assert experiments.current(db, owner) == EXPERIMENT


def test_the_database_itself_lets_in_one_at_a_time(
    engine: Engine, db: Session, owner: str, stranger: str
) -> None:
    experiments.put(db, owner, EXPERIMENT)
    db.commit()
    table = m.ExperimentRow.__table__
    with engine.connect() as connection:
        question = select(table).where(table.c.owner_id == owner)
        row = dict(connection.execute(question).mappings().one()) | {"id": "another"}
        connection.execute(insert(m.ExperimentRow), row | {"stopped_on": DAY})
        connection.execute(insert(m.ExperimentRow), row | {"owner_id": stranger})
        with pytest.raises(IntegrityError, match=r"one_at_a_time|experiments\.owner_id"):
            connection.execute(insert(m.ExperimentRow), row | {"id": "one more"})


def test_a_strangers_experiment_is_not_there(db: Session, owner: str, stranger: str) -> None:
    experiments.put(db, owner, EXPERIMENT)
    assert experiments.experiments(db, stranger) == []
    assert experiments.current(db, stranger) is None
    assert experiments.experiment(db, stranger, EXPERIMENT.id) is None
    experiments.put(db, stranger, EXPERIMENT.stopped(DAY))
    assert experiments.current(db, owner) == EXPERIMENT


def test_levels_are_those_that_statistics_use(engine: Engine, db: Session, owner: str) -> None:
    days = [DAY - timedelta(days=number) for number in range(5)]
    bring_in(
        engine,
        owner,
        [
            pain(days[0], 4),
            pain(days[1], 5, recalled="yes"),
            pain(days[2], 6, recalled="excluded"),
            pain(days[3], 7, kind="day_worst"),
            pain(days[4], 8),
        ],
    )
    assert series.levels(db, owner, Period(days[3], DAY)) == {days[0]: 4.0, days[1]: 5.0}

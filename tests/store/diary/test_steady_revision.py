"""What is kept while only daily kinds change holds, whatever is done to a diary."""

from collections.abc import Callable
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import DAILY, KINDS
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, change_undo, queries
from journal.store.diary.actions import DayTaken
from journal.store.diary.row_writing import FieldRefused
from journal.store.diary.rows import ROWS, key_of
from journal.store.diary.running import AnotherIsOn
from tests.store.diary import test_closed_days
from tests.store.making import NOW, all_of, of_example, pain, sent

ACTS = 80
BESIDE = (m.Change, *(ROWS[kind] for kind in DAILY))
STEADY = [
    mapper.class_
    for mapper in m.Base.registry.mappers
    if issubclass(mapper.class_, m.Owned) and mapper.class_ not in BESIDE
]
"""The tables of a diary but those of daily kinds."""

Act = Callable[[Session, str, Random], m.Change | None]


def level_of_a_spasm(db: Session, owner: str, random: Random) -> m.Change | None:
    running = queries.running_episode(db, owner)
    if running is None:
        return None
    record = pain(level=random.randrange(11), kind="now", episode_id=running.id)
    return actions.add(db, owner, record, sent())


def of_any_kind(db: Session, owner: str, random: Random) -> m.Change:
    record = of_example(random.choice([*KINDS.values()]))
    return actions.add(db, owner, record.with_(**new_id(record)), sent())


def new_id(record: r.Record) -> dict[str, str]:
    return {} if isinstance(record, r.DayNote) else {"id": str(uuid4())}


def removal(db: Session, owner: str, random: Random) -> m.Change | None:
    kind = random.choice([*ROWS])
    records = all_of(db, kind, owner)
    if not records:
        return None
    row = queries.row(db, kind, owner, key_of(random.choice(records)))
    assert row
    return actions.remove(db, kind, row, sent())


def undo(db: Session, owner: str, random: Random) -> None:
    change = removal(db, owner, random)
    if change is not None:
        db.flush()
        change_undo.undo(db, change, NOW)


ALL: tuple[Act, ...] = (
    *test_closed_days.ALL,
    level_of_a_spasm,
    of_any_kind,
    of_any_kind,
    removal,
    undo,
)


def steady_rows(db: Session, owner: str) -> list[list[tuple[object, ...]]]:
    """All that the tables hold of somebody, but what is logged day by day."""
    tables = [table.__table__ for table in STEADY]
    questions = [select(table).where(table.c.owner_id == owner) for table in tables]
    return [sorted(map(tuple, db.execute(question)), key=repr) for question in questions]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_at_one_steady_revision_all_but_daily_kinds_is_the_same(
    engine: Engine, owner: str, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 (what is written, not a secret)
    rows_by_revision: dict[int, list[list[tuple[object, ...]]]] = {}
    met = 0
    for _ in range(ACTS):
        act = random.choice(ALL)
        with session(engine, writes=True) as db:
            try:
                act(db, owner, random)
                db.commit()
            except (DayTaken, AnotherIsOn, FieldRefused):
                db.rollback()
        with session(engine, writes=False) as db:
            revision = db.scalars(select(m.Account.steady_revision).where(m.Account.id == owner))
            state, fresh = revision.one(), steady_rows(db, owner)
        met += state in rows_by_revision
        assert rows_by_revision.setdefault(state, fresh) == fresh, act
    assert 3 < met < ACTS

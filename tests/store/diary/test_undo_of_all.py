"""Of every kind of record: whatever was done, undone in turn, leaves all as it was."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import KINDS, RECORDS
from journal.store.db import models as m
from journal.store.diary import actions, queries
from journal.store.diary.change_undo import undo
from journal.store.diary.later_answers import GivenLater
from journal.store.diary.row_writing import FieldRefused
from journal.store.diary.rows import ROWS, column_of, key_itself, key_name, key_of
from journal.store.diary.running import AnotherIsOn
from tests.store.making import EXAMPLES, NOW, all_of, of_example, sent

REFUSED = (actions.DayTaken, AnotherIsOn, FieldRefused, GivenLater)
BOTH = [
    (full, of_example(KINDS[slug]))
    for slug, kind in RECORDS.items()
    for full in EXAMPLES
    if type(full) is kind
]
"""Of each kind a record in which everything is given, and one that says little."""


def offsets_of(kind: type[r.Record], owner: str) -> Select[Any]:
    """The key of each record of a kind, and the offset it was written under."""
    key, table = column_of(kind, key_name(kind)), ROWS[kind]
    return select(key, table.__table__.c.offset_seconds).where(table.owner_id == owner)


def whole(db: Session, owner: str) -> object:
    """All records of a diary, and what a row holds beside them."""
    db.flush()
    starting = select(m.PrescriptionRow.id).where(
        m.PrescriptionRow.owner_id == owner, m.PrescriptionRow.starting.is_(True)
    )
    offsets = {
        (slug, key): offset
        for slug, kind in RECORDS.items()
        if issubclass(ROWS[kind], m.TimedRow)
        for key, offset in db.execute(offsets_of(kind, owner))
    }
    records = {slug: all_of(db, kind, owner) for slug, kind in RECORDS.items()}
    return records, set(db.scalars(starting)), offsets


def elsewhere(record: r.Record, days: int) -> r.Record:
    """The same of some days before, under an id of its own if it has one."""
    names = {"day", record.MOMENT, "ended_at", "ended_on"} - {""}
    fields = {name: getattr(record, name, None) for name in names}
    moved = {name: was - timedelta(days=days) for name, was in fields.items() if was is not None}
    return record.with_(**moved, **({"id": str(uuid4())} if hasattr(record, "id") else {}))


def done(db: Session, owner: str, what: str, kind: int, number: int) -> m.Change | None:
    """The change that adding, editing or removing a record made; None: that was refused."""
    full, plain = BOTH[kind]
    records = all_of(db, type(full), owner)
    try:
        with db.begin_nested():
            if what == "add" or not records:
                record = elsewhere(BOTH[kind][number % 2], number)
                return actions.add(db, owner, actions.linked(db, owner, record), sent())
            old = records[number % len(records)]
            row = queries.row(db, type(old), owner, key_of(old))
            assert row
            if what == "remove":
                return actions.remove(db, type(old), row, sent())
            key = {key_name(type(old)): key_itself(old)}
            record = elsewhere(full if number % 2 else plain, number).with_(**key)
            return actions.change(db, row, actions.linked(db, owner, record, old), sent())
    except REFUSED:
        return None


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "edit", "remove"]),
        st.integers(0, len(BOTH) - 1),
        st.integers(0, 3),
    ),
    max_size=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done_is_undone_exactly(
    db: Session, owner: str, steps: list[tuple[str, int, int]]
) -> None:
    with db.begin_nested() as attempt:
        for step in steps:
            before = whole(db, owner)
            change = done(db, owner, *step)
            for undone in [change] * 2 if change else []:  # the second time it does nothing
                undo(db, undone, NOW)
                db.expire_all()
                assert whole(db, owner) == before
            done(db, owner, *step)
            db.expire_all()
        attempt.rollback()
    db.expire_all()

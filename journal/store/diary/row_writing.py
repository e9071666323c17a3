"""Rows written from records, and records read back: what every change of a diary is made of."""

from dataclasses import replace
from datetime import MINYEAR, date, datetime, timedelta
from threading import Lock
from typing import Final, TypeVar
from uuid import uuid4

from sqlalchemy import BindParameter, Boolean, Date, Update, and_, bindparam, case, select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.faults import Problem
from journal.core.model.inputs import columns
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.before import Before
from journal.store.diary.rows import (
    EXERCISE_ID,
    NAMED,
    OFFSET,
    ROWS,
    column_of,
    exercise_name,
    key_itself,
    key_name,
    key_of,
    key_value,
    of_one_moment,
    record_of,
    selected,
    stored_values,
)

R = TypeVar("R", bound=r.Record)


class FieldRefused(Exception):
    """What a record says in one field does not go with the lists of its owner."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.values}")
        self.problem = problem


class UnknownExercise(FieldRefused):
    """A name that is not in the owner's list of exercises."""

    def __init__(self, name: str) -> None:
        super().__init__(Problem("exercise", "unknown_exercise", {"name": name}))
        self.name = name


def new_id() -> str:
    """A fresh UUID."""
    return str(uuid4())


def stored(session: Session, kind: type[R], row: m.Versioned) -> R:
    """The record that a row holds."""
    if kind in NAMED:
        name = key_name(kind)
        question = selected(kind, row.owner_id).where(
            getattr(ROWS[kind], name) == getattr(row, name)
        )
        return record_of(kind, session.execute(question).one())
    return kind(**{column.name: getattr(row, column.name) for column in columns(kind)})


SECONDS_KEPT: Final = 8
"""So many of the seconds in which something was added last are known: requests overtake others."""


class AddingOrder:
    """Keeps what this process adds in one second in its order, however exact its moments are."""

    def __init__(self) -> None:
        self._lock, self._latest = Lock(), dict[datetime, datetime]()

    def after_last(self, at: datetime) -> datetime:
        """That moment, or the one right after the last of the same second."""
        second = at.replace(microsecond=0)
        with self._lock:
            last = self._latest.pop(second, None)
            moment = at if last is None else max(at, last + timedelta(microseconds=1))
            self._latest[second] = moment
            if len(self._latest) > SECONDS_KEPT:
                del self._latest[next(iter(self._latest))]
            return moment


ORDER: Final = AddingOrder()


def new_row(session: Session, owner: str, record: r.Record, now: datetime) -> m.Versioned:
    """A row for a record, not yet added. Raises UnknownExercise.

    ``now``: as exact as what came first has to be told, also by another worker of the server.
    """
    row = ROWS[type(record)](owner_id=owner, created_at=ORDER.after_last(now))
    assign(session, row, record)
    return row


def assign(session: Session, row: m.Versioned, record: r.Record) -> None:
    """Make a row hold a record. Raises UnknownExercise.

    A moment that stays keeps the offset it was written under.
    """
    values = dict(stored_values(record))
    if of_one_moment(record, row):
        del values[OFFSET]
    for name, value in values.items():
        setattr(row, name, value)
    own_exercise = exercise_name(record)
    if own_exercise is not None:
        exercise = exercise_named(session, row.owner_id, own_exercise)
        if exercise is None:
            raise UnknownExercise(own_exercise)
        setattr(row, EXERCISE_ID, exercise.id)
    if isinstance(row, m.PrescriptionRow):
        row.starting = False


def exercise_named(session: Session, owner: str, name: str) -> m.Exercise | None:
    """The exercise of the owner's list that goes by this name, however it is typed."""
    return session.scalars(
        select(m.Exercise).where(
            m.Exercise.owner_id == owner, m.Exercise.name_key == stored_name_key(name)
        )
    ).one_or_none()


IS_KEY: Final = {
    kind: question.with_only_columns(column_of(kind, key_name(kind)))
    for kind, question in queries.OF_KEY.items()
}


def is_there(session: Session, kind: type[r.Record], owner: str, key: str) -> bool:
    """Whether the owner has a row of that kind and key."""
    parameters = {"owner": owner, "key": key_value(kind, key)}
    return session.connection().execute(IS_KEY[kind], parameters).first() is not None


def replaced_by(session: Session, owner: str, record: r.Record) -> m.Versioned | None:
    """The row of the same thing, of which a day has only one; None: there is none such."""
    if isinstance(record, r.PainLevel) and record.of_the_day:
        return session.scalars(
            select(m.PainLevelRow).where(
                m.PainLevelRow.owner_id == owner,
                m.PainLevelRow.day == record.day,
                m.PainLevelRow.kind == record.kind,
            )
        ).one_or_none()
    if isinstance(record, r.DayNote):
        return queries.row(session, r.DayNote, owner, key_of(record))
    return None


def as_it_is(session: Session, kind: type[r.Record], row: m.Versioned) -> Before:
    """What a row holds now, to be put back if a change of it is undone."""
    record, exercise_id = stored(session, kind, row), getattr(row, EXERCISE_ID, None)
    offset = getattr(row, OFFSET, None)
    starting = isinstance(row, m.PrescriptionRow) and row.starting
    return Before(kind, key_of(record), record, exercise_id, row.version, 0, offset, starting)


SINCE: Final[BindParameter[date]] = bindparam("since", type_=Date())
CLOSED_BEFORE: Final[BindParameter[date]] = bindparam("closed_before", type_=Date())
DAILY: Final[BindParameter[bool]] = bindparam("daily", type_=Boolean())


def _revised() -> Update:
    """One more revision; of closed days too, unless all that changes is of days after them.

    And of what is steady, unless all that changes is of daily kinds.
    """
    account = m.Account
    line_stays = account.closed_before >= CLOSED_BEFORE
    none_closed = and_(line_stays, account.closed_before <= SINCE)
    return (
        update(account)
        .where(account.id == queries.OWNER)
        .values(
            revision=account.revision + 1,
            closed_before=case((line_stays, account.closed_before), else_=CLOSED_BEFORE),
            closed_revision=case(
                (none_closed, account.closed_revision), else_=account.revision + 1
            ),
            steady_revision=case((DAILY, account.steady_revision), else_=account.revision + 1),
        )
    )


REVISED: Final = _revised()


def revise(
    session: Session, owner: str, since: date = date.min, *, is_daily: bool = False
) -> None:
    """Count a change of the owner's diary, of days from ``since`` on; else of any day.

    The days before the last year are closed from then on. ``is_daily``: whether it changes
    records of daily kinds alone.
    """
    closed_before = date(max(since.year - 1, MINYEAR), 1, 1)
    parameters = {"owner": owner, "since": since, "closed_before": closed_before}
    session.connection().execute(REVISED, parameters | {"daily": is_daily})


def filled(record: R, before: R, now: datetime) -> R:
    """``record`` under the identity of ``before``, with its values where none are given."""
    blank = {
        column.name: getattr(before, column.name)
        for column in columns(type(record))
        if getattr(record, column.name) in (None, ())
    }
    key = {key_name(type(record)): key_itself(before)}
    return record.with_(**blank, **key).typed_in(now, before)


def record_left_by(session: Session, change: m.Change, kind: type[R]) -> R | None:
    """The record of a kind that a change saved, as it is by now; None: there is none such."""
    row = queries.row(session, kind, change.owner_id, change.record_key)
    return None if row is None else stored(session, kind, row)


def made_hold(session: Session, row: m.Versioned, record: r.Record) -> Before:
    """What a row held before it was made to hold ``record``."""
    was = as_it_is(session, type(record), row)
    assign(session, row, record)
    session.flush()
    return replace(was, after=row.version, left=_left(record))


def nothing_before(record: r.Record) -> Before:
    """That a record which is new was not there before."""
    left = _left(record)
    return Before(type(record), key_of(record), None, None, version=0, after=1, left=left)


def _left(record: r.Record) -> r.Record | None:
    return record if isinstance(record, r.DayNote) else None

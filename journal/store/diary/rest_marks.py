"""That a day was without exercise, as somebody said: so it is while none is logged on it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.vocabulary import SKIPPED
from journal.store.db import models as m
from journal.store.diary.before import Before
from journal.store.diary.row_writing import made_hold, stored

R = TypeVar("R", bound=r.Record)


def taken_off(session: Session, owner: str, records: Iterable[r.Record]) -> list[Before]:
    """What was said of the days of exercises that are stored now, before the mark came off them.

    Nothing where no such day was marked.
    """
    days = {
        record.day
        for record in records
        if isinstance(record, r.CompletedExercise) and record.exercised
    }
    return unmarked(session, owner, days) if days else []


def unmarked(session: Session, owner: str, days: Collection[date]) -> list[Before]:
    """What was said of some days with exercise, before the mark came off them."""
    session.flush()
    note = m.DayNoteRow
    question = select(note).where(
        note.owner_id == owner, note.no_exercise.is_(True), note.day.in_(days)
    )
    rows = session.scalars(question.order_by(note.day)).all()
    exercised = exercise_days(session, owner, [row.day for row in rows])
    return [
        made_hold(session, row, beside_exercise(stored(session, r.DayNote, row)))
        for row in rows
        if row.day in exercised
    ]


def held(session: Session, owner: str, records: Sequence[R]) -> list[R]:
    """Records as far as they hold: a day with exercise is not without; the others as they are."""
    notes = [record for record in records if isinstance(record, r.DayNote)]
    exercised = exercise_days(session, owner, {note.day for note in notes if note.no_exercise})
    return [
        beside_exercise(record) if getattr(record, "day", None) in exercised else record
        for record in records
    ]


def exercise_days(session: Session, owner: str, days: Collection[date]) -> set[date]:
    """Those of some days on which any exercise was done, partly done or stopped."""
    if not days:
        return set()
    completed = m.CompletedExerciseRow
    question = select(completed.day).where(
        completed.owner_id == owner, completed.day.in_(days), completed.outcome != SKIPPED
    )
    return set(session.scalars(question.distinct()))

"""That a day was without exercise, as somebody said: so it is while none is logged on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.vocabulary import SKIPPED
from journal.store.db import models as m
from journal.store.diary import queries
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


def returning(session: Session, owner: str, befores: Sequence[Before]) -> list[Before]:
    """What a change keeps, with the marks that came off for its exercises as they can come back.

    Of a day that was changed since, all that is said of it by now stays, beside its mark; where it
    is answered otherwise, or gone, nothing of it comes back.
    """
    if not any(was.kind is r.CompletedExercise for was in befores):
        return list(befores)
    returning = []
    for was in befores:
        note = was.record
        if not (isinstance(note, r.DayNote) and note.no_exercise):
            returning.append(was)
            continue
        row = queries.row(session, was.kind, owner, was.key)
        if row is not None and row.version == was.after:
            returning.append(was)
        elif row is not None and (latest := stored(session, r.DayNote, row)).no_exercise is None:
            marked = latest.with_(no_exercise=True, confirmed_on=note.confirmed_on)
            returning.append(replace(was, record=marked, after=row.version))
    return returning


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

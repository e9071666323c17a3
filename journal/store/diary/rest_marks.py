"""That a day was without exercise, as somebody said: so it is while none is logged on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.vocabulary import SKIPPED
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.before import Before
from journal.store.diary.note_edits import edits_of, note_edits
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


def brought_back(
    session: Session, owner: str, before: r.Record | None, after: r.Record | None, now: datetime
) -> list[Before]:
    """What was said of the day that an exercise left, before its mark came back.

    It comes back where no exercise of that day is left and nobody took it back since; nothing
    where it does not.
    """
    if not isinstance(before, r.CompletedExercise) or not before.exercised:
        return []
    day = before.day
    if isinstance(after, r.CompletedExercise) and after.exercised and after.day == day:
        return []
    row = queries.row(session, r.DayNote, owner, str(day))
    if row is None or exercise_days(session, owner, [day]):
        return []
    note = stored(session, r.DayNote, row)
    if note.no_exercise:  # a file said so beside the exercise, which counted until now
        return [replace(made_hold(session, row, note), record=beside_exercise(note))]
    marked = _standing_mark(session, owner, day, now) if note.no_exercise is None else None
    if marked is None:
        return []
    mark = {"no_exercise": True, "confirmed_on": marked.confirmed_on}
    return [made_hold(session, row, note.with_(**mark))]


def _standing_mark(session: Session, owner: str, day: date, now: datetime) -> r.DayNote | None:
    """What was said of a rest day when its mark changed last, if nobody took the mark back then.

    An exercise takes it off without a word of anybody. Only what can be undone still tells it.
    """
    edits = [edit for edit in note_edits(session, owner, day, now) if edit.changed_mark]
    if not edits or not (edits[-1].is_of_exercise or edits[-1].left.no_exercise):
        return None
    return edits[-1].marked


def changed(befores: Sequence[Before]) -> tuple[set[date], set[date]]:
    """The days of a change that are no longer rest days since, and those that are again."""
    over, back = set[date](), set[date]()
    for edit in edits_of(befores):
        if edit.changed_mark and edit.marked:
            (back if edit.left.no_exercise else over).add(edit.left.day)
    return over, back


def days_of(befores: Iterable[Before]) -> set[date]:
    """The days whose marks the undo of a change may change: of its exercises and its notes."""
    records = [record for was in befores for record in (was.record, was.left)]
    return {each.day for each in records if isinstance(each, r.CompletedExercise | r.DayNote)}


def rest_days(session: Session, owner: str, days: Collection[date]) -> set[date]:
    """Those of some days that are said to be without exercise."""
    if not days:
        return set()
    note = m.DayNoteRow
    question = select(note.day).where(
        note.owner_id == owner, note.no_exercise.is_(True), note.day.in_(days)
    )
    return set(session.scalars(question))


def held(session: Session, owner: str, records: Sequence[R]) -> list[R]:
    """Records as far as they hold: a day with exercise is not without; the others as they are."""
    notes = [record for record in records if isinstance(record, r.DayNote)]
    exercised = exercise_days(session, owner, {note.day for note in notes if note.no_exercise})
    if not exercised:
        return list(records)
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

"""What was done of the programme, asked of the store."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.core.diary.pauses import paused_days
from journal.core.model import records as r
from journal.core.model.kinds import SLUGS
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary import pauses
from journal.store.diary.before import CHANGED
from journal.store.diary.queries import OWNER, in_days, of, of_period
from journal.store.diary.series import exercised


def done_by_day(
    session: Session, owner: str, period: Period
) -> dict[tuple[str, date], list[tuple[str, str | None]]]:
    """The outcome and the side of each time an exercise was done, by exercise and day."""
    completed, exercise = m.CompletedExerciseRow, m.Exercise
    question = (
        select(exercise.name, completed.day, completed.outcome, completed.side, func.count())
        .join(exercise, exercise.id == completed.exercise_id)
        .where(completed.owner_id == OWNER, exercise.owner_id == OWNER, *exercised())
        .group_by(exercise.name, completed.day, completed.outcome, completed.side)
    )
    outcomes: dict[tuple[str, date], list[tuple[str, str | None]]] = {}
    rows = session.connection().execute(question, of(owner, period)).all()
    for name, day, outcome, side, count in rows:
        outcomes.setdefault((name, day), []).extend([(outcome, side)] * count)
    return outcomes


def difficulties(session: Session, owner: str, period: Period) -> dict[str, dict[str, int]]:
    """How often each exercise of a period was said to be too easy, about right or too hard."""
    completed, exercise = m.CompletedExerciseRow, m.Exercise
    question = (
        select(exercise.name, completed.difficulty, func.count())
        .join(exercise, exercise.id == completed.exercise_id)
        .where(
            completed.owner_id == OWNER,
            exercise.owner_id == OWNER,
            in_days(completed.day),
        )
        .group_by(exercise.name, completed.difficulty)
    )
    counts: dict[str, dict[str, int]] = {}
    for name, difficulty, count in session.connection().execute(question, of(owner, period)).all():
        if difficulty is not None:
            counts.setdefault(name, {})[difficulty] = count
    return counts


def edited_between(session: Session, owner: str, begin: datetime, end: datetime) -> set[str]:
    """The ids of the lines that were edited from one moment until another, as far as it is known.

    An edit of the private note alone is none.
    """
    row = m.Change
    question = select(row.record_key).where(
        row.owner_id == owner,
        row.kind == SLUGS[r.Prescription],
        row.action == CHANGED,
        row.made_at >= begin,
        row.made_at < end,
    )
    return set(session.scalars(question))


def untouched(session: Session, owner: str, lines: Sequence[r.Prescription]) -> list[str]:
    """The exercises of those lines that are as the journal began with them, in order."""
    row = m.PrescriptionRow
    question = select(row.id).where(row.owner_id == owner, row.starting.is_(True))
    line_ids = set(session.scalars(question))
    return [line.exercise for line in lines if line.id in line_ids]


def rest_days(session: Session, owner: str, period: Period) -> set[date]:
    """The days of a period on which the programme rests."""
    note = m.DayNoteRow
    question = select(note.day).where(
        note.owner_id == OWNER, in_days(note.day), note.rest_reason.is_not(None)
    )
    return set(session.connection().scalars(question, of(owner, period)).all())


def days_asking_nothing(session: Session, owner: str, period: Period) -> set[date]:
    """Those, and the days on which the diary was paused: what was done on them is not known."""
    paused = paused_days(pauses.pauses(session, owner), period)
    return rest_days(session, owner, period) | paused


def notes_of(session: Session, owner: str, period: Period) -> list[r.DayNote]:
    """What is said of each day of a period, in order; of most days that is nothing yet."""
    notes = {note.day: note for note in of_period(session, r.DayNote, owner, period)}
    return [notes.get(day) or r.DayNote(day=day) for day in period]

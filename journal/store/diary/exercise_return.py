"""An exercise put back on its owner's list, with what the programme asked of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.moments import local_day
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary import change_undo, queries
from journal.store.diary.before import read
from journal.store.diary.changes import UNDO_LASTS, CannotUndo, Submission
from journal.store.diary.exercise_listing import LISTING, noted, took_off
from journal.store.diary.row_writing import new_id, new_row, nothing_before


@dataclass(frozen=True, slots=True)
class PutBack:
    """What became of an exercise that was put back on the list."""

    change: m.Change | None = None
    """What can be undone; None: nothing, or it was itself the undo of taking it off."""
    planned: str = ""
    """Whether the programme asks for it ``as_before``, or ``from_today`` on, or ``not`` any more
    since it has changed; empty: it did not ask for it when it was taken off."""
    was_listed: bool = False
    """Whether it was on the list already."""


def put_back(
    session: Session, exercise: m.Exercise, submission: Submission, today: date, zone: str
) -> PutBack:
    """Put a retired exercise on the list again. The caller commits.

    So long as taking it off can be undone its lines of the programme and its ladder come back as
    they were; later new lines begin today, unless the programme has changed since.
    """
    retired_at = exercise.retired_at
    if retired_at is None:
        return PutBack(was_listed=True)
    change = _taking_off(session, exercise, submission.at)
    if change is not None:
        is_planned = bool(read(change.before or ""))
        try:
            change_undo.undo(session, change, submission.at)
        except CannotUndo:
            exercise.retired_at = retired_at  # what goes with the programme of today comes back
        else:
            return PutBack(planned="as_before" if is_planned else "")
    lines = queries.programme(session, exercise.owner_id)
    day = local_day(retired_at, zone)
    ended = _ended_with(exercise, lines, day)
    is_changed = _is_changed(exercise, lines, day, today)
    new_lines = [] if is_changed else [_from(line, today) for line in ended]
    session.add_all(
        [new_row(session, exercise.owner_id, line, submission.at) for line in new_lines]
    )
    befores = [nothing_before(line) for line in new_lines]
    back = noted(session, exercise, befores, submission, "created", today)
    exercise.retired_at = None
    session.flush()
    return PutBack(back, ("not" if is_changed else "from_today") if ended else "")


def _taking_off(session: Session, exercise: m.Exercise, now: datetime) -> m.Change | None:
    """The change that took an exercise off the list, if it can be undone.

    Another window may have taken it off once more: that one found it off the list already.
    """
    change = m.Change
    question = select(change).where(
        change.owner_id == exercise.owner_id,
        change.kind == LISTING,
        change.action == "deleted",
        change.record_key == exercise.id,
        change.made_at >= now - UNDO_LASTS,
    )
    changes = session.scalars(question.order_by(change.made_at.desc())).all()
    return next((each for each in changes if took_off(each)), None)


def _ended_with(
    exercise: m.Exercise, lines: list[r.Prescription], day: date
) -> list[r.Prescription]:
    """The lines that ended as an exercise was taken off the list on a day."""
    last_day = day - ONE_DAY
    return [line for line in lines if line.exercise == exercise.name and line.ends_on == last_day]


def _is_changed(exercise: m.Exercise, lines: list[r.Prescription], day: date, today: date) -> bool:
    """Whether lines of a programme began or ended after a day, or ask for the exercise again."""
    return any(
        line.starts_on > day
        or (line.ends_on is not None and day <= line.ends_on < today)
        or (line.exercise == exercise.name and line.in_force(today))
        for line in lines
    )


def _from(line: r.Prescription, today: date) -> r.Prescription:
    return line.with_(id=new_id(), starts_on=today, ends_on=None)

"""An exercise taken off its owner's list, or put back, as a change that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.former_names import EXERCISES, name_keys
from journal.core.model.ladder import Ladder
from journal.core.model.names import stored_name_key
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary import actions, catalogue, former_names
from journal.store.diary.before import Before, exercise_of, read, with_exercise, written
from journal.store.diary.changes import About, CannotUndo, Submission, new_change
from journal.store.diary.row_writing import exercise_named, made_hold, stored

LISTING: Final = "exercise_listing"
"""The kind of the change that takes an exercise off the list, or puts it back."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What became of an exercise that was taken off the list."""

    name: str
    used: bool
    """Whether it was ever used, and so keeps its history; else it is deleted."""
    planned: bool
    """Whether the programme asked for it, now or later."""


def take_off(
    session: Session, exercise: m.Exercise, submission: Submission, today: date
) -> m.Change:
    """Delete an exercise that was never used; retire one that was. The caller commits.

    Lines of the programme that are in force end yesterday; those yet to begin are dropped, and
    its ladders too.
    """
    owner, line, ladder = exercise.owner_id, m.PrescriptionRow, m.LadderRow
    began = select(line.id).where(
        line.owner_id == owner, line.exercise_id == exercise.id, line.starts_on < today
    )
    has_begun = session.scalars(began.limit(1)).first() is not None
    befores = [
        was
        for row in _planned(session, exercise, today)
        for was in _ended(session, row, today - ONE_DAY)
    ]
    own = select(ladder).where(ladder.owner_id == owner, ladder.exercise_id == exercise.id)
    for row in session.scalars(own).all():
        befores += actions.removed(session, Ladder, row)
    used = has_begun or catalogue.is_used(session, exercise)
    change = noted(session, exercise, befores, submission, "deleted", today, is_gone=not used)
    if used:
        exercise.retired_at = submission.at
    else:
        session.delete(exercise)
    session.flush()
    return change


def taken_off(change: m.Change) -> TakenOff | None:
    """What became of the exercise that a change took off the list; None: that is not kept."""
    exercise = exercise_of(change.before) if change.before else None
    if exercise is None:
        return None
    is_planned = any(was.kind is r.Prescription for was in read(change.before or ""))
    return TakenOff(exercise["name"], not exercise["is_gone"], is_planned)


def took_off(change: m.Change) -> bool:
    """Whether a change found an exercise on the list, and took it off."""
    exercise = exercise_of(change.before) if change.before else None
    return exercise is not None and exercise["retired_at"] is None


def noted(
    session: Session,
    exercise: m.Exercise,
    befores: Sequence[Before],
    submission: Submission,
    action: str,
    today: date,
    *,
    is_gone: bool = False,
) -> m.Change:
    """The change that takes an exercise off the list or puts it back; it is as before yet.

    ``befores``: what of the programme changes with it. ``is_gone``: whether it is deleted.
    """
    retired_at = exercise.retired_at
    plain = {
        "name": exercise.name,
        "built_in": exercise.built_in,
        "created_at": exercise.created_at.isoformat(),
        "retired_at": retired_at and retired_at.isoformat(),
        "is_gone": is_gone,
        "day": today.isoformat(),
    }
    about = About(LISTING, exercise.id)
    text = with_exercise(written(befores), plain)
    return new_change(session, exercise.owner_id, submission, action, about, text)


def list_as_before(session: Session, change: m.Change, text: str, now: datetime) -> None:
    """Let an exercise be on the list, or off it, as it was before a change. Raises CannotUndo."""
    was = exercise_of(text) or {}
    exercise = catalogue.exercise(session, change.owner_id, change.record_key)
    if exercise is None:
        exercise = _made_again(session, change, was, now)
    own_keys = {each.key for each in read(text)}
    day = date.fromisoformat(was["day"])
    if any(row.id not in own_keys for row in _planned(session, exercise, day)):
        raise CannotUndo("undo_planned_since")
    retired_at = was["retired_at"]
    exercise.retired_at = retired_at and datetime.fromisoformat(retired_at)
    session.flush()


def _made_again(
    session: Session, change: m.Change, was: dict[str, Any], now: datetime
) -> m.Exercise:
    """An exercise that was deleted, under its id."""
    owner, name = change.owner_id, was["name"]
    if not was["is_gone"]:
        raise CannotUndo("undo_exercise_gone")
    if exercise_named(session, owner, name) is not None:
        raise CannotUndo("undo_name_taken")
    exercise = m.Exercise(
        owner_id=owner,
        id=change.record_key,
        name=name,
        name_key=stored_name_key(name),
        built_in=was["built_in"],
        created_at=datetime.fromisoformat(was["created_at"]),
    )
    session.add(exercise)
    session.flush()
    former_names.give_anew(session, owner, EXERCISES, name_keys(name), now)
    return exercise


def _planned(session: Session, exercise: m.Exercise, day: date) -> Sequence[m.PrescriptionRow]:
    """The lines of the programme that ask for an exercise on a day or after it."""
    row = m.PrescriptionRow
    question = select(row).where(
        row.owner_id == exercise.owner_id,
        row.exercise_id == exercise.id,
        or_(row.ends_on.is_(None), row.ends_on >= day),
    )
    return session.scalars(question.order_by(row.starts_on, row.id)).all()


def _ended(session: Session, row: m.PrescriptionRow, last_day: date) -> list[Before]:
    """What a line of the programme was before it ended on a day; one yet to begin is dropped."""
    if row.starts_on > last_day:
        return actions.removed(session, r.Prescription, row)
    line = stored(session, r.Prescription, row)
    return [made_hold(session, row, line.with_(ends_on=last_day))]

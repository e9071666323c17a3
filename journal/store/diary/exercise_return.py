"""An exercise put back on its owner's list, with what the programme asked of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.ladder import Ladder
from journal.core.model.moments import local_day
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary import change_undo, queries
from journal.store.diary.before import Before, exercise_of, read
from journal.store.diary.changes import UNDO_LASTS, CannotUndo, Submission
from journal.store.diary.exercise_listing import LISTING, noted, took_off
from journal.store.diary.row_writing import is_there, new_id


@dataclass(frozen=True, slots=True)
class PutBack:
    """What became of an exercise that was put back on the list."""

    change: m.Change | None = None
    """What can be undone; None: nothing, or it was itself the undo of taking it off."""
    planned: str = ""
    """Whether the programme asks for it ``as_before``, or ``from_today`` on, or ``not`` any more
    since it has changed; empty: it would not ask for it by now, or did not when that was taken
    off."""
    was_listed: bool = False
    """Whether it was on the list already."""


def put_back(
    session: Session, exercise: m.Exercise, submission: Submission, today: date, zone: str
) -> PutBack:
    """Put a retired exercise on the list again. The caller commits.

    So long as taking it off can be undone its lines of the programme and its ladder come back as
    they were; later what they ask from today on, unless the programme has changed since.
    """
    retired_at = exercise.retired_at
    if retired_at is None:
        return PutBack(was_listed=True)
    change = _taking_off(session, exercise)
    if change is not None and change.made_at >= submission.at - UNDO_LASTS:
        is_planned = bool(read(change.before or ""))
        try:
            change_undo.undo(session, change, submission.at)
        except CannotUndo:
            exercise.retired_at = retired_at  # what goes with the programme of today comes back
        else:
            return PutBack(planned="as_before" if is_planned else "")
    lines = queries.programme(session, exercise.owner_id)
    day, parts = _as_taken_off(exercise, change, lines, local_day(retired_at, zone))
    lasting = list(_lasting(session, exercise, parts, today))
    is_changed = _is_changed(exercise, lines, day, today)
    befores = [
        change_undo.brought_back(session, exercise.owner_id, was, was.record, submission.at)
        for was in lasting
        if was.record and not is_changed
    ]
    back = noted(session, exercise, befores, submission, "created", today)
    exercise.retired_at = None
    session.flush()
    return PutBack(back, _planned(lasting, today, is_changed=is_changed))


def _taking_off(session: Session, exercise: m.Exercise) -> m.Change | None:
    """The last change that took an exercise off the list, if it keeps what went with it.

    Another window may have taken it off once more: that one found it off the list already.
    """
    change = m.Change
    question = select(change).where(
        change.owner_id == exercise.owner_id,
        change.kind == LISTING,
        change.action == "deleted",
        change.record_key == exercise.id,
    )
    changes = session.scalars(question.order_by(change.made_at.desc())).all()
    return next((each for each in changes if took_off(each)), None)


def _as_taken_off(
    exercise: m.Exercise, change: m.Change | None, lines: Sequence[r.Prescription], day: date
) -> tuple[date, list[Before]]:
    """On which day an exercise was taken off the list, and what went with it.

    Where no change keeps that, as after an import: the lines that ended as it was taken off on
    ``day``.
    """
    text = change and change.before
    exercise_before = text and exercise_of(text)
    if text and exercise_before:
        return date.fromisoformat(exercise_before["day"]), read(text)
    last_day = day - ONE_DAY
    ended = [line for line in lines if line.exercise == exercise.name and line.ends_on == last_day]
    return day, [
        Before(r.Prescription, line.id, line.with_(ends_on=None), exercise.id, 0, 0)
        for line in ended
    ]


def _lasting(
    session: Session, exercise: m.Exercise, befores: Sequence[Before], today: date
) -> Iterator[Before]:
    """What of an exercise's plan, as it was, is of a day or after it.

    Lines of the programme that began earlier begin on that day; they ended when it was taken off.
    """
    for was in befores:
        record = was.record
        if isinstance(record, r.Prescription):
            if record.ends_on is None or record.ends_on >= today:
                starts_on = max(today, record.starts_on)
                line = record.with_(id=new_id(), exercise=exercise.name, starts_on=starts_on)
                yield replace(was, key=line.id, record=line, version=0)
        elif isinstance(record, Ladder) and not is_there(
            session, Ladder, exercise.owner_id, was.key
        ):
            yield replace(was, record=record.with_(exercise=exercise.name))


def _is_changed(
    exercise: m.Exercise, lines: Sequence[r.Prescription], day: date, today: date
) -> bool:
    """Whether lines of a programme began or ended after a day, or ask for the exercise again."""
    return any(
        line.starts_on > day
        or (line.ends_on is not None and day <= line.ends_on < today)
        or (line.exercise == exercise.name and line.in_force(today))
        for line in lines
    )


def _planned(lasting: Sequence[Before], today: date, *, is_changed: bool) -> str:
    """What is said of the lines of the programme that last, once they are back."""
    lines = [was.record for was in lasting if isinstance(was.record, r.Prescription)]
    if not lines:
        return ""
    if is_changed:
        return "not"
    return "from_today" if any(line.starts_on == today for line in lines) else "as_before"

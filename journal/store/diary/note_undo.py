"""Notes of days in a change that is undone: only what it changed goes back to what it was."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from journal.core.diary.day_edits import without_edit
from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.diary import former_names, queries
from journal.store.diary.before import Before
from journal.store.diary.changes import CannotUndo
from journal.store.diary.row_writing import stored


def returning(session: Session, owner: str, befores: Sequence[Before]) -> list[Before]:
    """What a change keeps, its notes of days as they are to be beside what was said since.

    Where a mark came off for its exercises, and the day is answered otherwise since, or gone,
    nothing of it comes back. Raises CannotUndo where another answer was changed since.
    """
    is_of_exercise = any(was.kind is r.CompletedExercise for was in befores)
    returning = []
    for was in befores:
        row = queries.row(session, was.kind, owner, was.key) if was.left else None
        if was.left is None or (row and row.version == was.after):
            returning.append(was)
        elif note := _as_undone(session, owner, was, row):
            returning.append(note)
        elif not is_of_exercise:
            raise CannotUndo("undo_changed_since")
    return returning


def _as_undone(
    session: Session, owner: str, was: Before, row: m.Versioned | None
) -> Before | None:
    """A note that was changed since, as it is to be; None where that cannot be told."""
    if row is None:
        return None
    now = stored(session, r.DayNote, row)
    before, left = (
        former_names.as_called_now(session, owner, note)
        if isinstance(note, r.DayNote)
        else r.DayNote(day=now.day)
        for note in (was.record, was.left)
    )
    record = without_edit(now, before, left)
    return None if record is None else replace(was, record=record, after=row.version)

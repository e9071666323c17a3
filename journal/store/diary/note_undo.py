"""Notes of days in a change that is undone: only what it changed goes back to what it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.diary.day_edits import without_edit
from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.diary import former_names, note_edits, queries
from journal.store.diary.before import Before
from journal.store.diary.changes import CannotUndo
from journal.store.diary.note_edits import NoteEdit, answered_since, edits_of
from journal.store.diary.row_writing import stored


def returning(
    session: Session, owner: str, befores: Sequence[Before], now: datetime
) -> list[Before]:
    """What a change keeps, its notes of days as they are to be beside what was said since.

    Where a mark came off for its exercises, and the day is answered otherwise since, or gone,
    nothing of it comes back. Raises CannotUndo where what it answered was answered again since.
    """
    edits = {edit.left.day: edit for edit in edits_of(befores)}
    returning = []
    for was in befores:
        edit = edits[was.left.day] if isinstance(was.left, r.DayNote) else None
        row = queries.row(session, was.kind, owner, was.key) if edit else None
        if edit is None or (row and row.version == was.after):
            returning.append(was)
        elif record := _as_undone(session, owner, edit, row, now):
            returning.append(replace(was, record=record, after=row.version if row else 0))
        elif not edit.is_of_exercise:
            raise CannotUndo("undo_changed_since")
    return returning


def _as_undone(
    session: Session, owner: str, edit: NoteEdit, row: m.Versioned | None, now: datetime
) -> r.DayNote | None:
    """A note that was changed since, as it is to be; None where that cannot be told."""
    if row is None or answered_since(session, owner, edit, now):
        return None
    before, left = (
        former_names.as_called_now(session, owner, note) for note in (edit.before, edit.left)
    )
    return without_edit(stored(session, r.DayNote, row), before, left)


def forget_marks(session: Session, owner: str, befores: Sequence[Before], now: datetime) -> None:
    """Let the marks of rest days that a change set, which is undone, come back by no other."""
    edits = (
        edit
        for edit in edits_of(befores)
        if edit.changed_mark and edit.left.no_exercise and not edit.is_of_exercise
    )
    note_edits.forget_marks(session, owner, edits, now)

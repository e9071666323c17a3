"""What the changes that can be undone did to what is said of a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.day_edits import changed_answers
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.core.model.vocabulary import SKIPPED
from journal.store.db import models as m
from journal.store.diary import former_names
from journal.store.diary.before import Before, read, with_more, without_mark
from journal.store.diary.changes import UNDO_LASTS
from journal.store.diary.exercise_pictures import PICTURE

OF_DAYS: Final = (r.DayNote, r.CompletedExercise)
ABOUT_OTHERS: Final = (PICTURE, *(slug for slug, kind in RECORDS.items() if kind not in OF_DAYS))
"""The kinds of changes that keep neither notes of days nor exercises."""


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """What one change did to what is said of a day."""

    before: r.DayNote
    left: r.DayNote
    version: int
    """The version it left."""
    is_of_exercise: bool
    """Whether it was about exercises: only the mark of a rest day went or came with them."""

    @property
    def changed_mark(self) -> bool:
        """Whether it was said otherwise since that the day is a rest day, is none, or neither."""
        return self.before.no_exercise != self.left.no_exercise

    @property
    def marked(self) -> r.DayNote | None:
        """The one of both states in which the day is a rest day; None: neither."""
        return next((each for each in (self.left, self.before) if each.no_exercise), None)


def note_edits(session: Session, owner: str, day: date, now: datetime) -> list[NoteEdit]:
    """What was done to what is said of a day, in order; of what was undone, nothing."""
    edits = [
        edit
        for change in _changes(session, owner, now)
        for edit in edits_of(read(change.before or ""))
        if edit.left.day == day
    ]
    return sorted(edits, key=lambda edit: edit.version)


def edits_of(befores: Sequence[Before]) -> Iterator[NoteEdit]:
    """What a change did to what is said of days."""
    is_of_exercise = any(was.kind is r.CompletedExercise for was in befores)
    for was in befores:
        if isinstance(was.left, r.DayNote):
            before = was.record if isinstance(was.record, r.DayNote) else None
            note = before or r.DayNote(day=was.left.day)
            yield NoteEdit(note, was.left, was.after, is_of_exercise)


def answered_since(session: Session, owner: str, edit: NoteEdit, now: datetime) -> bool:
    """Whether somebody gave or changed an answer since that an edit had changed."""
    names = _names_changed(session, owner, edit)
    return any(
        not later.is_of_exercise and names & _names_changed(session, owner, later)
        for later in note_edits(session, owner, edit.left.day, now)
        if later.version > edit.version
    )


def _names_changed(session: Session, owner: str, edit: NoteEdit) -> set[str]:
    notes = (edit.before, edit.left)
    return changed_answers(*(former_names.as_called_now(session, owner, note) for note in notes))


def forget_marks(session: Session, owner: str, edits: Iterable[NoteEdit], now: datetime) -> None:
    """Let no later change keep the marks of rest days that came by edits which are undone.

    An exercise that took one off would bring it back.
    """
    versions = {edit.left.day: edit.version for edit in edits}
    if not versions:
        return
    for change in _changes(session, owner, now):
        text = change.before or ""
        for later in edits_of(read(text)):
            if later.version > versions.get(later.left.day, later.version):
                text = without_mark(text, later.left.day)
        change.before = text


def hand_on(session: Session, owner: str, marks: Sequence[Before], now: datetime) -> None:
    """Let the marks that came off days be kept by a change whose undo frees each of exercise.

    They came off as another change was undone, which keeps nothing any more.
    """
    changes = _changes(session, owner, now) if marks else []
    for mark in marks:
        for change in changes:
            if change.before and _frees(session, owner, change.before, mark.key):
                change.before = with_more(change.before, [mark])
                break
    session.flush()


def _frees(session: Session, owner: str, text: str, day: str) -> bool:
    """Whether the undo of a change takes an exercise off a day that is done on it by now."""
    row = m.CompletedExerciseRow
    versions = {
        was.key: was.after
        for was in read(text)
        if was.kind is r.CompletedExercise and str(getattr(was.record, "day", "")) != day
    }
    if not versions:
        return False
    question = select(row.id, row.version).where(
        row.owner_id == owner,
        row.day == date.fromisoformat(day),
        row.outcome != SKIPPED,
        row.id.in_(versions),
    )
    return any(versions[key] == version for key, version in session.execute(question))


def _changes(session: Session, owner: str, now: datetime) -> Sequence[m.Change]:
    """The changes that may keep notes of days or exercises, and can be undone."""
    change = m.Change
    question = select(change).where(
        change.owner_id == owner,
        change.made_at >= now - UNDO_LASTS,
        change.before.is_not(None),
        change.kind.not_in(ABOUT_OTHERS),
    )
    return session.scalars(question.order_by(change.made_at, change.id)).all()

"""A change taken back: every record, picture, name or question is put back as it was before."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.former_names import listed_under
from journal.core.model.ladder import Ladder
from journal.store.accounts import care_messages
from journal.store.db import models as m
from journal.store.diary import (
    catalogue,
    exercise_listing,
    exercise_pictures,
    former_names,
    note_edits,
    note_undo,
    pauses,
    programme_templates,
    prompts,
    queries,
    rest_marks,
    template_lines,
)
from journal.store.diary.before import MERGED_ONLY, Before, proposal_of, read, sending_of
from journal.store.diary.changes import UNDONE, CannotUndo, mark_undone, what_undoing_takes
from journal.store.diary.row_writing import (
    assign,
    new_row,
    nothing_before,
    replaced_by,
    stored,
)
from journal.store.diary.rows import (
    ROWS,
    column_of,
    key_itself,
    key_name,
)
from journal.store.diary.running import AnotherIsOn, refuse_second


def undo(session: Session, change: m.Change, now: datetime) -> None:
    """Put everything back as it was before a change. Raises CannotUndo and changes nothing.

    A change that was undone before is left alone. Imports are undone by ``import_undo``.
    """
    if change.action == UNDONE:
        return
    text = what_undoing_takes(change, now)
    if change.kind == exercise_pictures.PICTURE:
        exercise_pictures.put_back(session, change.owner_id, change.record_key, text, now)
    elif change.kind == catalogue.NAME:
        catalogue.name_again(session, change, text, now)
    elif change.kind == prompts.ANSWER:
        prompts.ask_again(session, change.owner_id, text)
    elif change.kind == template_lines.TEMPLATE_LINE:
        template_lines.put_back(session, change, text)
    elif change.kind == pauses.PAUSE:
        pauses.put_back(session, change.owner_id, text)
    else:
        if change.kind == exercise_listing.LISTING:
            exercise_listing.list_as_before(session, change, text, now)
        _put_all_back(session, change.owner_id, text, now)
    mark_undone(session, change)


def _put_all_back(session: Session, owner: str, text: str, now: datetime) -> None:
    if text.startswith(MERGED_ONLY):
        raise CannotUndo("undo_too_late")
    originals = read(text)
    befores = note_undo.returning(session, owner, originals, now)
    keys = {was.key for was in befores}
    todo = [_left_by(session, owner, was, keys) for was in befores]
    exercises = _exercises(session, todo)
    renames = any(listed_under(was.record) for was in befores if was.record)
    for row, was in todo:
        record = was.record
        if record is None:
            _free_name(session, owner, row, was.kind, text)
        elif not renames:
            record = former_names.as_called_now(session, owner, record)
        _put_back(session, owner, row, replace(was, record=record), text, now)
    _mark_anew(session, owner, [was.record for was in befores if was.record], exercises, now)
    note_undo.forget_marks(session, owner, originals, now)
    if proposal := proposal_of(text):
        programme_templates.propose_again(session, owner, proposal, now)
        care_messages.reopened(session, owner, proposal["id"])
    for was in befores:
        if isinstance(was.record, FlarePlan | Ladder) and was.record.state == "proposed":
            care_messages.reopened(session, owner, was.key)


Exercises = list[tuple[r.CompletedExercise, r.Record | None]]
"""Exercises that an undo changes, and as what each comes back."""


def _exercises(session: Session, todo: Sequence[tuple[m.Versioned | None, Before]]) -> Exercises:
    return [
        (stored(session, r.CompletedExercise, row), was.record)
        for row, was in todo
        if row is not None and was.kind is r.CompletedExercise
    ]


def _mark_anew(
    session: Session, owner: str, records: Sequence[r.Record], exercises: Exercises, now: datetime
) -> None:
    """Let no day be without exercise that has some, now that records are back.

    One that has none any more has its mark back, whichever exercise took it off.
    """
    days = {each.day for each in records if isinstance(each, r.CompletedExercise | r.DayNote)}
    if days:
        note_edits.hand_on(session, owner, rest_marks.unmarked(session, owner, days), now)
    session.flush()
    for exercise, record in exercises:
        rest_marks.brought_back(session, owner, exercise, record, now)


def _left_by(
    session: Session, owner: str, was: Before, keys: Container[str]
) -> tuple[m.Versioned | None, Before]:
    """The row a change left, and what it is to hold again; ``keys``: of all that it changed.

    Raises CannotUndo.
    """
    row = queries.row(session, was.kind, owner, was.key)
    if (row.version if row else 0) != was.after:
        raise CannotUndo("undo_changed_since")
    if was.record is None:
        return row, was
    if replaced_by(session, owner, was.record) not in (None, row):
        raise CannotUndo("undo_another_entry")
    try:
        refuse_second(session, owner, was.record, keys)
    except AnotherIsOn:
        raise CannotUndo("undo_another_spasm") from None
    return row, replace(was, record=_as_called_now(session, owner, was.record, was.exercise_id))


def _as_called_now(
    session: Session, owner: str, record: r.Record, exercise_id: str | None
) -> r.Record:
    """The record under the name that its exercise has by now. Raises CannotUndo."""
    if exercise_id is None:
        return record
    name = session.scalar(
        select(m.Exercise.name).where(m.Exercise.owner_id == owner, m.Exercise.id == exercise_id)
    )
    if name is None:
        raise CannotUndo("undo_exercise_gone")
    return record.with_(exercise=name)


def _free_name(
    session: Session, owner: str, row: m.Versioned | None, kind: type[r.Record], text: str
) -> None:
    """Let the name of what was put on a list mean what had it until that was typed."""
    if isinstance(row, m.OwnMethodRow | m.OwnTopicRow):
        sending = sending_of(text)
        typed_at = sending.typed_at if sending else row.created_at
        former_names.take_from_new(session, owner, stored(session, kind, row), typed_at)


def _put_back(
    session: Session, owner: str, row: m.Versioned | None, was: Before, text: str, now: datetime
) -> None:
    if was.record is None:
        session.delete(row)
        return
    if row is not None:
        _keep_name(session, owner, stored(session, was.kind, row), was.record, text, now)
        assign(session, row, was.record)
        _restore_extras(row, was)
        return
    brought_back(session, owner, was, was.record, now)


def brought_back(
    session: Session, owner: str, was: Before, record: r.Record, now: datetime
) -> Before:
    """That a record was not there before it was brought back, with what else it was."""
    new = new_row(session, owner, record, now)
    _restore_extras(new, was)
    session.add(new)
    session.flush()
    # An older form of it, still open somewhere, must not pass for one of the newest version.
    table, key = ROWS[was.kind], column_of(was.kind, key_name(was.kind))
    renewed = update(table).where(table.owner_id == owner, key == key_itself(record))
    session.execute(renewed.values(version=was.version + 1))
    return replace(nothing_before(record), after=was.version + 1)


def _keep_name(
    session: Session, owner: str, old: r.Record, record: r.Record, text: str, now: datetime
) -> None:
    """Keep the name that an entry of a list gives up, for what had it before if anything did."""
    if (listed := listed_under(old)) is None:
        return
    former_names.keep_of_edit(session, owner, old, record, now)
    if sending := sending_of(text):
        former_names.give_back(session, owner, *listed, sending.typed_at, now)


def _restore_extras(row: m.Versioned, was: Before) -> None:
    if isinstance(row, m.TimedRow):
        row.offset_seconds = was.offset_seconds
    if isinstance(row, m.PrescriptionRow):
        row.starting = was.starting

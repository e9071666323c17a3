"""What is written: added, changed, removed and put back, each once and under its owner."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from journal.core.model import records as r
from journal.core.model.kinds import SLUGS
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import (
    actions,
    catalogue,
    change_undo,
    changes,
    exercise_listing,
    queries,
    row_writing,
)
from journal.store.diary.actions import DayTaken, Stale
from journal.store.diary.changes import CannotUndo, made_by
from journal.store.diary.row_writing import UnknownExercise
from journal.store.diary.rows import key_of
from tests.store.making import (
    DAY,
    EXAMPLES,
    NOW,
    all_of,
    bring_in,
    episode,
    example,
    exercise,
    kept,
    minimal,
    one_of_everything,
    pain,
    rows_of,
    sent,
    the_examples,
)

KINDS = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: SLUGS[type(example)])


def row_of(db: Session, owner: str, record: r.Record) -> m.Versioned:
    row = queries.row(db, type(record), owner, key_of(record))
    assert row is not None
    return row


def others(example: r.Record) -> r.Record:
    """Another record of the same key: the least of it, and another word."""
    return minimal(example).with_(note="other words")


def test_several_are_added_as_one_change_and_undone_as_one(engine: Engine, owner: str) -> None:
    records = [exercise(), exercise(outcome="skipped", reason="Too sore"), exercise()]
    with session(engine, writes=True) as db:
        change = actions.add_all(db, owner, records, sent())
        db.commit()
        assert {key_of(record) for record in all_of(db, r.CompletedExercise, owner)} == {
            key_of(record) for record in records
        }
        change_undo.undo(db, change, NOW)
        db.commit()
        assert all_of(db, r.CompletedExercise, owner) == []


def test_one_unknown_exercise_adds_none_of_several(engine: Engine, owner: str) -> None:
    records = [exercise(), exercise(exercise="Levitation")]
    with session(engine, writes=True) as db, pytest.raises(UnknownExercise):
        actions.add_all(db, owner, records, sent())
    with session(engine, writes=False) as db:
        assert all_of(db, r.CompletedExercise, owner) == []


@KINDS
def test_what_is_added_is_what_is_found(engine: Engine, owner: str, example: r.Record) -> None:
    least = minimal(example)
    for record in (example, least):
        with session(engine, writes=True) as db:
            change = actions.add(db, owner, record, sent())
            db.flush()
            assert (change.action, change.kind) == ("created", SLUGS[type(example)])
            assert row_writing.stored(db, type(record), row_of(db, owner, record)) == record
            assert record in all_of(db, type(record), owner)
            assert row_of(db, owner, record).version == 1


@KINDS
def test_a_change_replaces_every_field(db: Session, owner: str, example: r.Record) -> None:
    actions.add(db, owner, example, sent())
    db.flush()
    changed = others(example)
    actions.change(db, row_of(db, owner, example), changed, sent())
    assert row_writing.stored(db, type(example), row_of(db, owner, example)) == changed
    assert row_of(db, owner, example).version == 2


@KINDS
def test_what_is_removed_is_gone(
    engine: Engine, db: Session, owner: str, example: r.Record
) -> None:
    before = rows_of(engine, owner)
    actions.add(db, owner, example, sent())
    db.flush()
    actions.remove(db, type(example), row_of(db, owner, example), sent())
    db.commit()
    after = rows_of(engine, owner)
    assert after.pop("changes") == 2
    assert after == {table: count for table, count in before.items() if table != "changes"}


@KINDS
def test_undoing_puts_back_exactly_what_was(db: Session, owner: str, example: r.Record) -> None:
    nothing = all_of(db, type(example), owner)
    created = actions.add(db, owner, example, sent())
    db.flush()
    changed = actions.change(db, row_of(db, owner, example), others(example), sent())
    db.commit()
    change_undo.undo(db, changed, NOW)
    assert row_writing.stored(db, type(example), row_of(db, owner, example)) == example
    removed = actions.remove(db, type(example), row_of(db, owner, example), sent())
    db.commit()
    change_undo.undo(db, removed, NOW)
    db.commit()
    assert row_writing.stored(db, type(example), row_of(db, owner, example)) == example
    again = actions.remove(db, type(example), row_of(db, owner, example), sent())
    db.commit()
    assert all_of(db, type(example), owner) == nothing
    assert (created.action, changed.action, again.action) == ("created", "undone", "deleted")


@KINDS
def test_undoing_an_entry_takes_it_out(db: Session, owner: str, example: r.Record) -> None:
    created = actions.add(db, owner, example, sent())
    db.commit()
    change_undo.undo(db, created, NOW)
    db.commit()
    assert example not in all_of(db, type(example), owner)


@KINDS
def test_undoing_after_a_later_change_is_refused_and_changes_nothing(
    engine: Engine, owner: str, example: r.Record
) -> None:
    with session(engine, writes=True) as db:
        created = actions.add(db, owner, example, sent())
        db.commit()
        actions.change(db, row_of(db, owner, example), others(example), sent())
        db.commit()
        with pytest.raises(CannotUndo, match="undo_changed_since"):
            change_undo.undo(db, created, NOW)
        db.commit()
    assert others(example) in kept(engine, type(example), owner)


@KINDS
def test_undoing_twice_is_undoing_once(db: Session, owner: str, example: r.Record) -> None:
    actions.add(db, owner, example, sent())
    db.commit()
    changed = actions.change(db, row_of(db, owner, example), others(example), sent())
    db.commit()
    for _ in range(2):
        change_undo.undo(db, changed, NOW)
        db.commit()
        assert row_writing.stored(db, type(example), row_of(db, owner, example)) == example
        assert row_of(db, owner, example).version == 3


def test_what_can_no_longer_be_undone_says_so(db: Session, owner: str) -> None:
    created = actions.add(db, owner, pain(), sent())
    db.flush()
    with pytest.raises(CannotUndo, match="undo_too_late"):
        change_undo.undo(db, created, NOW + changes.UNDO_LASTS + timedelta(minutes=1))
    created.before = None
    with pytest.raises(CannotUndo, match="undo_too_late"):
        change_undo.undo(db, created, NOW)


@KINDS
def test_what_was_removed_can_be_added_again(
    engine: Engine, owner: str, example: r.Record
) -> None:
    for _ in range(2):
        with session(engine, writes=True) as db:
            actions.add(db, owner, example, sent())
            db.commit()
            actions.remove(db, type(example), row_of(db, owner, example), sent())
            actions.add(db, owner, others(example), sent())
            db.commit()
            assert others(example) in all_of(db, type(example), owner)
            actions.remove(db, type(example), row_of(db, owner, example), sent())
            db.commit()


def test_a_removal_is_not_undone_over_what_came_in_its_place(db: Session, owner: str) -> None:
    actions.add(db, owner, pain(level=2, note="the first"), sent())
    db.commit()
    first = all_of(db, r.PainLevel, owner)[0]
    removed = actions.remove(db, r.PainLevel, row_of(db, owner, first), sent())
    second = pain(level=7)
    actions.add(db, owner, second, sent())
    db.commit()
    with pytest.raises(CannotUndo, match="undo_another_entry"):
        change_undo.undo(db, removed, NOW)
    db.commit()
    assert all_of(db, r.PainLevel, owner) == [second]


def test_a_level_is_not_moved_back_onto_a_day_that_has_another_by_now(
    db: Session, owner: str
) -> None:
    moved = pain(DAY, 2)
    actions.add(db, owner, moved, sent())
    db.commit()
    target = moved.with_(day=DAY - timedelta(days=1))
    change = actions.change(db, row_of(db, owner, moved), target, sent())
    since = pain(DAY, 7)
    actions.add(db, owner, since, sent())
    db.commit()
    with pytest.raises(CannotUndo, match="undo_another_entry"):
        change_undo.undo(db, change, NOW)
    db.commit()
    assert {level.day for level in all_of(db, r.PainLevel, owner)} == {DAY, target.day}  # type: ignore[attr-defined]  # of levels


def test_an_edit_that_changed_nothing_can_be_undone(db: Session, owner: str) -> None:
    level = pain()
    actions.add(db, owner, level, sent())
    db.commit()
    change = actions.change(db, row_of(db, owner, level), level, sent())
    db.commit()
    change_undo.undo(db, change, NOW)
    assert all_of(db, r.PainLevel, owner) == [level]


# A day's own level


def test_a_second_average_updates_the_first_and_keeps_what_it_leaves_blank(
    db: Session, owner: str
) -> None:
    first = EXAMPLES[0]
    assert isinstance(first, r.PainLevel)
    actions.add(db, owner, first, sent())
    db.commit()
    second = pain(level=7, interference=9)
    change = actions.add(db, owner, second, sent())
    db.commit()
    assert (change.action, change.record_key) == ("changed", first.id)
    expected = first.with_(level=7, interference=9, recorded_at=second.recorded_at, recalled=None)
    assert all_of(db, r.PainLevel, owner) == [expected]
    change_undo.undo(db, change, NOW)
    assert all_of(db, r.PainLevel, owner) == [first]


def test_zero_is_given_and_not_blank(db: Session, owner: str) -> None:
    actions.add(db, owner, pain(level=7, interference=9), sent())
    db.commit()
    actions.add(db, owner, pain(level=0, interference=0), sent())
    db.commit()
    (level,) = all_of(db, r.PainLevel, owner)
    assert isinstance(level, r.PainLevel)
    assert (level.level, level.interference) == (0, 0)


def test_the_same_level_again_keeps_its_mark(db: Session, owner: str) -> None:
    actions.add(db, owner, pain(DAY - timedelta(days=1), level=3), sent())
    db.commit()
    late = NOW + timedelta(days=9)
    actions.add(db, owner, pain(DAY - timedelta(days=1), level=3, note="more"), sent(at=late))
    db.commit()
    (level,) = all_of(db, r.PainLevel, owner)
    assert isinstance(level, r.PainLevel)
    assert (level.recalled, level.note) == (None, "more")


def test_another_level_so_much_later_is_recalled(db: Session, owner: str) -> None:
    actions.add(db, owner, pain(DAY, level=3), sent())
    db.commit()
    late = NOW + timedelta(days=9)
    actions.add(db, owner, pain(DAY, level=4), sent(at=late))
    db.commit()
    (level,) = all_of(db, r.PainLevel, owner)
    assert isinstance(level, r.PainLevel)
    assert level.recalled == "excluded"


def test_a_worst_stands_beside_an_average_and_moments_beside_each_other(
    db: Session, owner: str
) -> None:
    for kind in ("day_average", "day_worst", "now", "now"):
        actions.add(db, owner, pain(kind=kind), sent())
        db.flush()
    assert len(all_of(db, r.PainLevel, owner)) == 4


def test_a_level_does_not_move_onto_a_day_that_has_one(db: Session, owner: str) -> None:
    first, second = pain(DAY), pain(DAY - timedelta(days=1))
    for level in (first, second):
        actions.add(db, owner, level, sent())
    db.commit()
    for moved in (second.with_(day=DAY), second.with_(day=DAY, note="moved")):
        with pytest.raises(DayTaken):
            actions.change(db, row_of(db, owner, second), moved, sent())
    db.commit()
    levels = all_of(db, r.PainLevel, owner)
    assert sorted(level.day for level in levels) == [second.day, first.day]  # type: ignore[attr-defined]  # of levels
    actions.change(db, row_of(db, owner, second), second.with_(day=DAY, kind="day_worst"), sent())


def test_a_second_note_on_a_day_changes_the_first(db: Session, owner: str) -> None:
    note = example(r.DayNote)
    created = actions.put_day(db, owner, None, note, sent())
    db.commit()
    row = row_of(db, owner, note)
    changed = actions.put_day(db, owner, row, r.DayNote(day=DAY, sleep=9), sent())
    db.commit()
    assert (created.action, changed.action) == ("created", "changed")
    assert all_of(db, r.DayNote, owner) == [r.DayNote(day=DAY, sleep=9)]


# Versions


@KINDS
def test_an_editor_of_an_old_version_is_refused(
    engine: Engine, owner: str, example: r.Record
) -> None:
    with session(engine, writes=True) as db:
        actions.add(db, owner, example, sent())
        db.commit()
        row = row_of(db, owner, example)
        actions.change(db, row, others(example), sent(), version=1)
        db.commit()
        with pytest.raises(Stale):
            actions.change(db, row, example, sent(), version=1)
        db.commit()
    assert others(example) in kept(engine, type(example), owner)


def test_a_row_that_changed_under_its_reader_is_never_overwritten(
    engine: Engine, owner: str
) -> None:
    level = pain()
    with session(engine, writes=True) as db:
        actions.add(db, owner, level, sent())
        db.commit()
        row = row_of(db, owner, level)
        db.commit()
        with session(engine, writes=True) as other:
            actions.change(other, row_of(other, owner, level), level.with_(note="theirs"), sent())
            other.commit()
        with pytest.raises(StaleDataError):
            actions.change(db, row, level.with_(note="mine"), sent())
        db.rollback()
    assert kept(engine, r.PainLevel, owner) == [level.with_(note="theirs")]


@KINDS
def test_a_version_is_never_used_for_other_words(
    db: Session, owner: str, example: r.Record
) -> None:
    # A form that was opened on the first version must not overwrite what came back as another.
    actions.add(db, owner, example, sent())
    db.commit()
    version = row_of(db, owner, example).version
    actions.change(db, row_of(db, owner, example), others(example), sent())
    db.commit()
    removed = actions.remove(db, type(example), row_of(db, owner, example), sent())
    db.commit()
    change_undo.undo(db, removed, NOW)
    db.commit()
    with pytest.raises(Stale):
        actions.change(db, row_of(db, owner, example), example, sent(), version=version)


# Exercises


@pytest.mark.parametrize("example", [EXAMPLES[2], EXAMPLES[4]], ids=["exercises", "programme"])
def test_an_exercise_that_is_not_on_the_list_is_refused(
    engine: Engine, owner: str, example: r.CompletedExercise | r.Prescription
) -> None:
    with session(engine, writes=True) as db:
        with pytest.raises(UnknownExercise, match="Handstand"):
            actions.add(db, owner, example.with_(exercise="Handstand"), sent())
        db.rollback()
        actions.add(db, owner, example, sent())
        db.commit()
        with pytest.raises(UnknownExercise, match="Handstand"):
            actions.change(
                db, row_of(db, owner, example), example.with_(exercise="Handstand"), sent()
            )
        db.rollback()
    assert example in kept(engine, type(example), owner)


def test_an_exercise_of_a_strangers_list_is_unknown(
    engine: Engine, owner: str, stranger: str
) -> None:
    with session(engine, writes=True) as db:
        catalogue.add(db, stranger, "Handstand", NOW)
        db.commit()
        with pytest.raises(UnknownExercise):
            actions.add(db, owner, exercise(exercise="Handstand"), sent())


def test_an_exercise_is_found_in_whatever_case(db: Session, owner: str) -> None:
    actions.add(db, owner, exercise(exercise="bRiDgE"), sent())
    db.flush()
    (record,) = all_of(db, r.CompletedExercise, owner)
    assert isinstance(record, r.CompletedExercise)
    assert record.exercise == "Bridge"


@pytest.mark.parametrize("action", ["changed", "deleted"])
def test_undoing_outlives_a_new_name_of_the_exercise(db: Session, owner: str, action: str) -> None:
    record = exercise(note="before")
    actions.add(db, owner, record, sent())
    db.commit()
    row = row_of(db, owner, record)
    if action == "changed":
        change = actions.change(db, row, record.with_(note="after"), sent())
    else:
        change = actions.remove(db, r.CompletedExercise, row, sent())
    bridge = row_writing.exercise_named(db, owner, "Bridge")
    assert bridge is not None
    catalogue.rename(db, bridge, "Glute bridge", NOW)
    db.commit()
    change_undo.undo(db, change, NOW)
    db.commit()
    assert all_of(db, r.CompletedExercise, owner) == [record.with_(exercise="Glute bridge")]


def test_undoing_does_not_take_up_another_exercise_of_the_old_name(
    db: Session, owner: str
) -> None:
    record = exercise()
    actions.add(db, owner, record, sent())
    db.commit()
    removed = actions.remove(db, r.CompletedExercise, row_of(db, owner, record), sent())
    bridge = row_writing.exercise_named(db, owner, "Bridge")
    assert bridge is not None
    catalogue.rename(db, bridge, "Glute bridge", NOW)
    db.flush()
    catalogue.add(db, owner, "Bridge", NOW)
    db.commit()
    change_undo.undo(db, removed, NOW)
    db.commit()
    assert all_of(db, r.CompletedExercise, owner) == [record.with_(exercise="Glute bridge")]


def test_undoing_what_has_lost_its_exercise_is_refused(db: Session, owner: str) -> None:
    swim = catalogue.add(db, owner, "Swimming", NOW)
    record = exercise(exercise="Swimming")
    actions.add(db, owner, record, sent())
    db.commit()
    removed = actions.remove(db, r.CompletedExercise, row_of(db, owner, record), sent())
    db.commit()
    exercise_listing.take_off(db, swim, sent(), DAY)
    db.commit()
    with pytest.raises(CannotUndo):
        change_undo.undo(db, removed, NOW)
    db.commit()
    assert all_of(db, r.CompletedExercise, owner) == []


# Episodes and what is linked to them


def test_a_deleted_episode_leaves_what_was_linked_and_undoing_links_it_again(
    engine: Engine, owner: str
) -> None:
    level, spasm, _, relief, *_ = EXAMPLES
    the_examples(engine, owner)
    with session(engine, writes=True) as db:
        removed = actions.remove(db, r.Episode, row_of(db, owner, spasm), sent())
        db.commit()
        assert all_of(db, r.Episode, owner) == []
        assert all_of(db, r.PainLevel, owner) == [level.with_(episode_id=None)]
        assert all_of(db, r.Relief, owner) == [relief.with_(episode_id=None)]
        change_undo.undo(db, removed, NOW)
        db.commit()
    assert kept(engine, r.Episode, owner) == [spasm]
    assert kept(engine, r.PainLevel, owner) == [level]
    assert kept(engine, r.Relief, owner) == [relief]


def test_only_what_is_linked_to_that_episode_is_unlinked(
    engine: Engine, owner: str, stranger: str
) -> None:
    spasm, other = episode(NOW - timedelta(days=2)), episode(NOW - timedelta(days=1))
    linked = pain(episode_id=other.id)
    with session(engine, writes=True) as db:
        for record in (spasm, other, linked):
            actions.add(db, owner, record, sent())
        theirs = pain(episode_id=spasm.id)
        actions.add(db, stranger, theirs, sent())
        db.flush()
        actions.remove(db, r.Episode, row_of(db, owner, spasm), sent())
        db.commit()
    assert kept(engine, r.PainLevel, owner) == [linked]
    assert kept(engine, r.PainLevel, stranger) == [theirs]


def test_undoing_half_of_it_is_not_done_at_all(engine: Engine, owner: str) -> None:
    level, spasm, *_ = EXAMPLES
    the_examples(engine, owner)
    with session(engine, writes=True) as db:
        removed = actions.remove(db, r.Episode, row_of(db, owner, spasm), sent())
        db.commit()
        changed = level.with_(episode_id=None, note="since")
        actions.change(db, row_of(db, owner, level), changed, sent())
        db.commit()
        with pytest.raises(CannotUndo):
            change_undo.undo(db, removed, NOW)
        db.commit()
    assert kept(engine, r.Episode, owner) == []
    assert kept(engine, r.PainLevel, owner) == [changed]


def test_the_last_day_of_an_episode_follows_its_end(db: Session, owner: str) -> None:
    spasm = episode(NOW - timedelta(days=3))
    actions.add(db, owner, spasm, sent())
    db.flush()
    row = row_of(db, owner, spasm)
    assert isinstance(row, m.EpisodeRow)
    assert row.last_day is None
    actions.change(db, row, spasm.with_(ended_at=NOW), sent())
    assert row.last_day == DAY
    actions.change(db, row, spasm, sent())
    assert row.last_day is None


# Submissions


def test_a_submission_is_found_again_under_its_key_by_its_owner_only(
    db: Session, owner: str, stranger: str
) -> None:
    submission = sent()
    change = actions.add(db, owner, pain(), submission)
    db.flush()
    assert made_by(db, owner, submission.client_key) is change
    assert made_by(db, stranger, submission.client_key) is None
    assert made_by(db, owner, sent().client_key) is None
    assert changes.change_of(db, owner, change.id) is change
    assert changes.change_of(db, stranger, change.id) is None


def test_a_key_that_was_used_saves_nothing_more(engine: Engine, owner: str) -> None:
    submission = sent()
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(kind="now"), submission)
        db.commit()
        actions.add(db, owner, pain(kind="now"), submission)
        with pytest.raises(IntegrityError):
            db.commit()
    assert len(kept(engine, r.PainLevel, owner)) == 1


def test_two_accounts_hold_the_same_record_apart(
    engine: Engine, owner: str, stranger: str
) -> None:
    one_of_everything(engine, owner)
    one_of_everything(engine, stranger)
    with session(engine, writes=True) as db:
        for example in EXAMPLES:
            actions.remove(db, type(example), row_of(db, stranger, example), sent())
        db.commit()
    for example in EXAMPLES:
        assert example in kept(engine, type(example), owner)
        assert example not in kept(engine, type(example), stranger)


def test_a_record_of_an_import_is_edited_and_put_back_as_any_other(
    engine: Engine, owner: str
) -> None:
    bring_in(engine, owner, EXAMPLES)
    with session(engine, writes=True) as db:
        for example in EXAMPLES:
            row = row_of(db, owner, example)
            assert row.version == 1
            change = actions.change(db, row, others(example), sent())
            db.flush()
            change_undo.undo(db, change, NOW)
            assert row_writing.stored(db, type(example), row) == example


def test_touching_a_line_of_the_starting_programme_makes_it_ones_own(
    db: Session, owner: str
) -> None:
    (row, *_) = db.scalars(
        select(m.PrescriptionRow).where(m.PrescriptionRow.owner_id == owner)
    ).all()
    assert row.starting is True
    actions.change(db, row, row_writing.stored(db, r.Prescription, row).with_(minutes=5), sent())
    assert row.starting is False


def test_the_examples_leave_nothing_out() -> None:
    for record in EXAMPLES:
        names = {
            field.name for field in fields(record) if getattr(record, field.name) not in (None, ())
        }
        assert names == {field.name for field in fields(record)}
    assert date(2026, 5, 20) == DAY


def test_only_a_spasm_of_ones_own_is_linked_to(db: Session, owner: str, stranger: str) -> None:
    theirs, mine = episode(NOW), episode(NOW)
    actions.add(db, stranger, theirs, sent())
    actions.add(db, owner, mine, sent())
    db.flush()
    for episode_id, linked in (
        (theirs.id, None),
        (row_writing.new_id(), None),
        (mine.id, mine.id),
    ):
        level = pain(kind="now").with_(episode_id=episode_id)
        assert actions.linked(db, owner, level) == level.with_(episode_id=linked)

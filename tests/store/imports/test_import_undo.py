"""Taking an import back as a whole."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.store.accounts import retention
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, catalogue, changes, queries, row_writing
from journal.store.imports import apply, import_undo
from journal.store.imports.import_steps import read, written
from journal.store.imports.prepared_undo import Undone
from journal.store.imports.preview import Source
from tests.store.imports.test_imports import ALL_FILES, file_of, from_a_tracker
from tests.store.making import (
    DAY,
    EXAMPLES,
    NOW,
    bring_in,
    episode,
    exercise,
    kept,
    pain,
    rows_of,
    sent,
    statements,
)

ONE = timedelta(days=1)
SECONDS = count(1)


def later() -> datetime:
    """A moment after all before it."""
    return NOW + timedelta(seconds=next(SECONDS))


def bring(engine: Engine, owner: str, records: Sequence[r.Record]) -> None:
    bring_in(engine, owner, records, later())


def latest(engine: Engine, owner: str) -> m.Change:
    with session(engine, writes=False) as reading:
        (newest, *_) = apply.past(reading, owner, 1)
        change = changes.change_of(reading, owner, newest.id)
        assert change is not None
        return change


def undone(engine: Engine, owner: str) -> Undone:
    """What undoing the owner's latest import did."""
    with session(engine, writes=True) as db:
        change = changes.change_of(db, owner, latest(engine, owner).id)
        assert change is not None
        outcome = import_undo.undo(db, change, NOW)
        db.commit()
        assert outcome is not None
        return outcome


def everything(engine: Engine, owner: str) -> list[list[r.Record]]:
    return [kept(engine, kind, owner) for kind in RECORDS.values()]


def edit(engine: Engine, owner: str, record: r.Record) -> None:
    with session(engine, writes=True) as db:
        key = str(getattr(record, columns(type(record))[0].name))
        row = queries.row(db, type(record), owner, key)
        assert row is not None
        actions.change(db, row, record, sent())
        db.commit()


def test_what_was_new_goes_and_the_starting_programme_comes_back(
    engine: Engine, owner: str
) -> None:
    before, rows = everything(engine, owner), rows_of(engine, owner)
    bring(engine, owner, EXAMPLES)
    outcome = undone(engine, owner)
    assert (outcome.removed, outcome.put_back, outcome.left, outcome.not_restored) == (
        len(EXAMPLES),
        0,
        {},
        [],
    )
    assert everything(engine, owner) == before
    assert rows_of(engine, owner) == rows | {"changes": 1, "imports": 1}
    with session(engine, writes=False) as db:
        mine = select(m.PrescriptionRow.starting).where(m.PrescriptionRow.owner_id == owner)
        assert list(db.scalars(mine)) == [True] * 4


def test_what_was_changed_is_as_it_was(engine: Engine, owner: str) -> None:
    bring(engine, owner, EXAMPLES)
    before = everything(engine, owner)
    bring(engine, owner, [example.with_(note="edited") for example in EXAMPLES])
    outcome = undone(engine, owner)
    assert (outcome.removed, outcome.put_back) == (0, len(EXAMPLES))
    assert everything(engine, owner) == before


def test_it_is_done_once(engine: Engine, owner: str) -> None:
    bring(engine, owner, [pain()])
    change = latest(engine, owner)
    assert undone(engine, owner).removed == 1
    bring(engine, owner, [pain()])
    with session(engine, writes=True) as db:
        again = changes.change_of(db, owner, change.id)
        assert again is not None
        assert import_undo.undo(db, again, NOW) is None
        db.commit()
    assert len(kept(engine, r.PainLevel, owner)) == 1


def test_what_was_edited_since_stays_and_is_named(engine: Engine, owner: str) -> None:
    first, second, third = pain(DAY), pain(DAY - ONE), pain(DAY - 2 * ONE)
    bring(engine, owner, [third])
    bring(engine, owner, [first, second, third.with_(level=9)])
    mine = [first.with_(level=8), third.with_(level=7)]
    for record in mine:
        edit(engine, owner, record)
    outcome = undone(engine, owner)
    assert (outcome.removed, outcome.put_back, outcome.left) == (1, 0, {"pain": 2})
    assert [record for _, record in outcome.examples] == mine
    assert sorted(map(str, kept(engine, r.PainLevel, owner))) == sorted(map(str, mine))


def test_what_was_deleted_since_stays_away(engine: Engine, owner: str) -> None:
    first, second = pain(DAY), pain(DAY - ONE)
    bring(engine, owner, [second])
    bring(engine, owner, [first, second.with_(level=9)])
    with session(engine, writes=True) as db:
        for record in (first, second):
            row = queries.row(db, r.PainLevel, owner, record.id)
            assert row is not None
            actions.remove(db, r.PainLevel, row, sent())
        db.commit()
    outcome = undone(engine, owner)
    assert (outcome.removed, outcome.put_back, outcome.left) == (0, 0, {})
    assert kept(engine, r.PainLevel, owner) == []


def test_exercises_it_added_go_unless_they_are_used(engine: Engine, owner: str) -> None:
    bring(engine, owner, [exercise(exercise="Swimming"), exercise(exercise="Rowing")])
    with session(engine, writes=True) as db:
        actions.add(db, owner, exercise(DAY - ONE, exercise="Rowing"), sent())
        db.commit()
    undone(engine, owner)
    with session(engine, writes=False) as db:
        names = [row.name for row in queries.exercises(db, owner)]
    assert names == ["Bridge", "Curl-up", "Rowing", "Side leg raise", "Walking"]


def test_an_exercise_renamed_since_stays_on_the_list(engine: Engine, owner: str) -> None:
    bring(engine, owner, [exercise(exercise="Swimming")])
    with session(engine, writes=True) as db:
        mine = row_writing.exercise_named(db, owner, "Swimming")
        assert mine is not None
        catalogue.rename(db, mine, "Crawl", NOW)
        db.commit()
    undone(engine, owner)
    with session(engine, writes=False) as db:
        assert "Crawl" in [row.name for row in queries.exercises(db, owner)]
    assert kept(engine, r.CompletedExercise, owner) == []


def test_a_renamed_exercise_is_put_back_under_its_name_of_now(engine: Engine, owner: str) -> None:
    record = exercise(reps=3)
    bring(engine, owner, [record])
    bring(engine, owner, [record.with_(reps=4)])
    with session(engine, writes=True) as db:
        mine = row_writing.exercise_named(db, owner, "Bridge")
        assert mine is not None
        catalogue.rename(db, mine, "Brücke", NOW)
        db.commit()
    undone(engine, owner)
    assert kept(engine, r.CompletedExercise, owner) == [record.with_(exercise="Brücke")]


def test_ratings_that_changed_places_change_back(engine: Engine, owner: str) -> None:
    first, second = pain(DAY, 3), pain(DAY - ONE, 7)
    bring(engine, owner, [first, second])
    bring(engine, owner, [first.with_(day=DAY - ONE), second.with_(day=DAY)])
    undone(engine, owner)
    assert sorted(map(str, kept(engine, r.PainLevel, owner))) == sorted(map(str, [first, second]))


def test_a_day_that_was_rated_anew_since_leaves_everything_as_it_is(
    engine: Engine, owner: str
) -> None:
    first = pain(DAY, 3)
    bring(engine, owner, [first])
    bring(engine, owner, [first.with_(day=DAY - ONE), pain(DAY - 2 * ONE)])
    typed = pain(DAY, 5)
    with session(engine, writes=True) as db:
        actions.add(db, owner, typed, sent())
        db.commit()
    before = everything(engine, owner)
    with session(engine, writes=True) as db:
        change = changes.change_of(db, owner, latest(engine, owner).id)
        assert change is not None
        with pytest.raises(changes.CannotUndo, match="undo_another_entry_imported"):
            import_undo.undo(db, change, NOW)
        db.rollback()
    assert everything(engine, owner) == before


def test_a_level_noted_since_outlives_the_spasm_it_was_of(engine: Engine, owner: str) -> None:
    spasm = episode(NOW - ONE, peak_level=5)
    bring(engine, owner, [spasm])
    level = pain(DAY, 0, kind="now", episode_id=spasm.id)
    with session(engine, writes=True) as db:
        actions.add(db, owner, level, sent())
        db.commit()
    undone(engine, owner)
    assert kept(engine, r.Episode, owner) == []
    assert kept(engine, r.PainLevel, owner) == [level.with_(episode_id=None)]


def test_a_programme_edited_since_keeps_the_place_of_the_starting_one(
    engine: Engine, owner: str
) -> None:
    line = EXAMPLES[4]
    bring(engine, owner, [line])
    edit(engine, owner, line.with_(note="mine now"))
    outcome = undone(engine, owner)
    assert (outcome.not_restored, outcome.left) == (["programme"], {"programme": 1})
    assert kept(engine, r.Prescription, owner) == [line.with_(note="mine now")]


def test_a_note_a_tracker_added_to_goes_back_to_what_it_was(engine: Engine, owner: str) -> None:
    mine = r.DayNote(day=DAY, note="mine", no_exercise=True)
    bring(engine, owner, [mine])
    with session(engine, writes=True) as db:
        theirs = from_a_tracker(r.DayNote(day=DAY, sleep=4, note="theirs"), pain(kind="now"))
        apply.apply(db, owner, [Source("daylio.csv", theirs)], sent(at=later()))
        db.commit()
    undone(engine, owner)
    assert kept(engine, r.DayNote, owner) == [mine]
    assert kept(engine, r.PainLevel, owner) == []


def test_it_can_be_undone_for_thirty_days(engine: Engine, owner: str) -> None:
    bring(engine, owner, [pain()])
    change_id = latest(engine, owner).id
    for days, possible in ((29, True), (31, False)):
        with session(engine, writes=True) as db:
            retention.forget(db, NOW + days * ONE)
            assert (
                bool(list(db.scalars(select(m.ImportStep).where(m.ImportStep.owner_id == owner))))
                is possible
            )
            change = changes.change_of(db, owner, change_id)
            assert change is not None
            if possible:
                assert import_undo.undo(db, change, NOW + days * ONE) is not None
                db.rollback()
                continue
            with pytest.raises(changes.CannotUndo, match="undo_too_late"):
                import_undo.undo(db, change, NOW + days * ONE)
            db.rollback()
    assert len(kept(engine, r.PainLevel, owner)) == 1


def test_a_strangers_import_is_none_of_mine(engine: Engine, owner: str, stranger: str) -> None:
    bring(engine, stranger, [pain()])
    with session(engine, writes=False) as db:
        assert apply.past(db, owner, 9) == []
        assert import_undo.import_of(db, owner, latest(engine, stranger).id) is None


def test_five_thousand_rows_go_with_few_statements(engine: Engine, owner: str) -> None:
    begins = date(2010, 1, 1)
    levels = [pain(begins + n * ONE, n % 11, id=str(uuid4())) for n in range(5_000)]
    bring(engine, owner, levels[:1_000])
    before = everything(engine, owner)
    bring(engine, owner, [level.with_(level=(level.level + 1) % 11) for level in levels])
    with statements(engine) as ran:
        outcome = undone(engine, owner)
    assert (outcome.removed, outcome.put_back) == (4_000, 1_000)
    assert len(ran) < 120
    assert everything(engine, owner) == before


def test_every_kind_that_was_new_goes_whole(engine: Engine, owner: str) -> None:
    for records in ALL_FILES:
        with session(engine, writes=True) as db:
            apply.apply(db, owner, [Source("a.csv", file_of(records))], sent(at=later()))
            db.commit()
        assert undone(engine, owner).removed == 1
        assert records[0] not in kept(engine, type(records[0]), owner)


def test_steps_that_were_noted_by_position_are_read_by_name() -> None:
    """As the journal noted them before it gave them names."""
    changed = read("changed", '[["1", {"level": "3"}, 2, {}]]')
    assert changed == [{"key": "1", "texts": {"level": "3"}, "version": 2, "extras": {}}]
    listed = read("relisted", '[[{"id": "1", "name": "Bridge"}, 4]]')
    assert listed == [{"exercise": {"id": "1", "name": "Bridge"}, "version": 4}]
    assert read("new", '["1", "2"]') == ["1", "2"]
    assert read("changed", written(changed)) == changed

"""The rules each entry was written under are kept; entries that newer ones make wrong are found
and corrected, as one change."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select, text

from journal.core.diary.zone_rules import AS_IT_IS, BY_CLOCK, CLOCK, MOMENT, TYPED, offset_of
from journal.core.model import records as r
from journal.core.model.goals import Goal
from journal.core.model.kinds import SLUGS
from journal.core.model.moments import local_day
from journal.exchange.files.read_file import ReadFile
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.diary import actions, change_undo, changes, queries, zone_rules
from journal.store.diary.rows import OFFSET, ROWS, column_of
from journal.store.imports import apply, import_undo
from journal.store.imports.preview import Source
from tests.store.making import EXAMPLES, episode, exercise, kept, pain, sent
from tests.zone_rules import NOW, THEN, ZONE, older_rules

LATE = datetime.fromisoformat("2026-05-20T22:30Z")
"""By the older rules it is still Wednesday."""
LATER = LATE + timedelta(days=9)
HOUR = timedelta(hours=1)
LEVEL = pain(LATE.date(), recorded_at=LATE, kind="now")


def offsets(engine: Engine, owner: str, kind: type[r.Record]) -> list[int | None]:
    """The offsets that are kept with the owner's entries of a kind."""
    with session(engine, writes=False) as reading:
        column = column_of(kind, OFFSET)
        return [*reading.scalars(select(column).where(ROWS[kind].owner_id == owner))]


def logged(engine: Engine, owner: str, *records: r.Timed, later: timedelta = timedelta()) -> None:
    """Log entries under the older rules, each so much later than its moment."""
    with older_rules(), session(engine, writes=True) as db:
        for record in records:
            own = record.with_(day=local_day(record.moment, ZONE))
            actions.add(db, owner, own, sent(at=record.moment + later))
        db.commit()


def groups(engine: Engine, owner: str) -> dict[str, str]:
    """What is asked about the owner's entries, by their ids."""
    with session(engine, writes=False) as db:
        return {concern.key: concern.group for concern in zone_rules.concerns(db, owner)}


def corrected(engine: Engine, owner: str, right: str, *records: r.Timed) -> tuple[str, int, int]:
    """The id of the change that correcting entries made, how many it was of, and how many not."""
    names = {f"{SLUGS[type(record)]}:{record.id}" for record in records}
    with session(engine, writes=True) as db:
        outcome = zone_rules.correct(db, owner, names, right, sent(at=LATER))
        key = outcome.change.id if outcome.change else ""
        db.commit()
        return key, outcome.count, outcome.left


def undo(engine: Engine, owner: str, key: str) -> None:
    with session(engine, writes=True) as db:
        change = changes.change_of(db, owner, key)
        assert change
        change_undo.undo(db, change, LATER)
        db.commit()


def test_every_kind_with_a_moment_keeps_the_offset_of_its_zone(engine: Engine, owner: str) -> None:
    timed = [example for example in EXAMPLES if isinstance(example, r.Timed)]
    with session(engine, writes=True) as db:
        for example in timed:
            actions.add(db, owner, example, sent())
        db.commit()
    for example in timed:
        assert offsets(engine, owner, type(example)) == [offset_of(example)] == [NOW], example


def test_an_edit_of_another_field_keeps_the_offset_and_one_of_the_time_does_not(
    engine: Engine, owner: str
) -> None:
    logged(engine, owner, LEVEL)
    for typed, offset in (
        (LEVEL.with_(level=9), THEN),
        (LEVEL.with_(recorded_at=LATE - HOUR), NOW),
    ):
        with session(engine, writes=True) as db:
            row = queries.row(db, r.PainLevel, owner, LEVEL.id)
            assert row
            key = actions.change(db, row, typed, sent(at=LATER)).id
            db.commit()
        assert offsets(engine, owner, r.PainLevel) == [offset]
    undo(engine, owner, key)
    assert offsets(engine, owner, r.PainLevel) == [THEN]


def test_a_deleted_entry_comes_back_with_its_offset(engine: Engine, owner: str) -> None:
    logged(engine, owner, LEVEL)
    with session(engine, writes=True) as db:
        row = queries.row(db, r.PainLevel, owner, LEVEL.id)
        assert row
        key = actions.remove(db, r.PainLevel, row, sent(at=LATER)).id
        db.commit()
    undo(engine, owner, key)
    assert offsets(engine, owner, r.PainLevel) == [THEN]


def brought(engine: Engine, owner: str, *records: r.Record) -> str:
    """The id of the import of a file with some records of one kind."""
    file = ReadFile(type(records[0]), [*records], [*range(2, len(records) + 2)])
    with session(engine, writes=True) as db:
        change = apply.apply(db, owner, [Source("a.csv", file)], sent(at=LATER)).change
        assert change
        db.commit()
        return change.id


def test_every_kind_with_a_moment_can_be_corrected(engine: Engine, owner: str) -> None:
    assert all(issubclass(ROWS[kind], m.TimedRow) for kind in zone_rules.TIMED)
    goal = next(example for example in EXAMPLES if isinstance(example, Goal))
    goal = goal.with_(written_at=LATE, zone=ZONE)
    logged(engine, owner, goal)
    key, count, left = corrected(engine, owner, MOMENT, goal)
    assert (count, left) == (1, 0)
    assert offsets(engine, owner, Goal) == [NOW]
    undo(engine, owner, key)
    assert offsets(engine, owner, Goal) == [THEN]


def test_an_import_and_its_undo_keep_the_offset_of_a_time_that_stays(
    engine: Engine, owner: str
) -> None:
    session_done = exercise(LATE.date(), completed_at=LATE)
    new = exercise(LATE.date(), completed_at=LATE - HOUR)
    logged(engine, owner, session_done)
    brought(engine, owner, session_done.with_(effort=9), new)
    assert sorted(map(str, offsets(engine, owner, r.CompletedExercise))) == [str(THEN), str(NOW)]
    key = brought(engine, owner, session_done.with_(completed_at=LATE + HOUR))
    assert offsets(engine, owner, r.CompletedExercise) == [NOW, NOW]
    with session(engine, writes=True) as db:
        change = changes.change_of(db, owner, key)
        assert change
        assert import_undo.undo(db, change, LATER)
        db.commit()
    assert sorted(map(str, offsets(engine, owner, r.CompletedExercise))) == [str(THEN), str(NOW)]


def test_what_was_logged_as_it_happened_moves_to_its_day(engine: Engine, owner: str) -> None:
    spasm = episode(LATE, LATE + HOUR, day=LATE.date())
    average = pain(LATE.date(), recorded_at=LATE)
    at_noon = exercise(LATE.date(), completed_at=LATE - 12 * HOUR)
    logged(engine, owner, LEVEL, average, spasm, at_noon)
    assert groups(engine, owner) == dict.fromkeys((LEVEL.id, average.id, spasm.id), BY_CLOCK)
    key, *counts = corrected(engine, owner, MOMENT, LEVEL, average, spasm)
    assert counts == [3, 0]
    thursday = LATE.date() + timedelta(days=1)
    assert {LEVEL.with_(day=thursday), average.with_(day=thursday)} == {
        *kept(engine, r.PainLevel, owner)
    }
    assert kept(engine, r.Episode, owner) == [spasm.with_(day=thursday)]
    assert groups(engine, owner) == {}
    undo(engine, owner, key)
    assert {LEVEL, average} == {*kept(engine, r.PainLevel, owner)}
    assert len(groups(engine, owner)) == 3


def test_an_exercise_that_moves_to_a_rest_day_takes_its_mark_off(
    engine: Engine, owner: str
) -> None:
    bridge = exercise(LATE.date(), completed_at=LATE)
    rest_day = r.DayNote(day=LATE.date() + timedelta(days=1), no_exercise=True)
    logged(engine, owner, bridge)
    with session(engine, writes=True) as db:
        actions.add(db, owner, rest_day, sent())
        db.commit()
    key, count, left = corrected(engine, owner, MOMENT, bridge)
    assert (count, left) == (1, 0)
    assert kept(engine, r.DayNote, owner) == [rest_day.with_(no_exercise=None)]
    undo(engine, owner, key)
    assert kept(engine, r.DayNote, owner) == [rest_day]


def test_what_was_typed_keeps_its_time_or_its_moment(engine: Engine, owner: str) -> None:
    other = replace(LEVEL, id="11111111-1111-4111-8111-111111111111")
    logged(engine, owner, LEVEL, other, later=timedelta(days=1))
    assert groups(engine, owner) == {LEVEL.id: TYPED, other.id: TYPED}
    assert corrected(engine, owner, CLOCK, LEVEL)[1:] == (1, 0)
    assert corrected(engine, owner, MOMENT, other)[1:] == (1, 0)
    assert {*kept(engine, r.PainLevel, owner)} == {
        LEVEL.with_(recorded_at=LATE - HOUR),
        other.with_(day=LATE.date() + timedelta(days=1)),
    }
    assert groups(engine, owner) == {}


def test_spasms_that_follow_each_other_move_together(engine: Engine, owner: str) -> None:
    spasms = [episode(LATE + n * HOUR, LATE + (n + 1) * HOUR) for n in range(3)]
    logged(engine, owner, *spasms, later=timedelta(days=1))
    assert corrected(engine, owner, CLOCK, *spasms)[1:] == (3, 0)


def test_what_cannot_be_is_left_and_can_be_left_for_good(engine: Engine, owner: str) -> None:
    thursday = LATE.date() + timedelta(days=1)
    average = pain(LATE.date(), recorded_at=LATE)
    logged(engine, owner, average)
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(thursday, 2), sent(at=LATER))
        db.commit()
    before = kept(engine, r.PainLevel, owner)
    assert corrected(engine, owner, MOMENT, average) == ("", 0, 1)
    assert kept(engine, r.PainLevel, owner) == before
    assert corrected(engine, owner, AS_IT_IS, average)[1:] == (1, 0)
    assert kept(engine, r.PainLevel, owner) == before
    assert groups(engine, owner) == {}


def test_a_spasm_without_an_end_that_is_over_stays_over(engine: Engine, owner: str) -> None:
    spasm = episode(LATE)
    logged(engine, owner, spasm)
    with session(engine, writes=True) as db:
        row = queries.row(db, r.Episode, owner, spasm.id)
        assert isinstance(row, m.EpisodeRow)
        row.last_day = spasm.day
        db.commit()
    assert corrected(engine, owner, MOMENT, spasm)[1:] == (1, 0)
    with session(engine, writes=False) as db:
        assert queries.running_episode(db, owner) is None


def test_nothing_of_a_strangers_is_found_or_corrected(
    engine: Engine, owner: str, stranger: str
) -> None:
    logged(engine, owner, LEVEL)
    assert groups(engine, stranger) == {}
    assert corrected(engine, stranger, MOMENT, LEVEL) == ("", 0, 0)
    assert groups(engine, owner) == {LEVEL.id: BY_CLOCK}


def test_the_question_for_all_accounts_finds_the_same(
    engine: Engine, owner: str, stranger: str
) -> None:
    ids = []
    for account in (owner, stranger):
        own: dict[str, Any] = {"id": pain().id}
        logged(engine, account, LEVEL.with_(**own))
        ids.append(own["id"])
    everyones = {ALL_OWNERS: True}
    with engine.connect() as connection:
        rows = connection.execute(text(zone_rules.written_by_all()), execution_options=everyones)
        assert {*ids} <= {concern.key for concern in zone_rules.concerns_in(rows)}

"""Bringing files in: what it would do, then all of it or nothing."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.exchange.files.read_file import ReadFile
from journal.exchange.own.tidy_reading import read_file
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import (
    actions,
    change_undo,
    changes,
    exercise_listing,
    queries,
    row_writing,
)
from journal.store.imports import apply
from journal.store.imports.comparison import import_preview
from journal.store.imports.preview import ImportPreview, Source
from journal.words.imports import sentence
from tests.core.written import written
from tests.store.making import (
    DAY,
    EXAMPLES,
    NOW,
    ZONE,
    all_of,
    bring_in,
    exercise,
    kept,
    pain,
    rows_of,
    sent,
    statements,
)
from tests.together import together

ONE = timedelta(days=1)


def file_of(records: Sequence[r.Record]) -> ReadFile:
    """A file as the journal writes it, read again."""
    return read(written(*records).decode())


def read(text: str) -> ReadFile:
    return read_file(io.BytesIO(text.encode()), now=NOW, zone=ZONE)


def sources(*files: ReadFile) -> list[Source]:
    return [Source(f"{n}.csv", file) for n, file in enumerate(files, start=1)]


def planned(db: Session, owner: str, *files: ReadFile) -> ImportPreview:
    return import_preview(db, owner, sources(*files))


def counts(preview: ImportPreview) -> list[tuple[int, int, int]]:
    return [(part.new, part.changed, part.same) for part in preview.files]


def done(engine: Engine, owner: str, *files: ReadFile) -> ImportPreview:
    """What was planned, once it was done, as it was planned."""
    with session(engine, writes=True) as db:
        before = planned(db, owner, *files)
        assert not before.refused
        outcome = apply.apply(db, owner, sources(*files), sent())
        assert outcome.preview.digest == before.digest
        db.commit()
        return outcome.preview


ALL_FILES = [[example] for example in EXAMPLES]


def test_everything_is_new_then_the_same_then_changed(engine: Engine, owner: str) -> None:
    files = [file_of(records) for records in ALL_FILES]
    first = done(engine, owner, *files)
    assert counts(first) == [(1, 0, 0)] * len(EXAMPLES)
    assert [part.word for part in first.files] == list(RECORDS)
    for example in EXAMPLES:
        assert example in kept(engine, type(example), owner)
    again = done(engine, owner, *files)
    assert counts(again) == [(0, 0, 1)] * len(EXAMPLES)
    assert not again.does_something
    edited = [file_of([example.with_(note="edited")]) for example in EXAMPLES]
    third = done(engine, owner, *edited)
    assert counts(third) == [(0, 1, 0)] * len(EXAMPLES)
    for example in EXAMPLES:
        assert example.with_(note="edited") in kept(engine, type(example), owner)
        assert example not in kept(engine, type(example), owner)


def test_a_plan_changes_nothing(engine: Engine, owner: str) -> None:
    before = rows_of(engine, owner)
    with session(engine, writes=True) as db:
        planned(db, owner, *(file_of(records) for records in ALL_FILES))
        db.commit()
    assert rows_of(engine, owner) == before


def test_doing_it_twice_leaves_the_same_rows(engine: Engine, owner: str) -> None:
    files = [file_of(records) for records in ALL_FILES]
    done(engine, owner, *files)
    before = rows_of(engine, owner)
    done(engine, owner, *files)
    after = rows_of(engine, owner)
    for noted in ("changes", "imports"):
        assert after.pop(noted) == before.pop(noted) + 1
    assert after == before


def test_a_difference_says_the_line_and_each_field(engine: Engine, owner: str) -> None:
    level, untouched = pain(DAY, 3, note="old"), pain(DAY - ONE)
    bring_in(engine, owner, [level, untouched])
    with session(engine, writes=True) as db:
        edited = [untouched, level.with_(level=8, note=None, regions=("tailbone",))]
        (part,) = planned(db, owner, file_of(edited)).files
    (difference,) = part.shown
    assert (difference.line, difference.before, difference.after) == (3, level, edited[1])
    assert difference.fields == [
        ("level", 3, 8),
        ("regions", (), ("tailbone",)),
        ("note", "old", None),
    ]


def test_a_change_by_import_is_seen_by_an_open_form(engine: Engine, owner: str) -> None:
    level = pain()
    bring_in(engine, owner, [level])
    bring_in(engine, owner, [level.with_(note="by file")])
    with session(engine, writes=True) as db:
        row = queries.row(db, r.PainLevel, owner, level.id)
        assert row is not None
        assert row.version == 2
        with pytest.raises(actions.Stale):
            actions.change(db, row, level, sent(), version=1)


def test_one_bad_line_imports_nothing(engine: Engine, owner: str) -> None:
    before = rows_of(engine, owner)
    bad = read("day,kind,level\n2026-05-20,day_average,4\n2026-05-19,day_average,11\n")
    with session(engine, writes=True) as db:
        preview = planned(db, owner, file_of([EXAMPLES[1]]), bad)
        db.commit()
    assert preview.refused
    assert counts(preview) == [(0, 0, 0), (0, 0, 0)]
    assert [(p.line, p.column, p.cell) for p in preview.files[1].file.problems] == [
        (3, "level", "11")
    ]
    assert rows_of(engine, owner) == before


def test_the_id_of_a_stranger_is_no_id_of_mine(engine: Engine, owner: str, stranger: str) -> None:
    bring_in(engine, stranger, EXAMPLES)
    preview = done(engine, owner, *(file_of([e.with_(note="mine")]) for e in EXAMPLES))
    assert counts(preview) == [(1, 0, 0)] * len(EXAMPLES)
    for example in EXAMPLES:
        assert example in kept(engine, type(example), stranger)
        assert example.with_(note="mine") in kept(engine, type(example), owner)


# Files that speak of the same


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("same.csv", "same.csv")])
def test_what_stands_in_two_files_is_refused(
    engine: Engine, owner: str, names: tuple[str, str]
) -> None:
    with session(engine, writes=True) as db:
        for example in EXAMPLES:
            files = [file_of([example]), file_of([example.with_(note="other")])]
            preview = import_preview(db, owner, list(map(Source, names, files)))
            assert preview.refused
            (problem, *_) = preview.files[1].file.problems
            assert (problem.line, sentence(problem.text)) == (2, f"This is in {names[0]} too.")


def test_two_files_that_rate_one_day_are_refused(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        preview = planned(db, owner, file_of([pain(DAY, 3)]), file_of([pain(DAY, 4)]))
    (problem,) = preview.files[1].file.problems
    assert (problem.line, problem.column, problem.cell) == (2, "day", "2026-05-20")


def test_two_files_of_one_kind_go_in_together(engine: Engine, owner: str) -> None:
    preview = done(engine, owner, file_of([pain(DAY)]), file_of([pain(DAY - ONE)]))
    assert counts(preview) == [(1, 0, 0), (1, 0, 0)]
    assert len(kept(engine, r.PainLevel, owner)) == 2


# Ratings of a day


def test_a_rating_is_known_by_its_day_under_another_id(engine: Engine, owner: str) -> None:
    mine = pain(DAY, 3)
    bring_in(engine, owner, [mine])
    same = done(engine, owner, file_of([mine.with_(id=str(uuid4()))]))
    assert counts(same) == [(0, 0, 1)]
    changed = done(engine, owner, file_of([mine.with_(id=str(uuid4()), level=9)]))
    assert counts(changed) == [(0, 1, 0)]
    assert kept(engine, r.PainLevel, owner) == [mine.with_(level=9)]


def test_a_worst_or_a_moment_is_not_the_average_of_its_day(engine: Engine, owner: str) -> None:
    bring_in(engine, owner, [pain(DAY, 3)])
    levels = [pain(DAY, 3, kind="day_worst"), pain(DAY, 3, kind="now")]
    assert counts(done(engine, owner, file_of(levels))) == [(2, 0, 0)]


def test_a_rating_that_moves_makes_room_for_a_new_one(engine: Engine, owner: str) -> None:
    moved = pain(DAY, 3)
    bring_in(engine, owner, [moved])
    new = pain(DAY, 7)
    moved = moved.with_(day=DAY - ONE)
    done(engine, owner, file_of([moved, new]))
    levels = {(level.day, level.level) for level in pains(engine, owner)}
    assert levels == {(DAY - ONE, 3), (DAY, 7)}


def test_two_ratings_that_change_places_both_stay(engine: Engine, owner: str) -> None:
    first, second = pain(DAY, 3), pain(DAY - ONE, 7)
    bring_in(engine, owner, [first, second])
    swapped = [first.with_(day=DAY - ONE), second.with_(day=DAY)]
    done(engine, owner, file_of(swapped))
    assert {(level.day, level.level) for level in pains(engine, owner)} == {
        (DAY - ONE, 3),
        (DAY, 7),
    }


def pains(engine: Engine, owner: str) -> list[r.PainLevel]:
    return [level for level in kept(engine, r.PainLevel, owner) if isinstance(level, r.PainLevel)]


# Exercises and the programme


def test_an_unknown_exercise_joins_the_list_once(engine: Engine, owner: str) -> None:
    swims = [
        exercise(DAY, exercise="Swimming"),
        exercise(DAY - ONE, exercise="SWIMMING"),
        exercise(DAY - 2 * ONE, exercise="bridge"),
    ]
    line = r.Prescription(id=str(uuid4()), exercise="swimming", starts_on=DAY)
    preview = done(engine, owner, file_of(swims), file_of([line]))
    assert preview.new_exercises == ["Swimming"]
    with session(engine, writes=False) as db:
        names = [row.name for row in queries.exercises(db, owner)]
        assert names == ["Bridge", "Curl-up", "Side leg raise", "Swimming", "Walking"]
        assert {f.exercise for f in queries.programme(db, owner)} == {"Swimming"}
        exercises = {f.exercise for f in all_of(db, r.CompletedExercise, owner)}  # type: ignore[attr-defined]  # of completed exercises
    assert exercises == {"Swimming", "Bridge"}
    assert not done(engine, owner, file_of(swims)).does_something


def test_a_retired_exercise_is_known_by_its_name(engine: Engine, owner: str) -> None:
    bring_in(engine, owner, [exercise()])
    with session(engine, writes=True) as db:
        bridge = row_writing.exercise_named(db, owner, "Bridge")
        assert bridge is not None
        exercise_listing.take_off(db, bridge, sent(), DAY)
        db.commit()
    preview = done(engine, owner, file_of([exercise(DAY - ONE)]))
    assert preview.new_exercises == []
    assert len(kept(engine, r.CompletedExercise, owner)) == 2


def test_an_exercise_of_a_stranger_is_not_on_the_list(
    engine: Engine, owner: str, stranger: str
) -> None:
    bring_in(engine, stranger, [exercise(exercise="Swimming")])
    preview = done(engine, owner, file_of([exercise(exercise="swimming")]))
    assert preview.new_exercises == ["swimming"]


def test_an_untouched_starting_programme_gives_way(
    engine: Engine, owner: str, stranger: str
) -> None:
    line = EXAMPLES[4]
    preview = done(engine, owner, file_of([line]))
    assert preview.replaces_starting
    assert kept(engine, r.Prescription, owner) == [line]
    assert len(kept(engine, r.Prescription, stranger)) == 4


def test_a_touched_starting_programme_stays(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        (first, *_) = db.scalars(
            select(m.PrescriptionRow).where(m.PrescriptionRow.owner_id == owner)
        )
        mine = row_writing.stored(db, r.Prescription, first).with_(minutes=5)
        actions.change(db, first, mine, sent())
        db.commit()
    preview = done(engine, owner, file_of([EXAMPLES[4]]))
    assert not preview.replaces_starting
    assert len(kept(engine, r.Prescription, owner)) == 5


def test_a_programme_that_went_out_unchanged_comes_back_unchanged(
    engine: Engine, owner: str
) -> None:
    starting = kept(engine, r.Prescription, owner)
    preview = done(engine, owner, file_of(starting))
    assert counts(preview) == [(0, 0, 4)]
    assert not preview.replaces_starting
    assert kept(engine, r.Prescription, owner) == starting


def test_the_programme_of_another_account_takes_the_place_of_the_starting_one(
    engine: Engine, owner: str, stranger: str
) -> None:
    theirs = kept(engine, r.Prescription, stranger)
    preview = done(engine, owner, file_of(theirs))
    assert counts(preview) == [(4, 0, 0)]
    assert kept(engine, r.Prescription, owner) == theirs


def test_other_files_leave_the_starting_programme_alone(engine: Engine, owner: str) -> None:
    preview = done(engine, owner, file_of([exercise()]))
    assert not preview.replaces_starting
    assert len(kept(engine, r.Prescription, owner)) == 4


def test_a_line_of_the_starting_programme_that_the_file_keeps_is_kept(
    engine: Engine, owner: str
) -> None:
    (first, second, *_) = kept(engine, r.Prescription, owner)
    edited, new = first.with_(note="edited"), EXAMPLES[4]
    done(engine, owner, file_of([edited, second, new]))
    lines = kept(engine, r.Prescription, owner)
    assert [line in lines for line in (edited, second, new)] == [True, True, True]


def test_a_line_of_the_starting_programme_that_a_file_changed_is_ones_own(
    engine: Engine, owner: str
) -> None:
    edited = kept(engine, r.Prescription, owner)[0].with_(note="edited")
    done(engine, owner, file_of([edited]))
    done(engine, owner, file_of([EXAMPLES[4]]))
    assert edited in kept(engine, r.Prescription, owner)


# Many, and at once


def test_five_thousand_rows_go_in_whole_with_few_statements(engine: Engine, owner: str) -> None:
    begins = date(2010, 1, 1)
    records = [pain(begins + n * ONE, n % 11) for n in range(5_000)]
    file = file_of(records)
    with statements(engine) as ran:
        assert counts(done(engine, owner, file)) == [(5_000, 0, 0)]
    assert len(ran) < 100
    assert {level.day for level in pains(engine, owner)} == {level.day for level in records}
    edited = [level.with_(level=(level.level + 1) % 11) for level in records[:1_200]]
    assert counts(done(engine, owner, file_of(edited + records[1_200:]))) == [(0, 1_200, 3_800)]
    assert len(pains(engine, owner)) == 5_000


def test_two_imports_at_once_bring_each_line_in_once(engine: Engine, owner: str) -> None:
    levels = [pain(DAY - n * ONE) for n in range(50)]
    swims = [exercise(DAY - n * ONE, exercise="Swimming") for n in range(50)]

    def outcome() -> str:
        with session(engine, writes=True) as db:
            try:
                apply.apply(db, owner, sources(file_of(levels), file_of(swims)), sent())
                db.commit()
            except apply.TwoOfOneDay:
                return "refused"
            return "done"

    assert sorted(together(outcome, outcome)) in (["done", "done"], ["done", "refused"])
    assert len(kept(engine, r.PainLevel, owner)) == 50
    assert len(kept(engine, r.CompletedExercise, owner)) == 50
    with session(engine, writes=False) as db:
        assert len(queries.exercises(db, owner)) == 5


def test_an_import_is_noted_under_its_key(engine: Engine, owner: str) -> None:
    submission = sent()
    with session(engine, writes=True) as db:
        apply.apply(db, owner, sources(file_of([pain()])), submission)
        db.commit()
        change = changes.made_by(db, owner, submission.client_key)
        assert change is not None
        assert (change.kind, change.action) == ("import", "imported")
        with pytest.raises(changes.CannotUndo):
            change_undo.undo(db, change, NOW)


def from_a_tracker(*records: r.Record) -> ReadFile:
    """A file of another tracker, with records of several kinds."""
    return ReadFile(records=list(records), lines=list(range(2, 2 + len(records))), ours=False)


def test_a_file_of_several_kinds_goes_in_as_a_whole_and_twice_adds_nothing(
    engine: Engine, owner: str
) -> None:
    first = done(engine, owner, from_a_tracker(*EXAMPLES))
    assert counts(first) == [(len(EXAMPLES), 0, 0)]
    for example in EXAMPLES:
        assert example in kept(engine, type(example), owner)
    assert counts(done(engine, owner, from_a_tracker(*EXAMPLES))) == [(0, 0, len(EXAMPLES))]


def test_a_trackers_note_is_added_to_the_days_own(engine: Engine, owner: str) -> None:
    day = NOW.date()
    done(engine, owner, file_of([r.DayNote(day=day, no_exercise=True, note="mine\ntoo")]))
    theirs = from_a_tracker(r.DayNote(day=day, sleep=4, note="too\ntheirs"))
    assert counts(done(engine, owner, theirs)) == [(0, 1, 0)]
    day_note = r.DayNote(day=day, no_exercise=True, sleep=4, note="mine\ntoo\ntheirs")
    assert kept(engine, r.DayNote, owner) == [day_note]
    assert counts(done(engine, owner, theirs)) == [(0, 0, 1)]


def test_a_trackers_note_that_makes_the_days_too_long_is_refused(
    engine: Engine, owner: str
) -> None:
    day = NOW.date()
    done(engine, owner, file_of([r.DayNote(day=day, note="a" * 5000)]))
    with session(engine, writes=False) as db:
        preview = planned(db, owner, from_a_tracker(r.DayNote(day=day, note="b" * 5000)))
    assert [(problem.line, problem.column) for problem in preview.files[0].file.problems] == [
        (2, "note")
    ]

"""The mark of a day without exercise goes with the first exercise, in one change."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.core.diary.summary import WEEK_LEAST, days
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, change_undo, changes, queries, rest_marks, series
from journal.store.diary.spans import spans
from tests.store.making import DAY, NOW, all_of, bring_in, exercise, sent

BEFORE = DAY - timedelta(days=1)
EARLIER = DAY - timedelta(days=2)


def note(day: date, sleep: int | None = None) -> r.DayNote:
    """A rest day, confirmed on the last one."""
    return r.DayNote(day=day, no_exercise=True, confirmed_on=DAY, sleep=sleep)


def notes(db: Session, owner: str) -> list[r.Record]:
    """What is said of the days of an account."""
    return all_of(db, r.DayNote, owner)


def test_exercises_take_the_mark_off_their_days_alone_and_undo_puts_it_back(
    engine: Engine, owner: str, stranger: str
) -> None:
    marked = [note(EARLIER), note(BEFORE, sleep=4), note(DAY)]
    for each in (owner, stranger):
        with session(engine, writes=True) as db:
            actions.put_days(db, each, marked, sent())
            db.commit()
    with session(engine, writes=True) as db:
        exercises = [exercise(BEFORE), exercise(DAY), exercise(EARLIER, outcome="skipped")]
        change = actions.add_all(db, owner, exercises, sent())
        db.commit()
        left = [marked[0], r.DayNote(day=BEFORE, sleep=4), r.DayNote(day=DAY)]
        assert notes(db, owner) == left
        assert notes(db, stranger) == marked
        assert actions.extent(change) == 3
        change_undo.undo(db, change, NOW)
        db.commit()
        assert notes(db, owner) == marked


def test_exercises_are_undone_where_nothing_is_said_of_their_day_any_more(
    engine: Engine, owner: str, stranger: str
) -> None:
    for each in (owner, stranger):
        bring_in(engine, each, [note(DAY, sleep=4)])
    with session(engine, writes=True) as db:
        change = actions.add_all(db, owner, [exercise(DAY)], sent())
        row = queries.row(db, r.DayNote, owner, str(DAY))
        assert row is not None
        actions.remove(db, r.DayNote, row, sent())
        change_undo.undo(db, change, NOW)
        db.commit()
        assert all_of(db, r.CompletedExercise, owner) == []
        assert notes(db, owner) == []
        assert notes(db, stranger) == [note(DAY, sleep=4)]


def test_days_with_exercise_are_not_confirmed_as_rest_days(engine: Engine, owner: str) -> None:
    bring_in(engine, owner, [exercise(BEFORE)])
    with session(engine, writes=True) as db:
        actions.put_days(db, owner, [note(EARLIER), note(BEFORE, sleep=4)], sent())
        db.commit()
        assert notes(db, owner) == [note(EARLIER), r.DayNote(day=BEFORE, sleep=4)]


def test_a_file_may_hold_both_and_what_was_done_counts(
    engine: Engine, owner: str, stranger: str
) -> None:
    records = [note(BEFORE), note(DAY), exercise(BEFORE), exercise(DAY, outcome="skipped")]
    bring_in(engine, owner, records)
    bring_in(engine, stranger, [exercise(DAY)])
    period = Period(BEFORE, DAY)
    with session(engine, writes=False) as db:
        assert notes(db, owner) == records[:2]
        assert rest_marks.held(db, owner, records) == [r.DayNote(day=BEFORE), *records[1:]]
        sums = days(series.essentials(db, owner, period), period)
        assert [day.without_exercise for day in sums] == [False, True]
        (week,) = spans(db, owner, period, [period], WEEK_LEAST)
        assert (week.exercise_days, week.known_days) == (1, 2)


def test_an_exercise_that_is_removed_gives_its_own_day_alone_the_mark_back(
    engine: Engine, owner: str, stranger: str
) -> None:
    mistake = exercise(DAY)
    for each, records in (
        (owner, [exercise(BEFORE), mistake]),
        (stranger, [exercise(BEFORE), exercise(DAY)]),
    ):
        with session(engine, writes=True) as db:
            actions.put_days(db, each, [note(BEFORE), note(DAY, sleep=4)], sent())
            actions.add_all(db, each, records, sent())
            db.commit()
    left = [r.DayNote(day=BEFORE), r.DayNote(day=DAY, sleep=4)]
    with session(engine, writes=True) as db:
        row = queries.row(db, r.CompletedExercise, owner, mistake.id)
        assert row is not None
        change = actions.remove(db, r.CompletedExercise, row, sent())
        db.commit()
        assert notes(db, owner) == [left[0], note(DAY, sleep=4)]
        assert notes(db, stranger) == left
        change_undo.undo(db, change, NOW)
        db.commit()
        assert notes(db, owner) == left


def test_rest_days_that_are_undone_do_not_come_back_with_a_removed_exercise(
    engine: Engine, owner: str, stranger: str
) -> None:
    exercises = {each: exercise(DAY) for each in (owner, stranger)}
    rest_days = {}
    for each, mistake in exercises.items():
        with session(engine, writes=True) as db:
            actions.put_days(db, each, [note(EARLIER)], sent())
            rest_days[each] = actions.put_days(db, each, [note(BEFORE), note(DAY)], sent()).id
            actions.add_all(db, each, [exercise(EARLIER), mistake], sent())
            db.commit()
    with session(engine, writes=True) as db:
        change = changes.change_of(db, owner, rest_days[owner])
        assert change is not None
        change_undo.undo(db, change, NOW)
        db.commit()
    for each in (owner, stranger):
        with session(engine, writes=True) as db:
            for completed in all_of(db, r.CompletedExercise, each):
                assert isinstance(completed, r.CompletedExercise)
                row = queries.row(db, r.CompletedExercise, each, completed.id)
                assert row is not None
                actions.remove(db, r.CompletedExercise, row, sent())
            db.commit()
    with session(engine, writes=False) as db:
        assert notes(db, owner) == [note(EARLIER), r.DayNote(day=DAY)]
        assert notes(db, stranger) == [note(EARLIER), note(BEFORE), note(DAY)]


@pytest.mark.parametrize("marked_before", [timedelta(hours=1), timedelta(days=3)])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_day_has_its_mark_back_in_whichever_order_its_exercises_are_undone(
    db: Session, owner: str, order: tuple[int, ...], marked_before: timedelta
) -> None:
    actions.put_days(db, owner, [note(DAY, sleep=4)], sent(at=NOW - marked_before))
    db.flush()
    log_changes = []
    for _ in order:
        log_changes.append(actions.add(db, owner, exercise(DAY), sent()))
        db.flush()
    for number in order:
        assert notes(db, owner) == [r.DayNote(day=DAY, sleep=4)]
        change_undo.undo(db, log_changes[number], NOW)
        db.flush()
    assert notes(db, owner) == [note(DAY, sleep=4)]


STEPS = st.lists(st.tuples(st.sampled_from(["log", "undo", "remove"]), st.integers(0, 3)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.sampled_from([timedelta(hours=1), timedelta(days=3)]))
def test_a_rest_day_is_one_whenever_no_exercise_is_left_on_it(
    db: Session, owner: str, steps: list[tuple[str, int]], marked_before: timedelta
) -> None:
    with db.begin_nested() as attempt:
        actions.put_days(db, owner, [note(DAY)], sent(at=NOW - marked_before))
        log_changes: list[m.Change] = []
        for what, number in [*steps, *[("undo", 0)] * len(steps)]:
            if what == "log":
                log_changes.append(actions.add_all(db, owner, [exercise(DAY)], sent()))
            elif log_changes:
                change = log_changes.pop(number % len(log_changes))
                if what == "undo":
                    change_undo.undo(db, change, NOW)
                else:
                    row = queries.row(db, r.CompletedExercise, owner, change.record_key)
                    assert row is not None
                    actions.remove(db, r.CompletedExercise, row, sent())
            db.flush()
            assert notes(db, owner) == [r.DayNote(day=DAY) if log_changes else note(DAY)]
        attempt.rollback()

"""A session as it is kept: in order, its pain levels where they were felt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.guided_session import one_session
from journal.core.model.records import CompletedExercise
from journal.core.model.vocabulary import EXERCISED

SIX = datetime(2026, 5, 20, 6, 0, tzinfo=UTC)


def exercise(minute: int = 0, outcome: str = "done") -> CompletedExercise:
    """An exercise of a session with pain 6 before it and 3 after it."""
    return CompletedExercise(
        id=str(UUID(int=minute)),
        day=SIX.date(),
        zone="UTC",
        completed_at=SIX + timedelta(minutes=minute),
        exercise="Bridge",
        sets=1,
        reps=15,
        hold_seconds=3,
        side="both",
        minutes=2,
        pain_before=6,
        pain_after=3,
        outcome=outcome,
    )


def pain(exercises: list[CompletedExercise]) -> list[tuple[int | None, int | None]]:
    return [(exercise.pain_before, exercise.pain_after) for exercise in exercises]


def test_pain_stands_before_the_first_and_after_the_last() -> None:
    exercises = one_session([exercise(20), exercise(0), exercise(10)])
    assert [record.completed_at.minute for record in exercises] == [0, 10, 20]
    assert pain(exercises) == [(6, None), (None, None), (None, 3)]


def test_a_single_exercise_has_both_levels() -> None:
    assert pain(one_session([exercise()])) == [(6, 3)]


def test_what_was_skipped_at_either_end_has_no_level_of_the_session() -> None:
    exercises = one_session(
        [exercise(0, "skipped"), exercise(1), exercise(2, "stopped"), exercise(3, "skipped")]
    )
    assert pain(exercises) == [(None, None), (6, None), (None, 3), (None, None)]


def test_where_all_was_skipped_the_levels_are_kept_all_the_same() -> None:
    assert pain(one_session([exercise(0, "skipped"), exercise(1, "skipped")])) == [
        (6, None),
        (None, 3),
    ]


def test_what_was_skipped_has_no_dose() -> None:
    (record,) = one_session([exercise(0, "skipped")])
    assert (record.sets, record.reps, record.hold_seconds, record.side, record.minutes) == (
        None,
    ) * 5
    assert record.outcome == "skipped"


def test_exercises_of_one_moment_stay_in_their_order() -> None:
    names = ["Walking", "Bridge", "Curl-up"]
    exercises = one_session([replace(exercise(), exercise=name) for name in names])
    assert [record.exercise for record in exercises] == names


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from((*EXERCISED, "skipped")))))
def test_each_level_is_kept_exactly_once(outcomes: list[tuple[int, str]]) -> None:
    exercises = one_session([exercise(minute, outcome) for minute, outcome in outcomes])
    once = 1 if outcomes else 0
    assert len(exercises) == len(outcomes)
    assert [record.pain_before for record in exercises].count(6) == once
    assert [record.pain_after for record in exercises].count(3) == once

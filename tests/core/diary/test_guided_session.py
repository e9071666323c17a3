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
    return [(kept.pain_before, kept.pain_after) for kept in exercises]


def test_pain_stands_before_the_first_and_after_the_last() -> None:
    kept = one_session([exercise(20), exercise(0), exercise(10)])
    assert [one.completed_at.minute for one in kept] == [0, 10, 20]
    assert pain(kept) == [(6, None), (None, None), (None, 3)]


def test_a_single_exercise_has_both_levels() -> None:
    assert pain(one_session([exercise()])) == [(6, 3)]


def test_what_was_skipped_at_either_end_has_no_level_of_the_session() -> None:
    kept = one_session(
        [exercise(0, "skipped"), exercise(1), exercise(2, "stopped"), exercise(3, "skipped")]
    )
    assert pain(kept) == [(None, None), (6, None), (None, 3), (None, None)]


def test_where_all_was_skipped_the_levels_are_kept_all_the_same() -> None:
    assert pain(one_session([exercise(0, "skipped"), exercise(1, "skipped")])) == [
        (6, None),
        (None, 3),
    ]


def test_what_was_skipped_has_no_dose() -> None:
    (kept,) = one_session([exercise(0, "skipped")])
    assert (kept.sets, kept.reps, kept.hold_seconds, kept.side, kept.minutes) == (None,) * 5
    assert kept.outcome == "skipped"


def test_exercises_of_one_moment_stay_in_their_order() -> None:
    names = ["Walking", "Bridge", "Curl-up"]
    kept = one_session([replace(exercise(), exercise=name) for name in names])
    assert [one.exercise for one in kept] == names


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from((*EXERCISED, "skipped")))))
def test_each_level_is_kept_exactly_once(done: list[tuple[int, str]]) -> None:
    kept = one_session([exercise(minute, outcome) for minute, outcome in done])
    once = 1 if done else 0
    assert len(kept) == len(done)
    assert [one.pain_before for one in kept].count(6) == once
    assert [one.pain_after for one in kept].count(3) == once

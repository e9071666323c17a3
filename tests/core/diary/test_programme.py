"""The starting programme: the four exercises every diary begins with."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from journal.core.diary.programme import STARTING_EXERCISES, BuiltIn, prescribed
from journal.core.model.records import CompletedExercise

NOW = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
TODAY = date(2026, 5, 31)

each = pytest.mark.parametrize("exercise", STARTING_EXERCISES, ids=lambda exercise: exercise.token)


def test_a_diary_begins_with_the_four_of_the_article() -> None:
    doses = {
        exercise.token: (exercise.reps, exercise.hold_seconds, exercise.side, exercise.minutes)
        for exercise in STARTING_EXERCISES
    }
    assert doses == {
        "bridge": (15, 3, None, None),
        "side_leg_raise": (8, 2, "both", None),
        "curl_up": (10, 2, None, None),
        "walking": (None, None, None, 30),
    }
    assert len({exercise.name.casefold() for exercise in STARTING_EXERCISES}) == 4


@each
def test_its_line_can_be_stored_and_is_in_force_from_the_first_day(exercise: BuiltIn) -> None:
    line = exercise.prescription(str(uuid4()), TODAY)
    assert line.problems(NOW) == []
    assert (line.times_per_day, line.days_per_week) == (1, 7)
    assert line.in_force(TODAY)
    assert line.in_force(date(2030, 1, 1))
    assert not line.in_force(date(2026, 5, 30))


@each
def test_its_line_says_its_dose(exercise: BuiltIn) -> None:
    line = exercise.prescription(str(uuid4()), TODAY)
    assert line.exercise == exercise.name
    for name in ("sets", "reps", "hold_seconds", "side", "minutes"):
        assert getattr(line, name) == getattr(exercise, name)


def test_what_is_prescribed_of_a_day_says_how_often_it_was_done() -> None:
    lines = [exercise.prescription(str(uuid4()), TODAY) for exercise in STARTING_EXERCISES]
    lines[1] = lines[1].with_(starts_on=date(2026, 6, 1))
    logged = [
        CompletedExercise(
            id=str(uuid4()),
            day=TODAY,
            zone="UTC",
            completed_at=NOW,
            exercise=name,
            outcome=outcome,
        )
        for name, outcome in (
            ("Bridge", "done"),
            ("Bridge", "partly"),
            ("Bridge", "skipped"),
            ("Swimming", "done"),
        )
    ]
    lines_of_today = prescribed(lines, TODAY, logged)
    assert [
        (line.prescription.exercise, line.done, line.tally.partly) for line in lines_of_today
    ] == [
        ("Bridge", 1, 1),
        ("Curl-up", 0, 0),
        ("Walking", 0, 0),
    ]


def test_two_lines_of_one_exercise_are_done_each_by_itself() -> None:
    bridge = STARTING_EXERCISES[0].prescription(str(uuid4()), TODAY)
    short = bridge.with_(id=str(uuid4()), reps=5)

    def done(*reps: int) -> list[int]:
        logged = [
            CompletedExercise(
                id=str(uuid4()),
                day=TODAY,
                zone="UTC",
                completed_at=NOW + timedelta(minutes=minutes),
                exercise="Bridge",
                sets=1,
                reps=count,
                hold_seconds=3,
            )
            for minutes, count in enumerate(reps)
        ]
        return [line.done for line in prescribed([bridge, short], TODAY, logged)]

    assert done(15) == [1, 0]
    assert done(5) == [0, 1]
    assert done(5, 5) == [1, 1]
    assert done(7) == [1, 0]
    assert done(7, 8, 9) == [2, 1]

"""Hevy and Strong: the sets of one exercise are one record, every number is kept."""

from datetime import UTC, date, datetime

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.workout_apps import Hevy, Strong
from tests.exchange.sample_files import asked, heard, left, of, refused, sample

HEVY = Hevy()
STRONG = Strong()


def test_the_sets_of_an_exercise_are_one_record() -> None:
    bridge, plank, walk = of(r.CompletedExercise, heard(HEVY, sample("hevy.csv")))
    assert bridge.completed_at == datetime(2026, 8, 7, 16, 0, tzinfo=UTC)
    assert (bridge.sets, bridge.reps, bridge.effort) == (2, 15, 7)
    assert bridge.note == ("Hevy · Back day · warmup 15 reps; 20 kg 15 reps RPE 7 · slowly · calm")
    assert (plank.sets, plank.hold_seconds, plank.effort) == (2, 45, None)
    assert (walk.minutes, walk.hold_seconds) == (30, None)


def test_hevys_seconds_are_asked_for_where_there_are_no_repetitions() -> None:
    answers = asked(HEVY, sample("hevy.csv"))
    assert {key: answer for key, answer in answers.items() if key.startswith("seconds")} == {
        "seconds:Plank": "hold_seconds",
        "seconds:Walking": "minutes",
    }


def test_another_language_and_pounds() -> None:
    content = sample("hevy_pounds.csv")
    (lift,) = of(r.CompletedExercise, heard(HEVY, content))
    assert (lift.day, lift.sets, lift.reps) == (date(2026, 8, 5), 2, None)
    assert lift.note == "Hevy · Jour du dos · 135 lbs 8 reps; 135 lbs 6 reps"


def test_strongs_zeros_are_nothing_and_its_rests_are_left_out() -> None:
    file = heard(STRONG, sample("strong.csv"))
    bridge, plank = of(r.CompletedExercise, file)
    assert (bridge.sets, bridge.reps, bridge.effort) == (2, None, None)
    assert bridge.note == (
        'Strong · Back, easy · warm-up 10 reps; 20.0 15 reps RPE 7.5 felt "fine"'
    )
    assert (plank.hold_seconds, plank.reps) == (60, None)
    assert left(file) == {"row Rest Timer": 1, "row Side Leg Raise": 1}


def test_strong_with_semicolons_units_and_commas() -> None:
    file = heard(STRONG, sample("strong_android.csv"))
    lift, walk = of(r.CompletedExercise, file)
    assert (lift.sets, lift.reps, lift.effort) == (2, 8, 8)
    assert lift.note == "Strong · Evening · 82,5 kg 8 reps RPE 8; to failure 82,5 kg 8 reps"
    assert (walk.minutes, walk.note) == (25, "Strong · Evening · 1500 s 1,5 miles")


def test_an_exercise_may_be_left_out_or_renamed() -> None:
    file = heard(
        HEVY, sample("hevy.csv"), exercise__Plank="", exercise__Bridge="exercise:My bridge"
    )
    assert [record.exercise for record in of(r.CompletedExercise, file)] == [
        "My bridge",
        "Walking",
    ]
    assert left(file) == {"exercise Plank": 2}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A,32 Aug 2026 17:00,Bridge,15", "start_time"),
        ("A,soon,Bridge,15", "start_time"),
        ('A,"7 Aug 2026, 25:00",Bridge,15', "start_time"),
        ('A,"7 Aug 2026, 17:00",Bridge,many', "reps"),
        ('A,"7 Aug 2026, 17:00",Bridge,nan', "reps"),
        (f'A,"7 Aug 2026, 17:00",{"x" * 81},5', "exercise_title"),
        ('A,"7 Aug 2026, 17:00",Bridge,1001', "reps"),
    ],
)
def test_what_cannot_be_read_is_refused(row: str, column: str) -> None:
    content = f"title,start_time,exercise_title,reps\n{row}\n".encode()
    file = heard(HEVY, content)
    assert refused(file) == [(2, column)]

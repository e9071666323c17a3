"""Strava and Garmin: how long somebody was out, where the watch saw no movement."""

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.activities import Activities, Garmin, Strava
from tests.exchange.sample_files import heard, of


@pytest.mark.parametrize("moving", ["00:00:00", "0:00", "00:00", "--", ""])
def test_a_walk_too_slow_for_the_watch_lasts_as_long_as_its_timer(moving: str) -> None:
    content = (
        "Activity Type,Date,Favorite,Title,Distance,Time,Moving Time,Elapsed Time\n"
        f"Walking,2026-05-12 21:33:50,false,Slow walk,0.15,00:10:00,{moving},00:12:00\n"
    )
    assert minutes(Garmin(), content) == [10]


@pytest.mark.parametrize("moving", ["0", "0.0", "0.00", "00"])
def test_a_walk_that_strava_saw_standing_lasts_from_start_to_end(moving: str) -> None:
    content = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Moving Time\n"
        f'1,"Apr 30, 2026, 7:00:00 AM",Slow walk,Walk,600,0.15,{moving}\n'
    )
    assert minutes(Strava(), content) == [10]


def test_a_length_that_cannot_be_read_is_not_passed_over_for_the_next() -> None:
    content = (
        "Activity Type,Date,Favorite,Title,Distance,Time,Moving Time\n"
        "Walking,2026-05-12 21:33:50,false,Slow walk,0.15,00:10:00,a while\n"
    )
    assert [problem.column for problem in heard(Garmin(), content.encode()).problems] == [
        "Moving Time"
    ]


def minutes(form: Activities, content: str) -> list[int | None]:
    return [
        exercise.minutes for exercise in of(r.CompletedExercise, heard(form, content.encode()))
    ]

"""Pain before, after and the next morning: medians of those that have both, from five times on."""

from datetime import UTC, datetime, timedelta

from journal.core.diary.around_exercise import Around, around_exercises
from journal.core.model.records import CompletedExercise, PainLevel

BEGUN = datetime(2026, 5, 1, 16, tzinfo=UTC)
ID = "11111111-0000-4000-8000-00000000"


def done(number: int, before: int | None, after: int | None) -> CompletedExercise:
    at = BEGUN + timedelta(days=number)
    return CompletedExercise(
        id=f"{ID}00{number:02}",
        day=at.date(),
        completed_at=at,
        zone="Europe/Vienna",
        exercise="Bridge",
        pain_before=before,
        pain_after=after,
    )


def level(number: int, hour: int, value: int) -> PainLevel:
    at = BEGUN.replace(hour=hour) + timedelta(days=number)
    return PainLevel(
        id=f"{ID}1{hour}{number}",
        day=at.date(),
        recorded_at=at,
        zone="Europe/Vienna",
        kind="now",
        level=value,
    )


def test_the_medians_stand_beside_their_numbers() -> None:
    five = [done(number, 4 + number, 3) for number in range(5)]
    levels = [level(1, 6, 2), level(1, 7, 9), level(2, 11, 8), level(3, 6, 4), level(9, 6, 10)]
    assert around_exercises(five, levels) == [
        Around("Bridge", times=5, before=6, after=3, mornings=2, morning=3)
    ]  # at 11 UTC it is noon or later in Vienna; the first level of a morning counts


def test_four_times_are_too_few_and_half_a_pair_is_none() -> None:
    four = [done(number, 4, 3) for number in range(4)]
    assert around_exercises([*four, done(4, 5, None), done(5, None, 2)], []) == []
    assert around_exercises([*four, done(4, 4, 3)], [])[0].morning is None

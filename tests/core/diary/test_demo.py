"""The made-up year: it keeps every rule that a real diary keeps."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from journal.core.diary.demo import DAYS, Maker
from journal.core.diary.programme import STARTING_EXERCISES
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.inputs import columns
from journal.core.model.moments import local_day

# Midday, a minute after midnight in Vienna, and the morning after the clocks went back.
NOWS = [
    datetime(2026, 5, 31, 12, 0, 0, tzinfo=UTC),
    datetime(2026, 5, 30, 22, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 7, 30, 0, tzinfo=UTC),
]
PLACES = [(now, "Europe/Vienna") for now in NOWS] + [
    (NOWS[0], "Pacific/Kiritimati"),
    (NOWS[0], "Australia/Lord_Howe"),
    (NOWS[0], "America/St_Johns"),
]
every_place = pytest.mark.parametrize(("now", "zone"), PLACES, ids=str)


def of_kind(records: list[r.Record], kind: type[r.Record]) -> list[r.Record]:
    """The records of one kind."""
    return [record for record in records if isinstance(record, kind)]


@every_place
@pytest.mark.parametrize("seed", [7, 1, 2])
def test_every_record_of_the_year_can_be_stored(now: datetime, zone: str, seed: int) -> None:
    records = Maker(now, zone, seed).year()
    assert [problem for record in records for problem in record.problems(now)] == []
    assert all(record.moment <= now for record in records if isinstance(record, r.Timed))
    keys = Counter(getattr(record, columns(type(record))[0].name) for record in records)
    assert max(keys.values()) == 1


@every_place
def test_days_are_those_of_their_moments(now: datetime, zone: str) -> None:
    for record in Maker(now, zone).year():
        if isinstance(record, r.Timed):
            assert record.zone == zone
            assert record.day == local_day(record.moment, zone)


def test_a_day_has_at_most_one_average_and_one_note() -> None:
    records = Maker(*PLACES[0]).year()
    averages = Counter(
        record.day for record in records if isinstance(record, r.PainLevel) and record.of_the_day
    )
    notes = Counter(record.day for record in records if isinstance(record, r.DayNote))
    assert set(averages.values()) == set(notes.values()) == {1}


def test_no_day_is_confirmed_without_exercise_that_has_some() -> None:
    records = Maker(*PLACES[0]).year()
    with_exercise = {record.day for record in records if isinstance(record, r.CompletedExercise)}
    without = {record.day for record in records if isinstance(record, r.DayNote)}
    assert not with_exercise & without
    assert len(with_exercise | without) < DAYS, "some days should be left unknown"


@pytest.mark.parametrize("seed", [7, 1, 2, 3])
def test_one_spasm_ends_before_the_next_begins(seed: int) -> None:
    episodes = [
        record
        for record in Maker(*PLACES[0], seed).year()
        if isinstance(record, r.Episode) and record.ended_at is not None
    ]
    assert len(episodes) > 5
    episodes.sort(key=lambda episode: episode.started_at)
    assert all(
        before.ended_at <= after.started_at
        for before, after in pairwise(episodes)
        if before.ended_at is not None
    )


def test_relief_belongs_to_an_episode_that_was_made() -> None:
    records = Maker(*PLACES[0]).year()
    episodes = {record.id: record for record in records if isinstance(record, r.Episode)}
    reliefs = [record for record in records if isinstance(record, r.Relief)]
    assert reliefs
    for relief in reliefs:
        assert relief.episode_id in episodes
        assert relief.applied_at >= episodes[relief.episode_id].started_at


def test_the_same_seed_makes_the_same_year_and_another_seed_another() -> None:
    assert Maker(*PLACES[0]).year() == Maker(*PLACES[0]).year()
    assert Maker(*PLACES[0]).year() != Maker(*PLACES[0], seed=8).year()


def test_the_year_is_oldest_first() -> None:
    days = [
        record.day
        for record in Maker(*PLACES[0]).year()
        if isinstance(record, r.PainLevel | r.DayNote | r.CompletedExercise)
    ]
    assert days == sorted(days)


def test_the_year_is_believable() -> None:
    now, zone = PLACES[0]
    records = Maker(now, zone).year()
    first, last = local_day(now, zone) - timedelta(days=DAYS), local_day(now, zone)
    levels = [
        record for record in records if isinstance(record, r.PainLevel) and record.of_the_day
    ]
    assert 250 < len(levels) < DAYS
    assert 4 <= len(of_kind(records, r.Episode)) <= 20
    assert 300 < len(of_kind(records, r.CompletedExercise)) < 4 * DAYS
    assert 20 < len(of_kind(records, CheckIn)) < 53
    assert min(level.day for level in levels) <= first + timedelta(days=7)
    assert max(level.day for level in levels) >= last - timedelta(days=7)
    assert {level.level for level in levels} >= set(range(7))


def test_only_exercises_of_the_programme_are_done() -> None:
    names = {exercise.name for exercise in STARTING_EXERCISES}
    exercises = of_kind(Maker(*PLACES[0]).year(), r.CompletedExercise)
    assert {
        record.exercise for record in exercises if isinstance(record, r.CompletedExercise)
    } == names


def test_a_year_with_a_leap_day_has_it() -> None:
    records = Maker(datetime(2024, 12, 31, 12, 0, tzinfo=UTC), "Europe/Vienna").year()
    assert date(2024, 2, 29) in {record.day for record in records if isinstance(record, r.Timed)}

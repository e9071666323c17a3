"""What is asked about entries that newer rules of their zone make wrong, and what it does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.core.diary.zone_rules import (
    BY_CLOCK,
    TYPED,
    Written,
    as_it_is,
    with_moment_kept,
    with_time_kept,
)
from journal.core.model import moments
from journal.core.model.moments import ClockGap
from tests.store.making import episode, pain
from tests.zone_rules import NOW, THEN, ZONE, older_rules

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
LATE = datetime(2026, 5, 20, 22, 30, tzinfo=UTC)
"""Half past eleven in the evening by the older rules, half past midnight by today's."""
WEDNESDAY, THURSDAY = date(2026, 5, 20), date(2026, 5, 21)
DAY = timedelta(days=1)


def written(moment: datetime, created: datetime, offset: int | None, **more: object) -> Written:
    day = more.pop("day", WEDNESDAY)
    assert isinstance(day, date)
    return Written(moment, ZONE, day, offset, created, str(more.get("rating", "")))


def test_the_made_up_rules_are_an_hour_apart() -> None:
    assert moments.offset_seconds(NOON, ZONE) == NOW
    with older_rules():
        assert moments.offset_seconds(NOON, ZONE) == THEN


@pytest.mark.parametrize(
    ("entry", "group"),
    [
        (written(LATE, LATE, NOW), None),  # whatever its day: a file may have brought it
        (written(LATE, LATE, THEN), BY_CLOCK),
        (written(LATE, LATE + timedelta(minutes=5), THEN), BY_CLOCK),
        (written(NOON, NOON, THEN), None),  # its day is right, and shown at the right time
        (written(LATE, LATE, THEN, day=THURSDAY), None),
        (written(LATE, LATE, THEN, day=WEDNESDAY - DAY), None),  # a day somebody said
        (written(LATE, LATE + timedelta(minutes=6), THEN), TYPED),
        (written(NOON, NOON + DAY, THEN), TYPED),
        (written(NOON, NOON + DAY, NOW), None),
        (written(LATE, LATE, THEN, rating="day_average"), BY_CLOCK),
        (written(LATE, LATE + DAY, THEN, rating="day_average"), None),
        (written(NOON, NOON + DAY, THEN, rating="now"), TYPED),
    ],
)
def test_what_is_asked_about_an_entry(entry: Written, group: str | None) -> None:
    assert entry.group == group


@pytest.mark.parametrize(
    ("entry", "group"),
    [
        (written(LATE, LATE, None), BY_CLOCK),  # its day followed from its moment, by other rules
        (written(LATE, LATE, None, day=THURSDAY), None),
        (written(LATE, LATE, None, rating="day_average"), None),  # yesterday's, logged today
        (written(LATE, LATE + DAY, None), None),
    ],
)
def test_of_an_entry_of_unknown_rules_only_a_wrong_day_is_told(
    entry: Written, group: str | None
) -> None:
    assert entry.group == group


def test_a_typed_time_stays_on_the_clock_and_its_moment_moves() -> None:
    level = pain(WEDNESDAY, recorded_at=LATE, kind="now")
    moved = with_time_kept(level, THEN)
    assert moved == level.with_(recorded_at=LATE - timedelta(hours=1))
    assert moments.local_day(moved.recorded_at, ZONE) == moved.day
    assert with_time_kept(level, None) == level


def test_a_spasm_whose_time_stays_lasts_as_long_as_before() -> None:
    spasm = episode(NOON, NOON + timedelta(minutes=50))
    moved = with_time_kept(spasm, THEN)
    assert (moved.started_at, moved.minutes) == (NOON - timedelta(hours=1), 50)
    assert with_time_kept(episode(NOON), THEN).ended_at is None


def test_a_time_that_the_clocks_skip_by_todays_rules_cannot_stay() -> None:
    skipped = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half past two by the older rules
    level = pain(skipped.date(), recorded_at=skipped, kind="now")
    with pytest.raises(ClockGap):
        with_time_kept(level, THEN)


@pytest.mark.parametrize("offset", [THEN, None])
def test_a_moment_that_is_right_brings_its_day(offset: int | None) -> None:
    level = pain(WEDNESDAY, recorded_at=LATE, kind="now")
    assert with_moment_kept(level, offset) == level.with_(day=THURSDAY)
    assert as_it_is(level, offset) == level


def test_a_day_that_was_said_stays() -> None:
    level = pain(WEDNESDAY - DAY, recorded_at=LATE)
    assert with_moment_kept(level, THEN) == level

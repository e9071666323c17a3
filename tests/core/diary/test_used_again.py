"""A relief that was used before: when that was, and whether one's own rule said later."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.relief_offers import hours_by_name, hours_set
from journal.core.diary.used_again import Sooner, last_before, sooner
from journal.core.model import records as r
from tests.core.diary.medicines import HOUR, NOON, item

MINUTE = timedelta(minutes=1)


def use(
    key: str,
    at: datetime = NOON,
    name: str | None = "Ibu",
    method: str = "medicine",
    episode_id: str | None = None,
) -> r.Relief:
    """A use of a medicine."""
    return r.Relief(
        id=key,
        day=at.date(),
        applied_at=at,
        zone="UTC",
        method=method,
        name=name,
        episode_id=episode_id,
    )


def test_the_rule_is_that_of_its_name_however_typed() -> None:
    listed = [item("o", "Other", 12), item("i", "IBU", 4)]
    assert hours_set(use("a"), hours_by_name(listed)) == 4
    assert hours_set(use("a", name=None), hours_by_name(listed)) is None
    assert hours_set(use("a", method="own"), hours_by_name(listed)) is None
    assert hours_set(use("a"), hours_by_name([item("i", "Ibu")])) is None


def test_a_dose_without_a_rule_is_under_the_longest_of_its_medicine() -> None:
    listed = [
        item("n", "IBU"),
        item("s", "Ibu", 4).with_(dose="400", unit="mg"),
        item("l", "Ibu", 8).with_(dose="800", unit="mg"),
        item("o", "Other", 24),
    ]
    assert hours_set(use("a"), hours_by_name(listed)) == 8
    assert hours_set(use("a").with_(dose="400", unit="MG"), hours_by_name(listed)) == 4
    assert hours_set(use("a").with_(dose="200", unit="mg"), hours_by_name(listed)) == 8


def test_the_last_use_is_the_latest_before_on_that_day() -> None:
    relief = use("this")
    first, last = use("first", NOON - 2 * HOUR), use("last", NOON - HOUR)
    assert last_before(relief, [last, relief, first, use("after", NOON + HOUR)]) == last
    assert last_before(relief, [relief, use("yesterday", NOON - 13 * HOUR)]) is None
    assert last_before(relief, [use("other", NOON - HOUR, name="Para")]) is None


def test_a_use_of_the_same_spasm_counts_over_midnight() -> None:
    relief = use("this", episode_id="spasm")
    evening = use("evening", NOON - 13 * HOUR, episode_id="spasm")
    assert last_before(relief, [evening]) == evening
    assert last_before(use("this"), [use("evening", NOON - 13 * HOUR)]) is None


def test_a_use_at_the_same_moment_came_before() -> None:
    assert last_before(use("this"), [use("that")]) == use("that")
    assert sooner(use("this"), [use("that")], 4) == Sooner(0, 4, is_later=True)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (-4 * HOUR, None),
        (-4 * HOUR + MINUTE, Sooner(239, 4, is_later=True)),
        (2 * HOUR, Sooner(120, 4, is_later=False)),
        (4 * HOUR, None),
    ],
)
def test_nearer_than_the_rule_is_told_of_either_use(
    gap: timedelta, expected: Sooner | None
) -> None:
    assert sooner(use("this"), [use("that", NOON + gap)], 4) == expected


def test_of_two_neighbours_the_nearer_is_told_and_of_two_as_near_the_one_before() -> None:
    around = [use("after", NOON + HOUR), use("before", NOON - 2 * HOUR)]
    assert sooner(use("this"), around, 4) == Sooner(60, 4, is_later=False)
    even = [use("after", NOON + HOUR), use("before", NOON - HOUR)]
    assert sooner(use("this"), even, 4) == Sooner(60, 4, is_later=True)


def test_without_a_rule_nothing_comes_too_soon() -> None:
    assert sooner(use("this"), [use("that")], None) is None


@given(st.integers(-3000, 3000), st.integers(1, 48))
def test_of_two_uses_either_is_told_or_neither(minutes: int, hours: int) -> None:
    first_use, second_use = use("first"), use("second", NOON + minutes * MINUTE)
    uses = [first_use, second_use]
    of_first, of_second = sooner(first_use, uses, hours), sooner(second_use, uses, hours)
    assert (of_first is None) == (of_second is None) == (abs(minutes) >= hours * 60)
    if of_first and of_second:
        assert of_first.minutes == of_second.minutes == abs(minutes)
        assert minutes == 0 or of_first.is_later != of_second.is_later

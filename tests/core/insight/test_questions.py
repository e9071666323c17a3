"""Questions: three states of a day, the least that is needed, and when which verdict is given."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import (
    DAY_AFTER,
    WEEK_BEFORE,
    InsightQuestion,
    day_before,
    shifted,
    week_before,
)
from journal.core.insight.trend_question import Trend
from journal.core.statistics.estimators import Series
from tests.core.diaries import exercise
from tests.evidence.families import FAMILIES

BY_NAME = {family.name: family for family in FAMILIES}

YEAR = 365


def noisy(days: int, seed: int = 1) -> tuple[list[float], list[float]]:
    """Pain and exercise that know nothing of each other."""
    random = Random(seed)  # noqa: S311 (a simulation)
    pain = [float(random.randint(2, 7)) for _ in range(days)]
    return pain, [float(random.random() < 0.5) for _ in range(days)]


def with_difference(points: float, days: int = YEAR) -> tuple[list[float], list[float]]:
    """The same, but pain is so many points higher the day after exercise."""
    pain, exercise = noisy(days)
    before = [0.0, *exercise[:-1]]
    return [level + points * amount for level, amount in zip(pain, before, strict=True)], exercise


def test_what_was_before_the_first_day_is_unknown() -> None:
    assert shifted([1.0, 0.0, 1.0], 2) == [None, None, 1.0]
    assert shifted([1.0], 2) == [None]
    assert day_before([1.0, None, 0.0, 1.0]) == [None, 1.0, None, 0.0]


def test_a_week_before_counts_only_where_all_seven_days_are_known() -> None:
    exercise = [1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, None, 0.0]
    assert week_before(exercise) == [None] * 7 + [4.0, 4.0, None]


@given(st.lists(exercise, max_size=40))
def test_the_week_before_is_what_one_would_count_by_hand(series: list[float | None]) -> None:
    for day, total in enumerate(week_before(series)):
        week = series[max(0, day - 7) : day]
        amounts = [amount for amount in week if amount is not None]
        assert total == (sum(amounts) if len(amounts) == 7 else None)


def test_what_nobody_knows_is_neither_exercise_nor_none() -> None:
    comparison = Comparison(DAY_AFTER, [5.0] * 30, [1.0, 0.0, None] * 10)
    assert (comparison.n, comparison.n1, comparison.n0) == (20, 10, 10)
    assert (comparison.T, comparison.first, comparison.last) == (29, 1, 29)


@pytest.mark.parametrize(
    ("question", "days", "enough"),
    [
        (DAY_AFTER, 56, False),
        (DAY_AFTER, 57, True),
        (WEEK_BEFORE, 90, False),
        (WEEK_BEFORE, 91, True),
    ],
)
def test_a_question_needs_its_days(question: InsightQuestion, days: int, enough: bool) -> None:
    assert Comparison(question, *noisy(days)).enough is enough


def without(series: list[float], count: int) -> Series:
    """The series with ``count`` days of its middle not logged."""
    return [*series[:10], *[None] * count, *series[10 + count :]]


@pytest.mark.parametrize(
    ("days", "missing", "enough"),
    [(61, 20, True), (61, 21, False), (201, 100, True), (201, 101, False)],
)
def test_a_question_needs_so_many_days_that_count_and_half_of_all(
    days: int, missing: int, enough: bool
) -> None:
    pain, exercise = noisy(days)
    comparison = Comparison(DAY_AFTER, without(pain, missing), exercise)
    assert comparison.n == days - 1 - missing
    assert comparison.enough is enough


def test_ten_days_after_exercise_are_needed_and_ten_after_none() -> None:
    pain, _ = noisy(100)
    for often, rarely in ((1.0, 0.0), (0.0, 1.0)):
        assert Comparison(DAY_AFTER, pain, [*[often] * 85, *[rarely] * 15]).enough
        assert not Comparison(DAY_AFTER, pain, [*[often] * 90, *[rarely] * 10]).enough


def test_where_nothing_differs_there_is_nothing_to_compare() -> None:
    pain, exercise = noisy(YEAR)
    assert Comparison(DAY_AFTER, [4.0] * YEAR, exercise).status == "not_enough"
    assert Comparison(WEEK_BEFORE, pain, [1.0] * YEAR).status == "not_enough"
    assert Comparison(DAY_AFTER, [], []).status == "not_enough"


@pytest.mark.parametrize("points", [-2.0, 2.0])
def test_a_clear_difference_is_found_in_either_direction(points: float) -> None:
    comparison = Comparison(DAY_AFTER, *with_difference(points))
    assert comparison.status == "difference"
    assert comparison.adjusted is not None
    assert comparison.adjusted.low < points < comparison.adjusted.high
    assert Comparison(DAY_AFTER, *noisy(YEAR)).status == "no_clear_difference"


def test_pain_that_comes_before_exercise_is_no_difference_after_it() -> None:
    random = Random(3)  # noqa: S311 (a simulation)
    pain = [float(random.randint(2, 7)) for _ in range(YEAR)]
    lasting = [(first + other) / 2 for first, other in pairwise(pain)] + [4.5]
    exercise = [float(level < 4.5) for level in lasting]
    before = [0.0, *exercise[:-1]]
    after = [level - amount for level, amount in zip(lasting, before, strict=True)]
    comparison = Comparison(DAY_AFTER, after, exercise)
    assert comparison.reverse is not None
    assert comparison.reverse.p < 0.10
    assert comparison.reverse.value < 0
    assert comparison.status == "direction_unclear"


def test_exercise_on_exactly_every_second_day_allows_no_claim() -> None:
    exercise = [float(day % 2) for day in range(YEAR)]
    before = [0.0, *exercise[:-1]]
    pain, _ = noisy(YEAR)
    clear = [level - 3 * amount for level, amount in zip(pain, before, strict=True)]
    comparison = Comparison(DAY_AFTER, clear, exercise)
    assert comparison.adjusted is not None
    assert comparison.adjusted.p < 1e-6
    assert comparison.reverse is None
    assert comparison.status == "no_clear_difference"


def test_pain_that_follows_exactly_from_exercise_allows_no_claim() -> None:
    _, exercise = noisy(YEAR)
    comparison = Comparison(DAY_AFTER, [2 + 3 * amount for amount in exercise], exercise)
    assert comparison.lagged is None
    assert comparison.status == "no_clear_difference"


def test_below_the_least_no_estimate_is_there_to_be_shown() -> None:
    comparison = Comparison(DAY_AFTER, *with_difference(-2.0, days=50))
    assert (comparison.adjusted, comparison.lagged, comparison.reverse) == (None, None, None)
    assert comparison.mean_after is not None
    few = Comparison(DAY_AFTER, [5.0] * 30, [1.0] * 25 + [0.0] * 5)
    assert (few.n0, few.mean_after, few.mean_other) == (4, None, None)


def test_a_trend_needs_twelve_weeks_and_is_found_both_ways() -> None:
    random = Random(4)  # noqa: S311 (a simulation)
    rising = [random.uniform(0, 3) + day / 30 for day in range(120)]
    assert Trend(rising[:83]).status == "not_enough"
    assert Trend(rising[:83]).test is None
    for pain in (rising, rising[::-1]):
        assert Trend(pain).status == "trend"
    assert Trend(noisy(120)[0]).status == "no_clear_trend"
    assert Trend([3.0] * 120).status == "no_clear_trend"


def test_exercise_on_the_same_weekdays_every_week_allows_no_claim_and_is_named() -> None:
    exercise = [float(day % 7 in (0, 2, 4)) for day in range(YEAR)]
    before = [0.0, *exercise[:-1]]
    clear = [level - 2 * amount for level, amount in zip(noisy(YEAR)[0], before, strict=True)]
    comparison = Comparison(DAY_AFTER, clear, exercise)
    assert (comparison.status, comparison.unclear, comparison.adjusted) == (
        "no_clear_difference",
        "same_weekdays",
        None,
    )


def test_exercise_on_every_second_day_is_called_too_regular() -> None:
    exercise = [float(day % 2) for day in range(YEAR)]
    assert Comparison(DAY_AFTER, noisy(YEAR)[0], exercise).unclear == "too_regular"


def test_pain_that_was_higher_before_exercise_leaves_the_direction_unclear_too() -> None:
    random = Random(7)  # noqa: S311 (a simulation)
    pain, exercise = [5.0], [0.0]
    while len(pain) < YEAR:
        exercise.append(float(random.random() < (0.8 if pain[-1] > 5 else 0.2)))
        pain.append(float(random.randint(3, 8) - 2 * exercise[-2]))
    comparison = Comparison(DAY_AFTER, pain, exercise)
    assert comparison.reverse is not None
    assert comparison.adjusted is not None
    assert comparison.adjusted.value < 0 < comparison.before_exercise
    assert comparison.status == "direction_unclear"


def test_a_difference_that_does_not_stay_is_told_from_one_that_is_too_small() -> None:
    avoiding = BY_NAME["avoids exercise when it hurts, phi 0.6"].days(1, 1)
    comparison = Comparison(DAY_AFTER, avoiding.pain, avoiding.exercise)
    assert comparison.adjusted is not None
    assert comparison.lagged is not None
    assert comparison.adjusted.high < 0
    assert comparison.lagged.low < 0 < comparison.lagged.high
    assert (comparison.status, comparison.unclear) == ("no_clear_difference", "not_kept")
    assert Comparison(DAY_AFTER, *noisy(YEAR)).unclear == "range_holds_zero"


def test_the_smallest_difference_comes_from_the_error_and_not_from_the_value() -> None:
    pain, exercise = noisy(YEAR)
    before = [0.0, *exercise[:-1]]
    shifted_pain = [level + 3 * amount for level, amount in zip(pain, before, strict=True)]
    first, second = (
        Comparison(DAY_AFTER, pain, exercise),
        Comparison(DAY_AFTER, shifted_pain, exercise),
    )
    assert first.smallest is not None
    assert first.adjusted is not None
    assert second.adjusted is not None
    assert second.adjusted.se == pytest.approx(first.adjusted.se)
    assert 2 < first.smallest / first.adjusted.se < 6


def test_weeks_without_a_mean_belong_to_the_time_of_a_trend() -> None:
    pain = [*[4.0, 5.0] * 42, *[None] * 70, *[5.0, 4.0] * 42]
    trend = Trend(pain)
    assert (trend.weeks, trend.span) == (24, 34)

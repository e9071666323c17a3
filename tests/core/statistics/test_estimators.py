"""Statistics: the estimators against worked examples and plain re-tellings of themselves."""

from random import Random
from statistics import fmean

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.statistics.estimators import (
    MEAN_LEAST,
    ROLLING_DAYS,
    ROLLING_LEAST,
    holm,
    logged,
    mean,
    rolling_mean,
    wilson,
)

# Worked with pandas 2: Series(levels).rolling(7, min_periods=4).mean()
LEVELS = [3, None, 5, 4, None, None, 6, 2, None, None, None, None, None, 7, 7, 6, 5, None, 4]
ROLLED = [None] * 6 + [4.5, 4.25, 4.25] + [None] * 7 + [6.25, 6.25, 5.8]

series = st.lists(st.none() | st.integers(0, 10).map(float), max_size=60)
windows = st.integers(1, 10).flatmap(
    lambda window: st.tuples(st.just(window), st.integers(1, window))
)


def test_the_mean_of_seven_days_needs_four_of_them() -> None:
    assert (ROLLING_DAYS, ROLLING_LEAST, MEAN_LEAST) == (7, 4, 7)


def test_the_rolling_mean_is_that_of_the_worked_example() -> None:
    assert rolling_mean(LEVELS) == pytest.approx(ROLLED)


@given(series, windows)
def test_the_rolling_mean_is_what_one_would_count_by_hand(
    levels: list[float | None], window_and_least: tuple[int, int]
) -> None:
    window, least = window_and_least
    by_hand: list[float | None] = []
    for today in range(len(levels)):
        window_levels = [
            level
            for day, level in enumerate(levels)
            if today - window < day <= today and level is not None
        ]
        by_hand.append(fmean(window_levels) if len(window_levels) >= least else None)
    assert rolling_mean(levels, window, least) == pytest.approx(by_hand)


@given(series)
def test_a_mean_never_leaves_the_levels_it_is_made_of(levels: list[float | None]) -> None:
    for today, rolled in enumerate(rolling_mean(levels)):
        window_levels = logged(levels[max(0, today - 6) : today + 1])
        assert (rolled is None) == (len(window_levels) < 4)
        if rolled is not None:
            assert min(window_levels) <= rolled <= max(window_levels)


@given(series, series)
def test_what_comes_later_changes_no_earlier_mean(
    levels: list[float | None], more: list[float | None]
) -> None:
    assert rolling_mean([*levels, *more])[: len(levels)] == rolling_mean(levels)


def test_days_without_a_level_are_not_days_without_pain() -> None:
    assert rolling_mean([8, None, 8, None, 8, None, 8])[-1] == 8
    assert rolling_mean([8, 0, 8, 0, 8, 0, 8])[-1] == pytest.approx(32 / 7)
    assert rolling_mean([None] * 10) == [None] * 10
    assert rolling_mean([]) == []


def test_a_line_stops_where_days_are_missing_and_does_not_bridge_them() -> None:
    rolled = rolling_mean([2.0] * 7 + [None] * 7 + [6.0] * 7)
    assert rolled[9] == 2
    assert rolled[10:17] == [None] * 7
    assert rolled[17] == 6


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_mean_is_exact_where_the_sum_is_whole(levels: list[int]) -> None:
    assert mean(levels) == sum(levels) / len(levels)
    assert logged([*levels, None]) == levels


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_is_that_of_scipy(done_of: tuple[int, int]) -> None:
    successes, of = done_of
    share = wilson(successes, of)
    expected = scipy.stats.binomtest(successes, of).proportion_ci(method="wilson")
    assert share.value == successes / of
    assert (share.low, share.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_what_was_done_beyond_the_programme_is_left_out() -> None:
    assert wilson(5, 4) == wilson(4, 4)


def test_holm_corrects_the_textbook_example() -> None:
    # As R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1)), st.randoms())
def test_holm_never_lowers_and_knows_no_order(p_values: list[float], random: Random) -> None:
    adjusted = holm(p_values)
    assert all(p <= after <= 1 for p, after in zip(p_values, adjusted, strict=True))
    order = list(range(len(p_values)))
    random.shuffle(order)
    assert holm([p_values[at] for at in order]) == [adjusted[at] for at in order]

"""Trend: weekly means, Sen's published slope, scipy's, and what a trend test must not say."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from journal.core.statistics.trend import theil_sen, weekly_means, weekly_trend
from tests.core.published import NILE

# Sen (JASA 1968), the example of his paper: slope 4, 93 % interval 26/7 to 35/8.
SEN_X = [1.0, 2, 3, 4, 10, 12, 18]
SEN_Y = [9.0, 15, 19, 20, 45, 55, 78]

points = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 20).map(lambda tenth: tenth / 2)),
    min_size=3,
    max_size=30,
    unique_by=lambda point: point[0],
)


def test_weeks_are_counted_back_from_the_last_day_and_need_four_days() -> None:
    pain = [9.0, 9.0, 1, 2, 3, 4, None, None, None, None, None, None, None, 5, 6, 7]
    assert weekly_means(pain) == [2.5, None]
    assert weekly_means([9.0, *[4.0] * 7]) == [4.0]
    assert weekly_means([4.0] * 6) == []


def test_sens_own_example_has_his_slope_and_interval() -> None:
    line = theil_sen(SEN_X, SEN_Y, confidence=0.93)
    assert (line.slope, line.low, line.high) == pytest.approx((4, 26 / 7, 35 / 8), abs=1e-12)


def test_the_nile_falls_by_its_published_median_slope() -> None:
    line = theil_sen(range(100), NILE)
    assert (line.slope, line.intercept) == pytest.approx((-2.6, 1022.2), abs=1e-9)
    assert (line.low, line.high) == pytest.approx(
        (-3.627906976744186, -1.4285714285714286), abs=1e-9
    )


@given(points)
def test_the_median_slope_and_its_interval_are_those_of_scipy(
    drawn: list[tuple[int, float]],
) -> None:
    x, y = zip(*drawn, strict=True)
    line, reference = theil_sen(x, y), stats.theilslopes(y, x)
    assert (line.slope, line.intercept) == pytest.approx(tuple(reference)[:2], abs=1e-9)
    assert (line.low, line.high) == pytest.approx(tuple(reference)[2:], abs=1e-9)


def test_weeks_that_resemble_each_other_count_as_fewer() -> None:
    draw = Random(5).gauss  # noqa: S311 (a simulation)
    lingering = [0.0]
    while len(lingering) < 52:
        lingering.append(0.8 * lingering[-1] + draw(0, 1))
    alone = weekly_trend([draw(0, 1) for _ in range(52)])
    together = weekly_trend(lingering)
    assert alone.n_eff > 35
    assert together.n_eff < 15
    assert together.r1_corrected > together.r1


def test_without_autocorrelation_the_test_is_that_of_a_straight_line() -> None:
    means = [4.0, 3.0, 5.0, 2.0, 4.5, 2.5, 4.0, 1.5, 4.0, 2.0, 3.5, 1.0]
    trend, reference = weekly_trend(means), stats.linregress(range(12), means)
    assert (trend.r1, trend.r1_corrected, trend.n_eff) == (-0.2, 0, 12)
    assert trend.slope_per_week == pytest.approx(reference.slope, rel=1e-9)
    assert trend.se == pytest.approx(reference.stderr, rel=1e-9)
    assert trend.p == pytest.approx(reference.pvalue, rel=1e-9)


def test_a_missing_week_keeps_its_place() -> None:
    means = [4.0, None, 3.0, 2.5, None, 2.2, 1.0]
    there = [(week, mean) for week, mean in enumerate(means) if mean is not None]
    weeks, values = zip(*there, strict=True)
    trend = weekly_trend(means)
    assert trend.weeks == 5
    expected = stats.linregress(weeks, values).slope
    assert trend.slope_per_week == pytest.approx(expected, rel=1e-9)


@given(st.floats(0, 10), st.integers(5, 60))
def test_pain_that_never_changes_has_no_trend(level: float, weeks: int) -> None:
    trend = weekly_trend([level] * weeks)
    assert (trend.slope_per_week, trend.t, trend.p) == pytest.approx((0, 0, 1))

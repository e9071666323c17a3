"""Trend: weekly means, Sen's published slope, scipy's, and what a trend test must not say."""

from random import Random

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.statistics.trend import weekly_means, weekly_trend


def test_weeks_are_counted_back_from_the_last_day_and_need_four_days() -> None:
    pain = [9.0, 9.0, 1, 2, 3, 4, None, None, None, None, None, None, None, 5, 6, 7]
    assert weekly_means(pain) == [2.5, None]
    assert weekly_means([9.0, *[4.0] * 7]) == [4.0]
    assert weekly_means([4.0] * 6) == []


def test_the_line_falls_where_the_test_says_it_falls_however_many_weeks_are_free_of_pain() -> None:
    hurting = (1, 3, 4, 6, 8, 9, 12, 14, 17, 21)
    pain = [5.0 if day // 7 in hurting else 0.0 for day in range(336)]
    trend = weekly_trend(weekly_means(pain))
    assert trend.p == pytest.approx(0.00016, abs=5e-6)
    assert trend.slope_per_week == pytest.approx(-0.076, abs=5e-4)
    assert trend.low < trend.slope_per_week < trend.high < 0


def test_the_range_of_a_trend_is_that_of_t_with_its_own_degrees_of_freedom() -> None:
    means = [4.0, 3.0, 5.0, 2.0, 4.5, 2.5, 4.0, 1.5, 4.0, 2.0, 3.5, 1.0]
    trend = weekly_trend(means)
    reach = scipy.stats.t.ppf(0.975, trend.df) * trend.se
    assert trend.high - trend.slope_per_week == pytest.approx(reach, rel=1e-9)
    assert trend.slope_per_week - trend.low == pytest.approx(reach, rel=1e-9)
    line = scipy.stats.linregress(
        range(12), [4.0, 3.0, 5.0, 2.0, 4.5, 2.5, 4.0, 1.5, 4.0, 2.0, 3.5, 1.0]
    )
    assert trend.intercept == pytest.approx(line.intercept, rel=1e-9)


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
    trend, reference = weekly_trend(means), scipy.stats.linregress(range(12), means)
    assert (trend.r1, trend.r1_corrected, trend.n_eff) == (-0.2, 0, 12)
    assert trend.slope_per_week == pytest.approx(reference.slope, rel=1e-9)
    assert trend.se == pytest.approx(reference.stderr, rel=1e-9)
    assert trend.p == pytest.approx(reference.pvalue, rel=1e-9)


def test_a_missing_week_keeps_its_place() -> None:
    means = [4.0, None, 3.0, 2.5, None, 2.2, 1.0]
    points = [(week, mean) for week, mean in enumerate(means) if mean is not None]
    weeks, values = zip(*points, strict=True)
    trend = weekly_trend(means)
    assert trend.weeks == 5
    expected = scipy.stats.linregress(weeks, values).slope
    assert trend.slope_per_week == pytest.approx(expected, rel=1e-9)


@given(st.floats(0, 10), st.integers(5, 60))
def test_pain_that_never_changes_has_no_trend(level: float, weeks: int) -> None:
    trend = weekly_trend([level] * weeks)
    assert (trend.slope_per_week, trend.t, trend.p) == pytest.approx((0, 0, 1))

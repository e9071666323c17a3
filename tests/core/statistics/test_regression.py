"""Regression: published fits, scipy's, and the equal-weighted cosine error told plainly."""

from math import cos, inf, pi, sqrt

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.statistics.estimators import Series
from journal.core.statistics.regression import (
    Column,
    Design,
    calendar,
    cosines,
    design,
    equal_weighted,
    ordinary,
    smallest_visible,
)
from tests.core.published import INVESTMENT, NILE


def over_line(series: Series) -> Design:
    """The design of a constant and a line from -1/2 to 1/2 alone, the line asked for."""
    rows = [(place, level) for place, level in enumerate(series) if level is not None]
    days = len(series)
    line = [(place - (days - 1) / 2) / days for place, _ in rows]
    return plain(
        [level for _, level in rows], line, days=days, places=[place for place, _ in rows]
    )


def plain(
    response: list[float], *regressors: Column, days: int = 0, places: list[int] | None = None
) -> Design:
    """A design that allows for a constant and nothing else."""
    n = len(response)
    positions = list(range(n)) if places is None else places
    return Design(days or n, positions, response, list(regressors), calendar([[1.0] * n]))


levels = st.lists(st.none() | st.integers(0, 10).map(float), min_size=12, max_size=60)


def test_the_days_of_a_fit_are_those_with_everything_and_keep_their_places() -> None:
    of = design(1, 4, [9.0, 5.0, None, 3.0, 4.0, 9.0], [0.0, 1.0, 1.0, 0.0, 1.0, 0.0])
    assert (of.T, of.places, of.response) == (4, (0, 2, 3), [5.0, 3.0, 4.0])
    assert of.columns[:3] == [[1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [-0.375, 0.125, 0.375]]
    assert of.columns[3:5] == [
        pytest.approx([6 / 7, -1 / 7, -1 / 7]),
        pytest.approx([-1 / 7, -1 / 7, -1 / 7]),
    ]


@pytest.mark.parametrize(
    ("days", "columns", "skipped"), [(56, 9, 0), (179, 9, 0), (180, 10, 1), (365, 12, 3)]
)
def test_a_longer_frame_allows_for_slower_waves(days: int, columns: int, skipped: int) -> None:
    of = design(0, days - 1, [3.0] * days, [float(day % 3) for day in range(days)])
    assert (len(of.columns), of.skipped) == (columns, skipped)


def test_the_smallest_visible_value_is_what_two_quantiles_of_t_say() -> None:
    expected = scipy.stats.t.ppf(0.9975, 12) + scipy.stats.t.ppf(0.8, 12)
    assert smallest_visible(0.25, 12, 0.005) == pytest.approx(0.25 * expected, rel=1e-9)


def test_ordinary_least_squares_are_those_published_by_greene() -> None:
    real = [[each[at] for each in INVESTMENT] for at in range(3)]
    fit = ordinary(plain(real[0], real[1], real[2]))
    assert fit is not None
    assert fit.beta == pytest.approx([-12.5336, 0.169136, -1.001438], abs=5e-5)
    assert (fit.se, fit.df) == pytest.approx((0.0205665, 16), abs=5e-6)


def test_the_flow_of_the_nile_falls_by_its_known_slope() -> None:
    fit = ordinary(over_line(NILE))
    by_scipy = scipy.stats.linregress(range(100), NILE)
    assert fit is not None
    assert fit.value / 100 == pytest.approx(by_scipy.slope, rel=1e-9)
    assert fit.se / 100 == pytest.approx(by_scipy.stderr, rel=1e-9)
    assert fit.p == pytest.approx(by_scipy.pvalue, rel=1e-9)


def test_the_equal_weighted_error_of_the_nile_is_that_of_the_reference() -> None:
    fit = equal_weighted(over_line(NILE))
    assert fit is not None
    assert fit.value == pytest.approx(-271.4305430543061, rel=1e-9)
    assert (fit.se, fit.df) == pytest.approx((89.48024802835548, 8), rel=1e-9)
    assert fit.p == pytest.approx(0.01622497504373247, rel=1e-9)
    assert (fit.low, fit.high) == pytest.approx(
        (-477.77236502678824, -65.08872108182396), rel=1e-9
    )


def by_the_book(of: Design, beta: tuple[float, ...]) -> float:
    """The EWC error of a slope against time alone, scores set to 0 where a day is missing."""
    scores = [0.0] * of.T
    centre = sum(of.columns[1]) / len(of.places)
    for place, y, x in zip(of.places, of.response, of.columns[1], strict=True):
        scores[place] = (x - centre) * (y - beta[0] - beta[1] * x)
    nu = max(2, int(0.4 * of.T ** (2 / 3)))
    omega = 0.0
    for j in range(1, nu + 1):
        waves = [cos(pi * j * (t - 0.5) / of.T) for t in range(1, of.T + 1)]
        omega += (2 / of.T) * sum(s * w for s, w in zip(scores, waves, strict=True)) ** 2 / nu
    spread = sum((x - centre) ** 2 for x in of.columns[1])
    return sqrt(of.T * omega) / spread


@given(levels)
def test_the_equal_weighted_error_is_the_formula_in_plain_steps(pain: list[float | None]) -> None:
    of = over_line(pain)
    fit = equal_weighted(of)
    if len(of.places) < 3:
        assert fit is None
    else:
        assert fit is not None
        assert fit.se == pytest.approx(by_the_book(of, fit.beta), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize(("days", "nu"), [(10, 2), (56, 5), (84, 7), (168, 12), (365, 20)])
def test_longer_diaries_use_more_cosines(days: int, nu: int) -> None:
    assert cosines(days) == nu


def test_what_cannot_be_told_apart_is_not_fitted() -> None:
    every_second_day = [float(day % 2) for day in range(60)]
    pain = [3.0 + day % 3 for day in range(60)]
    twice = design(2, 59, pain, every_second_day, [None, None, *every_second_day[:-2]])
    assert ordinary(twice) is None
    assert equal_weighted(twice) is None
    assert ordinary(design(0, 59, pain, [1.0] * 60)) is None
    assert ordinary(design(0, 3, pain[:4], [0.0, 1.0, 1.0, 0.0], [1.0, 2.0, 2.0, 2.0])) is None
    assert ordinary(design(0, 59, [None] * 60, every_second_day)) is None


def test_a_fit_without_any_error_is_infinitely_clear_and_nothing_at_all_is_not() -> None:
    clear = ordinary(plain([0.0, 0, 1, 1], [0.0, 0, 1, 1]))
    level = ordinary(plain([0.0, 0, 0, 0], [0.0, 0, 1, 1]))
    assert clear is not None
    assert level is not None
    assert (clear.se, clear.t, clear.p) == (0, inf, 0)
    assert (level.se, level.t, level.p) == pytest.approx((0, 0, 1))

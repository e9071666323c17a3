"""Distributions: Student's t and the incomplete beta function against tables and scipy."""

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.statistics.distributions import (
    incomplete_beta,
    normal_quantile,
    t_quantile,
    t_two_sided,
)

# Degrees of freedom, and the 97.5 % point as printed in any table of Student's t.
TABLE = ((1, 12.706), (2, 4.303), (5, 2.571), (12, 2.179), (20, 2.086), (120, 1.980))

degrees = st.floats(0.5, 2000)


@pytest.mark.parametrize(("df", "printed"), TABLE)
def test_the_quantiles_of_t_are_those_of_the_tables(df: int, printed: float) -> None:
    assert round(t_quantile(df), 3) == printed


@given(st.floats(-60, 60), degrees)
def test_the_p_values_of_t_are_those_of_scipy(t: float, df: float) -> None:
    assert t_two_sided(t, df) == pytest.approx(
        2 * scipy.stats.t.sf(abs(t), df), rel=1e-9, abs=1e-12
    )


@given(degrees, st.floats(0.5, 0.999))
def test_a_quantile_of_t_leaves_out_what_it_says(df: float, confidence: float) -> None:
    left_out = t_two_sided(t_quantile(df, confidence), df)
    assert left_out == pytest.approx(1 - confidence, rel=1e-9)


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0, 1))
def test_the_incomplete_beta_function_is_that_of_scipy(a: float, b: float, x: float) -> None:
    expected = scipy.special.betainc(a, b, x)
    assert incomplete_beta(a, b, x) == pytest.approx(expected, rel=1e-9, abs=1e-11)


def test_what_is_infinitely_far_from_zero_never_happens() -> None:
    assert t_two_sided(float("inf"), 3) == t_two_sided(float("-inf"), 3) == 0
    assert t_two_sided(0, 3) == pytest.approx(1)


def test_the_normal_quantile_is_the_one_everybody_knows() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, abs=1e-12)

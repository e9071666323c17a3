"""Student's t and the normal distribution, to at least ten digits, without a library."""

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p
from statistics import NormalDist
from typing import Final

NORMAL: Final = NormalDist()
TINY: Final = 1e-300
PRECISION: Final = 1e-16
TERMS_MOST: Final = 10_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 <= x <= 1.

    By its continued fraction (DLMF 8.17.22), on the side where that converges quickly.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, TERMS_MOST):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < PRECISION:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def t_two_sided(t: float, df: float) -> float:
    """How often Student's t with ``df`` degrees of freedom is at least as far from 0 as ``t``."""
    if abs(t) == inf:
        return 0.0
    if abs(t) < 1:  # here 1 - x would be rounded away
        return 1 - incomplete_beta(0.5, df / 2, t * t / (df + t * t))
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


@lru_cache(maxsize=256)
def t_quantile(df: float, confidence: float = 0.95) -> float:
    """How far from 0 Student's t with ``df`` degrees of freedom stays so often, by bisection."""
    low, high = 0.0, 2.0
    while t_two_sided(high, df) > 1 - confidence:
        low, high = high, 2 * high
    while high - low > PRECISION * high and low < (middle := (low + high) / 2) < high:
        if t_two_sided(middle, df) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def normal_quantile(share: float) -> float:
    """The value below which a standard normal variable falls with probability ``share``."""
    return NORMAL.inv_cdf(share)

"""Least squares over the days of a diary, with errors that know that pain lingers.

A fit has its response and regressors on consecutive calendar days. Days with anything missing
keep their place in the calendar and say nothing. Every fit holds a constant (first) and slow
change over time (last), so that a drift of pain is not taken for something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, cos, floor, inf, pi, sqrt
from operator import mul
from typing import Final

from journal.core.statistics.distributions import t_quantile, t_two_sided
from journal.core.statistics.estimators import Series

SINGULAR: Final = 1e-10
"""A column of which less than this share is left beside the others adds nothing of its own."""

ASKED_OF: Final = 1
"""The place of the coefficient that a fit is made for, right after the constant."""

COSINES_LEAST: Final = 2

Column = Sequence[float]


@dataclass(frozen=True, slots=True)
class Design:
    """The complete days of a fit among ``T`` consecutive calendar days."""

    T: int
    places: list[int]
    """Where each complete day stands, from 0 to T - 1."""
    response: list[float]
    columns: list[Column]
    """The constant, the regressors, and time from -1/2 to 1/2; as long as ``response``."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients in the order of the design, and what is known of the one asked for."""

    beta: tuple[float, ...]
    se: float
    df: float
    T: int
    n: int

    @property
    def value(self) -> float:
        """The coefficient asked for, in levels per unit of its regressor."""
        return self.beta[ASKED_OF]

    @property
    def t(self) -> float:
        """The coefficient in standard errors; infinite where it fits without any error."""
        return ratio(self.value, self.se)

    @property
    def p(self) -> float:
        """The two-sided p value of the coefficient."""
        return t_two_sided(self.t, self.df)

    @property
    def low(self) -> float:
        """The lower end of its 95 % interval."""
        return self.value - t_quantile(self.df) * self.se

    @property
    def high(self) -> float:
        """The upper end of its 95 % interval."""
        return self.value + t_quantile(self.df) * self.se


def ratio(value: float, se: float) -> float:
    """A value in standard errors: 0 where both are 0, infinite where only the error is."""
    if se:
        return value / se
    return copysign(inf, value) if value else 0.0


def design(first: int, last: int, response: Series, *regressors: Series) -> Design:
    """The design of a fit over the days ``first`` to ``last``, both included, of equal series."""
    days = last - first + 1
    series = (each[first : last + 1] for each in (response, *regressors))
    rows = [row for row in zip(range(days), *series, strict=True) if None not in row]
    places, levels, *columns = ([list(column) for column in zip(*rows, strict=True)]) or (
        [[] for _ in range(2 + len(regressors))]
    )
    middle = (days - 1) / 2
    time = [(place - middle) / days for place in places]
    return Design(days, places, levels, [[1.0] * len(rows), *columns, time])


def _dot(one: Column, other: Column) -> float:
    total: float = sum(map(mul, one, other))
    return total


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """The inverse of a positive definite matrix, by Gauss and Jordan; None where there is none."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i, row in enumerate(rows):
        pivot = row[i]
        if pivot <= SINGULAR * matrix[i][i]:
            return None
        row[:] = [value / pivot for value in row]
        for j, other in enumerate(rows):
            if j != i and (factor := other[i]):
                other[:] = [value - factor * own for value, own in zip(other, row, strict=True)]
    return [row[size:] for row in rows]


@dataclass(frozen=True, slots=True)
class _Solution:
    beta: tuple[float, ...]
    residuals: list[float]
    weights: list[float]
    """The row of (Z'Z)^-1 that belongs to the coefficient asked for."""


def _solution(of: Design) -> _Solution | None:
    """Least squares; None where the columns are not each one's own, or the days too few."""
    columns = of.columns
    if len(of.response) <= len(columns):
        return None
    products: list[list[float]] = []
    for i, column in enumerate(columns):
        done = [products[j][i] for j in range(i)]
        products.append(done + [_dot(column, other) for other in columns[i:]])
    inverse = _inverse(products)
    if inverse is None:
        return None
    moments = [_dot(column, of.response) for column in columns]
    beta = tuple(_dot(row, moments) for row in inverse)
    residuals = of.response
    for slope, column in zip(beta, columns, strict=True):
        residuals = [left - slope * value for left, value in zip(residuals, column, strict=True)]
    return _Solution(beta, residuals, inverse[ASKED_OF])


def ordinary(of: Design) -> Fit | None:
    """Ordinary least squares with its classical standard error, n - K degrees of freedom.

    None where the columns cannot be told apart or the days are too few.
    """
    solved = _solution(of)
    if solved is None:
        return None
    df = len(of.response) - len(of.columns)
    variance = _dot(solved.residuals, solved.residuals) / df
    return Fit(solved.beta, sqrt(variance * solved.weights[ASKED_OF]), df, of.T, len(of.response))


def cosines(days: int) -> int:
    """How many cosines the equal-weighted variance uses: floor(0.4 T^(2/3)), at least two."""
    count: float = 0.4 * days ** (2 / 3)
    return max(COSINES_LEAST, floor(count))


def equal_weighted(of: Design) -> Fit | None:
    """Least squares with the equal-weighted cosine (EWC) standard error, t with nu d.f.

    Lazarus, Lewis, Stock & Watson, JBES 2018. With the scores s_t = z_t u_t, 0 on days with
    anything missing, Lambda_j = sqrt(2/T) sum_t s_t cos(pi j (t - 1/2)/T) for j = 1..nu, and
    V = (Z'Z)^-1 T Omega (Z'Z)^-1 with Omega the mean of Lambda_j Lambda_j'. Only the variance
    of the coefficient asked for is worked out, from its own row of (Z'Z)^-1. None as ``ordinary``.
    """
    solved = _solution(of)
    if solved is None:
        return None
    scores = solved.residuals
    influence = [0.0] * len(scores)
    for weight, column in zip(solved.weights, of.columns, strict=True):
        influence = [so_far + weight * z for so_far, z in zip(influence, column, strict=True)]
    influence = list(map(mul, influence, scores))
    nu = cosines(of.T)
    angles = [pi * (place + 0.5) / of.T for place in of.places]
    power = sum(
        sum(map(mul, influence, [cos(j * angle) for angle in angles])) ** 2
        for j in range(1, nu + 1)
    )
    return Fit(solved.beta, sqrt(2 * power / nu), nu, of.T, len(scores))

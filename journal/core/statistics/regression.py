"""Least squares over the days of a diary, with errors that know that pain lingers.

A fit has its response and regressors on consecutive calendar days. Days with anything missing
keep their place in the calendar and say nothing. Every fit also holds a constant, a straight
line over time, the days of the week, and, in longer diaries, slow waves: neither a drift of
pain, nor a weekly habit, nor a season is taken for something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import copysign, cos, floor, inf, pi, sqrt
from operator import mul
from typing import Final

from journal.core.statistics.distributions import t_quantile, t_two_sided
from journal.core.statistics.estimators import Series

SINGULAR: Final = 1e-10
"""A column of which less than this share is left beside the others adds nothing of its own."""

ROUNDING: Final = 1e-9
"""A coefficient below this is 0: levels are whole numbers."""

ASKED_OF: Final = 1
"""The place of the coefficient that a fit is made for, right after the constant."""

COSINES_LEAST: Final = 2
POWER: Final = 0.8
WEEKDAYS: Final = 7
DAYS_A_WAVE: Final = 90
"""A frame has a slow wave more for each so many days, from the second on."""

Column = Sequence[float]
Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What every fit of a frame allows for: a constant, and time in its several shapes."""

    columns: tuple[Column, ...]
    """The constant first; each with a value for each complete day."""
    products: Matrix
    """The products of each column with each."""


def calendar(columns: Sequence[Column]) -> Calendar:
    """Some columns as a calendar; the first is the constant."""
    products: Matrix = []
    for i, column in enumerate(columns):
        mirrored = [products[j][i] for j in range(i)]
        products.append(mirrored + [_dot(column, other) for other in columns[i:]])
    return Calendar(tuple(columns), products)


@dataclass(frozen=True, slots=True)
class Design:
    """The complete days of a fit among ``T`` consecutive calendar days."""

    T: int
    places: Sequence[int]
    """Where each complete day stands, from 0 to T - 1."""
    response: list[float]
    regressors: list[Column]
    """The one that is asked of first; as long as ``response``."""
    calendar: Calendar
    skipped: int = 0
    """How many of the slowest cosines the error leaves out, since the calendar fitted them."""

    @property
    def columns(self) -> list[Column]:
        """The constant, the regressors, and what else the calendar has."""
        constant, *times = self.calendar.columns
        return [constant, *self.regressors, *times]


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

    def smallest(self, alpha: float) -> float:
        """The smallest coefficient that a test at ``alpha`` would find in four of five cases."""
        return smallest_visible(self.se, self.df, alpha)


def smallest_visible(se: float, df: float, alpha: float) -> float:
    """The smallest true value that a two-sided test at ``alpha`` finds in four of five cases.

    From the standard error alone (Bloom, Evaluation Review 1995): the two quantiles of t added,
    that of the test and that of the power. In the unit of ``se``.
    """
    return (t_quantile(df, 1 - alpha) + t_quantile(df, 2 * POWER - 1)) * se


def ratio(value: float, se: float) -> float:
    """A value in standard errors: 0 where it is nothing, infinite where only the error is.

    Where a fit leaves nothing over, both are rounding, and so would be what one is of the other.
    """
    if abs(value) < ROUNDING:
        return 0.0
    return value / se if se else copysign(inf, value)


def waves(days: int) -> int:
    """The fastest of the slow waves that a frame of so many days allows for: one in 90 days."""
    return days // DAYS_A_WAVE


def design(first: int, last: int, response: Series, *regressors: Series) -> Design:
    """The design of a fit over the days ``first`` to ``last``, both included, of equal series."""
    days = last - first + 1
    series = (each[first : last + 1] for each in (response, *regressors))
    rows = [row for row in zip(range(days), *series, strict=True) if None not in row]
    places, levels, *columns = ([list(column) for column in zip(*rows, strict=True)]) or (
        [[] for _ in range(2 + len(regressors))]
    )
    whole = tuple(map(int, places))
    return Design(
        days, whole, levels, list(columns), _days_of(days, whole), max(0, waves(days) - 1)
    )


@lru_cache(maxsize=64)
def _days_of(days: int, places: tuple[int, ...]) -> Calendar:
    """The constant, a line from -1/2 to 1/2, six weekdays, and the slow waves of a frame.

    A weekday's column is 1 less its share of a week on that day, minus that share on others. The
    waves are cos(pi j (t + 1/2) / T) for j = 2 to floor(T / 90); the first is nearly the line.
    """
    line = [(place - (days - 1) / 2) / days for place in places]
    weekdays = [
        [float(place % WEEKDAYS == weekday) - 1 / WEEKDAYS for place in places]
        for weekday in range(WEEKDAYS - 1)
    ]
    slow = [_wave(days, places, j) for j in range(2, waves(days) + 1)]
    return calendar([[1.0] * len(places), line, *weekdays, *slow])


def _wave(days: int, places: Sequence[int], j: int) -> list[float]:
    return [cos(pi * j * (place + 0.5) / days) for place in places]


@lru_cache(maxsize=2048)
def _full_wave(days: int, j: int) -> list[float]:
    return _wave(days, range(days), j)


def _dot(first: Column, second: Column) -> float:
    total: float = sum(map(mul, first, second))
    return total


def _factor(matrix: Matrix) -> Matrix | None:
    """The lower Cholesky factor of a positive definite matrix; None where it is not one."""
    rows: Matrix = []
    for i, row in enumerate(matrix):
        new: list[float] = []
        for j in range(i):
            new.append((row[j] - _dot(new, rows[j])) / rows[j][j])
        pivot = row[i] - _dot(new, new)
        if pivot <= SINGULAR * row[i]:
            return None
        rows.append([*new, sqrt(pivot)])
    return rows


def _solved(factor: Matrix, values: Sequence[float]) -> list[float]:
    """What solves the system whose matrix has the factor."""
    forward: list[float] = []
    for row, value in zip(factor, values, strict=True):
        forward.append((value - _dot(forward, row)) / row[-1])
    for i in reversed(range(len(factor))):
        forward[i] /= factor[i][i]
        for j in range(i):
            forward[j] -= factor[i][j] * forward[i]
    return forward


@dataclass(frozen=True, slots=True)
class _Solution:
    beta: tuple[float, ...]
    residuals: list[float]
    weights: list[float]
    """The row of (Z'Z)^-1 that belongs to the coefficient asked for."""


def _products(of: Design) -> Matrix:
    """The lower triangle of Z'Z; that of the calendar is known already."""
    calendar = of.calendar
    own = [[_dot(column, other) for other in calendar.columns] for column in of.regressors]
    rows = [[calendar.products[0][0]]]
    for i, column in enumerate(of.regressors):
        rows.append([own[i][0], *(_dot(column, other) for other in of.regressors[: i + 1])])
    for k in range(1, len(calendar.columns)):
        products = calendar.products[k]
        rows.append([products[0], *(each[k] for each in own), *products[1 : k + 1]])
    return rows


def _solution(of: Design) -> _Solution | None:
    """Least squares; None where the columns are not each one's own, or the days too few."""
    columns = of.columns
    if len(of.response) <= len(columns):
        return None
    factor = _factor(_products(of))
    if factor is None:
        return None
    beta = tuple(_solved(factor, [_dot(column, of.response) for column in columns]))
    residuals = of.response
    for slope, column in zip(beta, columns, strict=True):
        residuals = [
            residual - slope * value for residual, value in zip(residuals, column, strict=True)
        ]
    unit_vector = [float(at == ASKED_OF) for at in range(len(columns))]
    return _Solution(beta, residuals, _solved(factor, unit_vector))


def ordinary(of: Design) -> Fit | None:
    """Ordinary least squares with its classical standard error, n - K degrees of freedom.

    None where the columns cannot be told apart or the days are too few.
    """
    solved = _solution(of)
    if solved is None:
        return None
    df = len(of.response) - len(solved.beta)
    variance = _dot(solved.residuals, solved.residuals) / df
    return Fit(solved.beta, sqrt(variance * solved.weights[ASKED_OF]), df, of.T, len(of.response))


def cosines(days: int) -> int:
    """How many cosines the equal-weighted variance uses: floor(0.4 T^(2/3)), at least two."""
    count: float = 0.4 * days ** (2 / 3)
    return max(COSINES_LEAST, floor(count))


def equal_weighted(of: Design) -> Fit | None:
    """Least squares with the equal-weighted cosine (EWC) standard error, t with nu d.f.

    Lazarus, Lewis, Stock & Watson, JBES 2018. With the scores s_t = z_t u_t, 0 on days with
    anything missing, Lambda_j = sqrt(2/T) sum_t s_t cos(pi j (t - 1/2)/T) for j = m+1..m+nu, and
    V = (Z'Z)^-1 T Omega (Z'Z)^-1 with Omega the mean of Lambda_j Lambda_j'. The m slowest cosines
    are left out, since the fit allowed for them. Only the variance of the coefficient asked for
    is worked out, from its own row of (Z'Z)^-1. None as ``ordinary``.
    """
    solved = _solution(of)
    if solved is None:
        return None
    influence = [0.0] * len(solved.residuals)
    for weight, column in zip(solved.weights, of.columns, strict=True):
        influence = [so_far + weight * z for so_far, z in zip(influence, column, strict=True)]
    scores = [0.0] * of.T
    for place, weight, residual in zip(of.places, influence, solved.residuals, strict=True):
        scores[place] = weight * residual
    nu = cosines(of.T)
    power = sum(
        _dot(scores, _full_wave(of.T, j)) ** 2 for j in range(of.skipped + 1, of.skipped + nu + 1)
    )
    return Fit(solved.beta, sqrt(2 * power / nu), nu, of.T, len(of.response))

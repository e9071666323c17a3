"""The estimators of the journal, each with its source, shapes and units.

Pure functions over calendar-daily series: one value a day, in order, ``None`` where nothing was
logged. Missing stays missing: it is never zero and never interpolated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import quantiles
from typing import Final, TypeVar

from journal.core.statistics.distributions import normal_quantile

T = TypeVar("T")
Series = Sequence[float | None]

ROLLING_DAYS: Final = 7
ROLLING_LEAST: Final = 4
MEAN_LEAST: Final = 7
"""A mean is shown from this many logged days on."""
MEANS_LEAST: Final = 5
"""A pair of means is shown where each has at least so many days."""


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean of at least one value, in the unit of the values."""
    return fsum(values) / len(values)


def logged(series: Series) -> list[float]:
    """The values of a series that are there, in order."""
    return [value for value in series if value is not None]


def rolling_mean(
    series: Series, window: int = ROLLING_DAYS, least: int = ROLLING_LEAST
) -> list[float | None]:
    """The trailing mean of each day: of that day and the ``window - 1`` before it.

    As long as ``series``. None where fewer than ``least`` days of the window were logged; days
    not logged are left out of the mean (as ``pandas.rolling(7, min_periods=4).mean()``).
    """
    return _trailing(mean, series, window, least)


def _trailing(
    estimate: Callable[[list[float]], T], series: Series, window: int, least: int
) -> list[T | None]:
    """An estimate of the logged days among each day and the ``window - 1`` before it."""
    windows = (logged(series[max(0, at - window + 1) : at + 1]) for at in range(len(series)))
    return [estimate(values) if len(values) >= least else None for values in windows]


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The median of some values, and the band that holds their middle half."""

    low: float
    median: float
    high: float


def quartiles(values: Sequence[float]) -> Quartiles:
    """The quartiles of at least two values (Hyndman and Fan's type 7, as numpy and R have it)."""
    return Quartiles(*quantiles(values, n=4, method="inclusive"))


def rolling_quartiles(
    series: Series, window: int = ROLLING_DAYS, least: int = ROLLING_LEAST
) -> list[Quartiles | None]:
    """The trailing quartiles of each day: of that day and the ``window - 1`` before it.

    As long as ``series``. None where fewer than ``least`` days of the window were logged.
    """
    return _trailing(quartiles, series, window, least)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(successes: float, of: int, confidence: float = 0.95) -> Share:
    """The share done of at least one, with its interval by Wilson (JASA 1927).

    What was done beyond them is left out.
    """
    z = normal_quantile(1 - (1 - confidence) / 2)
    share = min(successes, of) / of
    centre = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return Share(share, max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale))


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values corrected for their number by Holm (1979), in the order given."""
    count = len(p_values)
    adjusted = [0.0] * count
    highest = 0.0
    for rank, at in enumerate(sorted(range(count), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (count - rank) * p_values[at]))
        adjusted[at] = highest
    return adjusted

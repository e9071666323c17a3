"""The estimators of the journal, each with its source, shapes and units.

Pure functions over calendar-daily series: one value a day, in order, ``None`` where nothing was
logged. Missing stays missing: it is never zero and never interpolated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import quantiles
from typing import Final

from journal.core.statistics.distributions import normal_quantile

Series = Sequence[float | None]

ROLLING_DAYS: Final = 7
ROLLING_LEAST: Final = 4
MEAN_LEAST: Final = 7
"""A mean is shown from this many logged days on."""
MEANS_LEAST: Final = 5
"""A pair of means is shown where each has at least so many days."""

WINDOW_DAYS: Final = 28
WINDOW_LEAST: Final = 14
NOTICED_LEVELS: Final = 2
NOTICED_SHARE: Final = 0.3
NOTICED_FROM: Final = 3


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
    means: list[float | None] = []
    for at in range(len(series)):
        values = logged(series[max(0, at - window + 1) : at + 1])
        means.append(mean(values) if len(values) >= least else None)
    return means


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
    found: list[Quartiles | None] = []
    for at in range(len(series)):
        values = logged(series[max(0, at - window + 1) : at + 1])
        found.append(quartiles(values) if len(values) >= least else None)
    return found


@dataclass(frozen=True, slots=True)
class WindowComparison:
    """The mean of the last 28 days and of the 28 before them, each with its days logged."""

    mean: float
    n: int
    earlier_mean: float
    earlier_n: int

    @property
    def difference(self) -> float:
        """The last mean minus the earlier one."""
        return self.mean - self.earlier_mean

    @property
    def noticeable(self) -> bool:
        """Whether people usually notice a difference of this size.

        Two points, or 30 % of an earlier mean of at least 3 (Ostelo, Spine 2008; Farrar,
        Pain 2001).
        """
        size = abs(self.difference)
        share = NOTICED_SHARE * self.earlier_mean
        return size >= NOTICED_LEVELS or (self.earlier_mean >= NOTICED_FROM and size >= share)


def window_comparison(series: Series) -> WindowComparison | None:
    """The last 28 days against the 28 before; None unless 14 days of each were logged."""
    last = logged(series[-WINDOW_DAYS:])
    earlier = logged(series[-2 * WINDOW_DAYS : -WINDOW_DAYS])
    if min(len(last), len(earlier)) < WINDOW_LEAST:
        return None
    return WindowComparison(mean(last), len(last), mean(earlier), len(earlier))


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(done: float, of: int, confidence: float = 0.95) -> Share:
    """The share done of at least one, with its interval by Wilson (JASA 1927).

    What was done beyond them is left out.
    """
    z = normal_quantile(1 - (1 - confidence) / 2)
    share = min(done, of) / of
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

"""The estimators of the journal, each with its source, shapes and units.

Pure functions over calendar-daily series: one value a day, in order, ``None`` where nothing was
logged. Missing stays missing: it is never zero and never interpolated.
"""

from collections.abc import Sequence
from math import fsum
from typing import Final

Series = Sequence[float | None]

ROLLING_DAYS: Final = 7
ROLLING_LEAST: Final = 4
MEAN_LEAST: Final = 7
"""A mean is shown from this many logged days on."""


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

"""The last four weeks beside the four before them, and what such a difference usually is."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from journal.core.statistics.estimators import Series, logged, mean
from journal.core.statistics.regression import Design, Fit, calendar, equal_weighted

WINDOW_DAYS: Final = 28
WINDOW_LEAST: Final = 14
NOTICED_LEVELS: Final = 2
NOTICED_SHARE: Final = 0.3
NOTICED_FROM: Final = 3
SWINGS_LEAST: Final = 4
"""So many earlier differences are needed to say what is usual."""


@dataclass(frozen=True, slots=True)
class WindowComparison:
    """The mean of the last 28 days and of the 28 before them, each with its days logged."""

    mean: float
    n: int
    earlier_mean: float
    earlier_n: int
    clear: bool
    """Whether the difference exceeds its own error: its 95 % interval leaves out 0."""
    usual: float | None
    """How much such means usually differ for this person; None where too few are known."""

    @property
    def difference(self) -> float:
        """The last mean minus the earlier one."""
        return self.mean - self.earlier_mean

    @property
    def noticeable(self) -> bool:
        """Whether people usually notice a difference of this size, and it exceeds its error.

        Two points, or 30 % of an earlier mean of at least 3 (Ostelo, Spine 2008; Farrar,
        Pain 2001).
        """
        size = abs(self.difference)
        share = NOTICED_SHARE * self.earlier_mean
        large = size >= NOTICED_LEVELS or (self.earlier_mean >= NOTICED_FROM and size >= share)
        return large and self.clear


def window_comparison(series: Series) -> WindowComparison | None:
    """The last 28 days against the 28 before; None unless 14 days of each were logged."""
    last = logged(series[-WINDOW_DAYS:])
    earlier = logged(series[-2 * WINDOW_DAYS : -WINDOW_DAYS])
    if min(len(last), len(earlier)) < WINDOW_LEAST:
        return None
    step = _step(series[-2 * WINDOW_DAYS :])
    return WindowComparison(
        mean(last),
        len(last),
        mean(earlier),
        len(earlier),
        step is not None and not step.low <= 0 <= step.high,
        usual_swing(series[:-WINDOW_DAYS]),
    )


def _step(series: Series) -> Fit | None:
    """The difference between the halves of some days, with its EWC error."""
    rows = [(place, level) for place, level in enumerate(series) if level is not None]
    later = len(series) - WINDOW_DAYS
    return equal_weighted(
        Design(
            len(series),
            [place for place, _ in rows],
            [level for _, level in rows],
            [[float(place >= later) for place, _ in rows]],
            calendar([[1.0] * len(rows)]),
        )
    )


def usual_swing(series: Series) -> float | None:
    """The median difference, up or down, of 28-day means that follow each other, in levels.

    Blocks are counted back from the last day; one has a mean from 14 logged days on. None with
    fewer than four such differences.
    """
    starts = range(len(series) % WINDOW_DAYS, len(series), WINDOW_DAYS)
    blocks = [logged(series[start : start + WINDOW_DAYS]) for start in starts]
    means = [mean(block) if len(block) >= WINDOW_LEAST else None for block in blocks]
    swings = [
        abs(later - sooner)
        for sooner, later in pairwise(means)
        if sooner is not None and later is not None
    ]
    return median(swings) if len(swings) >= SWINGS_LEAST else None

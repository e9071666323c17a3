"""Looking around: several things against pain the day after, without verdicts or words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import DAY_AFTER, InsightQuestion
from journal.core.statistics.estimators import Series, holm

EXPLORED: Final = InsightQuestion("day_after", DAY_AFTER.regressor, 56, 40, 0, 1)
"""For what is a level and makes no groups."""


Exposure = tuple[Literal["exercise", "day"], str]
"""What may have come before pain: an exercise by its name, or a fact of the day by its field."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """Pain the day after one of several things, with its p value corrected for their number."""

    exposure: Exposure
    comparison: Comparison
    p_holm: float | None
    """None where the days do not suffice, or pain may already have differed before."""


def explorations(pain: Series, exposures: Mapping[Exposure, Series]) -> list[Exploration]:
    """Each of several things (an exercise, sleep, sitting, stress) against pain the day after.

    All series are the same consecutive days; an exposure is 1, 0 or None (unknown), or a level.
    For looking around only: there are no verdicts and no words for it. The p value is that of the
    worse of both fits, corrected by Holm for everything that is asked at once; none is given where
    pain already differed before. What is yes or no needs ten days of each, like the first
    question. The days are to be those up to a look: see ``schedule.last_look``.
    """
    comparisons = {
        exposure: Comparison(DAY_AFTER if set(series) <= {0, 1, None} else EXPLORED, pain, series)
        for exposure, series in exposures.items()
    }
    judged = {
        exposure: p for exposure, each in comparisons.items() if (p := each.worst_p) is not None
    }
    corrected = dict(zip(judged, holm(list(judged.values())), strict=True))
    return [
        Exploration(exposure, each, None if each.direction_unclear else corrected.get(exposure))
        for exposure, each in comparisons.items()
    ]

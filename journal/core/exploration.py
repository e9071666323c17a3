"""Looking around: several things against pain the day after, without verdicts or words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from journal.core.questions import DAY_AFTER, Comparison, Question
from journal.core.statistics import Series, holm

EXPLORED: Final = Question("day_after", DAY_AFTER.regressor, 56, 40, 0)
"""For what is a level and makes no groups."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """Pain the day after one of several things, with its p value corrected for their number."""

    name: str
    found: Comparison
    p_holm: float | None
    """None where the days do not suffice for a difference."""


def explorations(pain: Series, exposures: Mapping[str, Series]) -> list[Exploration]:
    """Each of several things (an exercise, sleep, sitting, stress) against pain the day after.

    All series are the same consecutive days; an exposure is 1, 0 or None (unknown), or a level.
    For looking around only: there are no verdicts and no words for it, and the p values are
    corrected by Holm for everything that is asked at once. What is yes or no needs ten days of
    each, like the first question.
    """
    found = {
        name: Comparison(DAY_AFTER if set(there) <= {0, 1, None} else EXPLORED, pain, there)
        for name, there in exposures.items()
    }
    fits = {name: each.E for name, each in found.items()}
    judged = {name: fit.p for name, fit in fits.items() if fit is not None}
    corrected = dict(zip(judged, holm(list(judged.values())), strict=True))
    return [Exploration(name, each, corrected.get(name)) for name, each in found.items()]

"""The three questions that a diary may answer, and the rules by which it may.

Does pain differ the day after exercise; does it go with the number of exercise days in the week
before; do its weekly means rise or fall. Nothing else is ever tested and put into words. The
rules were chosen so that all claims of a year together are false in about one diary in twenty
where there is nothing to find (``tests/evidence`` measures it).

Pain and exercise are series of consecutive local days. Exercise is 1 on days with a session, 0
where the person confirmed that there was none, None where nobody knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from journal.core.model.periods import WEEK
from journal.core.statistics.estimators import Series

Status = Literal[
    "not_enough",
    "no_clear_difference",
    "direction_unclear",
    "difference",
    "no_clear_trend",
    "trend",
]

CLAIMS: Final = ("difference", "trend")
"""The verdicts that say something was found."""


def shifted(series: Series, days: int) -> Series:
    """What the series was ``days`` days before, on each of its days."""
    return [*[None] * min(days, len(series)), *series[:-days]]


def day_before(exercise: Series) -> Series:
    """Whether there was exercise the day before, for each day."""
    return shifted(exercise, 1)


def week_before(exercise: Series) -> Series:
    """The exercise days among the seven before each day, known where all seven are."""
    exercise_sums = [0.0, *accumulate(value or 0.0 for value in exercise)]
    known_counts = [0, *accumulate(value is not None for value in exercise)]
    return [
        exercise_sums[day] - exercise_sums[day - WEEK]
        if day >= WEEK and known_counts[day] - known_counts[day - WEEK] == WEEK
        else None
        for day in range(len(exercise))
    ]


@dataclass(frozen=True, slots=True)
class InsightQuestion:
    """A question about pain and what came before it, and the least that an answer needs."""

    name: str
    regressor: Callable[[Series], Series]
    days_least: int
    """Calendar days from the first to the last that count; at least half of them must count."""
    pairs_least: int
    """Days that count: with pain logged and the regressor known."""
    group_least: int
    """Days that count after exercise, and after none; 0 where these are no groups."""
    days_before: int
    """So many days before a day their exercise has to be known."""


DAY_AFTER: Final = InsightQuestion("day_after", day_before, 56, 40, 10, 1)
WEEK_BEFORE: Final = InsightQuestion("week_before", week_before, 84, 60, 0, WEEK)

"""By plan or by pain: on how many days somebody exercised, by the pain of the day before.

Counts only. They show how somebody goes about exercise, and say nothing of what it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from journal.core.diary.summary import DaySummary
from journal.core.model.vocabulary import MILD, MODERATE, SEVERE

LEVELS: Final = {"none": range(1), "mild": MILD, "moderate": MODERATE, "severe": SEVERE}


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """The days after a day of such pain whose exercise is known, and those with exercise."""

    band: str
    days: int
    exercise_days: int


def by_pain_before(days: Sequence[DaySummary]) -> list[DaysAfter]:
    """Consecutive days, counted by the pain of the day before: a row a band, none first.

    A day counts where the pain before it was logged and it had exercise or is known to be
    without. Empty where no day counts.
    """
    counting = [
        (before.average.level, after.sessions > 0)
        for before, after in pairwise(days)
        if before.average is not None and before.value is not None
        if after.sessions or after.without_exercise
    ]
    if not counting:
        return []
    return [
        DaysAfter(
            band,
            sum(level in levels for level, _ in counting),
            sum(level in levels and exercised for level, exercised in counting),
        )
        for band, levels in LEVELS.items()
    ]


def missing_days(rows: Sequence[DaysAfter]) -> Literal["exercise", "rest"] | None:
    """The days there are none of, so that there is nothing to compare with; None: some of both."""
    exercise_days = sum(row.exercise_days for row in rows)
    if exercise_days == sum(row.days for row in rows):
        return "rest"
    return None if exercise_days else "exercise"

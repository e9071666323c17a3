"""Pain before, after and the next morning, for each exercise: counts and medians only.

Whoever begins at a high level mostly has a lower one later, whatever was done in between. So
nothing is subtracted, nothing is ranked, and no sentence is made of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from journal.core.diary.mornings import NOON
from journal.core.model.moments import local_time
from journal.core.model.periods import ONE_DAY
from journal.core.model.records import CompletedExercise, PainLevel

PAIRS_LEAST: Final = 5
"""So many times with a level before and one after are needed for a row."""


@dataclass(frozen=True, slots=True)
class Around:
    """The levels around one exercise: medians, each with how many it is of."""

    exercise: str
    times: int
    """Done with a level before and one after."""
    before: float
    after: float
    mornings: int
    """Of these, with a level noted before noon of the next day."""
    morning: float | None


def around_exercises(
    exercises: Iterable[CompletedExercise], levels: Iterable[PainLevel]
) -> list[Around]:
    """A row for each exercise that has enough levels, by name.

    ``levels``: those of moments. The next morning is the first of them before noon of the next
    local day.
    """
    mornings = _mornings(levels)
    rated: defaultdict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
    for record in exercises:
        if record.pain_before is not None and record.pain_after is not None:
            next_day = mornings.get(record.day + ONE_DAY)
            rated[record.exercise].append((record.pain_before, record.pain_after, next_day))
    return [
        _summed(exercise, ratings)
        for exercise, ratings in sorted(rated.items())
        if len(ratings) >= PAIRS_LEAST
    ]


def _summed(exercise: str, rated: list[tuple[int, int, int | None]]) -> Around:
    mornings = [morning for _, _, morning in rated if morning is not None]
    return Around(
        exercise,
        len(rated),
        median(before for before, _, _ in rated),
        median(after for _, after, _ in rated),
        len(mornings),
        median(mornings) if mornings else None,
    )


def _mornings(levels: Iterable[PainLevel]) -> dict[date, int]:
    """The first level noted before noon of each local day."""
    mornings: dict[date, int] = {}
    for level in sorted(levels, key=lambda level: level.recorded_at):
        if local_time(level.recorded_at, level.zone).hour < NOON:
            mornings.setdefault(level.day, level.level)
    return mornings

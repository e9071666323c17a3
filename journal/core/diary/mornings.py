"""The levels that a session is judged by: before it, and on the next morning.

What counts as either is in ``docs/statistics.md``; a level that is missing is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Self

from journal.core.diary.asked import NO_PLAN, PlanDays
from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.ladder import LadderStep
from journal.core.model.periods import ONE_DAY

NOON: Final = 12
WRITTEN: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d?) (\d\d?)((?: [0-9a-f-]{36})*)")


@dataclass(frozen=True, slots=True)
class Basis:
    """What one session is judged by: its day, the level before it and the next morning's."""

    day: date
    before: int
    after: int
    ids: tuple[str, ...] = ()
    """Of the exercises, of the level before and of the morning's."""

    @property
    def morning(self) -> date:
        """The day of the next morning."""
        return self.day + ONE_DAY

    def __str__(self) -> str:
        return " ".join([f"{self.day}", f"{self.before}", f"{self.after}", *self.ids])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The basis that a step has as text; None where somebody wrote something else."""
        match = WRITTEN.fullmatch(text)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            return None
        if match is None or day is None:
            return None
        return cls(day, int(match[2]), int(match[3]), tuple(match[4].split()))


@dataclass(frozen=True, slots=True)
class LadderDiary:
    """What of a diary ladders look at."""

    exercises: Sequence[r.CompletedExercise] = ()
    levels: Sequence[r.PainLevel] = ()
    """Levels of moments, and averages of days."""
    episodes: Sequence[r.Episode] = ()
    plan_days: PlanDays = field(default_factory=lambda: NO_PLAN)
    steps: Sequence[LadderStep] = ()


def is_over(day: date, now: datetime, zone: str) -> bool:
    """Whether the morning of a day is over at a moment."""
    local = moments.local_time(now, zone)
    return local.date() > day or (local.date() == day and local.hour >= NOON)


@dataclass(frozen=True, slots=True)
class NotedLevel:
    """A level of a moment, and the entry that says so."""

    at: datetime
    level: int
    id: str
    zone: str


def basis_of(own: Sequence[r.CompletedExercise], diary: LadderDiary) -> Basis | None:
    """The levels before a day's first session and of the next morning; None: one is missing."""
    day, first = own[0].day, own[0]
    before = _before(day, first.completed_at, diary)
    after = _morning(day + ONE_DAY, diary)
    if before is None or after is None:
        return None
    ids = [*(exercise.id for exercise in own), before.id, after.id]
    return Basis(day, before.level, after.level, tuple(dict.fromkeys(ids)))


def ratings(day: date, diary: LadderDiary) -> list[NotedLevel]:
    """The levels of moments of a day, in order: noted as such, or before an exercise."""
    levels = [
        NotedLevel(level.recorded_at, level.level, level.id, level.zone)
        for level in diary.levels
        if level.day == day and level.kind == "now" and level.recalled != v.EXCLUDED
    ]
    exercises = [
        NotedLevel(exercise.completed_at, exercise.pain_before, exercise.id, exercise.zone)
        for exercise in diary.exercises
        if exercise.day == day and exercise.pain_before is not None
    ]
    return sorted([*levels, *exercises], key=lambda rating: (rating.at, rating.id))


def _before(day: date, until: datetime, diary: LadderDiary) -> NotedLevel | None:
    """The last level of the day up to its first session, else the average of the day before."""
    earlier = [rating for rating in ratings(day, diary) if rating.at <= until]
    if earlier:
        return earlier[-1]
    averages = (
        NotedLevel(level.recorded_at, level.level, level.id, level.zone)
        for level in diary.levels
        if level.day == day - ONE_DAY and level.kind == "day_average"
        if level.recalled != v.EXCLUDED
    )
    return next(averages, None)


def _morning(day: date, diary: LadderDiary) -> NotedLevel | None:
    """The first level of a day, before noon and no later than its first exercise."""
    done_at = [each.completed_at for each in diary.exercises if each.day == day and each.exercised]
    for rating in ratings(day, diary)[:1]:
        local = moments.local_time(rating.at, rating.zone)
        if local.hour < NOON and rating.at <= min(done_at, default=rating.at):
            return rating
    return None

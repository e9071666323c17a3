"""What somebody wants to do: a goal for a week, and activities rated every four weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Final

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import Choice, Words
from journal.core.model.inputs import Name
from journal.core.model.periods import ONE_DAY, WEEK
from journal.core.model.records import At, Level, Note, Timed

RATED_EVERY: Final = timedelta(weeks=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Timed):
    """A goal for seven days, in the person's own words, and whether it happened."""

    MOMENT: ClassVar[str] = "written_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("goal", "happened"),)

    written_at: At
    goal: Annotated[str, Words(v.GOAL_LENGTH)]
    happened: Annotated[str, Choice(v.GOAL_ANSWERS)] | None = None
    note: Note | None = None


def week_is_over(first: date, today: date) -> bool:
    """Whether the seven days of a goal that begins on ``first`` are over."""
    return first + WEEK * ONE_DAY <= today


def goal_to_answer(goals: Iterable[Goal], today: date) -> Goal | None:
    """The goal whose week is over and that was not answered; only of the latest."""
    latest = max(goals, key=lambda goal: goal.written_at, default=None)
    is_due = latest and latest.happened is None and week_is_over(latest.day, today)
    return latest if is_due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities(Timed):
    """Up to three activities that the person names, each 0 (unable) to 10 (as before).

    After the Patient-Specific Functional Scale (Stratford 1995), in words of our own. Described
    only: nothing is tested, and nothing is claimed of a difference.
    """

    MOMENT: ClassVar[str] = "rated_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = tuple(
        (f"activity_{number}", f"ability_{number}") for number in (1, 2, 3)
    )

    rated_at: At
    activity_1: Name
    ability_1: Level
    activity_2: Name | None = None
    ability_2: Level | None = None
    activity_3: Name | None = None
    ability_3: Level | None = None
    note: Note | None = None

    @property
    def rated(self) -> list[tuple[str, int]]:
        """Each activity with how well it goes."""
        pairs = [
            (self.activity_1, self.ability_1),
            (self.activity_2, self.ability_2),
            (self.activity_3, self.ability_3),
        ]
        return [(name, level) for name, level in pairs if name is not None and level is not None]

    @property
    def mean(self) -> float:
        """The mean of those rated, 0-10."""
        return sum(level for _, level in self.rated) / len(self.rated)

    def rules(self, now: datetime) -> list[Problem]:
        if problems := Timed.rules(self, now):
            return problems
        return [
            Problem(f"ability_{n}", "number_needed")
            if getattr(self, f"ability_{n}") is None
            else Problem(f"activity_{n}", "text_needed")
            for n in (2, 3)
            if (getattr(self, f"activity_{n}") is None) != (getattr(self, f"ability_{n}") is None)
        ]


def abilities_due(latest: Abilities | None, today: date) -> bool:
    """Whether activities that were rated before are due again; who never did is not asked."""
    return latest is not None and today - latest.day >= RATED_EVERY

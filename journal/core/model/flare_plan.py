"""Flare plans: what to do in a flare-up, and how much of the programme on its days."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Final, Self

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import SEPARATOR, Choice, OwnWords, Whole
from journal.core.model.inputs import LocalDay
from journal.core.model.names import stored_name_key
from journal.core.model.periods import ONE_DAY
from journal.core.model.records import At, Note, Timed

StepDays = Annotated[int, Whole(1, v.PLAN_DAYS_HIGHEST)]
Percent = Annotated[int, Whole(0, v.PERCENT_HIGHEST)]


SECOND_PERCENT: Final = 75
"""The part of each dose in a second step of which none is given."""

SIGN_IN_LISTS: Final = "\u00a6"
"""The broken bar: stands for the sign that parts the names of a list."""


def as_left_out(exercise: str) -> str:
    """The name of an exercise as a plan lists it, which may hold the sign that parts the list."""
    return " ".join(exercise.replace(SEPARATOR, SIGN_IN_LISTS).split())


def left_out_key(exercise: str) -> str:
    """What two names of exercises share, however typed and on a plan or not, if they are one."""
    return as_left_out(stored_name_key(exercise))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlarePlan(Timed):
    """What to do in a flare-up, and how much of the programme on its days.

    Begun, it is a copy that starts on its ``day``: what the written plan says later changes no day
    gone by.
    """

    MOMENT: ClassVar[str] = "written_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("leave", "leave_days"),
        ("first_days", "first_percent"),
    )

    written_at: At
    state: Annotated[str, Choice(v.PLAN_STATES)] = "ready"
    note: Note | None = None
    """What to do first, in order."""
    leave: Annotated[tuple[str, ...], OwnWords(v.NAME_LENGTH, v.EXERCISES_LEFT_OUT_MOST)] = ()
    """The exercises to leave out, by name."""
    leave_days: StepDays | None = None
    """For so many days; None: as long as the plan lasts."""
    first_days: StepDays = 3
    first_percent: Percent = 50
    second_days: StepDays | None = None
    """None: there is no second step."""
    second_percent: Percent = SECOND_PERCENT
    help: Note | None = None
    """When to call for help."""
    ended_on: LocalDay | None = None
    """The first day on which the programme was asked for as usual again, if it ended early; on
    its first day or before, it had none."""

    def proposed(self) -> Self:
        """The plan as somebody else proposes it: it waits for an answer."""
        return self.with_(state="proposed", ended_on=None)

    @property
    def days(self) -> int:
        """How many days it takes, until all of the programme is back."""
        return self.first_days + (self.second_days or 0)

    @property
    def last_day(self) -> date:
        """The last of its days, once it is begun; before ``day`` where it ended on its first."""
        ends_on = self.day + (self.days - 1) * ONE_DAY
        return ends_on if self.ended_on is None else min(ends_on, self.ended_on - ONE_DAY)

    def typed_problems(self, now: datetime, before: Self | None) -> list[Problem]:
        """What would be lost: a share without days, days after its steps."""
        names = ("leave_days", "first_days", "second_days", "second_percent")
        if before and all(getattr(before, name) == getattr(self, name) for name in names):
            return []
        problems = []
        if self.second_days is None and self.second_percent != SECOND_PERCENT:
            problems.append(Problem("second_days", "share_without_days"))
        if self.leave_days is not None and self.leave_days > self.days:
            problems.append(Problem("leave_days", "left_out_longer", {"days": self.days}))
        return problems

    def percent(self, place: int) -> int:
        """The part of each dose on its day number ``place``, from 1 on."""
        return self.first_percent if place <= self.first_days else self.second_percent

    def leaves(self, exercise: str, place: int) -> bool:
        """Whether an exercise is left out on its day number ``place``, from 1 on."""
        left_days = self.days if self.leave_days is None else self.leave_days
        key = left_out_key(exercise)
        return place <= left_days and any(left_out_key(name) == key for name in self.leave)

"""What is asked on a day: the lines of the programme, as a flare plan lowers them.

Today, the session, adherence, the page for a doctor, the API and what a phone keeps all read it
here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from journal.core.model.field_names import PER_SIDE
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.periods import Period
from journal.core.model.records import Prescription

LOWERED: Final = ("reps", "minutes", "hold_seconds", "sets", "times_per_day")
"""What a part of a dose is taken of: the first of these that can be lowered."""


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day of a flare plan that was begun."""

    plan: FlarePlan
    place: int
    """Which of its days it is, from 1 on."""

    @property
    def percent(self) -> int:
        """The part of each dose that is asked."""
        return self.plan.percent(self.place)

    def line(self, line: Prescription) -> Prescription | None:
        """What the plan asks of a line on this day; None: nothing."""
        if self.plan.leaves(line.exercise, self.place):
            return None
        return lowered(line, self.percent)


PlanDays = Mapping[date, PlanDay]
NO_PLAN: Final[PlanDays] = MappingProxyType({})
"""The days of a diary without a plan that was begun."""


def lowered(line: Prescription, percent: int) -> Prescription | None:
    """A line with a part of its dose, rounded down; None where nothing is left of it.

    A dose too small for such a part is left out rather than asked for in full.
    """
    if percent >= 100:  # noqa: PLR2004 (all of it)
        return line
    for name in LOWERED:
        names = [name, f"{name}_right"] if name in PER_SIDE else [name]
        full = {each: getattr(line, each) for each in names if getattr(line, each)}
        parts = {each: amount * percent // 100 for each, amount in full.items()}
        if parts and all(parts.values()):
            return line.with_(**parts)
    return None


def plan_days(plans: Iterable[FlarePlan]) -> dict[date, PlanDay]:
    """The days of all plans that were begun. One that begins later ends the one before it.

    One that was ended on its first day had none, and ends nothing.
    """
    days: dict[date, PlanDay] = {}
    begun = [plan for plan in plans if plan.state == "begun"]
    for plan in sorted(begun, key=lambda each: (each.day, each.written_at)):
        if plan.last_day < plan.day:
            continue
        days = {day: plan_day for day, plan_day in days.items() if day < plan.day}
        own_days = Period(plan.day, plan.last_day)
        days |= {day: PlanDay(plan, place) for place, day in enumerate(own_days, 1)}
    return days


def asked_of(line: Prescription, day: date, days: PlanDays) -> Prescription | None:
    """What is asked of a line that is in force on a day; None: nothing."""
    plan_day = days.get(day)
    return line if plan_day is None else plan_day.line(line)


def asked_on(lines: Iterable[Prescription], day: date, days: PlanDays) -> list[Prescription]:
    """All that is asked on a day, in the order of the programme."""
    return [
        dose
        for line in lines
        if line.in_force(day)
        if (dose := asked_of(line, day, days)) is not None
    ]


def current_plan(plans: Sequence[FlarePlan]) -> FlarePlan | None:
    """The plan to be used next: the one written last; None: there is none."""
    ready = [plan for plan in plans if plan.state == "ready"]
    return max(ready, key=lambda plan: (plan.written_at, plan.id), default=None)


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Days of a plan on which it asks the same, counted from 1, and what that is."""

    first: int
    last: int
    asked: tuple[Prescription, ...]
    left: tuple[str, ...]
    """The exercises left out."""


def plan_steps(plan: FlarePlan, lines: Iterable[Prescription], day: date) -> list[PlanStep]:
    """What a plan that begins on ``day`` asks of the programme, step by step."""
    in_force = [line for line in lines if line.in_force(day)]
    steps: list[PlanStep] = []
    for place in range(1, plan.days + 1):
        plan_day = PlanDay(plan, place)
        lines_of_day = [(line.exercise, plan_day.line(line)) for line in in_force]
        doses = tuple(dose for _, dose in lines_of_day if dose is not None)
        left = tuple(name for name, dose in lines_of_day if dose is None)
        if steps and (steps[-1].asked, steps[-1].left) == (doses, left):
            steps[-1] = replace(steps[-1], last=place)
        else:
            steps.append(PlanStep(place, place, doses, left))
    return steps

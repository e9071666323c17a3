"""What pages show of flare plans, of this request's account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.core.diary.asked import PlanDay, PlanStep, current_plan, plan_days, plan_steps
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.records import Prescription
from journal.web.support.diary_views import flare_plan_days, flare_plans_of, programme_lines
from journal.web.support.request import today


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan, and what it asks of the programme step by step if it begins today."""

    plan: FlarePlan
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The flare plans as the page of the programme shows them."""

    current: ShownPlan | None
    proposed: list[ShownPlan]
    day: PlanDay | None
    """Which day of a plan today is."""


def shown_plan(plan: FlarePlan, lines: Sequence[Prescription], day: date) -> ShownPlan:
    """A plan beside what it asks of ``lines``."""
    return ShownPlan(plan, tuple(plan_steps(plan, lines, day)))


def plan_day_of(day: date) -> PlanDay | None:
    """Which day of a plan a day is; None: of none."""
    return flare_plan_days().get(day)


def plan_to_begin() -> ShownPlan | None:
    """The plan that can be begun today; None where none is written, or one is on."""
    plan = current_plan(flare_plans_of())
    if plan is None or plan_day_of(today()) is not None:
        return None
    return shown_plan(plan, programme_lines(), today())


def plans_page(plans: Sequence[FlarePlan], lines: Sequence[Prescription], day: date) -> PlansPage:
    """Of all plans the one to be used next, those that were proposed, and the one that is on."""
    plan = current_plan(plans)
    return PlansPage(
        None if plan is None else shown_plan(plan, lines, day),
        [shown_plan(each, lines, day) for each in plans if each.state == "proposed"],
        plan_days(plans).get(day),
    )

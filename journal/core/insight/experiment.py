"""The personal experiment: two ways compared week by week, in an order drawn at random before.

After two weeks as usual come weeks in pairs, each pair holding one week of either way; which of
the two comes first is drawn for every pair when the experiment is planned, and never again. The
result is worked out once, when the last week is over. A person who stops sees counts only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from journal.core.insight.experiment_plan import Plan
from journal.core.insight.experiment_result import Result, result

State = Literal["planned", "running", "over", "stopped", "opened"]
"""``over``: it has run to its end, and nobody has looked at the result yet."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A plan and what became of it."""

    id: str
    plan: Plan
    created_at: datetime
    stopped_on: date | None = None
    opened_on: date | None = None
    """The day its result was worked out, once and for all."""
    result: Result | None = None

    @property
    def open(self) -> bool:
        """Whether it is neither stopped nor has its result: only one at a time is."""
        return self.stopped_on is None and self.result is None

    def state(self, today: date) -> State:
        """How it stands on a day."""
        if self.stopped_on is not None:
            return "stopped"
        if self.result is not None:
            return "opened"
        if today < self.plan.starts_on:
            return "planned"
        return "running" if today <= self.plan.ends_on else "over"

    def stopped(self, today: date) -> "Experiment":
        """The same, stopped today if it had not come to its end before."""
        open_still = self.state(today) in ("planned", "running")
        return replace(self, stopped_on=today) if open_still else self

    def opened(self, pain: Mapping[date, float], today: date) -> "Experiment":
        """The same with its result, if it is over and has none yet."""
        if self.state(today) != "over":
            return self
        return replace(self, opened_on=today, result=result(self.plan, pain, today))

"""What a line of a programme and one of a template share: a dose that may differ by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.field_names import PER_SIDE, RIGHT
from journal.core.model.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseOfSides(Input):
    """A dose for both sides, of which the right one may have its own; it has their fields."""

    @property
    def uneven(self) -> bool:
        """Whether each side has a dose of its own."""
        side, *right = (getattr(self, name) for name in ("side", *RIGHT))
        return side == "both" and any(right)

    def of_side(self, side: str) -> Self:
        """What is prescribed for one side of both."""
        right = {name: getattr(self, f"{name}_right") or getattr(self, name) for name in PER_SIDE}
        own = right if side == "right" else {}
        return self.with_(side=side, **own, **dict.fromkeys(RIGHT))

    def by_side(self) -> list[Self]:
        """What is done by itself: each side where they differ, else all of it."""
        return [self.of_side(side) for side in v.EACH_SIDE] if self.uneven else [self]

    def typed_problems(self, now: datetime, before: Self | None) -> list[Problem]:
        """Doses of the right side where not both are asked for: no page would use them."""
        dose, as_before = (
            [getattr(each, name, None) for name in ("side", *RIGHT)] for each in (self, before)
        )
        if dose[0] == "both" or dose == as_before:
            return []
        return [Problem(name, "right_of_both") for name in RIGHT if getattr(self, name)]

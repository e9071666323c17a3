"""What a person uses for relief, by name: a medicine, a cream, a method of their own."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.amounts import Dose, Unit
from journal.core.model.fields import Whole
from journal.core.model.inputs import LocalDay, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMethod(r.Timed):
    """One line of the list "What I use"; logged, it is a relief of its method, name and dose."""

    MOMENT: ClassVar[str] = "added_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("method", "name", "dose", "unit", "not_before_hours"),
    )

    added_at: r.At
    name: Name
    method: r.Method
    dose: Dose | None = None
    unit: Unit | None = None
    not_before_hours: Annotated[int, Whole(1, v.NOT_BEFORE_HOURS_HIGHEST)] | None = None
    """The person's own rule: so many hours from one use to the next."""
    retired_on: LocalDay | None = None
    """Since when it is not offered any more; what was logged of it stays."""
    note: r.Note | None = None

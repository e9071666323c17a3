"""Events: what a curve is read beside, such as a visit; also those to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self

from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import Choice, Words
from journal.core.model.inputs import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(r.Timed):
    """What a curve is read beside: a visit, an injection, a new chair; it may be one to come."""

    MOMENT: ClassVar[str] = "happened_at"
    SELDOM: ClassVar[tuple[str, ...]] = ("questions",)
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("what", "name"),)

    happened_at: r.At
    what: Annotated[str, Choice(v.EVENTS)]
    name: Name | None = None
    """With whom or what it was, in the person's own words."""
    agreed: r.Note | None = None
    """What was agreed at a visit; as private as the note."""
    note: r.Note | None = None
    questions: Annotated[str, Words(v.QUESTIONS_LENGTH, lines=True)] | None = None
    """What the person wants to ask at a visit, one question a line; meant for whoever they see."""

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """With the day of its moment, which may be one to come."""
        if before and (before.moment, before.zone) == (self.moment, self.zone):
            return self.with_(day=before.day)
        return self.with_(day=moments.local_day(self.moment, self.zone))

    def rules(self, now: datetime) -> list[Problem]:
        furthest = now + timedelta(days=v.EVENT_DAYS_AHEAD)
        if self.moment > furthest:
            return [Problem(self.MOMENT, "too_far_ahead")]
        if self.day > moments.local_day(furthest, self.zone):
            return [Problem("day", "too_far_ahead")]
        return []

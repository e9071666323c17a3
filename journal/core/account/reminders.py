"""Reminders: when one is due. They are off until somebody turns them on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, ClassVar, Final

from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import Several, Words, YesNo
from journal.core.model.inputs import Input
from journal.core.model.time_fields import TimeOfDay

LATE: Final = timedelta(hours=3)
"""A reminder that could not go out for so long, as the server slept, is left out."""

YOUNG: Final = timedelta(weeks=4)

Clock = Annotated[time, TimeOfDay()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Input):
    """When and where somebody wants a reminder; read and judged as a record is.

    It goes out at ``at`` on ``weekdays``, and never from ``quiet_from`` until ``quiet_until``,
    which may lie after midnight.
    """

    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("quiet_from", "quiet_until"),)

    active: Annotated[bool, YesNo()]
    weekdays: Annotated[tuple[str, ...], Several(v.WEEKDAYS)]
    at: Clock
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    address: Annotated[str, Words(v.ADDRESS_LENGTH)] | None = None

    def rules(self, now: datetime) -> list[Problem]:
        problems = []
        if self.active and self.address is None:
            problems.append(Problem("address", "address_needed"))
        if (self.quiet_from is None) != (self.quiet_until is None):
            missing = "quiet_from" if self.quiet_from is None else "quiet_until"
            problems.append(Problem(missing, "both_or_neither"))
        elif self.is_quiet(self.at):
            problems.append(Problem("at", "in_quiet_hours"))
        return problems

    def is_quiet(self, clock: time) -> bool:
        """Whether a time of day lies in the quiet hours."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


FIRST_REMINDER: Final = Reminder(
    active=False,
    weekdays=("monday", "wednesday", "saturday"),
    at=time(19),
    quiet_from=time(21),
    quiet_until=time(8),
)
"""What the form of somebody who never had reminders begins with."""


def due_on(
    reminder: Reminder, *, now: datetime, zone: str, settled_on: date | None
) -> date | None:
    """The local day for which a reminder should go out at ``now``; None: none should.

    ``settled_on`` is the last day that needs none any more; it may lie ahead, after a journey.
    Where the clocks skip the time of day, it comes as much later; where they show it twice,
    the first counts.
    """
    local = moments.local_time(now, zone)
    day = local.date()
    if not reminder.active or v.WEEKDAYS[day.weekday()] not in reminder.weekdays:
        return None
    if reminder.is_quiet(local.time()) or (settled_on is not None and settled_on >= day):
        return None
    begins = datetime.combine(day, reminder.at, moments.zone_info(zone)).astimezone(UTC)
    return day if timedelta() <= now - begins < LATE else None


def is_young(first: date | None, today: date) -> bool:
    """Whether a diary is in its first four weeks, in which a few entries a week are enough."""
    return first is None or today - first < YOUNG

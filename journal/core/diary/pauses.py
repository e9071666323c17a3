"""Pauses of a diary: days on which nobody was asked to log, so that silence says nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from journal.core.model.faults import Problem
from journal.core.model.inputs import Input, LocalDay
from journal.core.model.periods import ONE_DAY, Period


@dataclass(frozen=True, slots=True)
class Pause:
    """The days of a pause; ``ends_on`` None: it goes on."""

    starts_on: date
    ends_on: date | None = None

    def ended(self, today: date) -> "Pause | None":
        """It as it is when the diary is resumed ``today``; None: no day of it is over."""
        last = today - ONE_DAY
        return Pause(self.starts_on, last) if self.starts_on <= last else None

    def within(self, period: Period) -> Period | None:
        """Its days in a period, and of one that goes on those up to its end; None: it has none."""
        first = max(self.starts_on, period.first)
        last = min(self.ends_on or period.last, period.last)
        return Period(first, last) if first <= last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseDays(Input):
    """The days of a pause as they are typed; of one that goes on the first alone."""

    starts_on: LocalDay
    ends_on: LocalDay | None = None

    @property
    def pause(self) -> Pause:
        """The pause of these days."""
        return Pause(self.starts_on, self.ends_on)

    def rules(self, now: datetime) -> list[Problem]:
        ends_early = self.ends_on is not None and self.ends_on < self.starts_on
        return [Problem("ends_on", "ends_before_start")] if ends_early else []


def faults(days: PauseDays, pause: Pause, pauses: Iterable[Pause], today: date) -> list[Problem]:
    """What is wrong with days that are to take the place of a pause.

    A pause that is over has a last day, none is to come, and of two each has its own first day.
    """
    if pause.ends_on is not None and days.ends_on is None:
        return [Problem("ends_on", "day_needed")]
    fields = (("starts_on", days.starts_on), ("ends_on", days.ends_on))
    to_come = [name for name, day in fields if day is not None and day > today]
    if to_come:
        return [Problem(name, "day_not_come") for name in to_come]
    first_days = {other.starts_on for other in pauses if other != pause}
    return [Problem("starts_on", "pause_there")] if days.starts_on in first_days else []


def paused_days(pauses: Iterable[Pause], period: Period) -> set[date]:
    """The days of a period on which the diary was paused.

    Each is gone through once: those of an archive may overlap, and be many.
    """
    days: set[date] = set()
    rest = period
    for pause in sorted(pauses, key=lambda each: each.starts_on):
        if (part := pause.within(rest)) is None:
            continue
        days.update(part)
        if part.last == period.last:
            break
        rest = Period(part.last + ONE_DAY, period.last)
    return days

"""Pauses of a diary: days on which nobody was asked to log, so that silence says nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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

"""Days that may have been rest days: pain was logged, and nothing is known of exercise."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from journal.core.diary.summary import DaySummary
from journal.core.model.inputs import Input, LocalDay
from journal.core.model.periods import ONE_DAY, WEEK, Period
from journal.core.model.records import DayNote, Record

R = TypeVar("R", bound=Record)

ASKED_DAYS: Final = 84
"""So far back such days are offered to be confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestDayStart(Input):
    """From which day on days with pain logged and no exercise are to be rest days."""

    starts_on: LocalDay


@dataclass(frozen=True, slots=True)
class RestDayRule:
    """A person's word that a day with pain logged and no exercise is a rest day."""

    id: str
    starts_on: date
    """The first day it is about."""
    ends_on: date | None
    """The last one; None: it goes on."""
    set_on: date
    """The day on which it was said."""

    @property
    def goes_on(self) -> bool:
        """Whether it was not taken back."""
        return self.ends_on is None

    def covers(self, day: date) -> bool:
        """Whether it is about a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def ended(self, today: date) -> "RestDayRule | None":
        """It as it is when taken back ``today``; None: nothing is left of it.

        Days before today stay what they were, unless it was said today.
        """
        last = today - ONE_DAY
        if self.set_on >= today or self.starts_on > last:
            return None
        return RestDayRule(self.id, self.starts_on, last, self.set_on)


def unconfirmed(
    days: Iterable[DaySummary],
    today: date,
    rules: Sequence[RestDayRule] = (),
    *,
    begun: bool = False,
) -> list[date]:
    """The days before ``today`` with a level that counts, no exercise and no answer, in order.

    None of them before the first exercise, when nobody asked for any, unless that has ``begun``
    before ``days``; and none of a rule.
    """
    open_days: list[date] = []
    for day in days:
        begun = begun or day.sessions > 0
        in_scope = begun and day.day < today and day.value is not None
        open_still = not day.sessions and not day.without_exercise
        if in_scope and open_still and not any(rule.covers(day.day) for rule in rules):
            open_days.append(day.day)
    return open_days


def of_last_week(
    days: Iterable[DaySummary],
    today: date,
    rules: Sequence[RestDayRule] = (),
    *,
    begun: bool = False,
) -> list[date]:
    """Those of the seven days before ``today``: what is asked once a week, in one answer."""
    week = Period.ending(today, WEEK + 1)
    return [day for day in unconfirmed(days, today, rules, begun=begun) if day in week]


def known_from(day: date, set_on: date, logged: Sequence[date], period: Period) -> date:
    """The day from which on a rule said on ``set_on`` makes ``day`` a rest day.

    A day is over once a later one is ``logged`` (the days of ``period`` with a level, in order).
    """
    later = bisect_right(logged, day)
    over = logged[later] if later < len(logged) else period.last + ONE_DAY
    return max(set_on, over)


def beside_exercise(record: R) -> R:
    """What holds of a record on a day with exercise: not that there was none."""
    if isinstance(record, DayNote) and record.no_exercise:
        return record.with_(no_exercise=None, confirmed_on=None)
    return record


def says_nothing(record: Record) -> bool:
    """Whether a record is of a day of which nothing is said any more."""
    return isinstance(record, DayNote) and record == DayNote(day=record.day)

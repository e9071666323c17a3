"""Entries whose moment was written under other rules of their time zone than count today.

A moment is stored in UTC, a day as it was decided then. Where the rules have changed since, one of
them is wrong: the day, if the moment was taken by the clock; the moment, if somebody typed what
their own clock showed. Which of them, only the person knows for certain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final, TypeVar

from journal.core.model import moments
from journal.core.model.faults import Problem
from journal.core.model.fields import Choice, OwnWords
from journal.core.model.inputs import Input
from journal.core.model.records import Episode, Timed
from journal.core.model.vocabulary import AHEAD_MINUTES, DAY_KINDS

T = TypeVar("T", bound=Timed)

BY_CLOCK: Final = "by_clock"
"""Logged as it happened: the moment is right, and the day is not."""
TYPED: Final = "typed"
"""The moment was typed, brought by a file or waited for a network: it, or the time, is wrong."""

CLOCK: Final = "clock"
"""What is right of an entry: the time of day that was typed; the moment moves."""
MOMENT: Final = "moment"
"""The moment; time and day follow from it by today's rules."""
AS_IT_IS: Final = "as_it_is"
"""Everything; nothing changes but that it is not asked about again."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of how a moment was written."""

    moment: datetime
    zone: str
    day: date
    offset_seconds: int | None
    """How far the zone was ahead of UTC by the rules it was written under; None: unknown."""
    created_at: datetime
    rating: str = ""
    """Of a pain level, what of: a day, or the moment."""

    @property
    def group(self) -> str | None:
        """What is to be asked about it, BY_CLOCK or TYPED; None: nothing."""
        if self.offset_seconds == moments.offset_seconds(self.moment, self.zone):
            return None
        if abs(self.moment - self.created_at) <= timedelta(minutes=AHEAD_MINUTES):
            return BY_CLOCK if self._has_wrong_day else None
        of_a_day = self.rating in DAY_KINDS  # which stays the one that was said
        return None if of_a_day or self.offset_seconds is None else TYPED

    @property
    def _has_wrong_day(self) -> bool:
        day = moments.local_day(self.moment, self.zone)
        if self.offset_seconds is None:
            return self.rating not in DAY_KINDS and self.day != day
        return self.day != day and self.day == day_then(self.moment, self.offset_seconds)


def offset_of(record: Timed) -> int:
    """How many seconds the clocks of a record's zone are ahead of UTC at its moment, as of today's
    rules."""
    return moments.offset_seconds(record.moment, record.zone)


def time_then(moment: datetime, offset_seconds: int) -> datetime:
    """What the clocks showed at a moment by the rules of then, without a zone."""
    return moment.replace(tzinfo=None) + timedelta(seconds=offset_seconds)


def day_then(moment: datetime, offset_seconds: int) -> date:
    """The local day of a moment by the rules of then."""
    return time_then(moment, offset_seconds).date()


def with_time_kept(record: T, offset_seconds: int | None) -> T:
    """The record at the moment when the clocks show, by today's rules, the time they showed then.

    A spasm lasts as long as before. Raises ``moments.ClockGap`` where they skip that time.
    """
    if offset_seconds is None:
        return record
    local = time_then(record.moment, offset_seconds)
    moment = moments.moment_at(local, record.zone)
    moved: T = record.with_(**{record.MOMENT: moment})
    if isinstance(record, Episode) and record.ended_at is not None:
        return moved.with_(ended_at=record.ended_at + (moment - record.moment))
    return moved


def with_moment_kept(record: T, offset_seconds: int | None) -> T:
    """The record on the day of its moment by today's rules, unless a day was said or brought."""
    then = None if offset_seconds is None else day_then(record.moment, offset_seconds)
    if then not in (None, record.day):
        return record
    return record.with_(day=moments.local_day(record.moment, record.zone))


def as_it_is(record: T, _offset_seconds: int | None) -> T:
    """The record without a change."""
    return record


CORRECTIONS: Final[dict[str, Callable[[Timed, int | None], Timed]]] = {
    CLOCK: with_time_kept,
    MOMENT: with_moment_kept,
    AS_IT_IS: as_it_is,
}
"""What becomes of an entry, by what is right of it."""

GROUPS: Final = (BY_CLOCK, TYPED)
"""In the order in which they are asked about."""

NAME_LENGTH: Final = 64
"""Of what stands for an entry in a form: its kind and id."""
MOST: Final = 200
"""So many entries are shown and corrected at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Input):
    """What somebody says is right of some entries."""

    right: Annotated[str, Choice(tuple(CORRECTIONS))]
    entries: Annotated[tuple[str, ...], OwnWords(NAME_LENGTH, MOST)] = ()

    def rules(self, now: datetime) -> list[Problem]:
        return [] if self.entries else [Problem("entries", "choices_needed")]

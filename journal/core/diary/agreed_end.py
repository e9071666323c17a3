"""The agreed end of a diary: when it is reached, and what has to be asked before.

Both parts are the person's own: the PEG at most so high, and so many weeks without a spasm. A day
on which nothing at all was logged is unknown: silence is no week without a spasm. So before the
end counts as reached, the person is asked about those days, once, and their answer holds up to
the day on which they gave it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Final, Literal

from journal.core.model.check_in import CheckIn
from journal.core.model.fields import Whole, Words
from journal.core.model.inputs import Input
from journal.core.model.periods import ONE_DAY, WEEK, Period
from journal.core.model.records import Episode, Level
from journal.core.model.vocabulary import NOTE_LENGTH

WEEKS_MOST: Final = 26
CHECK_IN_LASTS: Final = timedelta(days=14)
"""So long the PEG of a check-in is taken as today's: it asks about one week."""

State = Literal["not_yet", "check_in", "unlogged", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedEnd(Input):
    """What somebody agreed on, alone or with a clinician, and what they want to remember."""

    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("peg_most", "weeks"),)

    peg_most: Level = 2
    weeks: Annotated[int, Whole(1, WEEKS_MOST)] = 6
    words: Annotated[str, Words(NOTE_LENGTH, lines=True)] | None = None
    helped: Annotated[str, Words(NOTE_LENGTH, lines=True)] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a diary stands beside its agreed end."""

    state: State
    unlogged: tuple[date, ...] = ()
    """The days nobody knows of, of which it is asked whether there was a spasm."""


def window(end: AgreedEnd, today: date) -> Period:
    """The days that must be without a spasm: the agreed weeks, up to yesterday."""
    return Period.ending(today - ONE_DAY, end.weeks * WEEK)


def standing(
    end: AgreedEnd,
    today: date,
    *,
    logged: Collection[date],
    episodes: Iterable[Episode],
    check_ins: Iterable[CheckIn],
    confirmed_on: date | None,
) -> Standing:
    """What is still missing, seen on ``today``; a check-in is asked for before silent days are.

    ``confirmed_on``: the latest day on which they said that unlogged days had no spasm.
    """
    days = window(end, today)
    if not any(day <= days.first for day in logged):
        return Standing("not_yet")
    if any(_touches(episode, days, today) for episode in episodes):
        return Standing("not_yet")
    latest = max(check_ins, key=lambda check_in: check_in.recorded_at, default=None)
    if latest is None or today - latest.day > CHECK_IN_LASTS:
        return Standing("check_in")
    if latest.peg > end.peg_most:
        return Standing("not_yet")
    unlogged = tuple(
        day
        for day in days
        if day not in logged and not (confirmed_on is not None and day < confirmed_on)
    )
    return Standing("unlogged", unlogged) if unlogged else Standing("reached")


def _touches(episode: Episode, days: Period, today: date) -> bool:
    """Whether a spasm was on in the period or since; one without an end still is."""
    last = episode.last_day or today
    return last >= days.first

"""A relief that was used before: when that was, and whether the person's own rule said later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from journal.core.diary.next_use import REST_OF_DAY
from journal.core.diary.relief_offers import use_key
from journal.core.model import records as r


@dataclass(frozen=True, slots=True)
class Sooner:
    """Two uses that are nearer to each other than the person's own rule says."""

    minutes: int
    """From one to the other."""
    hours: int
    """So many the person set."""
    is_later: bool
    """Whether the use that is told of is the later one."""


@dataclass(frozen=True, slots=True)
class PerhapsSooner:
    """A use that may be nearer than the person's own rule says: nobody gave its time."""

    day: date
    """Its day."""
    hours: int
    """So many the person set."""


def last_before(relief: r.Relief, reliefs: Iterable[r.Relief]) -> r.Relief | None:
    """Its last use before this one on the same day, or in the same spasm; None where none is."""
    earlier = (
        use
        for use in _others(relief, reliefs)
        if use.applied_at <= relief.applied_at
        and (use.day == relief.day or use.episode_id == relief.episode_id is not None)
    )
    return max(earlier, key=lambda use: use.applied_at, default=None)


def sooner(relief: r.Relief, reliefs: Iterable[r.Relief], hours: int | None) -> Sooner | None:
    """The use nearest to this one, if it is nearer than so many hours.

    It may be the later of the two: what waited on a device comes after what was logged since. No
    hours are told from or to a use whose time nobody gave.
    """
    if relief.time_not_asked:
        return None
    timed = [use for use in _others(relief, reliefs) if not use.time_not_asked]
    gaps = [relief.applied_at - use.applied_at for use in timed]
    gap = min(gaps, key=lambda each: (abs(each), each < timedelta()), default=None)
    if hours is None or gap is None or abs(gap) >= timedelta(hours=hours):
        return None
    return Sooner(abs(gap) // timedelta(minutes=1), hours, gap >= timedelta())


def perhaps_sooner(
    relief: r.Relief, reliefs: Iterable[r.Relief], hours: int | None
) -> PerhapsSooner | None:
    """The use without a time that may be nearer to this one than so many hours."""
    if hours is None or relief.time_not_asked:
        return None
    reach = REST_OF_DAY + timedelta(hours=hours)
    uses = [
        use
        for use in _others(relief, reliefs)
        if use.time_not_asked and abs(use.applied_at - relief.applied_at) < reach
    ]
    nearest = min(uses, key=lambda use: abs(use.applied_at - relief.applied_at), default=None)
    return None if nearest is None else PerhapsSooner(nearest.day, hours)


def _others(relief: r.Relief, reliefs: Iterable[r.Relief]) -> Iterable[r.Relief]:
    """The other uses of the same, however its name was typed and whatever its dose was."""
    key = use_key(relief.method, relief.name)
    return (use for use in reliefs if use.id != relief.id and use_key(use.method, use.name) == key)

"""Moments, zones and local days.

A moment is an aware UTC datetime in whole seconds. A zone is an IANA name. Days are decided
once, from a moment and its zone; durations are counted between moments.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from journal.core.model.vocabulary import AHEAD_MINUTES


class ClockGap(ValueError):
    """A local time that never was: the clocks skipped it."""


@cache
def zone_names() -> frozenset[str]:
    """The IANA names a person may choose from, without the files that are not places."""
    return frozenset(available_timezones()) - {"localtime", "posixrules", "Factory"}


zone_info = cache(ZoneInfo)
"""The rules of a zone by its name, looked up once."""


def zone_exists(name: str) -> bool:
    """Whether ``name`` is an IANA zone known on this machine."""
    return name in zone_names()


def moment_at(naive: datetime, zone: str, *, later: bool = False) -> datetime:
    """The UTC moment at which the clocks of ``zone`` showed ``naive``.

    Where the clocks were put back and showed it twice: the earlier moment, or with ``later``
    the later one. Raises ClockGap where the clocks were put forward over it.
    """
    local = naive.replace(tzinfo=zone_info(zone), fold=int(later))
    moment = local.astimezone(UTC)
    if moment.astimezone(zone_info(zone)).replace(tzinfo=None) != naive.replace(fold=0):
        raise ClockGap
    return moment


def happened_twice(naive: datetime, zone: str) -> bool:
    """Whether the clocks of ``zone`` showed ``naive`` twice."""
    first = naive.replace(tzinfo=zone_info(zone), fold=0)
    second = first.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and (
        second.astimezone(UTC) > first.astimezone(UTC)
    )


def local_time(moment: datetime, zone: str) -> datetime:
    """The aware local time of ``moment`` in ``zone``."""
    return moment.astimezone(zone_info(zone))


def offset_seconds(moment: datetime, zone: str) -> int:
    """How many seconds the clocks of ``zone`` are ahead of UTC at ``moment``, by today's rules."""
    offset = local_time(moment, zone).utcoffset()
    assert offset is not None  # noqa: S101 (for the types: the time is aware)
    return int(offset.total_seconds())


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day on which ``moment`` fell in ``zone``."""
    return moment.astimezone(zone_info(zone)).date()


@lru_cache(maxsize=16)
def latest(now: datetime) -> datetime:
    """The furthest moment still taken as now; a file asks for it with every line."""
    return now + timedelta(minutes=AHEAD_MINUTES)


@lru_cache(maxsize=64)
def latest_day(now: datetime, zone: str) -> date:
    """The furthest local day still taken as today."""
    return local_day(latest(now), zone)


def furthest_day(now: datetime) -> date:
    """The local day where the clocks are furthest ahead: nowhere has a later one begun.

    Somewhere on Earth a day begins 14 hours before UTC's.
    """
    return (now + timedelta(hours=14)).date()


def whole_minute(moment: datetime) -> datetime:
    """The minute of a moment, as people give it."""
    return moment.replace(second=0, microsecond=0)


def next_minute(moment: datetime) -> datetime:
    """The minute after that of a moment."""
    return whole_minute(moment) + timedelta(minutes=1)


def end_of_day(day: date, zone: str) -> datetime:
    """The UTC moment at which ``day`` ended in ``zone``: the next local midnight."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone_info(zone))
    return midnight.astimezone(UTC)

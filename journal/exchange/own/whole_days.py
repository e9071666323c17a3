"""The moment of what is said of a whole day, or of a part of one."""

from datetime import datetime, time
from typing import Final

from journal.core.model import moments

MIDDAY: Final = time(12)
"""What is said of a whole day has no time: its midday will do."""


class AssumedTime(str):
    """A moment as text whose day was noted, and whose time was not."""

    __slots__ = ()


def of_a_day(day: str, at: time, *, now: datetime, zone: str) -> str:
    """The local moment, as text, of what a file says of a ``day`` about a time; never to come."""
    today = moments.zone_exists(zone) and moments.local_time(now, zone)
    if today and day == today.date().isoformat() and today.time() < at:
        return now.isoformat(timespec="seconds")
    return f"{day}T{at:%H:%M}"

"""When the person's own rule lets a relief be used again, also where no time of a use is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

REST_OF_DAY: Final = timedelta(hours=12)
"""A use whose time nobody gave is kept at the noon of its day: it was by the end of it."""


@dataclass(frozen=True, slots=True)
class NextUse:
    """What there is to say of the next use, while the hours of the last one are not over."""

    at: datetime
    """From then on they are over for certain."""
    basis: str
    """What they are counted from: a ``time`` that was given, or the end of a ``day`` without one.

    ``today``: that day is not over, so that no hour can be said yet.
    """


def next_use(
    timed_at: datetime | None, untimed_at: datetime | None, hours: int | None, now: datetime
) -> NextUse | None:
    """What there is to say of the next use; None where nothing is to wait for.

    ``timed_at``: the last time that was given; ``untimed_at``: where a last use without a time is
    kept; ``hours``: so many the person set from one use to the next.
    """
    if hours is None:
        return None
    ends: list[tuple[datetime, str]] = []
    if timed_at:
        ends.append((timed_at, "time"))
    if untimed_at:
        day_end = untimed_at + REST_OF_DAY
        ends.append((day_end, "today" if day_end > now else "day"))
    uses = [NextUse(end + timedelta(hours=hours), basis) for end, basis in ends]
    return max((use for use in uses if use.at > now), key=lambda use: use.at, default=None)

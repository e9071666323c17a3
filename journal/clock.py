"""The one place where the journal asks what time it is."""

import time
from datetime import UTC, datetime


def exactly() -> datetime:
    """This moment, in UTC: to tell what came first."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment, in UTC and whole seconds."""
    return exactly().replace(microsecond=0)


def seconds() -> float:
    """Seconds that pass evenly, to measure how long something took."""
    return time.monotonic()

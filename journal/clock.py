"""The one place where the journal asks what time it is."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC and whole seconds."""
    return exact_now().replace(microsecond=0)


def exact_now() -> datetime:
    """This moment, in UTC, to the microsecond: to tell what came first."""
    return datetime.now(UTC)


def seconds() -> float:
    """Seconds that pass evenly, to measure how long something took."""
    return time.monotonic()

"""The one place where the journal asks what time it is."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def microsecond() -> int:
    """Where in its second this moment is: to tell what came first."""
    return datetime.now(UTC).microsecond


def seconds() -> float:
    """Seconds that pass evenly, to measure how long something took."""
    return time.monotonic()

"""The one place where the journal asks what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)

"""What is asked of connections: by execution options of a session, and by who waits meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

WRITES: Final = "journal_writes"
LOCK_TIMEOUT: Final = "journal_lock_timeout"
"""How many milliseconds a writer waits: for its turn on SQLite, for each row on PostgreSQL."""

WALLED: Final = "journal_walled"
"""Of an engine: whether PostgreSQL itself hides the rows of others from it."""

SILENCE_LIMIT: Final[ContextVar[float | None]] = ContextVar("silence_limit", default=None)
"""How many seconds a statement on PostgreSQL may go without a sign of it; None: for ever."""


@contextmanager
def silence_limit(seconds: float | None) -> Iterator[None]:
    """Wait so long for a sign of the database in what is done meanwhile."""
    token = SILENCE_LIMIT.set(seconds)
    try:
        yield
    finally:
        SILENCE_LIMIT.reset(token)

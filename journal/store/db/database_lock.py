"""The lock on an SQLite database: many may use it at once, and only one may replace it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from journal.words import hosting


class InUse(Exception):
    """The database is used, or replaced, by another program; the message says what to do."""


class DatabaseLock:
    """A lock that is held until it is closed, or its process ends. Raises InUse.

    It lies on a file of its own beside the database, which itself is replaced.
    """

    def __init__(self, database: Path, *, alone: bool) -> None:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = database.with_name(database.name + ".lock")
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise InUse(
                hosting.database_in_use(database)
                if alone
                else hosting.database_being_replaced(database)
            ) from None

    def close(self) -> None:
        """Let go of it; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> "DatabaseLock":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def shared(database: Path | None) -> Iterator[None]:
    """Use a database, so that nobody replaces it meanwhile; None: it is no file."""
    if database is None:
        yield
        return
    with DatabaseLock(database, alone=False):
        yield

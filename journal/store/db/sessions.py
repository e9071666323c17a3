"""Sessions that read and sessions that write, and the lock that lets one at a time go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from journal.store.db.engine import LOCK_TIMEOUT, WRITES

LOCK_ID: Final = 0x6A6F75726E616C
"""The number of the journal's own lock in PostgreSQL."""


def session(engine: Engine, *, writes: bool, lock_timeout: int | None = None) -> Session:
    """A session that reads, or one that ``writes`` and on SQLite takes its turn at once.

    ``lock_timeout``: for how many milliseconds it waits for that turn, where not as long as usual.
    """
    options = (
        {WRITES: True} if lock_timeout is None else {WRITES: True, LOCK_TIMEOUT: lock_timeout}
    )
    bind = engine.execution_options(**options) if writes else engine
    return Session(bind, autoflush=False, expire_on_commit=False)


def advisory_lock(connection: Connection) -> None:
    """Wait until no other transaction holds this lock; it is held until this one ends.

    Writers of SQLite take turns anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK_ID)))


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let SQLite re-make a table without deleting what refers to it; PostgreSQL never does that.

    The connection must not be in a transaction yet. What refers to nothing afterwards is found
    by ``PRAGMA foreign_key_check``.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection  # of either SQLite module
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # the setting holds only outside of a transaction
        driver.execute("PRAGMA foreign_keys=ON")

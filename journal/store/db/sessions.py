"""Sessions that read and sessions that write, and the lock that lets one at a time go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from journal.store.db.options import LOCK_TIMEOUT, WALLED, WRITES

LOCK_ID: Final = 0x6A6F75726E616C
"""The number of the journal's own lock in PostgreSQL."""


def session(
    engine: Engine, *, writes: bool, lock_timeout: int | None = None, one_moment: bool = False
) -> Session:
    """A session that reads, or one that ``writes`` and on SQLite takes its turn at once.

    ``lock_timeout``: for how many milliseconds it waits for that turn, where not as long as usual.
    ``one_moment``: whether all that is read is of one moment, as it always is on SQLite.
    """
    options: dict[str, Any] = {}
    if writes:
        options = {WRITES: True, LOCK_TIMEOUT: lock_timeout}
    elif engine.dialect.name == "postgresql":
        # Each statement is of its own moment anyway; without a transaction none is taken back,
        # with which the connection's prepared statements would go. Behind the wall there is
        # one: in it the database is told whose rows may be seen.
        level = "READ COMMITTED" if engine.get_execution_options().get(WALLED) else "AUTOCOMMIT"
        options = {WRITES: False, "isolation_level": "REPEATABLE READ" if one_moment else level}
    bind = engine.execution_options(**options) if options else engine
    return Session(bind, autoflush=False, expire_on_commit=False)


def advisory_lock(connection: Connection, what: str = "") -> None:
    """Wait until no other transaction holds this lock; it is held until this one ends.

    Writers of SQLite take turns anyway. ``what``: what is locked; empty: the whole journal.
    """
    if connection.dialect.name == "postgresql":
        _lock_answer(connection, "pg_advisory_xact_lock", what)


def has_turn(connection: Connection, what: str) -> bool:
    """Whether no other transaction holds this lock; it is then held until this one ends."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(_lock_answer(connection, "pg_try_advisory_xact_lock", what))


def _lock_answer(connection: Connection, function: str, what: str) -> Any:  # what it answers
    driver: Any = connection.connection.driver_connection  # psycopg's
    if not what:
        return driver.execute(f"SELECT {function}({LOCK_ID})").fetchone()[0]
    question = f"SELECT {function}(hashtextextended(%s, {LOCK_ID}))"
    return driver.execute(question, (what,)).fetchone()[0]


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

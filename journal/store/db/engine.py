"""The one engine: how either database is opened.

On SQLite every commit is on disk before it is answered (``synchronous=FULL``), and a session
that will write says so when it begins (``BEGIN IMMEDIATE``), so that none is refused half-way.
"""

from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from journal.config import Settings
from journal.setting_values import CONNECTIONS
from journal.store.db.options import LOCK_TIMEOUT, WRITES
from journal.store.db.owner_guard import refuse_unowned

try:
    import pysqlite3 as _bundled  # type: ignore[import-untyped]  # it ships no types
except ImportError:
    # No wheel for this machine: Python's own SQLite serves, in the safer journal mode.
    import sqlite3 as _bundled

SQLITE: Final[ModuleType] = _bundled

BUSY_MILLISECONDS: Final = 20_000
WAL_BYTES: Final = 4 * 1024 * 1024
"""To how much the file of the newest writes shrinks, once they are in the database."""
CACHE_KIBIBYTES: Final = 200
"""Of a connection's own pages; the system's file cache is behind it, and threads have many."""
POOL: Final = 8
"""Connections to SQLite that are kept; ten more are opened when needed: more than turns."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the bug by which 3.7.0 to 3.51.2 could damage WAL files.

    Mended in 3.51.3 and 3.53.0 and, of older lines, in 3.50.7 and 3.44.6.
    """
    mended = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
    return version >= (3, 53) or any(
        version[:2] == line[:2] and version >= line for line in mended
    )


def engine_of(settings: Settings) -> Engine:
    """The engine of the database that the settings name, used as they say."""
    return open_database(
        settings.database_url,
        connections=settings.database_connections,
        prepares=settings.database_prepares,
    )


def pages_engine(own: Engine, settings: Settings) -> Engine:
    """The engine that pages use: the journal's own, or that of the role they have.

    Once it is disposed of, so is the other.
    """
    if not settings.database_pages_url:
        return own
    from journal.store.db import postgresql  # noqa: PLC0415 (its driver is of no use on SQLite)

    engine = postgresql.opened_as_set(settings.database_pages_url, settings, walled=True)
    event.listen(engine, "engine_disposed", lambda _engine: own.dispose())
    return engine


def open_database(url: str, *, connections: int = CONNECTIONS, prepares: bool = True) -> Engine:
    """The engine of a database address, with the guard of owned tables.

    On PostgreSQL at most so many ``connections`` are open, which prepare their statements or not.
    """
    if make_url(url).get_backend_name() != "sqlite":
        from journal.store.db import postgresql  # noqa: PLC0415 (its driver is of no use on SQLite)

        return postgresql.opened(url, connections=connections, prepares=prepares)
    engine = create_engine(
        url,
        module=SQLITE,
        hide_parameters=True,  # what people typed does not belong in a log
        pool_size=POOL,
        connect_args={"isolation_level": None},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "reset", _reset_sqlite)
    event.listen(engine, "before_cursor_execute", refuse_unowned)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # of either SQLite module
    mode = "WAL" if wal_is_safe(SQLITE.sqlite_version_info) else "TRUNCATE"
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"journal_mode={mode}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        f"cache_size=-{CACHE_KIBIBYTES}",
        f"journal_size_limit={WAL_BYTES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    begin = "BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN"
    driver: Any = connection.connection.driver_connection  # of either SQLite module
    lock_timeout = options.get(LOCK_TIMEOUT)
    if lock_timeout is not None:
        driver.execute(f"PRAGMA busy_timeout={lock_timeout}")
    try:
        driver.execute(begin)
    except SQLITE.OperationalError as busy:  # SQLAlchemy translates only what it runs itself
        raise OperationalError(begin, None, busy) from busy
    finally:
        if lock_timeout is not None:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _reset_sqlite(connection: Any, *_: object) -> None:  # of either SQLite module
    """End what a commit left open that had to give up: it still holds its locks."""
    connection.rollback()

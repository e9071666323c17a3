"""The one engine: how either database is opened, and the wall around owned tables.

On SQLite every commit is on disk before it is answered (``synchronous=FULL``), and a session
that will write says so when it begins (``BEGIN IMMEDIATE``), so that none is refused half-way.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from journal.store.db.models import Base, Owned

try:
    import pysqlite3 as _bundled  # type: ignore[import-untyped]  # it ships no types
except ImportError:
    # No wheel for this machine: Python's own SQLite serves, in the safer journal mode.
    _bundled = sqlite3

SQLITE: Final[ModuleType] = _bundled

BUSY_MILLISECONDS: Final = 20_000
CACHE_KIBIBYTES: Final = 400
"""Of a connection's own pages; the system's file cache is behind it, and threads have many."""
TURN: Final = 0x6A6F75726E616C
"""The number of the journal's own lock in PostgreSQL."""

WRITES: Final = "journal_writes"
PATIENCE: Final = "journal_patience"
"""The execution option that says how many milliseconds a writer waits for its turn on SQLite."""

ALL_OWNERS: Final = "journal_all_owners"
"""The execution option of the few statements that are meant for every account."""

OWNED_TABLES: Final = tuple(
    mapper.class_.__tablename__
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Owned)
)


class OwnerNotNamed(Exception):
    """A statement on an owned table that does not say whose rows it means."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the bug by which 3.7.0 to 3.51.2 could damage WAL files.

    Mended in 3.51.3 and 3.53.0 and, of older lines, in 3.50.7 and 3.44.6.
    """
    mended = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
    return version >= (3, 53) or any(
        version[:2] == line[:2] and version >= line for line in mended
    )


def open_database(url: str) -> Engine:
    """The engine of a database address, with the wall around owned tables."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            module=SQLITE,
            hide_parameters=True,  # what people typed does not belong in a log
            connect_args={"isolation_level": None},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "reset", _reset_sqlite)
    else:
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            connect_args={"options": "-c timezone=utc -c datestyle=iso"},
        )
    event.listen(engine, "before_cursor_execute", _wall)
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
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    begin = "BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN"
    driver: Any = connection.connection.driver_connection  # of either SQLite module
    patience = options.get(PATIENCE)
    if patience is not None:
        driver.execute(f"PRAGMA busy_timeout={patience}")
    try:
        driver.execute(begin)
    except SQLITE.OperationalError as busy:  # SQLAlchemy translates only what it runs itself
        raise OperationalError(begin, None, busy) from busy
    finally:
        if patience is not None:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _reset_sqlite(connection: Any, *_: object) -> None:  # of either SQLite module
    """End what a commit left open that had to give up: it still holds its locks."""
    connection.rollback()


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


def take_turns(connection: Connection) -> None:
    """Wait until nobody else is between here and the end of a transaction that took its turn.

    Writers of SQLite take turns anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))


def session(engine: Engine, *, writes: bool, patience: int | None = None) -> Session:
    """A session that reads, or one that ``writes`` and on SQLite takes its turn at once.

    ``patience``: for how many milliseconds it waits for that turn, where not as long as usual.
    """
    options = {WRITES: True} if patience is None else {WRITES: True, PATIENCE: patience}
    bind = engine.execution_options(**options) if writes else engine
    return Session(bind, autoflush=False, expire_on_commit=False)


class NotABackup(Exception):
    """A file that cannot take the database's place; the message says why."""


def new_file(file: Path) -> int:
    """The descriptor of a new, empty file for its owner only, in the place of what stood there.

    Nothing that somebody else has put there is written to, nor what it leads to.
    """
    file.unlink(missing_ok=True)
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)


def backup(engine: Engine, file: Path) -> None:
    """Copy an SQLite database in use to ``file``, which only its owner may read.

    The copy is whole: it appears under its name only when it is finished.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(file.name + ".part")
    os.close(new_file(part))
    copy = SQLITE.connect(part)
    with engine.connect() as connection:
        source: Any = connection.connection.driver_connection  # of either SQLite module
        connection.rollback()
        source.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")  # one file, to be read wherever it is put
    copy.close()
    for left_over in ("-wal", "-shm"):  # of a database that stood there: not this one's
        file.with_name(file.name + left_over).unlink(missing_ok=True)
    part.replace(file)


def restore(engine: Engine, file: Path) -> None:
    """Replace all of an SQLite database by what a backup holds. Raises NotABackup."""
    if not file.is_file():
        raise NotABackup(f"There is no file {file}.")
    source = SQLITE.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise NotABackup(f"{file} is damaged.")
        source.execute("SELECT 1 FROM accounts")
        if source.execute("SELECT version_num FROM alembic_version").fetchone() is None:
            raise NotABackup(f"{file} does not say which version of the journal it is of.")
        with engine.connect() as connection:
            target: Any = connection.connection.driver_connection  # of either SQLite module
            connection.rollback()
            source.backup(target)
    except SQLITE.DatabaseError as wrong:
        raise NotABackup(f"{file} is not a backup of the journal: {wrong}.") from wrong
    finally:
        source.close()


_NAMES: Final = "|".join(OWNED_TABLES)
_USED = re.compile(rf'(?<!\w)({_NAMES})"?(?: AS (\w+))?(?![\w."])', re.IGNORECASE)
_INSERTED = re.compile(rf"\s*INSERT INTO ({_NAMES}) \(([^)]*)\)")


@lru_cache(maxsize=2048)
def _unowned(statement: str) -> str | None:
    """The owned table that a statement uses without naming an owner, if there is one."""
    if statement.startswith("PRAGMA"):
        return None  # it may name a table, but reads no rows
    inserted = _INSERTED.match(statement)
    if inserted and "owner_id" not in inserted[2]:
        return inserted[1]
    rest = statement[inserted.end() :] if inserted else statement
    needed: dict[str, int] = {}
    for table, alias in _USED.findall(rest):
        needed[alias or table] = needed.get(alias or table, 0) + 1
    for name, times in needed.items():
        if len(re.findall(rf"\b{name}\.owner_id = ", rest)) < times:
            return name
    return None


def _wall(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,  # the dialect's own execution context
    _executemany: bool,
) -> None:
    options: dict[str, object] = context.execution_options if context is not None else {}
    if (table := _unowned(statement)) and not options.get(ALL_OWNERS):
        raise OwnerNotNamed(f"{table}: {statement}")

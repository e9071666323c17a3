"""Moving a whole journal to another database, SQLite or PostgreSQL, and comparing the two.

The journal that is moved is read and never written. The new one is there whole, and the same
table by table, or not at all.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Table, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url

from journal.database_address import sqlite_file
from journal.store.db.backups import as_one_file, refuse_no_backup
from journal.store.db.database_files import finish, make_durable, new_file
from journal.store.db.database_lock import DatabaseLock, InUse
from journal.store.db.engine import open_database
from journal.store.db.inspection import WrongDatabase, reading, refuse_missing_parts, side_files
from journal.store.db.models import Base
from journal.store.db.options import WRITES
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.upgrade import NewerDatabase, current, revisions, row_counts, upgrade
from journal.words import moving as words

PIECE: Final = 500
"""Rows that are read, and written, at once."""

MOVING: Final = ".moving"
"""Ends the name of the SQLite file that is filled, until it is whole."""

OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND usename IS NOT NULL AND pid <> pg_backend_pid()"
)


class NotMoved(WrongDatabase):
    """A journal that was not moved; the message says why, and what to do."""


@dataclass(slots=True)
class Content:
    """What a table holds: how many rows, and a number made of all of them, in any order."""

    rows: int = 0
    digest: int = 0

    def add(self, row: Row[Any]) -> None:
        """Count a row in."""
        self.rows += 1
        own = int.from_bytes(sha256(repr(tuple(row)).encode()).digest())
        self.digest = (self.digest + own) % (1 << 256)


def move(source: str, target: str, now: datetime) -> dict[str, int]:
    """Copy all of a journal to a database that holds none, and compare.

    ``source`` and ``target`` are database addresses; what comes back is how many rows each table
    has. Raises NotMoved, Damaged, WrongDatabase, NewerDatabase and OSError; then the target holds
    no entries.
    """
    with _opened_source(source) as old, _opened_target(target, now) as new, new.begin() as writing:
        _refuse_others(old)
        contents = {table.name: _copied(old, writing, table) for table in _tables()}
        _refuse_others(old)
        copies = {table.name: _content(_rows(writing, table)) for table in _tables()}
        if unlike := [name for name, content in contents.items() if copies[name] != content]:
            raise NotMoved(words.not_the_same(unlike))
    return {name: content.rows for name, content in contents.items()}


def without_password(address: str | URL) -> str:
    """A database as a message names it."""
    return make_url(address).render_as_string()


def _tables() -> list[Table]:
    """The tables, each after those it refers to."""
    return Base.metadata.sorted_tables


def _rows(connection: Connection, table: Table) -> Iterable[Row[Any]]:
    return connection.execute(select(table), execution_options={"yield_per": PIECE})


def _content(rows: Iterable[Row[Any]]) -> Content:
    content = Content()
    for row in rows:
        content.add(row)
    return content


def _copied(old: Connection, writing: Connection, table: Table) -> Content:
    """Copy a table; what it holds."""
    content, names = Content(), table.c.keys()
    result = old.execute(select(table), execution_options={"yield_per": PIECE})
    for rows in result.partitions():
        for row in rows:
            content.add(row)
        writing.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
    return content


@contextmanager
def _opened_source(address: str) -> Iterator[Connection]:
    """A connection that sees one moment of a journal of this version; nobody else uses it."""
    file = sqlite_file(address)
    if file is None:
        with _connected(address, isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    if not file.is_file():
        raise NotMoved(words.nothing_there(file))
    with _alone(file):
        finish(file)
        with reading(file) as looking:
            refuse_no_backup(file, looking)
        with _connected(address) as connection:
            yield connection


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    try:
        lock = DatabaseLock(file, alone=True)
    except InUse as used:
        raise NotMoved(words.in_use(file)) from used
    with lock:
        yield


@contextmanager
def _connected(address: str, **options: Any) -> Iterator[Connection]:  # as SQLAlchemy takes them
    engine, where = open_database(address), without_password(address)
    try:
        if (version := current(engine)) is None:
            raise NotMoved(words.nothing_there(where))
        if version not in revisions():
            raise NewerDatabase(words.newer(where))
        if version != revisions()[-1]:
            raise NotMoved(words.older(where))
        reader = engine.execution_options(**{ALL_OWNERS: True}, **options)
        with reader.connect() as connection:
            refuse_missing_parts(connection, where)
            connection.rollback()
            yield connection
    finally:
        engine.dispose()


def _refuse_others(connection: Connection) -> None:
    """Raise NotMoved where somebody else uses a PostgreSQL; an SQLite file has a lock for that."""
    if connection.dialect.name != "postgresql":
        return
    if connection.execute(text(OTHERS)).scalar_one():
        raise NotMoved(words.in_use(without_password(connection.engine.url)))


@contextmanager
def _opened_target(address: str, now: datetime) -> Iterator[Engine]:
    """An empty journal to be filled, which is kept where that ends well."""
    file = sqlite_file(address)
    if file is None:
        with _emptied(address, now) as engine:
            yield engine
        return
    if file.exists():
        raise NotMoved(words.there_already(file))
    with _alone(file):
        part = file.with_name(file.name + MOVING)
        try:
            os.close(new_file(part))
            with _emptied(f"sqlite:///{part}", now) as engine:
                yield engine
            as_one_file(part)
            part.replace(file)
            make_durable(file.parent)
        finally:
            for leftover in (part, *side_files(part)):
                leftover.unlink(missing_ok=True)


@contextmanager
def _emptied(address: str, now: datetime) -> Iterator[Engine]:
    """A journal of this version without a row. Raises NotMoved where there is something else."""
    engine = open_database(address)
    try:
        if current(engine) is None and inspect(engine).get_table_names():
            raise NotMoved(words.not_empty(without_password(address)))
        upgrade(engine, None, now)
        everything = engine.execution_options(**{WRITES: True, ALL_OWNERS: True})
        with everything.connect() as connection:
            if any(row_counts(connection).values()):
                raise NotMoved(words.not_empty(without_password(address)))
        yield everything
    finally:
        engine.dispose()

"""A clinic's database: one diary made day by day, and copied to every patient by COPY."""

import io
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Table, text

from journal.access.passwords import hashed_password
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from tests.benchmarks.diaries import LONG_AGO, PASSWORD, ZONE, Maker, fill

FIRST: Final = "patient 0000"
"""Whose diary all others are copies of."""


def name_of(number: int) -> str:
    """What a patient is called."""
    return f"patient {number:04}"


def seed(engine: Engine, patients: int, years: int, now: datetime) -> int:
    """Fill an empty database; how many rows it then holds."""
    with session(engine, writes=True) as writing:
        first = accounts.create(
            writing,
            username=FIRST,
            password_hash=hashed_password(PASSWORD),
            zone=ZONE,
            now=now - LONG_AGO,
        )
        fill(writing, first.id, Maker(now, years))
        writing.commit()
    with engine.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        rows = _copy_diaries(connection.connection.driver_connection, first.id, patients)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return rows


def _copy_diaries(driver: Any, first: str, patients: int) -> int:  # psycopg's connection
    count = 0
    for table in m.Base.metadata.sorted_tables:
        lines = _lines(driver, table, first)
        count += len(lines)
        if not lines:
            continue
        with driver.cursor().copy(f"COPY {table.name} ({_columns(table)}) FROM STDIN") as copy:
            for number in range(1, patients):
                piece = io.StringIO()
                for line in lines:
                    piece.write(_of(line, table, first, number))
                copy.write(piece.getvalue())
                count += len(lines)
    return count


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _lines(driver: Any, table: Table, first: str) -> list[str]:
    """The rows of the first diary in a table, as COPY writes them."""
    owner = {"accounts": "id"}.get(table.name) or ("owner_id" if "owner_id" in table.c else "")
    if not owner:
        return []
    question = f"SELECT {_columns(table)} FROM {table.name} WHERE {owner} = '{first}'"  # noqa: S608
    with driver.cursor().copy(f"COPY ({question}) TO STDOUT") as copy:
        whole = b"".join(copy).decode()
    return whole.splitlines(keepends=True)


def _of(line: str, table: Table, first: str, number: int) -> str:
    """A row as that of another patient."""
    line = line.replace(first, f"{first[:-6]}{number:06x}")
    return line.replace(FIRST, name_of(number)) if table.name == "accounts" else line


def bytes_of(engine: Engine) -> int:
    """How much room the database takes, with its indexes."""
    with engine.connect() as connection:
        size: int = connection.execute(
            text("SELECT pg_database_size(current_database())")
        ).scalar_one()
    return size

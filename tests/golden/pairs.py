"""Where the pairs lie, and how a database is made of one."""

from pathlib import Path
from typing import Any, Final

from alembic import command
from sqlalchemy import Boolean, Connection, Engine, MetaData, Table, insert, select, text

from journal.store.db.engine import SQLITE, open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.upgrade import alembic_config, migrating

FOLDER: Final = Path(__file__).parent
VERSIONS: Final = tuple(sorted(file.stem for file in FOLDER.glob("[0-9]*.zip")))
FIRST: Final = "0004"
"""The schema that was the newest when pairs began."""
WITH_THE_NEXT: Final = {"0005", "0021", "0029"}
"""Schemas that no journal was ever left in: they came in together with the one after them."""


def database(version: str) -> Path:
    """The filled database of a schema, as SQL."""
    return FOLDER / f"{version}.sql"


def archive(version: str) -> Path:
    """The archive of its account ``ada``."""
    return FOLDER / f"{version}.zip"


def as_file(version: str, file: Path) -> None:
    """Make the SQLite file that a journal of a version has left."""
    connection = SQLITE.connect(file)
    connection.executescript(database(version).read_text())
    connection.close()
    file.chmod(0o600)


def fill(engine: Engine, version: str, folder: Path) -> None:
    """Make an empty database the one that a journal of a version has left."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        as_file(version, Path(str(engine.url.database)))
        return
    as_file(version, folder / "golden.sqlite3")
    with migrating(engine) as connection:
        command.upgrade(alembic_config(connection), version)
    golden_engine = open_database(f"sqlite:///{folder / 'golden.sqlite3'}")
    tables = MetaData()
    tables.reflect(engine)
    source = golden_engine.execution_options(**{ALL_OWNERS: True})
    target = engine.execution_options(**{ALL_OWNERS: True})
    with source.connect() as reading, target.begin() as write:
        for table in tables.sorted_tables:
            if table.name != "alembic_version" and (rows := _rows(reading, table)):
                write.execute(insert(table), rows)
    golden_engine.dispose()


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """The rows of a table as SQLite holds them; PostgreSQL reads texts as what they stand for."""
    flags = {column.name for column in table.c if isinstance(column.type, Boolean)}
    rows = connection.execute(select(text("*")).select_from(text(table.name))).mappings()
    return [
        {
            name: value if value is None or name not in flags else bool(value)
            for name, value in row.items()
        }
        for row in rows
    ]

"""The schema partitioned by owner, as a PostgreSQL of many machines needs it."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, MetaData, Table, UniqueConstraint, create_engine, text

from journal.store.db import models as m
from journal.store.db.models import learn_postgresql
from journal.store.db.owner_guard import OWNED_TABLES
from journal.store.db.upgrade import revisions

PARTITIONS: Final = 4


def lay_out(url: str) -> None:
    """Make the tables in an empty database, in partitions by a hash of their owner.

    Those whose constraints no partitions could keep stay whole.
    """
    learn_postgresql()
    tables = MetaData(naming_convention=m.NAMING)
    for table in m.Base.metadata.sorted_tables:
        table.to_metadata(tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if is_parted(table):
                table.dialect_options["postgresql"]["partition_by"] = "HASH (owner_id)"
            table.create(connection)
            if is_parted(table):
                _add_partitions(connection, table.name)
        connection.execute(text("CREATE TABLE alembic_version (version_num varchar(32))"))
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:latest)"), {"latest": revisions()[-1]}
        )
    engine.dispose()


def is_parted(table: Table) -> bool:
    """Whether a table can be in partitions: each thing that is unique in it names its owner."""
    return table.name in OWNED_TABLES and all("owner_id" in names for names in unique_keys(table))


def unique_keys(table: Table) -> Iterator[list[str]]:
    """The columns of each thing that is unique in a table."""
    yield list(table.primary_key.columns.keys())
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield list(constraint.columns.keys())
    for index in table.indexes:
        if index.unique:
            yield list(index.columns.keys())


def _add_partitions(connection: Connection, name: str) -> None:
    for place in range(PARTITIONS):
        connection.execute(
            text(
                f"CREATE TABLE {name}_{place} PARTITION OF {name}"
                f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {place})"
            )
        )

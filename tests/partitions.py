"""The schema partitioned by owner, as a PostgreSQL of many machines needs it."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, MetaData, Table, UniqueConstraint, create_engine, text

from journal.store.db import models as m
from journal.store.db.models import learn_postgresql
from journal.store.db.owner_guard import OWNED_TABLES
from journal.store.db.upgrade import revisions

PARTITIONS: Final = 4

INDEXES: Final = text(
    "SELECT part.relname, whole.relname, substring(on_part.relname FROM '[0-9]+$')"
    " FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid"
    " JOIN pg_class whole ON whole.oid = inhparent JOIN pg_index ON indexrelid = inhrelid"
    " JOIN pg_class on_part ON on_part.oid = indrelid"
)
"""Asks for the index of each partition, the one of its table, and which partition it is."""


def lay_out(url: str) -> None:
    """Make the tables in an empty database, in partitions by a hash of their owner.

    Those whose constraints no partitions could keep stay whole. The index of a partition is named
    after that of its table, so that a plan tells which it is.
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
        for index, usual, place in connection.execute(INDEXES).all():
            connection.execute(text(f'ALTER INDEX "{index}" RENAME TO "{usual}_{place}"'))
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


def is_partition(name: str) -> bool:
    """Whether a table is one of the partitions of another."""
    whole, _, place = name.rpartition("_")
    return whole in OWNED_TABLES and place.isdecimal()


def _add_partitions(connection: Connection, name: str) -> None:
    for place in range(PARTITIONS):
        connection.execute(
            text(
                f"CREATE TABLE {name}_{place} PARTITION OF {name}"
                f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {place})"
            )
        )

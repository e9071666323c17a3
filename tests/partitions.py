"""The schema partitioned by owner, as a PostgreSQL of many machines needs it."""

from typing import Final

from sqlalchemy import (
    Connection,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    create_engine,
    text,
)

from journal.store.db import models as m
from journal.store.db.models import learn_postgresql
from journal.store.db.owner_guard import OWNED_TABLES
from journal.store.db.upgrade import revisions

PARTITIONS: Final = 4


def lay_out(url: str) -> None:
    """Make the tables in an empty database, every owned one in partitions by a hash of its owner.

    What is unique among all owners (hashes of secrets, a provider's subject) can then be an index
    only: uniqueness is kept within a partition's key.
    """
    learn_postgresql()
    tables = MetaData(naming_convention=m.NAMING)
    for table in m.Base.metadata.sorted_tables:
        _part(table.to_metadata(tables))
    engine = create_engine(url)
    with engine.begin() as connection:
        tables.create_all(
            connection, [table for table in tables.sorted_tables if not _owned(table)]
        )
        for table in tables.sorted_tables:
            if _owned(table):
                table.create(connection)
                _add_partitions(connection, table.name)
        connection.execute(text("CREATE TABLE alembic_version (version_num varchar(32))"))
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:latest)"), {"latest": revisions()[-1]}
        )
    engine.dispose()


def _owned(table: Table) -> bool:
    return table.name in OWNED_TABLES


def _part(table: Table) -> None:
    """Let a table be made in partitions, without what is unique among all owners."""
    if not _owned(table):
        return
    table.dialect_options["postgresql"]["partition_by"] = "HASH (owner_id)"
    for constraint in list(table.constraints):
        if isinstance(constraint, UniqueConstraint) and "owner_id" not in constraint.columns:
            table.constraints.discard(constraint)
            Index(f"ix_{table.name}_{'_'.join(constraint.columns.keys())}", *constraint.columns)


def _add_partitions(connection: Connection, name: str) -> None:
    for place in range(PARTITIONS):
        connection.execute(
            text(
                f"CREATE TABLE {name}_{place} PARTITION OF {name}"
                f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {place})"
            )
        )

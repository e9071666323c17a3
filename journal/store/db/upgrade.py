"""Creating and upgrading the database, after a copy of it was put aside."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, func, inspect, select, table, text
from sqlalchemy.exc import DatabaseError

from journal.config import Settings, WrongSetting
from journal.store.db.database_files import backup
from journal.store.db.options import WRITES, silence_limit
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import advisory_lock, foreign_keys_off
from journal.words import hosting

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).resolve().parents[3] / "migrations"
BACKUPS_KEPT: Final = 5
VERSION: Final = text("SELECT version_num FROM alembic_version")
"""Asks which version a database is at that has one."""

PARTITIONS: Final = text("SELECT relname FROM pg_class WHERE relispartition")
"""Asks PostgreSQL for the partitions of tables and indexes, where somebody made some."""


class NewerDatabase(Exception):
    """The database was written by a newer journal than this one."""


class RowsLost(Exception):
    """An upgrade would have lost rows; it was taken back, and the database is as it was."""


def revisions() -> list[str]:
    """The versions of the database this journal knows, oldest first: its migrations' names."""
    return sorted(file.stem[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(engine: Engine) -> str | None:
    """The version the database is at; None: it is new."""
    with engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(VERSION).scalar()
    return revision


class Unreachable(WrongSetting):
    """A database that cannot be asked, or lets nobody in."""


def reach(engine: Engine, settings: Settings) -> None:
    """Make sure that a database can be asked. Raises WrongSetting, Unreachable."""
    try:
        if settings.sqlite_file is not None:
            settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            settings.sqlite_file.touch(mode=0o600)
        current(engine)
    except OSError as wrong:
        raise WrongSetting(hosting.cannot_be_used(settings.sqlite_file, wrong.strerror)) from wrong
    except DatabaseError as wrong:
        raise Unreachable(hosting.cannot_be_opened(str(wrong.orig).partition("\n")[0])) from wrong


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection to run migrations on, committed at the end. Raises RowsLost, and commits not.

    SQLite's foreign keys are off meanwhile: they would delete whatever refers to a table that is
    re-made.
    """
    writing = engine.execution_options(**{WRITES: True, ALL_OWNERS: True})
    with silence_limit(None), writing.connect() as connection, foreign_keys_off(connection):
        advisory_lock(connection)  # of several that start at once, one upgrades
        version, rows = _version(connection), row_counts(connection)
        yield connection
        refuse_losses(rows, row_counts(connection), _declared_since(connection, version))
        refuse_dangling(connection)
        connection.commit()


def alembic_config(connection: Connection) -> "Config":
    """How Alembic finds the migrations and the connection to run them on."""
    from alembic.config import Config  # noqa: PLC0415 (slow, and seldom needed)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def keep_latest(backups: Path, names: str) -> None:
    """Remove all but the latest few of the copies whose names have one shape and end in a time."""
    for old in sorted(backups.glob(names))[:-BACKUPS_KEPT]:
        old.unlink()


def known_version(engine: Engine) -> str | None:
    """The version the database is at; None: it is new. Raises NewerDatabase."""
    version, known_versions = current(engine), revisions()
    if version is not None and version not in known_versions:
        raise NewerDatabase(hosting.newer(version, known_versions[-1]))
    return version


def copy_before_upgrade(engine: Engine, backups: Path | None, now: datetime) -> Path | None:
    """The copy of an SQLite file that holds records, made in ``backups``, if given.

    Only the latest few copies stay there. Raises Damaged.
    """
    if backups is None or engine.dialect.name != "sqlite" or current(engine) is None:
        return None
    copy = backups / f"before-{revisions()[-1]}-{now:%Y%m%dT%H%M%SZ}.sqlite3"
    backup(engine, copy)
    keep_latest(backups, "before-[0-9]*.sqlite3")
    return copy


def upgrade(engine: Engine, backups: Path | None, now: datetime) -> str | None:
    """Bring the database to this journal's version; nothing happens where it is there.

    An SQLite file that holds records is first copied into ``backups``, if given. Returns the
    version it was at. Raises NewerDatabase, Damaged, and RowsLost where a table
    would hold fewer rows afterwards.
    """
    before = known_version(engine)
    if before == revisions()[-1]:
        return before
    copy_before_upgrade(engine, backups, now)
    from alembic import command  # noqa: PLC0415 (slow, and seldom needed)

    with migrating(engine) as connection:
        command.upgrade(alembic_config(connection), "head")
    return before


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of the database holds; one in partitions with all of them."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    if connection.dialect.name == "postgresql":
        names -= set(connection.scalars(PARTITIONS))
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in sorted(names)
    }


@dataclass(frozen=True, slots=True)
class Declared:
    """What migrations say they do to rows: tables they delete from or drop, and new names."""

    deletes_from: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)


def _declared_since(connection: Connection, version: str | None) -> Declared:
    """What the migrations say that brought the database here from a version."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (slow, and seldom needed)

    scripts = ScriptDirectory.from_config(alembic_config(connection))
    ran = list(scripts.iterate_revisions(_version(connection), version or "base"))
    deletes, renamed = set[str](), dict[str, str]()
    for script in reversed(ran):
        deletes.update(getattr(script.module, "deletes_from", ()))
        for old, new in getattr(script.module, "renames_tables", {}).items():
            first = next((name for name, later in renamed.items() if later == old), old)
            renamed[first] = new
    return Declared(frozenset(deletes), renamed)


def refuse_losses(before: Mapping[str, int], after: Mapping[str, int], declared: Declared) -> None:
    """Raise RowsLost where a table holds fewer rows than before and no migration said so."""
    lost = []
    for name, count in before.items():
        now = declared.renamed.get(name, name)
        if after.get(now, 0) < count and not {name, now} & declared.deletes_from:
            lost.append(hosting.rows_of_table(name, count, after.get(now, 0)))
    if lost:
        raise RowsLost(hosting.rows_lost(lost))


def refuse_dangling(connection: Connection) -> None:
    """Raise RowsLost where a row of an SQLite database refers to one that is not there."""
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL has looked already
    if dangling := connection.execute(text("PRAGMA foreign_key_check")).all():
        raise RowsLost(hosting.references_lost(sorted({row[0] for row in dangling})))

"""Creating and upgrading the database, after a copy of it was put aside."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from journal.store.db.engine import ALL_OWNERS, WRITES, backup, take_turns

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).resolve().parents[3] / "migrations"
BACKUPS_KEPT: Final = 5


class NewerDatabase(Exception):
    """The database was written by a newer journal than this one."""


def revisions() -> list[str]:
    """The versions of the database this journal knows, oldest first: its migrations' names."""
    return sorted(file.stem[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(engine: Engine) -> str | None:
    """The version the database is at; None: it is new."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return revision


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


def upgrade(engine: Engine, backups: Path, now: datetime) -> str | None:
    """Bring the database to this journal's version; nothing happens where it is there.

    An SQLite file that holds records is first copied into ``backups``. Returns the version it
    was at. Raises NewerDatabase.
    """
    known = revisions()
    before = current(engine)
    if before == known[-1]:
        return before
    if before is not None and before not in known:
        raise NewerDatabase(
            f"The database is at version {before}, which this journal ({known[-1]}) does not "
            "know. Install the newer journal again, or restore a backup made before it."
        )
    if before is not None and engine.dialect.name == "sqlite":
        backup(engine, backups / f"before-{known[-1]}-{now:%Y%m%dT%H%M%SZ}.sqlite3")
        keep_latest(backups, "before-[0-9]*.sqlite3")
    from alembic import command  # noqa: PLC0415 (slow, and seldom needed)

    writing = engine.execution_options(**{WRITES: True, ALL_OWNERS: True})
    with writing.connect() as connection:
        take_turns(connection)  # of several that start at once, one upgrades
        command.upgrade(alembic_config(connection), "head")
        connection.commit()
    return before

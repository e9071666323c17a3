"""The files of an SQLite database: copied while in use, and replaced by a backup."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from journal.store.db.engine import SQLITE


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

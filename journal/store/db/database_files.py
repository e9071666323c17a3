"""The files of an SQLite database: copied while in use, and replaced as a whole."""

import os
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from journal.store.db.engine import BUSY_MILLISECONDS, SQLITE
from journal.store.db.inspection import Damaged, refuse_damage, side_files
from journal.words import hosting

SETTLING_MILLISECONDS: Final = 500
REPLACING: Final = ".replacing"
"""Ends the name of the note that a database is being replaced; in it, what the old one becomes."""

FRESH: Final = ".fresh"
"""Ends the name of the database that is to take another's place."""


def new_file(file: Path) -> int:
    """The descriptor of a new, empty file for its owner only, in the place of what stood there.

    Nothing that somebody else has put there is written to, nor what it leads to.
    """
    file.unlink(missing_ok=True)
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)


def make_durable(file: Path) -> None:
    """Put a file, or the names in a folder, on the disk, so that a power cut leaves them there."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_into(source: Any, file: Path) -> None:  # a connection of either SQLite module
    """Copy a database that is open to a new file, which only its owner may read.

    The copy is one file, whole, looked through and on the disk. Raises Damaged and OSError, and
    leaves no file then.
    """
    try:
        os.close(new_file(file))
        copy = SQLITE.connect(file)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, to be read wherever it is put
            refuse_damage(file, copy)
        finally:
            copy.close()
        make_durable(file)
    except SQLITE.DatabaseError as wrong:
        _remove(file)
        raise refusal(file, wrong) from wrong
    except (OSError, Damaged):
        _remove(file)
        raise


def refusal(file: Path, wrong: Exception) -> Exception:
    """What an error of SQLite at a file means: a full disk, or damage."""
    if getattr(wrong, "sqlite_errorname", "") == "SQLITE_FULL":
        return OSError(28, os.strerror(28))
    return Damaged(hosting.unreadable(file, wrong))


def _remove(file: Path) -> None:
    for part in (file, *side_files(file)):
        part.unlink(missing_ok=True)


def backup(engine: Engine, file: Path) -> None:
    """Copy an SQLite database in use to ``file``, which only its owner may read.

    The copy is whole: it appears under its name only when it is finished and was looked through.
    Raises Damaged and OSError; what stood under the name is left alone then.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(file.name + ".part")
    with engine.connect() as connection:
        source: Any = connection.connection.driver_connection  # of either SQLite module
        connection.rollback()
        copy_into(source, part)
    for left_over in side_files(file):  # of a database that stood there: not this one's
        left_over.unlink(missing_ok=True)
    part.replace(file)
    make_durable(file.parent)


def settle(engine: Engine) -> None:
    """Put the newest writes into the database itself and empty their file (the WAL).

    What was deleted is gone from both then. Readers that are at it are not waited for for long:
    then it is done the next time.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection  # of either SQLite module
        driver.execute(f"PRAGMA busy_timeout={SETTLING_MILLISECONDS}")
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def replace(database: Path, fresh: Path, old_name: str) -> None:
    """Let ``fresh`` take a database's place; what was there stays beside it, as ``old_name``.

    Cut off at any moment, it leaves the old database or the new one: ``finish`` goes on with it.
    """
    note = database.with_name(database.name + REPLACING)
    part = note.with_name(note.name + ".part")
    with os.fdopen(new_file(part), "w") as note_file:
        note_file.write(old_name)
    make_durable(part)
    fresh.replace(database.with_name(database.name + FRESH))
    make_durable(database.parent)
    part.replace(note)
    make_durable(database.parent)
    finish(database)


def is_cut_off(database: Path) -> bool:
    """Whether a replacement of a database was begun and not finished."""
    return database.with_name(database.name + REPLACING).exists()


def finish(database: Path) -> None:
    """Go on with a replacement that was begun, if there is one. Nobody may use the database."""
    note = database.with_name(database.name + REPLACING)
    if not note.exists():
        return
    fresh = database.with_name(database.name + FRESH)
    old_file = database.with_name(note.read_text())
    if fresh.exists():  # else it is in its place already
        for old, aside in zip(
            (*side_files(database), database), (*side_files(old_file), old_file), strict=True
        ):
            if old.exists():
                old.replace(aside)
        make_durable(database.parent)
        fresh.replace(database)
        make_durable(database.parent)
    note.unlink()
    make_durable(database.parent)

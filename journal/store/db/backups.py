"""Bringing a backup back: whole or not at all, and without what has been ended since it was made.

Everything is made ready in a file of its own; the database is replaced as the last step. So a
backup that is refused leaves everything as it was, and the database may be damaged or missing.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.database_files import copy_into, finish, make_durable, replace
from journal.store.db.database_lock import DatabaseLock
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.inspection import (
    APPLICATION_ID,
    WrongDatabase,
    is_a_journal,
    reading,
    refuse_damage,
    refuse_missing_parts,
    side_files,
    version,
)
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.db.upgrade import BACKUPS_KEPT, NewerDatabase, revisions, upgrade
from journal.words import hosting

RESTORING: Final = ".restoring"


class NotABackup(WrongDatabase):
    """A file that cannot take the database's place; the message says why."""


def bring_back(database: Path, file: Path, now: datetime) -> Path | None:
    """Replace an SQLite database by what a backup holds, brought to this version.

    Returns the file that the old one is kept as, beside it; None where there was none. The latest
    few are kept. Raises InUse, NotABackup, Damaged, NewerDatabase and OSError: then nothing was
    changed.
    """
    if not file.is_file():
        raise NotABackup(hosting.file_missing(file))
    if database.exists() and file.samefile(database):
        raise NotABackup(hosting.is_the_database(file))
    with DatabaseLock(database, alone=True):
        finish(database)
        fresh = database.with_name(database.name + RESTORING)
        try:
            make_ready(file, fresh, now)
            had_database = database.exists()
            old_name = f"{database.name}.before-restore-{now:%Y%m%dT%H%M%SZ}"
            replace(database, fresh, old_name)
        finally:
            for leftover in (fresh, *side_files(fresh)):
                leftover.unlink(missing_ok=True)
        _keep_latest(database)
    return database.with_name(old_name) if had_database else None


def refuse_no_backup(file: Path, connection: Any) -> None:  # a connection of either SQLite module
    """Raise NotABackup, Damaged or NewerDatabase where a file cannot become the database."""
    refuse_damage(file, connection)
    if not is_a_journal(connection):
        raise NotABackup(hosting.not_a_journal(file))
    revision, revision_ids = version(connection), revisions()
    if revision is None:
        raise NotABackup(hosting.unversioned(file))
    if revision not in revision_ids:
        raise NewerDatabase(hosting.newer(revision, revision_ids[-1]))


def make_ready(file: Path, fresh: Path, now: datetime) -> None:
    """Make a file of what a backup holds, at this version, with nothing open that was ended."""
    with reading(file) as source:
        refuse_no_backup(file, source)
        copy_into(source, fresh)
    engine = open_database(f"sqlite:///{fresh}")
    try:
        _bring_up_to_date(engine, file, now)
    finally:
        engine.dispose()
    as_one_file(fresh)


def _bring_up_to_date(engine: Engine, file: Path, now: datetime) -> None:
    upgrade(engine, None, now)
    with engine.connect() as connection:
        refuse_missing_parts(connection, file)
    with session(engine, writes=True) as ending:
        end_access(ending, now)
        ending.commit()


def as_one_file(file: Path) -> None:
    """Put all of a database that nobody uses into its one file, for a journal's, on the disk."""
    connection = SQLITE.connect(file)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        refuse_damage(file, connection)
    finally:
        connection.close()
    make_durable(file)


def _keep_latest(database: Path) -> None:
    """Remove all but the latest few of the databases that were replaced."""
    copies = sorted(database.parent.glob(f"{database.name}.before-restore-*Z"))
    for old in copies[:-BACKUPS_KEPT]:
        for part in (old, *side_files(old)):
            part.unlink(missing_ok=True)


def end_access(session: Session, now: datetime) -> None:
    """End every login, token, shared link and open invitation, of every account.

    A backup does not know which of them were ended after it was made. The caller commits.
    """
    share, care = m.ShareRow, m.CareRow
    for ending in (
        delete(m.Login),
        delete(m.TokenRow),
        update(share).where(share.revoked_at.is_(None)).values(revoked_at=now),
        update(care).where(care.code_hash.is_not(None)).values(code_hash=None, ended_at=now),
    ):
        session.execute(
            ending.execution_options(synchronize_session=False),
            execution_options={ALL_OWNERS: True},
        )

"""Bringing a backup back, without what has been ended since it was made."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.database_files import NotABackup, backup, restore
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.db.upgrade import keep_latest, upgrade


def bring_back(engine: Engine, file: Path, backups: Path, now: datetime) -> Path:
    """Replace all of an SQLite database by what a backup holds; the copy of what was there.

    The copy is put into ``backups``, of which the latest few are kept. Raises NotABackup and
    NewerDatabase.
    """
    kept = backups / f"before-restore-{now:%Y%m%dT%H%M%SZ}.sqlite3"
    backup(engine, kept)
    try:
        restore(engine, file)
    except NotABackup:
        kept.unlink()  # nothing was replaced
        raise
    upgrade(engine, backups, now)
    with session(engine, writes=True) as ending:
        end_access(ending, now)
        ending.commit()
    keep_latest(backups, "before-restore-*.sqlite3")
    return kept


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

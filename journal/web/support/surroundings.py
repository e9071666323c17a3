"""What a host looks after beside the database itself: the room on the disk, the latest backup."""

import os

from journal.store.db import rehearsal
from journal.store.db.rehearsal import Rehearsal
from journal.web.support.request import settings


def free_bytes() -> int:
    """The room on the disk of the database, or of the data folder."""
    file = settings().sqlite_file
    disk = os.statvfs(file.parent if file else settings().data_dir)
    return disk.f_bavail * disk.f_frsize


def latest_backup() -> Rehearsal | None:
    """The latest nightly backup; None: there is none, as of a PostgreSQL.

    Of an SQLite that was moved to a PostgreSQL backups are still there; they prove nothing of it.
    """
    if settings().sqlite_file is None:
        return None
    return rehearsal.latest(settings().data_dir / "backups")

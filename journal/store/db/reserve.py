"""Room on the disk that is kept free for the end: a file of no use beside the database.

Where the disk is full, people can still sign in, sign out, end access and delete, as this file
gives way to that. Nothing else is saved until it is back.
"""

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

from journal.store.db.failures import disk_is_full

NAME: Final = "reserve"
BYTES: Final = 16 * 1024 * 1024
NEEDED: Final = 4 * 1024 * 1024
"""So much has to be free for what may always be done; else the file gives way."""


def keep(folder: Path) -> None:
    """Keep the reserve in a folder, made anew where it gave way. Raises OSError if full."""
    file = folder / NAME
    if file.exists():
        return
    descriptor, name = tempfile.mkstemp(prefix=f"{NAME}.", dir=folder)
    part = Path(name)
    try:
        _fill(descriptor)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _fill(descriptor: int) -> None:
    """Give a file its room; macOS has no way but to write it."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, BYTES)
    elif os.write(descriptor, bytes(BYTES)) < BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def keep_if_there_is_room(folder: Path) -> None:
    """Keep the reserve; on a full disk it is made later."""
    try:
        keep(folder)
    except OSError as wrong:
        if not disk_is_full(wrong):
            raise


def give_way(folder: Path) -> None:
    """Let the reserve give way where there is too little room for what may always be done."""
    disk = os.statvfs(folder)
    if disk.f_bavail * disk.f_frsize < NEEDED:
        (folder / NAME).unlink(missing_ok=True)

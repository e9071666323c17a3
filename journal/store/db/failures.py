"""What an error of the database means: that it is busy, full, damaged, or not the one we made."""

import errno
import os
from typing import Final, Literal

from sqlalchemy.exc import DBAPIError, OperationalError

Kind = Literal["busy", "full", "misfit", "damaged", "other"]

SQLITE_NAMES: Final[tuple[tuple[str, Kind], ...]] = (
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
    ("SQLITE_FULL", "full"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
)
SQLSTATES: Final[dict[str, Kind]] = {"53100": "full", "42P01": "misfit", "42703": "misfit"}
"""PostgreSQL's: the disk is full; a table, a column is unknown."""

MISFITS: Final = ("no such table", "no such column", "has no column named")


def kind_of(error: DBAPIError) -> Kind:
    """What an error means. What is not known of an operational one: that it may pass."""
    orig = error.orig
    name = getattr(orig, "sqlite_errorname", None) or ""
    for beginning, kind in SQLITE_NAMES:
        if name.startswith(beginning):
            return kind
    if kind_of_state := SQLSTATES.get(getattr(orig, "sqlstate", None) or ""):
        return kind_of_state
    if any(text in str(orig) for text in MISFITS):
        return "misfit"
    return "busy" if isinstance(error, OperationalError) else "other"


def disk_is_full(error: BaseException) -> bool:
    """Whether something could not be written because there is no room."""
    full = (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OSError) and error.errno in full


def reason(error: BaseException) -> str:
    """What the system or the database calls it, on one line and without anybody's rows."""
    if isinstance(error, OSError):
        return error.strerror or os.strerror(error.errno or 0)
    orig = error.orig if isinstance(error, DBAPIError) else error
    return str(orig).partition("\n")[0]

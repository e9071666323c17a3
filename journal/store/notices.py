"""What serving has met that a host should know of, kept in the data folder for the doctor."""

import hashlib
import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from journal.store.db.database_files import new_file

FILE: Final = "noticed.json"
FOREIGN_NAME: Final = "foreign name"
"""A form of a page under a name the journal was not asked by: both names."""
OTHER_KEY: Final = "other key"
"""A cookie of somebody who is signed in, under another node's key: what tells our key apart."""
UNNAMED_PROXY: Final = "unnamed proxy"
"""Headers of a proxy that nobody was told to believe: its address."""


@cache
def key_digest(secret: str) -> str:
    """What tells two journals of one host apart, and nothing of their secrets."""
    return hashlib.sha256(secret.encode()).hexdigest()[:8]


def noticed(folder: Path) -> dict[str, str]:
    """What was met, by the name of its kind."""
    try:
        notices = json.loads((folder / FILE).read_text())
    except (OSError, ValueError):
        return {}
    return notices if isinstance(notices, dict) else {}


def _write(file: Path, text: str) -> None:
    with os.fdopen(new_file(file), "w") as stream:
        stream.write(text)


def notice(folder: Path, kind: str, what: str) -> None:
    """Keep what was met; where nothing can be written, nothing is."""
    notices = noticed(folder)
    if notices.get(kind) != what:
        part = folder / f"{FILE}.{os.getpid()}"
        with suppress(OSError):
            _write(part, json.dumps(notices | {kind: what}))
            part.replace(folder / FILE)


LOOKED_AT: Final = "looked at"
A_DAY: Final = timedelta(days=1)


UNUSED_LOOKED_AT: Final = "unused looked at"
"""The same look of what deletes unused accounts."""


def settled(folder: Path, now: datetime, look: str = LOOKED_AT) -> datetime | None:
    """The moment of a look at least a day ago, up to which things may be forgotten by now.

    None where there was none: then this one is kept, and so is one that lies ahead, as the clock
    was wrong then.
    """
    text = noticed(folder).get(look)
    last = None if text is None else datetime.fromisoformat(text)
    if last is not None and now - A_DAY < last <= now:
        return None
    notice(folder, look, now.isoformat())
    return None if last is None or last > now else last

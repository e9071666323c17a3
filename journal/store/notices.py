"""What serving has met that a host should know of, kept in the data folder for the doctor."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "noticed.json"
FOREIGN_NAME: Final = "foreign name"
"""A form of a page under a name the journal was not asked by: both names."""
UNNAMED_PROXY: Final = "unnamed proxy"
"""Headers of a proxy that nobody was told to believe: its address."""


def noticed(folder: Path) -> dict[str, str]:
    """What was met, by the name of its kind."""
    try:
        found = json.loads((folder / FILE).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def notice(folder: Path, kind: str, what: str) -> None:
    """Keep what was met; where nothing can be written, nothing is."""
    known = noticed(folder)
    if known.get(kind) != what:
        with suppress(OSError):
            (folder / FILE).write_text(json.dumps(known | {kind: what}))

"""What an import notes of each step, so that it can be undone: as JSON with named keys."""

import json
from collections.abc import Sequence
from typing import Any, Final

from journal.core.model.strings import as_texts
from journal.store.diary.rows import key_of
from journal.store.imports.preview import Stored

VERSION: Final = 1

NEW: Final = "new"
CHANGED: Final = "changed"
ADDED: Final = "added"
RELISTED: Final = "relisted"
UNLISTED: Final = "unlisted"
STARTING: Final = "starting"
HISTORY: Final = "history"
"""What a step did: records new or changed; exercises added to the list, listed otherwise or taken
off it; the starting programme dropped; changes of long ago brought back."""

Entries = list[Any]
"""What a step did, one entry a thing: an id or a day, or a mapping of ``KEYS``."""

RECORD_KEYS: Final = ("key", "texts", "version", "extras")
EXERCISE_KEYS: Final = ("exercise", "version")
KEYS: Final = {
    CHANGED: RECORD_KEYS,
    STARTING: RECORD_KEYS,
    RELISTED: EXERCISE_KEYS,
    UNLISTED: EXERCISE_KEYS,
}
"""The keys of the entries that are more than an id, by what the step did."""


def record_entry(before: Stored) -> dict[str, Any]:
    """What undoing needs of a record as it was: its key, texts, version and more of its row."""
    values = key_of(before.record), as_texts(before.record), before.version, before.extras
    return dict(zip(RECORD_KEYS, values, strict=True))


def exercise_entry(exercise: dict[str, Any], version: int) -> dict[str, Any]:
    """What undoing needs of an exercise of the list as it was."""
    return dict(zip(EXERCISE_KEYS, (exercise, version), strict=True))


def written(entries: Sequence[Any]) -> str:
    """The entries of a step as they are stored."""
    return json.dumps({"version": VERSION, "entries": list(entries)}, ensure_ascii=False)


def read(what: str, text: str) -> Entries:
    """The entries of a step as it was stored; the first steps had positions instead of keys."""
    step = json.loads(text)
    entries: Entries = step["entries"] if isinstance(step, dict) else step
    keys = KEYS.get(what)
    if keys is None:
        return entries
    return [
        dict(zip(keys, entry, strict=True)) if isinstance(entry, list) else entry
        for entry in entries
    ]

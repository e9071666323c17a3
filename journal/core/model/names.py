"""When two names are the same: however they were typed, they are compared in one form."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

KEY_LONGEST: Final = 256
"""Longer forms are told apart by their beginning and a digest: a few letters become many."""

NOT_IN_NAMES: Final = "\n"
"""Parts a name from what belongs to it: no name has it."""


def name_key(name: str) -> str:
    """The form in which names are compared: one for letters that only differ in how they are made.

    Unicode's NFKC and case folding: a letter with its accent is one sign or two, capital or small.
    NFKC comes again after the folding, which takes letters of two marks apart. White space is one
    space. The form of a form is itself.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def stored_name_key(*parts: str) -> str:
    """The same at a length that a column holds: of a name, or of what consists of several."""
    key = NOT_IN_NAMES.join(map(name_key, parts))
    if len(key) <= KEY_LONGEST:
        return key
    return key[: KEY_LONGEST - 64] + hashlib.sha256(key.encode()).hexdigest()


def named_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as it was typed first."""
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name_key(name), name)
    return tuple(unique.values())

"""When two names are the same: however they were typed, they are compared in one form."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

KEY_LONGEST: Final = 256
"""Longer forms are told apart by their beginning and a digest: a few letters become many."""


def name_key(name: str) -> str:
    """The form in which names are compared: one for letters that only differ in how they are made.

    Unicode's NFKC and case folding: a letter with its accent is one sign or two, capital or small.
    """
    return unicodedata.normalize("NFKC", name).casefold()


def stored_name_key(name: str) -> str:
    """The same at a length that a column holds."""
    key = name_key(name)
    if len(key) <= KEY_LONGEST:
        return key
    return key[: KEY_LONGEST - 64] + hashlib.sha256(key.encode()).hexdigest()


def named_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as it was typed first."""
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name_key(name), name)
    return tuple(unique.values())

"""When two names are the same: however they were typed, they are compared in one form."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
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
    return _at_length(NOT_IN_NAMES.join(map(name_key, parts)))


def former_name_key(name: str) -> str:
    """How names were compared up to migration 0037, to tell apart what is one name by now."""
    return _at_length(unicodedata.normalize("NFKC", name).casefold())


def _at_length(key: str) -> str:
    if len(key) <= KEY_LONGEST:
        return key
    return key[: KEY_LONGEST - 64] + hashlib.sha256(key.encode()).hexdigest()


def named_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as it was typed first."""
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name_key(name), name)
    return tuple(unique.values())


def told_apart(names: Sequence[str], longest: int) -> list[str]:
    """The names; one that an earlier one is too has a number, as migration 0038 gives it."""
    keys_in_use, earlier, unique = set(map(stored_name_key, names)), set[str](), list[str]()
    for name in names:
        key, unique_name, number = stored_name_key(name), name, 2
        if key in earlier:
            while key in keys_in_use:
                unique_name = f"{name[: longest - 6]} ({number})"
                key, number = stored_name_key(unique_name), number + 1
        earlier.add(key)
        keys_in_use.add(key)
        unique.append(unique_name)
    return unique

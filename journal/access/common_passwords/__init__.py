"""Passwords that everybody tries first: what stands in lists of passwords that were stolen."""

from functools import cache
from pathlib import Path
from typing import Final

from journal.core.model.names import name_key

FILE: Final = Path(__file__).parent / "passwords.txt"


@cache
def _known() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").splitlines())


def is_common(password: str) -> bool:
    """Whether a password is among those that are tried first, capitals or not."""
    return name_key(password) in _known()

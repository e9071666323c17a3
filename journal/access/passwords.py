"""Passwords: argon2id, and the same time for a name that does not exist."""

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's least memory for argon2id: sixteen threads hashing at once must fit a small machine.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed_password(password: str) -> str:
    """The argon2id hash of a password. Slow on purpose: never inside a transaction.

    A letter with its accent is hashed as one sign, however the keyboard makes it.
    """
    return _HASHER.hash(unicodedata.normalize("NFC", password))


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` belongs to a hash; without one, no, after the same time."""
    composed, decomposed = (unicodedata.normalize(form, password) for form in ("NFC", "NFD"))
    # Hashes of before letters were composed were made of what was typed.
    forms = dict.fromkeys((composed, password, decomposed))
    return any(_verified(password_hash, typed) for typed in forms)


def _verified(password_hash: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash or _nobodys(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False

"""What is issued once and kept only as a hash: logins, links, codes and tokens."""

import hashlib
from collections.abc import Collection

from journal.core.account.secret_texts import token_from


class MadeBefore(Exception):
    """One of that id was made already; its secret was shown then."""


class TooMany(Exception):
    """The account has as many as it may have."""


def hashed(secret: str) -> str:
    """What the database keeps of a secret: enough to know it again, not enough to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def made_again(seed: bytes, secret_hash: str) -> str:
    """The secret that is kept as this hash, if it was made from this seed; else empty."""
    secret = token_from(seed)
    return secret if hashed(secret) == secret_hash else ""


def make_sure(key: str, keys: Collection[str], still_open: int, most: int) -> None:
    """Make sure that one more may be made under ``key``. Raises MadeBefore and TooMany.

    ``keys``: the ids of all there are, of which so many are ``still_open``.
    """
    if key in keys:
        raise MadeBefore
    if still_open >= most:
        raise TooMany

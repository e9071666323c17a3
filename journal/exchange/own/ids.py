"""Ids that are made of what a file says, so that bringing it in twice adds nothing."""

from collections.abc import Callable
from hashlib import sha1
from typing import Final

VARIANTS: Final = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
"""What the first digit of the fourth part of such an id becomes."""


def id_of(namespace: bytes, seed: str) -> str:
    """The id of a seed under the bytes of a UUID: that of ``uuid5``, in a third of its time."""
    return _as_uuid(sha1(namespace + seed.encode()).hexdigest())  # noqa: S324 (as uuid5 does)


def ids_after(namespace: bytes, start: str) -> Callable[[str], str]:
    """The same of seeds that begin alike, by what follows their start, which is read once."""
    beginning = sha1(namespace + start.encode())  # noqa: S324 (as above)

    def id_after(rest: str) -> str:
        whole = beginning.copy()
        whole.update(rest.encode())
        return _as_uuid(whole.hexdigest())

    return id_after


def _as_uuid(digits: str) -> str:
    return (
        f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}"
        f"-{VARIANTS[digits[16]]}{digits[17:20]}-{digits[20:32]}"
    )

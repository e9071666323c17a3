"""Tickets: what a browser brings back within some minutes, signed so that nobody can make one."""

from datetime import timedelta
from typing import Any, Final

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from journal.web.support.request import now

LASTS: Final = timedelta(minutes=10)
"""Either way, as the clock may have been set in between."""


def signer(salt: str) -> URLSafeSerializer:
    """What signs for one purpose, which the salt names."""
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)


def moment() -> int:
    """This moment, as a ticket carries it: seconds since 1970."""
    return int(now().timestamp())


def is_late(then: int) -> bool:
    """Whether a moment is too long ago, or too far ahead."""
    return abs(now().timestamp() - then) > LASTS.total_seconds()


def sealed(salt: str, *parts: str) -> str:
    """A ticket that carries texts, and when it was made."""
    return str(signer(salt).dumps([*parts, moment()]))


def opened(salt: str, ticket: str) -> list[Any] | None:  # whatever was signed under the salt
    """The texts of a ticket; None where it is none, or too old."""
    try:
        parts = signer(salt).loads(ticket)
    except BadSignature:
        return None
    match parts:
        case [*texts, int(then)] if not is_late(then):
            return texts
        case _:
            return None

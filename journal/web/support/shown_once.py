"""What is shown once: a link, a token, codes. For some minutes a reload shows the very same.

Each is made from the token of the browser's own login, so that nothing of it has to be kept: the
journal and its database alone cannot make it again, nor can another browser.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar

from flask import current_app, request
from flask_login import current_user

from journal.core.account import secret_texts
from journal.core.model.fields import is_id
from journal.store.accounts.one_time_secrets import MadeBefore
from journal.web.support import tickets
from journal.web.support.request import owner

T = TypeVar("T")


class Issued(Protocol):
    """The row of what was made: its id was the key of its seed."""

    id: Any  # a column, of a text
    created_at: Any


Row = TypeVar("Row", bound=Issued)

PURPOSE: Final = "shown once"


def seed(what: str, key: str, number: int = 0) -> bytes:
    """What the secret of one thing is made from, for this browser's login."""
    parts = (PURPOSE, what, owner(), key, current_user.token, str(number))
    return secret_texts.seed(str(current_app.secret_key).encode(), *parts)


def make(what: str, key: str, maker: Callable[[bytes], object]) -> bool:
    """Make a secret from its seed; False where it was made before. Raises what ``maker`` does."""
    try:
        maker(seed(what, key))
    except MadeBefore:
        return False
    return True


def key_shown() -> str:
    """The key of what this page is to show; empty: nothing."""
    return request.args.get("made", "")


def row_shown(finder: Callable[[str], T | None]) -> T | None:
    """What was made and is to be shown on this page, found by its id; None: nothing."""
    key = key_shown()
    return finder(key) if is_id(key) else None


def secret_again(what: str, row: Row, again: Callable[[Row, bytes], str]) -> str:
    """The secret of what this browser made some minutes ago; empty: it is shown no more."""
    return "" if is_late(row.created_at) else again(row, seed(what, row.id))


def is_late(made_at: datetime) -> bool:
    """Whether something was made too long ago to be shown once more."""
    return tickets.is_late(int(made_at.timestamp()))


def minutes() -> int:
    """For how many minutes a secret is shown."""
    return int(tickets.LASTS.total_seconds() // 60)

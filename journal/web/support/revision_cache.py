"""What was worked out from a diary, kept for as long as the diary is as it was."""

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Flask, current_app
from jinja2.utils import LRUCache

from journal.web.support.request import account
from journal.words.language import chosen

T = TypeVar("T")

KEPT: Final = "journal_kept"
KEPT_MOST: Final = 32


def install(app: Flask) -> None:
    """Make room for what was worked out last."""
    app.extensions[KEPT] = LRUCache(KEPT_MOST)


def kept(make: Callable[[], T], *about: object) -> T:
    """What ``make`` answers about the diary that is asked for, or answered at this revision."""
    room: LRUCache = current_app.extensions[KEPT]
    key = (account().id, account().revision, chosen().code, *about)
    found: T | None = room.get(key)
    if found is None:
        found = room[key] = make()
    return found

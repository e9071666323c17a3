"""What was worked out from a diary, kept for as long as the diary is as it was."""

from collections.abc import Callable
from typing import Final, TypeVar, cast

from flask import Flask, current_app, request
from jinja2.utils import LRUCache

from journal.web.support.request import account
from journal.words.language import chosen

T = TypeVar("T")

CACHE: Final = "journal_cache"
CACHE_SIZE: Final = 32
MISSING: Final = object()


def install(app: Flask) -> None:
    """Make room for what was worked out last."""
    app.extensions[CACHE] = LRUCache(CACHE_SIZE)


def cached(make: Callable[[], T], *about: object) -> T:
    """What ``make`` answers about the diary that is asked for, or answered at this revision."""
    cache: LRUCache = current_app.extensions[CACHE]
    where = (
        request.script_root,
        chosen().code,
    )  # in what addresses and language pages are written
    key = (account().id, account().revision, *where, *about)
    value: T | object = cache.get(key, MISSING)
    if value is MISSING:
        value = cache[key] = make()
    return cast("T", value)

"""What was worked out from a diary, kept for as long as what it was made of is as it was."""

from collections.abc import Callable
from typing import Final, TypeVar, cast

from flask import Flask, current_app, request
from jinja2.utils import LRUCache

from journal.web.support.request import account
from journal.words.language import chosen

T = TypeVar("T")

CACHE: Final = "journal_cache"
CACHE_SIZE: Final = 32
PARTS: Final = "journal_parts"
PARTS_SIZE: Final = 256
"""So many small parts of pages, such as the days of a diary; some 300 kB."""
MISSING: Final = object()


def install(app: Flask) -> None:
    """Make room for what was worked out last."""
    app.extensions[CACHE] = LRUCache(CACHE_SIZE)
    app.extensions[PARTS] = LRUCache(PARTS_SIZE)


def cached(make: Callable[[], T], *about: object) -> T:
    """What ``make`` answers about the diary that is asked for, or answered at this revision."""
    return _kept(CACHE, make, account().revision, *about)


def cached_by_content(make: Callable[[], T], *content: object) -> T:
    """What ``make`` answers of ``content``, or answered: all that is shown has to be in there.

    It needs no revision: where anything of it is another, it is another part.
    """
    return _kept(PARTS, make, *content)


def _kept(name: str, make: Callable[[], T], *about: object) -> T:
    cache: LRUCache = current_app.extensions[name]
    where = (
        request.script_root,
        chosen().code,
    )  # in what addresses and language pages are written
    key = (account().id, *where, *about)
    value: T | object = cache.get(key, MISSING)
    if value is MISSING:
        value = cache[key] = make()
    return cast("T", value)

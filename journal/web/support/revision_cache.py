"""What was worked out from a diary, kept for as long as what it was made of is as it was."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from itertools import repeat
from threading import Lock
from typing import Final, TypeVar, cast

from flask import Flask, current_app, g, request

from journal.core.model.periods import Period
from journal.store.db.models import Account
from journal.web.support.csrf import masked_token
from journal.web.support.device_zone import device_zone
from journal.web.support.once import page_keys
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import account, may_take_back, own_path, today
from journal.web.support.shared_texts import SharedTexts, as_written
from journal.words.language import chosen

T = TypeVar("T")

CACHE: Final = "journal_cache"
PEOPLE: Final = 32
"""Of so many people is kept what was worked out from their diaries."""
EACH: Final = 64
"""So many values of one diary: pages ask some 30, a few of them for each day that is shown."""
STEADY: Final = "journal_steady"
CLOSED: Final = "journal_closed_days"
CLOSED_SIZE: Final = 16
"""So many values of closed days, which are large."""
SCREENS: Final = "journal_screens"
SCREENS_SIZE: Final = 32
"""So many screens, what they show and as they are written, which are large."""
TEXTS: Final = "journal_texts"
"""What was written, for all workers of a server; None where there is one process alone."""
PARTS: Final = "journal_parts"
PARTS_SIZE: Final = 512
"""So many small parts of pages, such as days of a diary and controls of Today; some 1 MB."""
TOKEN_PLACE: Final = f"token-{secrets.token_hex()}"
KEY_PLACE: Final = f"key-{secrets.token_hex()}"
"""What stands for the token and the keys of a page in parts that are kept.

Nobody learns it, so that no text of theirs can hold it.
"""
MISSING: Final = object()
Plain = str | int | date | Period | None  # each is written in one way only


class Latest:
    """So many values by their keys; the one that was used longest ago gives way.

    Jinja's own looks through all its keys, one by one, for each that is used.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, otherwise: object = MISSING) -> object:
        """The value of a key; ``otherwise`` where there is none."""
        with self._lock:
            value = self._values.get(key, MISSING)
            if value is MISSING:
                return otherwise
            self._values.move_to_end(key)
            return value

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()


def install(app: Flask) -> None:
    """Make room for what was worked out last, and tell templates what it differs by."""
    app.extensions[CACHE] = Latest(PEOPLE)
    app.extensions[STEADY] = Latest(PEOPLE)
    app.extensions[CLOSED] = Latest(CLOSED_SIZE)
    app.extensions[SCREENS] = Latest(SCREENS_SIZE)
    app.extensions[PARTS] = Latest(PARTS_SIZE)
    app.extensions[TEXTS] = None
    app.jinja_env.globals["remembered_part"] = remembered_part
    app.jinja_env.globals["device_zone"] = device_zone


def cached(make: Callable[[], T], *about: object) -> T:
    """What ``make`` answers about the diary that is asked for, or answered at this revision."""
    mine = account()
    return _remembered(_of_diary(CACHE, mine, mine.revision), mine, _read(make), *about)


def cached_steady(make: Callable[[], T], *about: object) -> T:
    """As ``cached``, for what depends on nothing of daily kinds: kept while only those change."""
    mine = account()
    return _remembered(_of_diary(STEADY, mine, mine.steady_revision), mine, _read(make), *about)


def _of_diary(name: str, mine: Account, revision: int) -> Latest:
    """What was worked out from the diary that is asked for, at a revision; no other is kept.

    What a request works out that writes is for itself alone, as its writing may be taken back.
    """
    if may_take_back():
        own: Latest = g.setdefault(name, Latest(EACH))
        return own
    people: Latest = current_app.extensions[name]
    kept_at, values = cast("tuple[int, Latest]", people.get(mine.id, (-1, None)))
    if kept_at != revision:
        values = Latest(EACH)
        people.put(mine.id, (revision, values))
    return values


def cached_screen(make: Callable[[], T], *about: object) -> T:
    """As ``cached``, for what is large."""
    screens, mine = current_app.extensions[SCREENS], account()
    return _remembered(screens, mine, _read(make), mine.revision, *about)


def cached_of_closed_days(make: Callable[[], T], *about: object) -> T:
    """As ``cached``, for what depends on closed days alone: kept until one of them is changed."""
    cache, mine = current_app.extensions[CLOSED], account()
    state = (mine.closed_revision, mine.closed_before)
    return _remembered(cache, mine, _read(make), *state, *about)


def cached_text(make: Callable[[], str], *about: Plain) -> str:
    """A written part of a page at this revision, which other workers of the server show too.

    ``make`` writes it by a template. Beside ``about`` it may depend on the page, the day and the
    settings of its reader.
    """
    mine = account()
    page = (own_path(), chosen().code, device_zone(), today())
    key = (mine.id, mine.revision, *page, mine.zone, mine.clock, mine.first_weekday, *about)
    screens: Latest = current_app.extensions[SCREENS]
    text = screens.get(key)
    if text is MISSING:
        text = _shared_text(_read(make), repr(key))
        screens.put(key, text)
    return cast("str", text)


def _shared_text(make: Callable[[], str], key: str) -> str:
    texts: SharedTexts | None = current_app.extensions[TEXTS]
    if texts is None:
        return make()
    kept_text = texts.text(key)
    if kept_text is not None:
        return kept_text
    mine, text = account(), make()
    texts.keep(key, text, mine.id, mine.revision)
    return text


def forget(owner: str) -> None:
    """Forget what the workers share of somebody who is gone."""
    texts: SharedTexts | None = current_app.extensions[TEXTS]
    if texts is not None:
        texts.forget(owner)


def _read(make: Callable[[], T]) -> Callable[[], T]:
    """The same, read from a replica that has this revision, where there is one."""
    return lambda: from_replica(account(), make)


def cached_by_content(make: Callable[[], T], *content: object) -> T:
    """What ``make`` answers of ``content``, or answered: all that is shown has to be in there.

    It needs no revision: where anything of it is another, it is another part.
    """
    return _remembered(current_app.extensions[PARTS], account(), make, *content)


def remembered_part(macro: Callable[..., str], *values: object) -> str:
    """What a macro makes of ``values``, all that it shows, by the account's clock and zone.

    Its forms have the token of this page, and keys of their own.
    """
    parts, mine = current_app.extensions[PARTS], account()
    part = _remembered(
        parts, mine, lambda: _with_places(macro, *values), macro, mine.clock, mine.zone, *values
    )
    return _filled(part) if TOKEN_PLACE in part else part


def _with_places(macro: Callable[..., str], *values: object) -> str:
    """What a macro makes, with places for the token and the keys of a page."""
    own = g.get("masked_token"), g.get("form_keys")
    g.masked_token, g.form_keys = TOKEN_PLACE, repeat(KEY_PLACE)
    try:
        return macro(*values)
    finally:
        g.masked_token, g.form_keys = own


def _filled(part: str) -> str:
    """A part with the token of this page and keys of its own."""
    first, *rest = str(part).replace(TOKEN_PLACE, masked_token()).split(KEY_PLACE)
    pieces = (f"{key}{text}" for text, key in zip(rest, page_keys(), strict=False))
    return as_written(first + "".join(pieces))


def _remembered(cache: Latest, mine: Account, make: Callable[[], T], *about: object) -> T:
    # in what addresses and language pages are written, and read by which clocks
    where = (request.script_root, chosen().code, device_zone())
    key = (mine.id, *where, *about)
    value = cache.get(key)
    if value is MISSING:
        value = make()
        cache.put(key, value)
    return cast("T", value)

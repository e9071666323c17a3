"""Written parts of pages, in memory that all workers of one server share.

It has no name and lies on no disk, so that nothing of a diary stays behind, however a server ends.
"""

import fcntl
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from struct import Struct
from typing import Final, NamedTuple, Self

from markupsafe import Markup
from sqlalchemy import Engine

from journal.store.accounts import accounts
from journal.store.db.sessions import session

PLACES: Final = 128
PLACE_BYTES: Final = 256 * 1024
"""The longest text; charts of thirty years have a third of it. What is not used takes no room."""
ENTRY: Final = Struct("=32s36sqqi32s")


def as_written(text: str) -> Markup:
    """A text that a template has written, which is not to be escaped again."""
    return Markup(text)  # noqa: S704 (only what was one before)


class Entry(NamedTuple):
    """What a place has: the text of which key, of whom, and at which revision of their diary."""

    key: bytes = b""
    owner: bytes = b""
    revision: int = 0
    number: int = 0
    """Texts are numbered as they come; 0: the place is free."""
    length: int = 0
    digest: bytes = b""


FREE: Final = Entry()


class SharedTexts:
    """Texts by their keys; made before the workers, they are in each of them.

    A text that is torn does not have its digest, and is none. One that finds no room is not kept.
    Only what a template has written goes in, so that it is escaped when it comes out.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        weakref.finalize(self, os.close, file)
        self._thread_lock = threading.Lock()  # that of the file is one for a whole process

    @classmethod
    def in_memory(cls) -> Self | None:
        """Room for texts; None where the system has no memory without a name, as macOS."""
        return cls(os.memfd_create("journal")) if sys.platform == "linux" else None

    def text(self, key: str) -> Markup | None:
        """The text of a key; None where it is not kept."""
        key_digest = _digest(key.encode())
        for place, entry in enumerate(self._entries()):
            if entry.key == key_digest and entry.number:
                content = self._read(entry.length, _begin(place))
                if _digest(content) == entry.digest:
                    return as_written(content.decode())  # it was one when it went in
        return None

    def keep(self, key: str, text: str, owner: str, revision: int) -> None:
        """Keep a text of somebody's diary, and none of it that is older."""
        content = text.encode()
        entry = Entry(_digest(key.encode()), owner.encode(), revision, 0, len(content))
        if entry.length > PLACE_BYTES or not isinstance(text, Markup):
            return
        with suppress(OSError), self._alone():
            entries = self._entries()
            if any(each.owner == entry.owner and each.revision > revision for each in entries):
                return  # changed meanwhile
            self._clear(lambda each: each.owner == entry.owner and each.revision < revision)
            self._put(entry._replace(digest=_digest(content)), content)

    def owners(self) -> set[str]:
        """Whose texts are kept."""
        return {entry.owner.decode() for entry in self._entries() if entry.number}

    def keep_only(self, revisions: Mapping[str, int]) -> None:
        """Forget every text but those of these people at these revisions."""
        with suppress(OSError), self._alone():
            self._clear(lambda entry: revisions.get(entry.owner.decode()) != entry.revision)

    def forget(self, owner: str) -> None:
        """Forget every text of somebody."""
        with suppress(OSError), self._alone():
            self._clear(lambda entry: entry.owner.decode() == owner)

    def _put(self, entry: Entry, content: bytes) -> None:
        """Write a text in the place of its key, else in a free one or that of the oldest."""
        entries = self._entries()
        keys = [each.key if each.number else b"" for each in entries]
        numbers = [each.number for each in entries]
        oldest = numbers.index(min(numbers))
        place = keys.index(entry.key) if entry.key in keys else oldest
        self._empty(place, entries[place])
        os.pwrite(self._file, content, _begin(place))
        self._note(place, entry._replace(number=max(numbers) + 1))

    def _clear(self, which: Callable[[Entry], bool]) -> None:
        for place, entry in enumerate(self._entries()):
            if entry.number and which(entry):
                self._empty(place, entry)

    def _empty(self, place: int, entry: Entry) -> None:
        self._note(place, FREE)
        os.pwrite(self._file, bytes(entry.length), _begin(place))

    def _note(self, place: int, entry: Entry) -> None:
        os.pwrite(self._file, ENTRY.pack(*entry), place * ENTRY.size)

    def _entries(self) -> list[Entry]:
        directory = self._read(PLACES * ENTRY.size, 0)
        whole = directory.ljust(PLACES * ENTRY.size, b"\0")  # nothing was written yet
        return [Entry._make(values) for values in ENTRY.iter_unpack(whole)]

    def _read(self, length: int, begin: int) -> bytes:
        with suppress(OSError):
            return os.pread(self._file, length, begin)
        return b""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile; the lock of a worker that is killed is let go.

        Raises OSError where it cannot be had.
        """
        with self._thread_lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def forget_outdated(engine: Engine, texts: SharedTexts) -> None:
    """Forget the texts of diaries that were changed or erased meanwhile, from wherever."""
    owners = texts.owners()
    if owners:
        with session(engine, writes=False) as reading:
            texts.keep_only(accounts.revisions_of(reading, owners))


def _begin(place: int) -> int:
    """Where the text of a place begins."""
    return PLACES * ENTRY.size + place * PLACE_BYTES


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()

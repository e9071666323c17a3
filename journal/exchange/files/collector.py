"""Python's search for objects that nobody needs any more, which many new ones set off."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

_SET_APART: Final = Event()


def set_apart() -> None:
    """Leave out of each search, from now on, all that is there: it stays anyway."""
    gc.freeze()
    _SET_APART.set()


@contextmanager
def paused() -> Iterator[None]:
    """Let nothing be searched for while a table becomes records, all of which stay.

    The search went through them again and again, for a third of the time; afterwards they count
    as old at once, so that it does not begin with all of them. What other threads leave behind
    meanwhile is found when old ones are searched.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # To count what is set apart would take longer than to read a short table.
        if not _SET_APART.is_set():
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()

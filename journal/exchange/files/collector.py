"""Python's search for objects that nobody needs any more, which many new ones set off."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Let nothing be searched for while a table becomes records, all of which stay.

    The search went through them again and again, for a third of the time. What other threads
    leave behind meanwhile is found afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

"""Python's search for objects that nobody needs any more, which many new ones set off."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
        if not gc.get_freeze_count():  # a server has set apart what it is made of
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()

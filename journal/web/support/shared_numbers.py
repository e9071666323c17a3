"""Numbers that all workers of one server add to together."""

import fcntl
import mmap
import os
import tempfile
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CAPACITY: Final = 64 * 1024
"""More than there are things to count; what is not used takes no room."""

BYTES_EACH: Final = 8


class SharedNumbers:
    """Places for numbers, all 0 at first; made before the workers, they are in each of them.

    They lie in a file without a name. Its lock is let go by the system where a worker is killed.
    """

    def __init__(self) -> None:
        self._file, name = tempfile.mkstemp()
        Path(name).unlink()
        weakref.finalize(self, os.close, self._file)
        os.truncate(self._file, CAPACITY * BYTES_EACH)
        memory = mmap.mmap(self._file, CAPACITY * BYTES_EACH)
        self._numbers = memoryview(memory).cast("d")
        self._thread_lock = threading.Lock()  # that of the file is one for a whole process

    def add(self, amounts: Mapping[int, float]) -> None:
        """Add to the numbers at these places."""
        with self._thread_lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                for place, amount in amounts.items():
                    self._numbers[place] += amount
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def at(self, place: int) -> float:
        """The number at a place."""
        return self._numbers[place]

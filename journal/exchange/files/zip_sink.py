"""What a zip is written to while it is sent, piece by piece."""

import io
from typing import Any


class ZipSink(io.RawIOBase):
    """What a zip is written to, and taken from in pieces."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, content: Any) -> int:  # any buffer, as of every raw stream
        """Keep what is written until it is taken."""
        self._written += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        piece = bytes(self._written)
        self._written.clear()
        return piece

"""A download that is whole before it is sent."""

import tempfile
from collections.abc import Iterator
from typing import Final

PIECE: Final = 32 * 1024


class Built:
    """A download that is written to the disk before the first piece of it is sent.

    However slowly it is taken, the database is read for a moment only.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed at the end of the answer)
        for piece in pieces:
            self._file.write(piece)
        self._file.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(PIECE):
            yield piece
        self.close()

    def close(self) -> None:
        """Give its room on the disk back; a second time does nothing."""
        self._file.close()

    def __del__(self) -> None:
        self.close()

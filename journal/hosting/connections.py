"""Connections that take their time: how slow one may be before it gives its thread up.

Slow people are served; what only holds a connection open is closed. Time spent by the journal
itself is not counted.
"""

import errno
import os
import socket
import struct
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

from journal import clock

READ_SECONDS: Final = 10
SEND_SECONDS: Final = 20
"""How long a client may send, or take, nothing in the middle of a request or an answer."""
GRACE_SECONDS: Final = 20
LEAST_BYTES_A_SECOND: Final = 1_000
"""Beyond the grace a connection must be as fast as this; the slowest telephones are faster."""

PIECE: Final = 64 * 1024


class PacedSocket(socket.socket):
    """A connection that is closed when it is slower than allowed, counted over a whole request.

    Each wait for one byte more has its own, shorter end: see ``give_deadlines``.
    """

    def begin(self) -> None:
        """Count anew: another request begins."""
        self._seconds = 0.0
        self._bytes = 0

    def _timed(self, move: Callable[[], Any], size: Callable[[Any], int]) -> Any:  # as they answer
        started = clock.seconds()
        moved = move()
        self._seconds += clock.seconds() - started
        self._bytes += size(moved)
        if self._seconds > GRACE_SECONDS + self._bytes / LEAST_BYTES_A_SECOND:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        return moved

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        """What has arrived. Raises ConnectionResetError where it comes too slowly."""
        received: bytes = self._timed(partial(super().recv, bufsize, flags), len)
        return received

    def sendall(self, data: Any, flags: int = 0, /) -> None:  # any buffer, as socket takes it
        """Send all of it. Raises ConnectionResetError where it is taken too slowly."""
        view = memoryview(data)
        while view:
            piece = view[:PIECE]
            count = self._timed(partial(super().send, piece, flags), int)
            view = view[count:]


class PacedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn's own, which has no types
    """A worker of threads whose connections keep up a pace."""

    def enqueue_req(self, conn: Any) -> None:  # gunicorn's connection
        """Hand a connection to a thread; a new one gets its pace."""
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket(fileno=conn.sock.detach())
        conn.sock.begin()
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:  # gunicorn's connection
        """Close a connection in a thread, where it is to be closed.

        Gunicorn 27.0.1 waits up to two seconds for the client to close it too, in the one thread
        that accepts others.
        """
        if self.alive and not fs.cancelled() and fs.exception() is None and not fs.result():
            self.nr_conns -= 1
            self.tpool.submit(conn.close, graceful=True)
        else:
            super().finish_request(conn, fs)


def give_deadlines(arbiter: Any) -> None:  # gunicorn's own, which has no types
    """Let no connection keep a thread that neither sends nor takes anything for some seconds.

    Accepted connections have the times of the socket that listens.
    """
    for listener in arbiter.LISTENERS:
        for option, seconds in (
            (socket.SO_RCVTIMEO, READ_SECONDS),
            (socket.SO_SNDTIMEO, SEND_SECONDS),
        ):
            listener.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))

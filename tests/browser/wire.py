"""A wire between a browser and the journal: slow, cut, losing answers, or changing them."""

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """Hands bytes on between a port of its own and the port of a server."""

    to_port: int
    losing: bool = False
    """Whether answers are lost on the way."""
    lost: threading.Event = field(default_factory=threading.Event)
    """Set once an answer was."""
    delay: float = 0
    """Seconds by which an answer comes late; its pieces follow each other as they come."""
    changes: dict[bytes, bytes] = field(default_factory=dict)
    """What is put in place of what in an answer; of equal length."""

    is_cut: bool = False
    """Whether nobody answers: connections end as soon as they are made."""

    def __post_init__(self) -> None:
        self.joined: set[socket.socket] = set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self.listening.close()

    def cut(self) -> None:
        """End what is connected, and whatever comes, until it is mended."""
        self.is_cut = True
        for browser in [*self.joined]:
            _end(browser)

    def mend(self) -> None:
        """Hand on again, at once and everything."""
        self.is_cut, self.losing, self.delay = False, False, 0

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(browser,), daemon=True).start()

    def _join(self, browser: socket.socket) -> None:
        if self.is_cut:
            browser.close()
            return
        self.joined.add(browser)
        try:
            self._hand_on(browser)
        finally:
            self.joined.discard(browser)

    def _hand_on(self, browser: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.to_port))
        except OSError:
            browser.close()
            return
        request_event = threading.Event()
        threading.Thread(
            target=self._requests, args=(browser, server, request_event), daemon=True
        ).start()
        self._answers(server, browser, request_event)

    def _requests(
        self, browser: socket.socket, server: socket.socket, request_event: threading.Event
    ) -> None:
        try:
            while piece := browser.recv(65536):
                request_event.set()
                # Answers come unpacked, so that they can be changed on their way.
                server.sendall(piece.replace(b"Accept-Encoding:", b"Accepted-Before:"))
        except OSError:
            pass
        _end(server)
        server.close()

    def _answers(
        self, server: socket.socket, browser: socket.socket, request_event: threading.Event
    ) -> None:
        try:
            while piece := server.recv(65536):
                if self.losing:
                    self.lost.set()
                    continue
                if request_event.is_set():
                    request_event.clear()
                    time.sleep(self.delay)
                for old, new in self.changes.items():
                    piece = piece.replace(old, new)
                browser.sendall(piece)
        except OSError:
            pass
        _end(browser)  # closed alone it would stay open, as another thread reads from it
        browser.close()


def _end(connection: socket.socket) -> None:
    """End a connection that another thread reads from."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)

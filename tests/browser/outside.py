"""The world outside: what a browser asks of another machine is noted, and not answered."""

import socket
import threading
from dataclasses import dataclass, field
from typing import Final

ITS_OWN: Final = (
    "accounts.google.com",
    "autofill.googleapis.com",
    "update.googleapis.com",
    "redirector.gvt1.com",
)
"""What a whole Chromium, in the place of its headless shell, asks for itself."""


@dataclass
class Outside:
    """What Chromium takes for its way to all machines but this one, for pages and workers alike.

    To be told of each request by Playwright takes a sixth of the time of a page.
    """

    requests: list[str] = field(default_factory=list)
    """The first line of each request."""

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.flag = f"--proxy-server=127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._note, daemon=True).start()

    def close(self) -> None:
        """Note no more."""
        self.listening.close()

    def _note(self) -> None:
        while True:
            try:
                browser, _ = self.listening.accept()
            except OSError:
                return
            with browser:
                browser.settimeout(5)
                try:
                    line = browser.recv(65536).partition(b"\r\n")[0].decode()
                except OSError as error:
                    line = str(error)
                self.requests.append(line)

    def taken(self) -> list[str]:
        """What was asked since this was looked at last."""
        requests = [*self.requests]
        self.requests.clear()
        return [line for line in requests if not any(host in line for host in ITS_OWN)]

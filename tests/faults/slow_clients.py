"""Many slow clients while the database is locked: how long a page takes all the same."""

import socket
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Final
from uuid import uuid4

from tests.faults.runs import Result
from tests.hosting.test_serving import Running, served

CLIENTS: Final = 64
LIMIT_SECONDS: Final = 1.0
SLOWER_MOST: Final = 5
"""On a busy machine: so many times what a page takes without all this."""
WARM_UP: Final = 8
HALVES: Final = (
    "GET / HTTP/1.1\r\nHost: x\r\n",
    "POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\na=",
    "GET {script} HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /account/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=",
)
"""A head that does not end, a body that does not end, an answer nobody takes, chunks that stop."""


def opened(port: int, text: str) -> socket.socket:
    """A connection of a client that takes next to nothing and sends no more than this."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    client.connect(("127.0.0.1", port))
    client.sendall(text.encode())
    return client


def trickle(clients: list[socket.socket], stop: threading.Event) -> None:
    """Send and take a byte of each now and then, until told to stop."""
    while not stop.wait(1):
        for client in clients:
            try:
                client.setblocking(False)
                client.recv(1)
            except OSError:
                continue


def seconds_taken(running: Running, result: Result) -> float:
    """How long Today takes; counted in ``result``."""
    begun = time.monotonic()
    status, _, page = running.ask("GET", "/")
    result.acknowledged += 1
    result.lost += status != 200 or "Sign out ada" not in page
    return time.monotonic() - begun


def saving(running: Running, token: str) -> None:
    """Try to save, as a browser would, however long it takes."""
    running.ask(
        "POST", "/pain/new", csrf_token=token, client_key=str(uuid4()), kind="now", level="4"
    )  # fmt: skip


def pages_meanwhile(folder: Path, seconds: float, savers: int) -> tuple[Result, float]:
    """Open Today again and again; what was met, and the longest that it took in seconds.

    Meanwhile 64 clients are slow, another process holds the lock of the database for so many
    ``seconds``, and so many ``savers`` wait for it.
    """
    result, longest = Result("Today with 64 slow clients and a held lock"), 0.0
    with served(folder, workers=2) as running:
        assert running.registered() == 303
        token = running.token("/help")
        idle = [seconds_taken(running, result) for _ in range(2 * WARM_UP)][WARM_UP:]
        script = "/static/vendor/plotly-basic.min.js"
        clients = [
            opened(running.port, HALVES[number % len(HALVES)].format(script=script))
            for number in range(CLIENTS)
        ]
        stop = threading.Event()
        threads = [threading.Thread(target=trickle, args=(clients, stop))]
        with closing(
            sqlite3.connect(folder / "instance" / "journal.sqlite3", isolation_level=None)
        ) as holder:
            holder.execute("BEGIN IMMEDIATE")
            threads += [
                threading.Thread(target=saving, args=(running, token)) for _ in range(savers)
            ]
            for thread in threads:
                thread.start()
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                longest = max(longest, seconds_taken(running, result))
                time.sleep(0.05)
            holder.execute("ROLLBACK")
        stop.set()
        for thread in threads:
            thread.join(60)
        for client in clients:
            client.close()
    result.lost += longest > max(LIMIT_SECONDS, SLOWER_MOST * max(idle))
    return result, longest

"""Slow clients, of a locked database or of large files: how long a page takes all the same."""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_urlsafe
from typing import Final
from uuid import uuid4

from sqlalchemy import insert, select

from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
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

DOWNLOADS: Final = ("pain.csv", "journal.zip", "journal.xlsx", "fhir.json")
DOWNLOADS_EACH: Final = 5
LEVELS: Final = 9_000
NOTE_BYTES: Final = 550
"""Not many entries, and long notes: as large as of many more, and made in a third of the time."""
TAKEN_IN: Final = 4 * 1024 * 1024
"""More than a system takes in for a client that reads nothing; each of those files is larger."""
OPENED_TIMES: Final = 10


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


def fill(url: str) -> None:
    """Give the only account of a database a long diary."""
    engine = open_database(url)
    first = date(1990, 1, 1)
    with session(engine, writes=True) as writing:
        owner = writing.scalars(select(m.Account.id)).one()
        days = [first + timedelta(days=number) for number in range(LEVELS)]
        rows = [
            {
                "owner_id": owner, "version": 1, "created_at": datetime.now(UTC),
                "id": str(uuid4()), "day": day, "zone": "UTC", "kind": "now", "level": 4,
                "recorded_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
                "regions": (), "note": token_urlsafe(NOTE_BYTES),
            }
            for day in days
        ]  # fmt: skip
        writing.execute(insert(m.PainLevelRow), rows, execution_options={ALL_OWNERS: True})
        writing.commit()
    engine.dispose()


def size(running: Running, name: str) -> int:
    """How many bytes a download has."""
    connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
    connection.request("GET", f"/export/{name}", headers=running.headers())
    length = len(connection.getresponse().read())
    connection.close()
    return length


@contextmanager
def stalled_downloads(running: Running) -> Iterator[None]:
    """Five downloads of each kind that have begun to be sent, and of which no more is taken."""
    cookie = running.headers()["Cookie"]
    with ExitStack() as clients:
        downloads = [
            clients.enter_context(
                opened(
                    running.port,
                    f"GET /export/{name} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n",
                )
            )
            for name in DOWNLOADS * DOWNLOADS_EACH
        ]
        for download in downloads:
            download.settimeout(60)
            beginning = download.recv(12)
            assert beginning == b"HTTP/1.1 200", beginning
        yield


def pages_beside_downloads(folder: Path, url: str = "") -> tuple[Result, float]:
    """Open Today while nobody takes the 20 downloads of one worker; as ``pages_meanwhile``."""
    result, longest = Result("Today beside 20 stalled downloads"), 0.0
    database = url or f"sqlite:///{folder / 'instance' / 'journal.sqlite3'}"
    with served(folder, workers=1, JOURNAL_DATABASE_URL=database) as running:
        assert running.registered() == 303
        fill(database)
        idle = [seconds_taken(running, result) for _ in range(2 * WARM_UP)][WARM_UP:]
        assert min(size(running, name) for name in DOWNLOADS) > TAKEN_IN
        with stalled_downloads(running):
            for _ in range(OPENED_TIMES):
                longest = max(longest, seconds_taken(running, result))
    result.lost += longest > max(LIMIT_SECONDS, SLOWER_MOST * max(idle))
    return result, longest

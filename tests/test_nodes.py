"""Nodes of a journal on PostgreSQL: they outlive its absence, and come back by themselves."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.hosting.test_serving import Running, served, waited_for
from tests.middlemen import Proxy, proxied

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

KEY = {"JOURNAL_SECRET_KEY": "0123456789abcdef0123456789abcdef"}


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    with proxied(database_url) as way:
        yield way


def workers(running: Running) -> list[int]:
    """The processes that answer."""
    pid = running.process.pid
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_all(running: Running) -> None:
    """Let every worker end at once; others take their places."""
    old = workers(running)
    for worker in old:
        os.kill(worker, signal.SIGKILL)
    waited_for(lambda: len({*workers(running)} - {*old}) == len(old), "new workers")


def status(running: Running, path: str) -> int:
    return running.ask("GET", path)[0]


def waits(running: Running) -> None:
    """Make sure that a node tells people to come later, and shows what needs no database."""
    waited_for(lambda: status(running, "/safety") == 200, "the red flags")
    assert status(running, "/healthz") == 503
    assert status(running, "/") == 503
    assert status(running, "/account/sign-in") == 503
    assert status(running, "/static/journal.css") == 200
    assert "unavailable" in running.ask("GET", "/healthz")[2]


def always(running: Running, path: str, *right: int) -> bool:
    """Whether each of twelve answers has such a status, whichever worker gives it."""
    return all(status(running, path) in right for _ in range(12))


def comes_back(running: Running) -> None:
    waited_for(lambda: always(running, "/healthz", 200), "the database")
    waited_for(lambda: always(running, "/account/sign-in", 200, 302), "a page")


def test_a_node_that_is_there_before_its_database_waits_for_it(
    tmp_path: Path, proxy: Proxy
) -> None:
    proxy.go()
    with served(tmp_path, JOURNAL_DATABASE_URL=proxy.url) as running:
        waits(running)
        proxy.come()
        comes_back(running)
        assert running.registered() == 303
        proxy.go()
        kill_all(running)
        waits(running)
        proxy.come()
        comes_back(running)
        assert status(running, "/") == 200  # and whoever was signed in still is


@pytest.mark.usefixtures("proxy")
def test_a_node_older_than_the_database_waits_to_be_upgraded(
    tmp_path: Path, database_url: str
) -> None:
    admin = create_engine(database_url)
    renumber = text("UPDATE alembic_version SET version_num = :number RETURNING version_num")
    with admin.begin() as connection:
        number = connection.scalar(text("SELECT version_num FROM alembic_version"))
    with served(tmp_path, workers=1, JOURNAL_DATABASE_URL=database_url, **KEY) as running:
        with admin.begin() as connection:
            connection.execute(renumber, {"number": "9999"})
        kill_all(running)
        waits(running)
        with admin.begin() as connection:
            connection.execute(renumber, {"number": number})
        comes_back(running)
    admin.dispose()

"""What tests of the store stand on: accounts of their own in a database their module shares."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from journal.store.engine import open_database, session
from tests.store.making import account


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A migrated database, once on SQLite and once on PostgreSQL; tests share it, not accounts."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("shared") / "journal.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        opened = open_database(f"sqlite:///{file}")
        yield opened
        opened.dispose()
        return
    server = make_url(request.getfixturevalue("postgresql"))
    name = f"shared_{os.getpid()}_{uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE pristine'))
    opened = open_database(server.set(database=name).render_as_string(hide_password=False))
    yield opened
    opened.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def owner(engine: Engine) -> str:
    """The account whose diary is tested."""
    return account(engine, f"ada {uuid4()}")


@pytest.fixture
def stranger(engine: Engine) -> str:
    """Another account, which must stay out of it."""
    return account(engine, f"charlie {uuid4()}")


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session that writes."""
    with session(engine, writes=True) as writing:
        yield writing


@pytest.fixture
def sqlite_file(tmp_path: Path, sqlite_template: Path) -> Path:
    """A migrated SQLite file of this test's own."""
    file = tmp_path / "own.sqlite3"
    shutil.copy(sqlite_template, file)
    return file


@pytest.fixture
def sqlite(sqlite_file: Path) -> Iterator[Engine]:
    """The engine of that file, for what only SQLite does."""
    opened = open_database(f"sqlite:///{sqlite_file}")
    yield opened
    opened.dispose()

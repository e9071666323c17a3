"""What tests of the store stand on: accounts of their own in a database their module shares."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from tests.databases import fresh_database
from tests.store.making import account


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A migrated database, once on SQLite and once on PostgreSQL; tests share it, not accounts."""
    with fresh_database(request, tmp_path_factory.mktemp("shared")) as url:
        database = open_database(url)
        yield database
        database.dispose()


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
    database = open_database(f"sqlite:///{sqlite_file}")
    yield database
    database.dispose()

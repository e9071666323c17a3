"""Databases for tests: migrated and empty, on either system."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def fresh_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of a database of the system that a fixture's parameter names; else SQLite."""
    if getattr(request, "param", "sqlite") == "sqlite":
        file = folder / "journal.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        file.chmod(0o600)
        yield f"sqlite:///{file}"
        return
    server = make_url(request.getfixturevalue("postgresql"))
    name = f"test_{os.getpid()}_{uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        copied = text(f'CREATE DATABASE "{name}" TEMPLATE pristine STRATEGY file_copy')
        connection.execute(copied)  # as files: half the time of going through the log
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()

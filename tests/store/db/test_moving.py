"""A whole journal moved to the other database and back: the same, or not moved at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Insert, create_engine, event, select, text
from sqlalchemy.engine import make_url

from journal.store.db import models as m
from journal.store.db import moving
from journal.store.db.database_lock import DatabaseLock
from journal.store.db.engine import open_database
from journal.store.db.inspection import (
    APPLICATION_ID,
    WrongDatabase,
    application_id,
    faults,
    reading,
)
from journal.store.db.moving import NotMoved, move
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, row_counts, upgrade
from journal.store.imports import archive_export
from tests.databases import copied_database
from tests.golden import making, pairs
from tests.store.making import NOW

OLDER = pairs.VERSIONS[-2]


@pytest.fixture
def empty(postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    with copied_database(postgresql, template="template0") as address:
        yield address


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """The address of a journal that holds something of everything."""
    file = tmp_path / "filled #1 100%.sqlite3"
    address = f"sqlite:///{file}"
    engine = open_database(address)
    upgrade(engine, None, NOW)
    making.fill(engine)
    engine.dispose()
    return address


def counts(address: str) -> dict[str, int]:
    engine = open_database(address)
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        rows = row_counts(connection)
    engine.dispose()
    return rows


def everything(address: str) -> dict[str, list[str]]:
    """All rows of all tables, in one order, as text."""
    engine = open_database(address)
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        tables = m.Base.metadata.sorted_tables
        rows = {
            table.name: sorted(map(repr, connection.execute(select(table)))) for table in tables
        }
    engine.dispose()
    return rows


def archives(address: str) -> dict[str, bytes]:
    """What each account would take out."""
    engine = open_database(address)
    with session(engine, writes=False) as reader:
        accounts = reader.execute(select(m.Account.username, m.Account.id)).all()
    contents = {}
    for name, owner in accounts:
        with session(engine, writes=False, one_moment=True) as reader:
            contents[name] = b"".join(archive_export.pieces(reader, owner, NOW))
    engine.dispose()
    return contents


def file_of(address: str) -> Path:
    return Path(str(make_url(address).database))


def test_there_and_back_every_row_and_every_archive_is_the_same(
    filled: str, empty: str, tmp_path: Path
) -> None:
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    rows, files = everything(filled), archives(filled)
    assert len(files) > 1
    assert {name for name, listed in rows.items() if not listed} <= {"waved", "uploads"}
    assert move(filled, empty, NOW) == {name: len(listed) for name, listed in rows.items()}
    assert (everything(empty), archives(empty)) == (rows, files)
    move(empty, back, NOW)
    assert (everything(back), archives(back)) == (rows, files)
    assert file_of(back).stat().st_mode & 0o777 == 0o600
    with reading(file_of(back)) as connection:
        assert (faults(connection), application_id(connection)) == ([], APPLICATION_ID)
    assert not list(tmp_path.glob("*moving*"))


def test_what_is_in_use_is_not_moved(filled: str, empty: str, tmp_path: Path) -> None:
    with DatabaseLock(file_of(filled), alone=False), pytest.raises(NotMoved, match="Stop serve"):
        move(filled, empty, NOW)
    assert counts(empty) == {}
    move(filled, empty, NOW)
    engine = open_database(empty)
    target = tmp_path / "target.sqlite3"
    with engine.connect() as using:
        using.execute(text("SELECT 1"))
        with pytest.raises(NotMoved, match="in use"):
            move(empty, f"sqlite:///{target}", NOW)
    engine.dispose()
    assert not target.exists()


@contextmanager
def changing_levels() -> Iterator[None]:
    """Levels arrive as others, as a fault of a disk or of this journal would have it."""

    def change(
        _connection: object, statement: Any, rows: Any, values: Any, _options: object
    ) -> Any:  # as SQLAlchemy hands a statement and its rows over
        if isinstance(statement, Insert) and statement.table is m.PainLevelRow.__table__:
            rows = [row | {"level": 3} for row in rows]
        return statement, rows, values

    event.listen(Engine, "before_execute", change, retval=True)
    try:
        yield
    finally:
        event.remove(Engine, "before_execute", change)


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_what_does_not_arrive_as_it_was_is_not_moved_and_can_be_moved_again(
    filled: str, empty: str, tmp_path: Path, to: str
) -> None:
    file = tmp_path / "target.sqlite3"
    target = empty if to == "postgresql" else f"sqlite:///{file}"
    unlike = r"did not arrive as they were: pain_levels\."
    with changing_levels(), pytest.raises(NotMoved, match=unlike):
        move(filled, target, NOW)
    assert not file.exists()
    assert to == "sqlite" or not any(counts(empty).values())
    move(filled, target, NOW)
    assert everything(target) == everything(filled)


@pytest.mark.parametrize("wrong", [KeyboardInterrupt, OSError])
def test_broken_off_it_leaves_nothing_to_go_on_with(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: type[BaseException]
) -> None:
    def broken_off(_rows: object) -> None:
        raise wrong

    monkeypatch.setattr(moving, "_content", broken_off)
    target = tmp_path / "new" / "target.sqlite3"
    with pytest.raises(wrong):
        move(filled, f"sqlite:///{target}", NOW)
    assert [file.name for file in target.parent.iterdir()] == ["target.sqlite3.lock"]


def foreign(address: str, *statements: str) -> None:
    """Make a database of some other program."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_database_that_holds_anything_is_left_as_it_is(
    filled: str, empty: str, tmp_path: Path
) -> None:
    with pytest.raises(NotMoved, match="is there already"):
        move(filled, filled, NOW)
    other = tmp_path / "other.sqlite3"
    other.write_text("")
    with pytest.raises(NotMoved, match="is there already"):
        move(filled, f"sqlite:///{other}", NOW)
    foreign(empty, "CREATE TABLE somebody (id integer)", "INSERT INTO somebody VALUES (1)")
    with pytest.raises(NotMoved, match="is not empty"):
        move(filled, empty, NOW)
    assert counts(empty) == {"somebody": 1}


def test_a_postgresql_where_a_journal_is_is_left_as_it_is(filled: str, empty: str) -> None:
    move(filled, empty, NOW)
    before = everything(empty)
    with pytest.raises(NotMoved, match="is not empty"):
        move(filled, empty, NOW)
    assert everything(empty) == before


Spoil = Callable[[str], str]


def missing(address: str) -> str:
    return address.replace("filled", "nothing")


def older(address: str) -> str:
    file = file_of(address).with_name("older.sqlite3")
    pairs.as_file(OLDER, file)
    return f"sqlite:///{file}"


def newer(address: str) -> str:
    foreign(address, "UPDATE alembic_version SET version_num = '9999'")
    return address


def lacking(address: str) -> str:
    foreign(address, "DROP TABLE checkins")
    return address


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (missing, "There is no journal"),
        (older, "earlier version"),
        (newer, "does not know"),
        (lacking, "lacks tables or columns"),
    ],
)
def test_a_journal_that_is_not_one_of_this_version_is_not_moved(
    filled: str, empty: str, spoil: Spoil, why: str
) -> None:
    with pytest.raises((WrongDatabase, NewerDatabase), match=why):
        move(spoil(filled), empty, NOW)
    assert counts(empty) == {}


def test_an_empty_or_older_postgresql_is_not_moved(empty: str, tmp_path: Path) -> None:
    target = tmp_path / "target.sqlite3"
    with pytest.raises(NotMoved, match="There is no journal"):
        move(empty, f"sqlite:///{target}", NOW)
    engine = open_database(empty)
    upgrade(engine, None, NOW)
    engine.dispose()
    foreign(empty, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(NotMoved, match="earlier version"):
        move(empty, f"sqlite:///{target}", NOW)
    assert not target.exists()

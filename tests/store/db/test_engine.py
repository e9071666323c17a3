"""The engine: the guard of owned tables, SQLite's settings, copies and their return."""

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import (
    Engine,
    Executable,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased

from journal.core.model import records as r
from journal.store.db import engine as engine_module
from journal.store.db import models as m
from journal.store.db.database_files import NotABackup, backup, restore
from journal.store.db.engine import SQLITE, open_database, wal_is_safe
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES, OwnerNotNamed
from journal.store.db.sessions import session
from journal.store.diary import actions, queries
from tests.store.making import DAY, EXAMPLES, account, all_of, kept, pain, sent

P, E, D, X = m.PainLevelRow, m.EpisodeRow, m.CompletedExerciseRow, m.Exercise
A, B = aliased(P), aliased(P)
PAIN = m.Base.metadata.tables[P.__tablename__]
Statement = Callable[[str], Executable]

NAMELESS: dict[str, Statement] = {
    "rows": lambda _: select(P),
    "a column": lambda _: select(P.level).where(P.day == DAY),
    "a count": lambda _: select(func.count()).select_from(E),
    "an alias": lambda _: select(A).where(A.level > 3),
    "an owner that is not": lambda owner: select(P).where(P.owner_id != owner),
    "any owner": lambda _: select(P).where(P.owner_id.is_not(None)),
    "some owners": lambda owner: select(P).where(P.owner_id.in_([owner, "x"])),
    "a join that names one side": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(D.owner_id == owner)
    ),
    "a join that names the other": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(X.owner_id == owner)
    ),
    "two aliases, one named": lambda owner: select(A.id, B.id).where(
        A.day == B.day, A.owner_id == owner
    ),
    "a subquery": lambda owner: select(P).where(
        P.owner_id == owner, P.episode_id.in_(select(E.id))
    ),
    "one table twice": lambda owner: select(P).where(
        P.owner_id == owner,
        P.level == select(func.max(P.level)).correlate(None).scalar_subquery(),
    ),
    "exists": lambda _: select(exists().where(P.level == 4)),
    "a union": lambda owner: union_all(select(P.id).where(P.owner_id == owner), select(P.id)),
    "a common table": lambda _: select(select(P.level).cte("named").c.level),
    "from a subquery": lambda _: select(select(P.level).subquery().c.level),
    "an update": lambda _: update(P).values(level=1).where(P.id == "x"),
    "a delete": lambda _: delete(P).where(P.day == DAY),
    "core": lambda _: select(PAIN.c.level),
    "a core update": lambda _: update(PAIN).values(level=1),
    "a core delete": lambda _: delete(PAIN),
}
NAMED: dict[str, Statement] = {
    "rows": lambda owner: select(P).where(P.owner_id == owner),
    "an alias": lambda owner: select(A).where(A.owner_id == owner),
    "two aliases": lambda owner: select(A.id, B.id).where(
        A.day == B.day, A.owner_id == owner, B.owner_id == owner
    ),
    "a join": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(D.owner_id == owner, X.owner_id == owner)
    ),
    "a subquery": lambda owner: select(P).where(
        P.owner_id == owner, P.episode_id.in_(select(E.id).where(E.owner_id == owner))
    ),
    "a bound name": lambda owner: select(P.level).where(P.owner_id == bindparam("whose", owner)),
    "a union": lambda owner: union_all(
        select(P.id).where(P.owner_id == owner), select(E.id).where(E.owner_id == owner)
    ),
    "an update": lambda owner: update(P).values(level=1).where(P.owner_id == owner),
    "a delete": lambda owner: delete(P).where(P.owner_id == owner),
    "core": lambda owner: select(PAIN.c.level).where(PAIN.c.owner_id == owner),
    "text": lambda owner: text(
        "SELECT level FROM pain_levels WHERE pain_levels.owner_id = :o"
    ).bindparams(o=owner),
}
NAMELESS_TEXT = (
    "SELECT * FROM pain_levels",
    "select level from pain_levels where day is not null",
    "SELECT p.level FROM pain_levels AS p",
    "SELECT p.level FROM pain_levels p",
    "SELECT *\nFROM\n\tpain_levels\n",
    "SELECT (SELECT max(level) FROM pain_levels)",
    'SELECT * FROM "pain_levels"',
    "SELECT * FROM PAIN_LEVELS",
    "DELETE FROM pain_levels",
    "UPDATE pain_levels SET level = 0",
    "INSERT INTO pain_levels (id, level) VALUES ('a', 1)",
    "insert into pain_levels values ('a', 1)",
    "INSERT INTO uploads (owner_id, id) SELECT 'me', id FROM uploads",
)
SCHEMA = {"sqlite": "main", "postgresql": "public"}


@pytest.mark.parametrize("statement", NAMELESS.values(), ids=NAMELESS)
def test_a_statement_that_names_no_owner_is_refused(sqlite: Engine, statement: Statement) -> None:
    with session(sqlite, writes=True) as db, pytest.raises(OwnerNotNamed):
        db.execute(statement("me"))
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(statement("me"))


def test_the_wall_stands_on_either_database(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        through = [name for name, made in NAMELESS.items() if not refused(db.execute, made(owner))]
        assert through == []


def refused(execute: Callable[[Executable], object], statement: Executable) -> bool:
    try:
        execute(statement)
    except OwnerNotNamed:
        return True
    return False


@pytest.mark.parametrize("statement", NAMELESS_TEXT)
def test_text_that_names_no_owner_is_refused(sqlite: Engine, statement: str) -> None:
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(text(statement))
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.exec_driver_sql(statement)


def test_a_schema_before_the_table_is_no_way_around(engine: Engine) -> None:
    schema = SCHEMA[engine.dialect.name]
    with engine.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(text(f"SELECT * FROM {schema}.pain_levels"))  # noqa: S608 (the test's own)


def test_the_wall_stands_around_every_owned_table(sqlite: Engine) -> None:
    owned = {t.name for t in m.Base.metadata.sorted_tables if "owner_id" in t.c}
    assert set(OWNED_TABLES) == owned
    with sqlite.connect() as connection:
        for name in owned:
            with pytest.raises(OwnerNotNamed):
                connection.execute(select(m.Base.metadata.tables[name]))


@pytest.mark.parametrize("statement", NAMED.values(), ids=NAMED)
def test_a_statement_that_names_its_owner_is_let_through(
    engine: Engine, owner: str, statement: Statement
) -> None:
    with session(engine, writes=True) as db:
        db.execute(statement(owner))


def test_rows_are_added_changed_and_deleted_under_their_owner(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        change = actions.add(db, owner, pain(level=2), sent())
        db.flush()
        row = queries.row(db, r.PainLevel, owner, change.record_key)
        assert row is not None
        actions.change(db, row, pain(id=change.record_key, level=3), sent())
        actions.remove(db, r.PainLevel, row, sent())
        db.commit()
    assert kept(engine, r.PainLevel, owner) == []


def test_many_rows_at_once_name_their_owner(engine: Engine, owner: str) -> None:
    rows = [
        {"owner_id": owner, "id": f"{n}", "number": n, "piece": 0, "made_at": datetime.now(UTC),
         "name": "a", "content": b""}
        for n in range(3)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(m.Upload), rows)
    nameless = [{key: value for key, value in row.items() if key != "owner_id"} for row in rows]
    with engine.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(
            text("INSERT INTO uploads (id, number, made_at, name, content) "
                 "VALUES (:id, :number, :made_at, :name, :content)"),
            nameless,
        )  # fmt: skip


def test_a_statement_meant_for_everybody_says_so_each_time(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(), sent())
        db.flush()
        everyone = {ALL_OWNERS: True}
        assert len(db.scalars(select(P), execution_options=everyone).all()) == 1
        with pytest.raises(OwnerNotNamed):
            db.scalars(select(P))


def test_tables_without_an_owner_need_none(engine: Engine, owner: str) -> None:
    with session(engine, writes=False) as db:
        assert owner in db.scalars(select(m.Account.id)).all()


# SQLite


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
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
        assert found == PRAGMAS
        connection.close()


@pytest.mark.parametrize(("safe", "mode"), [(True, "wal"), (False, "truncate")])
def test_the_journal_mode_is_the_one_this_version_is_safe_in(
    monkeypatch: pytest.MonkeyPatch, sqlite_file: Path, safe: bool, mode: str
) -> None:
    monkeypatch.setattr(engine_module, "wal_is_safe", lambda _version: safe)
    opened = open_database(f"sqlite:///{sqlite_file}")
    with opened.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == mode
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    opened.dispose()


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
    opened = open_database(f"sqlite:///{sqlite_file}")
    with session(opened, writes=True) as db:
        db.add(m.Attempt(bucket="all", minute=0, count=0))
        db.commit()
    failed: list[Exception] = []
    together = threading.Barrier(8)

    def count_on() -> None:
        together.wait(10)
        for _ in range(5):
            try:
                with session(opened, writes=True) as db:
                    row = db.scalars(select(m.Attempt)).one()
                    row.count += 1
                    db.commit()
            except Exception as error:
                failed.append(error)

    run_together(count_on, 8)
    assert failed == []
    with session(opened, writes=False) as db:
        assert db.scalars(select(m.Attempt.count)).one() == 40
    opened.dispose()


def run_together(work: Callable[[], None], threads: int) -> None:
    running = [threading.Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(60)
    assert not any(thread.is_alive() for thread in running)


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
    opened = open_database(f"sqlite:///{sqlite_file}")
    with session(opened, writes=False) as reading:
        assert reading.scalars(select(m.Attempt)).all() == []
        with session(opened, writes=True) as db:
            db.add(m.Attempt(bucket="never acknowledged", minute=0, count=1))
            with pytest.raises(OperationalError):
                db.commit()
    with session(opened, writes=True) as db:
        db.add(m.Attempt(bucket="later", minute=0, count=1))
        db.commit()
    with session(opened, writes=False) as reading:
        assert reading.scalars(select(m.Attempt.bucket)).all() == ["later"]
    opened.dispose()


# Copies


def test_a_copy_made_while_writing_is_whole(sqlite: Engine, tmp_path: Path) -> None:
    owner = account(sqlite, "ada")
    done = threading.Event()
    acknowledged = 0

    def write() -> None:
        nonlocal acknowledged
        while not done.is_set():
            with session(sqlite, writes=True) as db:
                actions.add(db, owner, pain(kind="now"), sent())
                db.commit()
            acknowledged += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = acknowledged
            file = tmp_path / f"{number}.sqlite3"
            backup(sqlite, file)
            with SQLITE.connect(file) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert copy.execute("SELECT count(*) FROM pain_levels").fetchone()[0] >= before
            copy.close()
    finally:
        done.set()
        writer.join(30)
    assert acknowledged > 0


def test_a_copy_is_for_its_owner_only_and_alone(sqlite: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    file = folder / "copy.sqlite3"
    backup(sqlite, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [found.name for found in folder.iterdir()] == ["copy.sqlite3"]


def test_a_copy_takes_the_place_of_an_older_one(sqlite: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    file.write_text("an older one")
    file.chmod(0o644)
    account(sqlite, "ada")
    backup(sqlite, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with SQLITE.connect(file) as copy:
        assert copy.execute("SELECT username FROM accounts").fetchall() == [("ada",)]
    copy.close()


def test_a_copy_is_never_written_into_what_lay_in_its_way(sqlite: Engine, tmp_path: Path) -> None:
    theirs, open_to_all = tmp_path / "theirs", tmp_path / "open.sqlite3.part"
    (tmp_path / "led.sqlite3.part").symlink_to(theirs)
    open_to_all.touch()
    open_to_all.chmod(0o666)
    with open_to_all.open() as reading:
        for name in ("led", "open"):
            file = tmp_path / f"{name}.sqlite3"
            backup(sqlite, file)
            assert not file.is_symlink()
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert reading.read() == ""
    assert not theirs.exists()


@pytest.mark.parametrize("name", ["copy.sqlite3", "a b #1 100%?x=y.sqlite3"])
def test_a_copy_brings_everything_back(sqlite: Engine, tmp_path: Path, name: str) -> None:
    owner = account(sqlite, "ada")
    with session(sqlite, writes=True) as db:
        for example in EXAMPLES:
            actions.add(db, owner, example, sent())
        db.commit()
    file = tmp_path / name
    backup(sqlite, file)
    with session(sqlite, writes=True) as db:
        db.execute(delete(m.Account))
        db.commit()
    account(sqlite, "somebody else")
    restore(sqlite, file)
    for example in EXAMPLES:
        assert example in kept(sqlite, type(example), owner)
    with session(sqlite, writes=False) as db:
        assert db.scalars(select(m.Account.username)).all() == ["ada"]


def test_bringing_a_copy_back_leaves_nothing_beside_it(sqlite: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    backup(sqlite, folder / "copy.sqlite3")
    restore(sqlite, folder / "copy.sqlite3")
    assert [found.name for found in folder.iterdir()] == ["copy.sqlite3"]


def test_a_copy_comes_back_under_connections_in_use(sqlite: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    backup(sqlite, file)
    with sqlite.connect() as idle:
        account(sqlite, "ada")
        restore(sqlite, file)
        assert idle.execute(select(m.Account.username)).all() == []


def missing(_file: Path) -> None:
    """Write nothing."""


def a_text(file: Path) -> None:
    file.write_text("level,day\n4,2026-05-20\n" * 100)


def empty(file: Path) -> None:
    file.touch()


def a_folder(file: Path) -> None:
    file.mkdir()


def cut_short(file: Path) -> None:
    whole = file.with_name("whole")
    make_copy(whole)
    file.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])


def overwritten(file: Path) -> None:
    make_copy(file)
    content = bytearray(file.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    file.write_bytes(content)


def somebody_elses(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE songs (title)")
    other.close()


def somebody_elses_with_alembic(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE alembic_version (version_num)")
        other.execute("INSERT INTO alembic_version VALUES ('cafe01234567')")
    other.close()


def without_a_version(file: Path) -> None:
    make_copy(file)
    with SQLITE.connect(file) as copy:
        copy.execute("DELETE FROM alembic_version")
    copy.close()


def make_copy(file: Path) -> None:
    shutil.copy(file.parent / "own.sqlite3", file)


WRONG = (
    missing,
    a_text,
    empty,
    a_folder,
    cut_short,
    overwritten,
    somebody_elses,
    somebody_elses_with_alembic,
    without_a_version,
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_what_is_no_copy_is_refused_and_changes_nothing(
    sqlite: Engine, tmp_path: Path, wrong: Callable[[Path], None]
) -> None:
    account(sqlite, "ada")
    sqlite.dispose()
    file = tmp_path / "wrong"
    wrong(file)
    with pytest.raises(NotABackup, match="wrong"):
        restore(sqlite, file)
    with session(sqlite, writes=False) as db:
        assert db.scalars(select(m.Account.username)).all() == ["ada"]

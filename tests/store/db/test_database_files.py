"""Copies of a database in use: whole, looked through, for their owner only."""

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, delete

from journal.store.db import database_files
from journal.store.db import models as m
from journal.store.db.database_files import backup
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.inspection import Damaged
from journal.store.db.sessions import session
from journal.store.diary import actions
from tests.store.making import NOW, account, pain, sent


def test_a_copy_made_while_writing_is_whole(sqlite: Engine, tmp_path: Path) -> None:
    owner = account(sqlite, "ada")
    finish = threading.Event()
    acknowledged = 0

    def write() -> None:
        nonlocal acknowledged
        while not finish.is_set():
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
        finish.set()
        writer.join(30)
    assert acknowledged > 0


def test_a_copy_is_for_its_owner_only_and_alone(sqlite: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    file = folder / "copy.sqlite3"
    backup(sqlite, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["copy.sqlite3"]


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


def overwritten(file: Path) -> None:
    """Damage the middle of a database file."""
    content = bytearray(file.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    file.write_bytes(content)


def test_a_damaged_database_is_not_copied_and_pushes_no_copy_out(
    sqlite: Engine, sqlite_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copies" / "copy.sqlite3"
    backup(sqlite, file)
    before = file.read_bytes()
    sqlite.dispose()
    overwritten(sqlite_file)
    with pytest.raises(Damaged, match=r"is damaged|can’t be read"):
        backup(open_database(f"sqlite:///{sqlite_file}"), file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["copy.sqlite3"]


def test_a_reference_that_leads_nowhere_is_damage(sqlite: Engine, tmp_path: Path) -> None:
    account(sqlite, "ada")
    with sqlite.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("DELETE FROM exercises")
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(Damaged, match="a row of prescriptions refers to nothing in exercises"):
        backup(sqlite, tmp_path / "copy.sqlite3")


def test_a_full_disk_leaves_no_half_copy(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(database_files, "make_durable", full)
    with pytest.raises(OSError, match="No space"):
        backup(sqlite, tmp_path / "copies" / "copy.sqlite3")
    assert list((tmp_path / "copies").iterdir()) == []


STEPS = range(1, 20)


@pytest.mark.parametrize("step", STEPS)
def test_a_replacement_cut_off_anywhere_is_finished_or_never_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    database, fresh = tmp_path / "journal.sqlite3", tmp_path / "ready"
    database.write_text("old")
    (tmp_path / "journal.sqlite3-wal").write_text("its newest writes")
    fresh.write_text("new")
    steps = 0

    def die(original: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **more: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == step:
                raise KeyboardInterrupt
            return original(*arguments, **more)

        return act

    with monkeypatch.context() as dying:
        for name in ("replace", "unlink"):
            dying.setattr(Path, name, die(getattr(Path, name)))
        dying.setattr(database_files, "make_durable", die(database_files.make_durable))
        try:
            database_files.replace(database, fresh, "journal.sqlite3.before")
        except KeyboardInterrupt:
            pass
        else:
            assert steps < step
    begun = database_files.is_cut_off(database)
    database_files.finish(database)
    wal = tmp_path / "journal.sqlite3-wal"
    if begun or steps < step or database.read_text() == "new":
        assert database.read_text() == "new"
        assert (tmp_path / "journal.sqlite3.before").read_text() == "old"
        assert (tmp_path / "journal.sqlite3.before-wal").read_text() == "its newest writes"
        assert not wal.exists()
    else:
        assert database.read_text() == "old"
        assert wal.read_text() == "its newest writes"
    assert not database_files.is_cut_off(database)


def test_what_was_deleted_leaves_the_file_and_its_wal_at_once(
    sqlite: Engine, sqlite_file: Path
) -> None:
    owner = account(sqlite, "ada")
    secret = b"a note that nobody shall find"
    with session(sqlite, writes=True) as db:
        actions.add(db, owner, pain(kind="now", note=secret.decode()), sent())
        db.commit()
    wal = sqlite_file.with_name(sqlite_file.name + "-wal")
    assert secret in sqlite_file.read_bytes() + wal.read_bytes()
    with session(sqlite, writes=True) as db:
        db.execute(delete(m.Account).where(m.Account.id == owner))
        db.commit()
    database_files.settle(sqlite)
    assert secret not in sqlite_file.read_bytes()
    assert wal.stat().st_size == 0


def test_the_file_of_newest_writes_shrinks_by_itself(sqlite: Engine, sqlite_file: Path) -> None:
    owner = account(sqlite, "ada")
    with session(sqlite, writes=True) as db:
        for _ in range(3000):
            db.add(m.Dismissed(owner_id=owner, about=str(uuid4()), at=NOW))
        db.commit()
    for _ in range(3):
        account(sqlite, str(uuid4()))
    assert sqlite_file.with_name(sqlite_file.name + "-wal").stat().st_size <= 5 * 1024 * 1024

"""A backup that is brought back: whole or not at all, and nothing open that was ended since."""

import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes

import pytest
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.orm import Session

from journal.config import ROOT
from journal.core.account.sharing import NewInvitation
from journal.core.account.tokens import NewToken
from journal.core.model.periods import Period
from journal.core.report.options import ReportOptions
from journal.store.accounts import accounts, care, care_access, shares, tokens
from journal.store.db import models as m
from journal.store.db.backups import NotABackup, bring_back
from journal.store.db.database_files import backup, finish
from journal.store.db.database_lock import DatabaseLock, InUse
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.inspection import (
    APPLICATION_ID,
    WrongDatabase,
    application_id,
    faults,
    reading,
)
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, current, revisions
from tests.golden import pairs
from tests.store.db.test_database_files import overwritten
from tests.store.making import DAY, EXAMPLES, NOW, SHARE, account, kept, the_examples

LET_IN = NewInvitation(label="Maria", name="Ada L.", notes=False)


def names_in(file: Path) -> list[str]:
    """Who has an account in a database."""
    engine = open_database(f"sqlite:///{file}")
    with session(engine, writes=False) as db:
        names = list(db.scalars(select(m.Account.username).order_by(m.Account.username)))
    engine.dispose()
    return names


@pytest.fixture
def copy(sqlite: Engine, tmp_path: Path) -> Path:
    """A backup of a journal in which Ada has logged one of everything."""
    owner = account(sqlite, "ada")
    the_examples(sqlite, owner)
    file = tmp_path / "copies" / "copy #1 100%?x=y.sqlite3"
    backup(sqlite, file)
    account(sqlite, "later")
    return file


def test_a_backup_brings_everything_back_and_the_old_one_is_kept(
    copy: Path, sqlite: Engine, sqlite_file: Path
) -> None:
    sqlite.dispose()
    aside = bring_back(sqlite_file, copy, NOW)
    assert aside == sqlite_file.with_name("own.sqlite3.before-restore-20260520T120000Z")
    assert names_in(sqlite_file) == ["ada"]
    assert names_in(aside) == ["ada", "later"]
    assert stat.S_IMODE(sqlite_file.stat().st_mode) == 0o600
    with session(sqlite, writes=False) as db:
        owner = db.scalars(select(m.Account.id)).one()
    for example in EXAMPLES:
        assert example in kept(sqlite, type(example), owner)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    with reading(sqlite_file) as connection:
        assert application_id(connection) == APPLICATION_ID


def test_what_the_old_database_had_in_its_wal_alone_is_kept_too(
    copy: Path, sqlite: Engine, sqlite_file: Path
) -> None:
    with sqlite.connect() as connection:
        connection.execute(text("SELECT 1 FROM attempts"))
        for ending in ("", "-wal"):  # as a kill would leave them
            shutil.copy(f"{sqlite_file}{ending}", f"{sqlite_file}.killed{ending}")
    database = sqlite_file.with_name("own.sqlite3.killed")
    assert database.with_name(database.name + "-wal").stat().st_size > 0
    aside = bring_back(database, copy, NOW)
    assert aside is not None
    assert names_in(database) == ["ada"]
    assert names_in(aside) == ["ada", "later"]


def newer(database: Path) -> None:
    with SQLITE.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    "harm", [overwritten, newer, Path.unlink, lambda file: file.write_text("")]
)
def test_the_present_database_need_not_be_good(
    copy: Path, sqlite: Engine, sqlite_file: Path, harm: Callable[[Path], object]
) -> None:
    sqlite.dispose()
    harm(sqlite_file)
    presence = sqlite_file.exists()
    aside = bring_back(sqlite_file, copy, NOW)
    assert (aside is not None and aside.exists()) == presence
    assert names_in(sqlite_file) == ["ada"]


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    sqlite: Engine, sqlite_file: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.sqlite3"
    pairs.as_file("0004", old)
    before = old.read_bytes()
    sqlite.dispose()
    bring_back(sqlite_file, old, NOW)
    assert current(sqlite) == revisions()[-1]
    assert names_in(sqlite_file) == ["ada", "bea"]
    assert old.read_bytes() == before


def test_what_could_be_opened_when_the_backup_was_made_is_ended(
    sqlite: Engine, sqlite_file: Path, tmp_path: Path
) -> None:
    ada, bea = account(sqlite, "ada"), account(sqlite, "bea")
    period = ReportOptions(Period(DAY, DAY))
    new_token = NewToken(name="watch", scopes=("read",))
    with session(sqlite, writes=True) as db:
        login = accounts.sign_in(db, account_of(db, ada), "Firefox", NOW)
        link = shares.make(db, ada, "a link", SHARE, period, None, NOW, token_bytes(32))
        token = tokens.make(db, ada, "a token", new_token, NOW, token_bytes(32))
        accepted = care.invite(db, ada, "accepted", LET_IN, NOW, token_bytes(32))
        assert care.join(db, account_of(db, bea), accepted, NOW) is not None
        unused = care.invite(db, ada, "unused", LET_IN, NOW, token_bytes(32))
        db.commit()
    backup(sqlite, tmp_path / "copy.sqlite3")
    sqlite.dispose()
    bring_back(sqlite_file, tmp_path / "copy.sqlite3", NOW)
    with session(sqlite, writes=True) as db:
        assert accounts.signed_in(db, login, NOW) is None
        assert shares.behind(db, link, NOW) is None
        assert tokens.bearer(db, token, NOW) is None
        assert care.join(db, account_of(db, bea), unused, NOW) is None
        assert care_access.patient_of(db, bea, ada) is not None
        ended = {row.id: row.ended_at for row in care.of_patient(db, ada)}
        assert ended == {"accepted": None, "unused": NOW}


def account_of(db: Session, owner: str) -> m.Account:
    account = db.get(m.Account, owner)
    assert account is not None
    return account


def test_the_latest_five_of_what_was_there_before_are_kept(
    copy: Path, sqlite: Engine, sqlite_file: Path
) -> None:
    sqlite.dispose()
    for day in range(7):
        bring_back(sqlite_file, copy, NOW + timedelta(days=day))
    names = sorted(file.name for file in sqlite_file.parent.glob("own.sqlite3.before-restore-*"))
    assert [name[-17:-8] for name in names] == [f"-202605{day}" for day in range(22, 27)]


def missing(file: Path) -> None:
    file.unlink()


def a_text(file: Path) -> None:
    file.write_text("level,day\n4,2026-05-20\n" * 100)


def empty(file: Path) -> None:
    file.write_text("")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def of(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def somebody_elses(file: Path) -> None:
    file.unlink()
    of(file, "CREATE TABLE songs (title)")


def somebody_elses_with_alembic(file: Path) -> None:
    file.unlink()
    of(file, "CREATE TABLE alembic_version (version_num)")
    of(file, "INSERT INTO alembic_version VALUES ('cafe01234567')")


def without_a_version(file: Path) -> None:
    of(file, "DELETE FROM alembic_version")


def of_a_newer_journal(file: Path) -> None:
    of(file, "UPDATE alembic_version SET version_num = '9999'")


def of_a_version_nobody_knows(file: Path) -> None:
    of(file, "UPDATE alembic_version SET version_num = 'abc'")


def without_a_table(file: Path) -> None:
    of(file, "DROP TABLE checkins")


def without_a_column(file: Path) -> None:
    of(file, "ALTER TABLE checkins DROP COLUMN note")


def of_another_program(file: Path) -> None:
    of(file, "PRAGMA application_id=7")


def with_lost_references(file: Path) -> None:
    of(file, "PRAGMA foreign_keys=OFF", "DELETE FROM exercises")


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
    of_a_newer_journal,
    of_a_version_nobody_knows,
    without_a_table,
    without_a_column,
    of_another_program,
    with_lost_references,
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    copy: Path, sqlite: Engine, sqlite_file: Path, wrong: Callable[[Path], None]
) -> None:
    sqlite.dispose()
    before = sqlite_file.read_bytes()
    wrong(copy)
    with pytest.raises((WrongDatabase, NewerDatabase)):
        bring_back(sqlite_file, copy, NOW)
    assert sqlite_file.read_bytes() == before
    names = {file.name for file in sqlite_file.parent.iterdir() if file.is_file()}
    assert names == {"own.sqlite3", "own.sqlite3.lock"} or wrong in (missing, a_folder)
    assert names_in(sqlite_file) == ["ada", "later"]


def test_the_database_is_not_restored_from_itself(sqlite: Engine, sqlite_file: Path) -> None:
    account(sqlite, "ada")
    sqlite.dispose()
    with pytest.raises(NotABackup, match="is the database in use"):
        bring_back(sqlite_file, sqlite_file, NOW)
    assert names_in(sqlite_file) == ["ada"]


def test_a_database_in_use_is_not_replaced(copy: Path, sqlite: Engine, sqlite_file: Path) -> None:
    with DatabaseLock(sqlite_file, alone=False), pytest.raises(InUse, match="Stop serve"):
        bring_back(sqlite_file, copy, NOW)
    sqlite.dispose()
    assert names_in(sqlite_file) == ["ada", "later"]
    with DatabaseLock(sqlite_file, alone=False), DatabaseLock(sqlite_file, alone=False):
        pass  # but many may use it
    bring_back(sqlite_file, copy, NOW)


def test_nobody_uses_a_database_that_is_being_replaced(tmp_path: Path) -> None:
    database = tmp_path / "own.sqlite3"
    with DatabaseLock(database, alone=True), pytest.raises(InUse, match="Try again"):
        DatabaseLock(database, alone=False)


RESTORES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from journal.store.db.backups import bring_back
print("begun", flush=True)
bring_back(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))
"""


def test_a_restore_that_is_killed_leaves_the_old_database_or_the_new_one(
    copy: Path, sqlite: Engine, sqlite_file: Path
) -> None:
    sqlite.dispose()
    program = [sys.executable, "-c", RESTORES, str(sqlite_file), str(copy)]
    whole = time.monotonic()
    subprocess.run(program, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=60)
    whole = time.monotonic() - whole
    for part in (0.4, 0.6, 0.8, 0.95):
        with session(sqlite, writes=True) as db:
            db.execute(delete(m.Account).where(m.Account.username == "later"))
            db.commit()
        account(sqlite, "later")
        sqlite.dispose()
        with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as running:
            assert running.stdout
            running.stdout.readline()
            time.sleep(whole * part * 0.6)
            running.kill()
        finish(sqlite_file)
        assert names_in(sqlite_file) in (["ada"], ["ada", "later"])
        with reading(sqlite_file) as connection:
            assert faults(connection) == []

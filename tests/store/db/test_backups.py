"""A backup that is brought back: the diary as it was, and nothing open that was ended since."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.account.sharing import NewInvitation
from journal.core.account.tokens import NewToken
from journal.core.model.periods import Period
from journal.core.report.report import Chosen
from journal.store.accounts import accounts, care, shares, tokens
from journal.store.db import models as m
from journal.store.db.backups import bring_back
from journal.store.db.database_files import NotABackup, backup
from journal.store.db.sessions import session
from tests.store.making import DAY, NOW, SHARE, account

LET_IN = NewInvitation(label="Maria", name="Ada L.", notes=False)


def account_of(db: Session, owner: str) -> m.Account:
    found = db.get(m.Account, owner)
    assert found is not None
    return found


def test_what_could_be_opened_when_the_backup_was_made_is_ended(
    sqlite: Engine, tmp_path: Path
) -> None:
    ada, bea = account(sqlite, "ada"), account(sqlite, "bea")
    period = Chosen(Period(DAY, DAY))
    wanted = NewToken(name="watch", scopes=("read",))
    with session(sqlite, writes=True) as db:
        login = accounts.sign_in(db, account_of(db, ada), "Firefox", NOW)
        link = shares.make(db, ada, "a link", SHARE, period, None, NOW)
        token = tokens.make(db, ada, "a token", wanted, NOW)
        accepted = care.invite(db, ada, "accepted", LET_IN, NOW)
        assert care.join(db, account_of(db, bea), accepted, NOW) is not None
        unused = care.invite(db, ada, "unused", LET_IN, NOW)
        db.commit()
    backup(sqlite, tmp_path / "copy.sqlite3")
    bring_back(sqlite, tmp_path / "copy.sqlite3", tmp_path / "backups", NOW)
    with session(sqlite, writes=True) as db:
        assert accounts.signed_in(db, login, NOW) is None
        assert shares.behind(db, link, NOW) is None
        assert tokens.bearer(db, token, NOW) is None
        assert care.join(db, account_of(db, bea), unused, NOW) is None
        assert care.patient_of(db, bea, ada) is not None
        ended = {row.id: row.ended_at for row in care.of_patient(db, ada)}
        assert ended == {"accepted": None, "unused": NOW}


def test_the_latest_five_of_what_was_there_before_are_kept(sqlite: Engine, tmp_path: Path) -> None:
    folder, file = tmp_path / "backups", tmp_path / "copy.sqlite3"
    backup(sqlite, file)
    folder.mkdir()
    for number in range(6):
        (folder / f"before-restore-2025010{number}T000000Z.sqlite3").touch()
    kept = bring_back(sqlite, file, folder, NOW)
    names = sorted(found.name for found in folder.iterdir())
    assert names[0] == "before-restore-20250102T000000Z.sqlite3"
    assert names[1:] == [
        *(f"before-restore-2025010{number}T000000Z.sqlite3" for number in (3, 4, 5)),
        "before-restore-20260520T120000Z.sqlite3",
    ]
    assert kept == folder / names[-1]


def test_what_is_no_backup_pushes_no_copy_out(sqlite: Engine, tmp_path: Path) -> None:
    account(sqlite, "ada")
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(5):
        (folder / f"before-restore-2025010{number}T000000Z.sqlite3").touch()
    with pytest.raises(NotABackup):
        bring_back(sqlite, tmp_path / "missing", folder, NOW)
    assert len(list(folder.iterdir())) == 5
    with session(sqlite, writes=False) as db:
        assert db.scalars(select(m.Account.username)).all() == ["ada"]

"""Accounts that nobody uses: told, then deleted, and only those; nothing unless it is wanted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from journal.config import Settings
from journal.core.account.reminders import FIRST_REMINDER
from journal.hosting.unused_accounts import look_after_unused, tell_and_erase
from journal.store.accounts import accounts, reminders
from journal.store.accounts.erasure import NOTICE
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.db.upgrade import upgrade
from journal.store.diary import actions
from tests.journals import security_lines
from tests.posts import Received, web_server
from tests.store.making import NOW, ZONE, account, one_of_everything, pain, sent

pytestmark = pytest.mark.both_databases

AFTER = timedelta(days=400)
A_DAY = timedelta(days=1)
DUE = NOW + AFTER - NOTICE + A_DAY
"""When an account of NOW is to be told."""
OVER = NOW + AFTER + A_DAY


@pytest.fixture
def web() -> Iterator[Received]:
    with web_server() as received:
        yield received


@pytest.fixture
def erasing(web: Received, tmp_path: Path) -> Settings:
    """The settings of a journal that deletes what is unused."""
    return Settings(tmp_path, "", reminder_hosts=(web.at,), erase_unused=AFTER)


def there(engine: Engine, owner: str) -> bool:
    """Whether there is still that account."""
    with session(engine, writes=False) as reading:
        return reading.get(m.Account, owner) is not None


def change(engine: Engine, owner: str, **values: object) -> None:
    """Make something of an account."""
    with session(engine, writes=True) as writing:
        mine = writing.get(m.Account, owner)
        assert mine
        for name, value in values.items():
            setattr(mine, name, value)
        writing.commit()


def test_an_unused_account_is_told_once_and_deleted_a_month_later(
    engine: Engine, erasing: Settings, web: Received
) -> None:
    ada = account(engine, "ada")
    one_of_everything(engine, ada)
    with session(engine, writes=True) as db:
        reminder = replace(FIRST_REMINDER, address=f"http://{web.at}/ada")
        reminders.save(db, ada, reminder, NOW, ZONE)
        db.commit()
    for moment in (DUE - 2 * A_DAY, DUE, DUE, DUE + A_DAY, DUE + NOTICE - A_DAY):
        tell_and_erase(engine, erasing, AFTER, moment)
    assert there(engine, ada)
    ((path, _, text),) = web.posts
    assert path == "/ada"
    assert "will be deleted on 25 Jun 2027" in text
    assert not any(word in text.lower() for word in ("pain", "journal", "spasm", "ada"))
    tell_and_erase(engine, erasing, AFTER, DUE + NOTICE)
    assert not there(engine, ada)
    lines = security_lines(erasing.data_dir)
    assert [(line["event"], line["account"]) for line in lines] == [
        ("erasure_told", ada),
        ("account_erased", ada),
    ]
    assert {name for line in lines for name in line} == {"at", "event", "account"}
    with session(engine, writes=False) as reading:
        for table in m.Base.metadata.sorted_tables:
            if "owner_id" in table.columns:
                owned = table.select().where(table.c.owner_id == ada)
                assert reading.execute(owned).first() is None, table.name


def test_who_cannot_be_told_is_deleted_at_the_same_time(
    engine: Engine, erasing: Settings, web: Received
) -> None:
    silent, failing = account(engine, "silent"), account(engine, "failing")
    with session(engine, writes=True) as db:
        reminder = replace(FIRST_REMINDER, address=f"http://{web.at}/failing")
        reminders.save(db, failing, reminder, NOW, ZONE)
        db.commit()
    web.status = 500
    for moment in (DUE, OVER):
        tell_and_erase(engine, erasing, AFTER, moment)
        assert there(engine, silent) is there(engine, failing) is (moment == DUE)


def test_who_signs_in_or_is_seen_by_then_stays(engine: Engine, erasing: Settings) -> None:
    names = ("signs in", "is seen", "has an app")
    signs_in, is_seen, has_an_app = (account(engine, name) for name in names)
    tell_and_erase(engine, erasing, AFTER, DUE)
    soon = DUE + A_DAY
    with session(engine, writes=True) as db:
        rows = [db.get(m.Account, owner) for owner in (signs_in, is_seen)]
        accounts.sign_in(db, rows[0], "Firefox", soon)  # type: ignore[arg-type]  # they are there
        accounts.sign_out_everywhere(db, signs_in)
        db.add(m.Login(token_hash=is_seen, id=is_seen, account_id=is_seen, browser="x",
                       created_at=NOW, seen_at=soon))  # fmt: skip
        db.add(m.TokenRow(owner_id=has_an_app, id=has_an_app, name="x", scopes=(),
                          secret_hash=has_an_app, created_at=NOW, last_used_at=soon))  # fmt: skip
        db.commit()
    tell_and_erase(engine, erasing, AFTER, OVER)
    tell_and_erase(engine, erasing, AFTER, soon + AFTER - A_DAY)
    assert all(there(engine, owner) for owner in (signs_in, is_seen, has_an_app))
    tell_and_erase(engine, erasing, AFTER, soon + AFTER + NOTICE)
    assert not there(engine, has_an_app)


def test_hosts_clinicians_and_what_is_switched_off_stay(engine: Engine, erasing: Settings) -> None:
    safe_accounts = {
        name: account(engine, name)
        for name in ("host", "clinician", "off", "looks after", "in a team")
    }
    change(engine, safe_accounts["host"], host=True)
    change(engine, safe_accounts["clinician"], clinician=True)
    change(engine, safe_accounts["off"], switched_off_at=NOW)
    patient = account(engine, "patient")
    with session(engine, writes=True) as db:
        row = m.CareRow(owner_id=patient, id="access", label="x", name="x", notes=False,
                        code_until=NOW, created_at=NOW, accepted_at=NOW,
                        clinician_id=safe_accounts["looks after"])  # fmt: skip
        db.add(row)
        db.add(m.Team(id="team", name="Back", name_key="back", created_at=NOW))
        db.flush()
        member = m.TeamMember(team_id="team", account_id=safe_accounts["in a team"], joined_at=NOW)
        db.add(member)
        db.commit()
    for moment in (DUE, OVER):
        tell_and_erase(engine, erasing, AFTER, moment)
    assert all(there(engine, owner) for owner in safe_accounts.values())
    assert not there(engine, patient)
    for moment in (OVER + A_DAY, OVER + A_DAY + NOTICE):
        tell_and_erase(engine, erasing, AFTER, moment)
    assert not there(engine, safe_accounts["looks after"]), "whose patients are gone"


def test_a_word_of_long_ago_does_not_count(engine: Engine, erasing: Settings) -> None:
    ada = account(engine, "ada")
    tell_and_erase(engine, erasing, AFTER, DUE)
    later = DUE + 2 * NOTICE + A_DAY  # nobody served meanwhile, or a backup was brought back
    tell_and_erase(engine, erasing, AFTER, later)
    assert there(engine, ada), "told once more"
    tell_and_erase(engine, erasing, AFTER, later + NOTICE)
    assert not there(engine, ada)


def test_nothing_is_deleted_by_a_clock_that_is_ahead_nor_without_the_setting(
    engine: Engine, erasing: Settings
) -> None:
    ada = account(engine, "ada")
    change(engine, ada, erasure_told_at=OVER - NOTICE - A_DAY)
    with time_machine.travel(OVER + 9 * A_DAY, tick=False):
        look_after_unused(engine, erasing)
    with time_machine.travel(OVER - 9 * A_DAY, tick=False):
        look_after_unused(engine, erasing)
    assert there(engine, ada)
    for days in (1, 2):
        with time_machine.travel(OVER + days * A_DAY, tick=False):
            look_after_unused(engine, replace(erasing, erase_unused=None))
            assert there(engine, ada)
    for days in (1, 3):
        with time_machine.travel(OVER + days * A_DAY, tick=False):
            look_after_unused(engine, erasing)
    assert not there(engine, ada)


def test_nothing_of_a_deleted_account_is_in_the_files_of_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    engine = open_database(f"sqlite:///{file}")
    upgrade(engine, tmp_path, NOW)
    ada = account(engine, "a name to look for")
    with session(engine, writes=True) as db:
        actions.add(db, ada, replace(pain(NOW.date(), 4), note="words to look for"), sent())
        db.commit()
    settings = Settings(tmp_path, "", erase_unused=AFTER)
    tell_and_erase(engine, settings, AFTER, DUE)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("journal.sqlite3*"))
    assert b"to look for" in content
    tell_and_erase(engine, settings, AFTER, OVER)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("journal.sqlite3*"))
    assert b"to look for" not in content
    engine.dispose()

"""Accounts: their browsers, their limits, their start and their end."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from journal.config import LOGINS_LAST
from journal.core.diary.programme import STARTING_EXERCISES
from journal.core.model.faults import Fault
from journal.core.model.kinds import RECORDS
from journal.store.accounts import accounts, retention
from journal.store.accounts.one_time_secrets import hashed
from journal.store.accounts.rate_limit import counted
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.diary import queries
from tests.store.making import EXAMPLES, NOW, account, one_of_everything, rows_of

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def lone(database_url: str) -> Iterator[Engine]:
    """A database of this test's own, for what concerns every account."""
    database = open_database(database_url)
    yield database
    database.dispose()


def enter(db: Session, owner: str, browser: str = "Firefox", at: datetime = NOW) -> str:
    account = db.get(m.Account, owner)
    assert account is not None
    token = accounts.sign_in(db, account, browser, at)
    db.flush()
    return token


def test_a_token_is_kept_hashed_only(db: Session, owner: str) -> None:
    token = enter(db, owner)
    (login,) = accounts.logins(db, owner)
    assert len(token) >= 32
    assert token not in {login.token_hash, login.id, login.browser, login.account_id}
    assert login.token_hash == hashed(token)
    assert accounts.signed_in(db, login.token_hash, NOW) is None


def test_each_browser_has_a_token_of_its_own(db: Session, owner: str) -> None:
    assert enter(db, owner) != enter(db, owner)
    assert len({login.id for login in accounts.logins(db, owner)}) == 2


@pytest.mark.parametrize("lock", [False, True])
def test_a_token_finds_its_account_and_login(db: Session, owner: str, lock: bool) -> None:
    token = enter(db, owner, "Firefox/1")
    pair = accounts.signed_in(db, token, LATER, lock=lock)
    assert pair is not None
    assert (pair[0].id, pair[1].browser) == (owner, "Firefox/1")
    for wrong in ("", token[:-1], token + "a", token.swapcase()):
        assert accounts.signed_in(db, wrong, LATER, lock=lock) is None


def test_a_login_lasts_until_it_was_not_seen_for_so_long(db: Session, owner: str) -> None:
    token = enter(db, owner)
    second = timedelta(seconds=1)
    assert accounts.signed_in(db, token, NOW + LOGINS_LAST - second) is not None
    assert accounts.signed_in(db, token, NOW + LOGINS_LAST) is None
    accounts.seen(db, hashed(token), NOW + timedelta(days=30))
    db.expire_all()
    assert accounts.signed_in(db, token, NOW + LOGINS_LAST + timedelta(days=29)) is not None
    assert accounts.signed_in(db, token, NOW + LOGINS_LAST + timedelta(days=30)) is None


def test_signing_out_ends_that_login_only(db: Session, owner: str) -> None:
    first_token, stays = enter(db, owner), enter(db, owner)
    accounts.sign_out(db, first_token)
    assert accounts.signed_in(db, first_token, LATER) is None
    assert accounts.signed_in(db, stays, LATER) is not None


def test_a_new_password_signs_every_browser_out_and_no_strangers(
    db: Session, owner: str, stranger: str
) -> None:
    mine, other, theirs = enter(db, owner), enter(db, owner), enter(db, stranger)
    changed = db.get(m.Account, owner)
    assert changed is not None
    accounts.set_password(db, changed, "another hash")
    assert accounts.unchanged(db, owner, "another hash")
    states = [accounts.signed_in(db, token, LATER) is not None for token in (mine, other, theirs)]
    assert states == [False, False, True]


def test_a_login_by_the_old_password_ends_with_it_however_late_it_comes(
    engine: Engine, owner: str
) -> None:
    def change() -> None:
        with session(engine, writes=True) as changing:
            mine = changing.get(m.Account, owner)
            assert mine is not None
            accounts.set_password(changing, mine, "the new one")
            changing.commit()

    with session(engine, writes=True) as entering:
        old = entering.execute(select(m.Account.password_hash).filter_by(id=owner)).scalar_one()
        assert accounts.unchanged(entering, owner, old)
        changer = threading.Thread(target=change)
        changer.start()
        changer.join(0.3)  # on its way, and waiting
        enter(entering, owner)
        entering.commit()
    changer.join(20)
    with session(engine, writes=True) as looking:
        assert accounts.logins(looking, owner) == []
        assert not accounts.unchanged(looking, owner, old)


def test_a_login_is_ended_by_its_account_only(db: Session, owner: str, stranger: str) -> None:
    token = enter(db, owner)
    (login,) = accounts.logins(db, owner)
    assert accounts.end_login(db, stranger, login.id) is False
    assert accounts.signed_in(db, token, LATER) is not None
    assert accounts.end_login(db, owner, login.id) is True
    assert accounts.end_login(db, owner, login.id) is False
    assert accounts.signed_in(db, token, LATER) is None


def test_logins_are_listed_latest_first(db: Session, owner: str, stranger: str) -> None:
    enter(db, owner, "early")
    enter(db, owner, "late", LATER)
    enter(db, stranger, "theirs")
    assert [login.browser for login in accounts.logins(db, owner)] == ["late", "early"]


def test_a_browser_with_a_long_name_is_cut_short(db: Session, owner: str) -> None:
    enter(db, owner, "x" * 5_000)
    assert [len(login.browser) for login in accounts.logins(db, owner)] == [200]


def test_what_has_had_its_time_is_forgotten_and_nothing_else(lone: Engine) -> None:
    owners = [account(lone, name) for name in ("ada", "charlie")]
    for owner in owners:
        one_of_everything(lone, owner)
    before = {owner: rows_of(lone, owner) for owner in owners}
    with session(lone, writes=True) as db:
        for owner in owners:
            enter(db, owner)
        counted(db, "something", NOW)
        db.commit()
        retention.forget(db, NOW + timedelta(minutes=59))
        db.commit()
    assert {owner: rows_of(lone, owner) for owner in owners} == before
    undoable = len(owners) * (len(EXAMPLES) + 1)  # and a picture
    assert left(lone) == {
        "attempts": 1,
        "logins": 2,
        "uploads": 2,
        "undoable": undoable,
        "steps": 2,
    }
    later = {"attempts": 0, "logins": 2, "uploads": 0, "undoable": undoable, "steps": 2}
    ages = (
        (timedelta(minutes=61), later),
        (timedelta(hours=25), later | {"undoable": 0}),
        (timedelta(days=31), later | {"undoable": 0, "steps": 0}),
        (timedelta(days=181), later | {"undoable": 0, "steps": 0, "logins": 0}),
    )
    for age, expected in ages:
        forget(lone, NOW + age)
        assert left(lone) == expected
    assert (rows_of(lone, owners[0])["changes"], rows_of(lone, owners[0])["imports"]) == (
        2 + len(EXAMPLES),  # and the import and a picture
        1,
    )
    forget(lone, NOW + timedelta(days=401))
    for owner in owners:
        after = rows_of(lone, owner)
        tables = ("changes", "uploads", "imports", "import_steps", "shares", "waved")
        assert after == before[owner] | dict.fromkeys(tables, 0)


def forget(engine: Engine, at: datetime) -> None:
    with session(engine, writes=True) as db:
        retention.forget(db, at)
        db.commit()


def left(engine: Engine) -> dict[str, int]:
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        return {
            "attempts": len(connection.execute(select(m.Attempt.bucket)).all()),
            "logins": len(connection.execute(select(m.Login.id)).all()),
            "uploads": len(connection.execute(select(m.Upload.id)).all()),
            "steps": len(connection.execute(select(m.ImportStep.import_id)).all()),
            "undoable": len(
                connection.execute(select(m.Change.id).where(m.Change.before.is_not(None))).all()
            ),
        }


def test_what_was_undone_stays_known_as_undone(lone: Engine) -> None:
    owner = account(lone, "ada")
    one_of_everything(lone, owner)
    with lone.begin() as connection:
        connection.execute(
            update(m.Change).where(m.Change.owner_id == owner).values(action="undone", before=None)
        )
    forget(lone, NOW + timedelta(days=2))
    with lone.connect() as connection:
        question = select(m.Change.action).where(m.Change.owner_id == owner).distinct()
        assert connection.execute(question).all() == [("undone",)]


def test_an_account_goes_with_everything_in_it_and_nothing_else(
    engine: Engine, owner: str, stranger: str
) -> None:
    for each in (owner, stranger):
        one_of_everything(engine, each)
        with session(engine, writes=True) as db:
            enter(db, each)
            db.commit()
    assert all(count > 0 for count in rows_of(engine, owner).values())
    theirs = rows_of(engine, stranger)
    with session(engine, writes=True) as db:
        accounts.remove(db, owner)
        db.commit()
        assert accounts.logins(db, owner) == []
        assert len(accounts.logins(db, stranger)) == 1
        assert db.get(m.Account, owner) is None
    assert set(rows_of(engine, owner).values()) == {0}
    assert rows_of(engine, stranger) == theirs


def test_an_account_begins_with_the_four_exercises_and_their_doses(
    db: Session, owner: str
) -> None:
    exercises = queries.exercises(db, owner)
    assert {(listed_exercise.name, listed_exercise.built_in) for listed_exercise in exercises} == {
        (exercise.name, exercise.token) for exercise in STARTING_EXERCISES
    }
    programme = {line.exercise: line for line in queries.programme(db, owner)}
    assert len(programme) == 4
    bridge, raises, curl, walk = (programme[exercise.name] for exercise in STARTING_EXERCISES)
    assert (bridge.reps, curl.reps, walk.minutes) == (15, 10, 30)
    assert (raises.side, raises.hold_seconds) == ("both", 2)
    assert {(line.starts_on, line.ends_on) for line in programme.values()} == {(NOW.date(), None)}
    rows = db.scalars(select(m.PrescriptionRow).where(m.PrescriptionRow.owner_id == owner))
    assert {row.starting for row in rows} == {True}
    assert queries.counts(db, owner) == dict.fromkeys(RECORDS, 0) | {"programme": 4}


def test_a_programme_begins_on_the_day_it_is_there(engine: Engine) -> None:
    with session(engine, writes=True) as db:
        account = accounts.create(
            db, username=f"kiri {uuid4()}", password_hash="", zone="Pacific/Kiritimati", now=NOW
        )
        assert {line.starts_on for line in queries.programme(db, account.id)} == {
            NOW.date() + timedelta(days=1)
        }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ada {}", "ADA {}"),
        ("straße {}", "STRASSE {}"),
        ("\N{LATIN SMALL LETTER E WITH ACUTE} {}", "e\N{COMBINING ACUTE ACCENT} {}"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}da {}", "ada {}"),
    ],
)
def test_two_names_that_look_alike_are_one(engine: Engine, first: str, second: str) -> None:
    mark = uuid4()
    account(engine, first.format(mark))
    with pytest.raises(accounts.UsernameTaken):
        account(engine, second.format(mark))
    with session(engine, writes=False) as db:
        row = accounts.account_named(db, second.format(mark))
        assert row is not None
        assert row.username == first.format(mark)


def test_a_name_without_fault_fits(engine: Engine) -> None:
    for letter in ("\N{OGHAM LETTER BEITH}", "ß", "İ", "ŉ", "🧘"):
        name = letter * 64
        assert accounts.name_fault(name) is None
        assert account(engine, name)
        with session(engine, writes=False) as db:
            assert accounts.account_named(db, name) is not None


def test_a_name_that_grows_too_long_in_its_key_is_refused() -> None:
    # One such letter stands for eighteen.
    fault = accounts.name_fault("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 15)
    assert fault == Fault("username_too_long")


@pytest.mark.parametrize("name", ["\0", "ada\0", "", " ada", "x" * 65, "\ud800"])
def test_a_name_that_cannot_be_is_nobodys(engine: Engine, name: str) -> None:
    with session(engine, writes=False) as db:
        assert accounts.account_named(db, name) is None


def test_a_journal_of_demonstrations_has_no_account_yet(lone: Engine) -> None:
    with session(lone, writes=True) as db:
        assert accounts.any_account(db) is False
    demo = account(lone, "demo")
    with session(lone, writes=True) as db:
        row = db.get(m.Account, demo)
        assert row is not None
        row.demo = True
        db.commit()
        assert accounts.any_account(db) is False
    account(lone, "ada")
    with session(lone, writes=False) as db:
        assert accounts.any_account(db) is True

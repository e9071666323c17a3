"""The demonstration account: a year that is made up, and labelled so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from journal.core.model.kinds import RECORDS
from journal.core.model.moments import local_day
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import demo, queries
from tests.store.making import NOW, account, kept

OFF_AT_FIRST = {
    "recall",
    "events",
    "flareplans",
    "ladders",
    "laddersteps",
    "guides",
    "goals",
    "abilities",
    "methods",
    "topics",
}
"""What nobody has before they want it."""

pytestmark = pytest.mark.both_databases


@pytest.fixture
def lone(database_url: str) -> Iterator[Engine]:
    """A database of this test's own."""
    database = open_database(database_url)
    yield database
    database.dispose()


def made(engine: Engine, name: str = "demo") -> str:
    with session(engine, writes=True) as db:
        demo.make(db, name, "no hash", NOW)
        db.commit()
        account = accounts.account_named(db, name)
        assert account is not None
        assert account.demo is True
        return account.id


def test_a_demonstration_holds_a_year_without_a_fault(lone: Engine) -> None:
    owner = made(lone)
    today = local_day(NOW, demo.ZONE)
    with session(lone, writes=False) as db:
        reach = queries.recorded(db, owner)
        assert reach is not None
        assert reach.first >= today - timedelta(days=366)
        assert reach.last <= today
        counts = queries.counts(db, owner)
    assert {kind for kind, count in counts.items() if not count} <= OFF_AT_FIRST
    assert counts["pain"] > 250
    for kind in RECORDS.values():
        for record in kept(lone, kind, owner):
            assert record.problems(NOW) == []


def test_a_demonstration_is_made_anew_in_place_of_the_last(lone: Engine) -> None:
    first, second = made(lone), made(lone)
    assert first != second
    with session(lone, writes=False) as db:
        assert list(db.scalars(select(m.Account.id))) == [second]
        assert queries.recorded(db, first) is None


def test_a_persons_account_never_gives_way_to_a_demonstration(lone: Engine) -> None:
    owner = account(lone, "ada")
    with session(lone, writes=True) as db, pytest.raises(accounts.UsernameTaken):
        demo.make(db, "ADA", "no hash", NOW)
    with session(lone, writes=False) as db:
        ada = accounts.account_named(db, "ada")
        assert ada is not None
        assert (ada.id, ada.demo) == (owner, False)

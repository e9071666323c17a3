"""Shared links in the store: whose they are, what is kept of a token, when they are forgotten."""

from datetime import timedelta
from secrets import token_bytes

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from journal.core.model.periods import Period
from journal.core.report.options import ReportOptions
from journal.store.accounts import retention, shares
from journal.store.accounts.one_time_secrets import MadeBefore
from journal.store.accounts.retention import SHARES_LAST
from journal.store.db import models as m
from tests.store.making import DAY, NOW, SHARE

WANTED = ReportOptions(Period(DAY, DAY), frozenset({"pain", "relief"}))


def made(db: Session, owner: str, share_id: str = "one") -> str:
    token = shares.make(db, owner, share_id, SHARE, WANTED, None, NOW, token_bytes(32))
    db.commit()
    return token


def test_a_token_finds_its_account_and_what_was_chosen(db: Session, owner: str) -> None:
    pair = shares.behind(db, made(db, owner), NOW)
    assert pair is not None
    account, share = pair
    assert (account.id, share.label) == (owner, "Dr Huber")
    assert shares.chosen(share) == WANTED


def test_no_table_holds_a_token(db: Session, owner: str, engine: Engine) -> None:
    token = made(db, owner)
    with engine.connect() as connection:
        query = text("SELECT * FROM shares WHERE shares.owner_id = :owner")
        rows = connection.execute(query, {"owner": owner}).all()
    assert rows
    assert token not in str(rows)


def test_a_link_is_its_owners_to_see_and_end(db: Session, owner: str, stranger: str) -> None:
    token = made(db, owner)
    assert shares.shares(db, stranger) == []
    assert not shares.end(db, stranger, "one", NOW)
    shares.opened(db, stranger, "one", NOW)
    assert shares.behind(db, token, NOW) is not None
    assert shares.end(db, owner, "one", NOW)
    db.commit()
    assert shares.behind(db, token, NOW) is None
    (ended,) = shares.shares(db, owner)
    assert (ended.revoked_at, ended.opened) == (NOW, 0)


def test_ended_twice_it_ended_once(db: Session, owner: str) -> None:
    made(db, owner)
    for hours in (0, 1):
        assert shares.end(db, owner, "one", NOW + timedelta(hours=hours))
        db.commit()
    assert [share.revoked_at for share in shares.shares(db, owner)] == [NOW]


def test_the_same_link_is_not_made_twice(db: Session, owner: str, stranger: str) -> None:
    made(db, owner)
    with pytest.raises(MadeBefore):
        made(db, owner)
    made(db, stranger)


def test_ended_links_are_forgotten_in_the_end(db: Session, owner: str) -> None:
    made(db, owner)
    last = NOW - timedelta(days=(NOW.date() - SHARE.expires_on).days) + SHARES_LAST
    for moment, count in ((last, 1), (last + timedelta(days=1), 0)):
        retention.forget(db, moment)
        db.commit()
        question = select(m.ShareRow).where(m.ShareRow.owner_id == owner)
        assert len(db.scalars(question).all()) == count

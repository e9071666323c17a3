"""Tokens in the store: hashed, whose they are, and gone the moment they are revoked."""

from dataclasses import replace
from datetime import date, timedelta
from secrets import token_bytes
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.account.tokens import NewToken
from journal.core.model import vocabulary as v
from journal.store.accounts import accounts, tokens
from journal.store.accounts.one_time_secrets import MadeBefore, TooMany, hashed
from journal.store.db import models as m
from journal.store.db.owner_guard import OwnerNotNamed
from journal.store.db.sessions import session
from tests.store.making import DAY, NOW, account, rows_of

WANTED = NewToken(name="watch", scopes=("read", "log"))


def made(db: Session, owner: str, new_token: NewToken = WANTED) -> tuple[str, str]:
    """The id and secret of a new token."""
    token_id = str(uuid4())
    secret = tokens.make(db, owner, token_id, new_token, NOW, token_bytes(32))
    db.flush()
    return token_id, secret


@pytest.mark.parametrize("lock", [False, True])
def test_a_secret_finds_its_account_and_what_it_may_do(
    db: Session, owner: str, stranger: str, lock: bool
) -> None:
    token_id, secret = made(db, owner)
    made(db, stranger)
    pair = tokens.bearer(db, secret, NOW, lock=lock)
    assert pair is not None
    assert (pair[0].id, pair[1].id, pair[1].scopes) == (owner, token_id, ("read", "log"))
    for wrong in ("", secret[:-1], secret + "a", secret.swapcase(), hashed(secret)):
        assert tokens.bearer(db, wrong, NOW, lock=lock) is None


def test_a_secret_is_kept_hashed_only(db: Session, owner: str) -> None:
    _, secret = made(db, owner)
    (row,) = tokens.tokens(db, owner)
    assert len(secret) >= 32
    assert row.secret_hash == hashed(secret)
    assert secret not in {row.id, row.name, row.owner_id, row.secret_hash}


def test_a_revoked_token_is_none_and_nobody_revokes_anothers(
    db: Session, owner: str, stranger: str
) -> None:
    token_id, secret = made(db, owner)
    assert not tokens.revoke(db, stranger, token_id)
    assert tokens.bearer(db, secret, NOW) is not None
    assert tokens.revoke(db, owner, token_id)
    assert not tokens.revoke(db, owner, token_id)
    assert tokens.bearer(db, secret, NOW) is None


def test_a_token_works_through_its_last_day_where_its_owner_is(db: Session, owner: str) -> None:
    _, secret = made(db, owner, replace(WANTED, expires_on=DAY))
    last_minute = NOW.replace(hour=21, minute=59)
    assert tokens.bearer(db, secret, last_minute) is not None
    assert tokens.bearer(db, secret, last_minute + timedelta(minutes=1)) is None


def test_an_id_makes_one_token_and_an_account_has_only_so_many(
    db: Session, owner: str, stranger: str
) -> None:
    token_id, _ = made(db, owner)
    with pytest.raises(MadeBefore):
        tokens.make(db, owner, token_id, WANTED, NOW, token_bytes(32))
    for _ in range(v.TOKENS_MOST - 1):
        made(db, owner)
    with pytest.raises(TooMany):
        made(db, owner)
    made(db, stranger)


def test_it_is_remembered_when_a_token_was_used(db: Session, owner: str) -> None:
    token_id, _ = made(db, owner)
    other, _ = made(db, owner)
    tokens.used(db, owner, token_id, NOW)
    db.expire_all()
    assert {token.id: token.last_used_at for token in tokens.tokens(db, owner)} == {
        token_id: NOW,
        other: None,
    }


def test_tokens_go_with_their_account(engine: Engine) -> None:
    leaving = account(engine, f"leaving {uuid4()}")
    with session(engine, writes=True) as db:
        _, secret = made(db, leaving)
        accounts.remove(db, leaving)
        db.commit()
        assert tokens.bearer(db, secret, NOW) is None
    assert rows_of(engine, leaving)["tokens"] == 0


def test_no_other_question_goes_around_the_wall(db: Session) -> None:
    with pytest.raises(OwnerNotNamed):
        db.scalars(select(m.TokenRow).where(m.TokenRow.secret_hash == "x"))


@pytest.mark.parametrize(
    ("day", "blamed"),
    [(date(2026, 5, 18), ["expires_on"]), (date(2026, 5, 20), []), (None, [])],
)
def test_a_token_does_not_begin_after_its_end(day: date | None, blamed: list[str]) -> None:
    problems = replace(WANTED, expires_on=day).problems(NOW)
    assert [problem.field for problem in problems] == blamed

"""Tokens by which other apps use a journal: kept as hashes, revoked at once."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from journal.core.account.secret_texts import token_from
from journal.core.account.tokens import NewToken, is_over
from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.store.accounts import audit
from journal.store.accounts.one_time_secrets import hashed, make_sure
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see


def make(
    session: Session,
    owner: str,
    token_id: str,
    new_token: NewToken,
    now: datetime,
    seed: bytes,
) -> str:
    """The secret of a new token, kept nowhere. Raises MadeBefore and TooMany."""
    ids = {row.id for row in tokens(session, owner)}
    make_sure(token_id, ids, len(ids), v.TOKENS_MOST)
    secret = token_from(seed)
    session.add(
        m.TokenRow(
            owner_id=owner,
            id=token_id,
            name=new_token.name,
            scopes=new_token.scopes,
            secret_hash=hashed(secret),
            created_at=now,
            expires_on=new_token.expires_on,
        )
    )
    return secret


def one(session: Session, owner: str, token_id: str) -> m.TokenRow | None:
    """The account's token of that id; None: it has none such."""
    return session.get(m.TokenRow, (owner, token_id))


def tokens(session: Session, owner: str) -> list[m.TokenRow]:
    """The tokens of an account, the newest first."""
    row = m.TokenRow
    question = select(row).where(row.owner_id == owner)
    return list(session.scalars(question.order_by(row.created_at.desc(), row.id)))


def revoke(session: Session, owner: str, token_id: str) -> bool:
    """End the owner's token of that id; False where there is none such."""
    row = m.TokenRow
    ended = delete(row).where(row.owner_id == owner, row.id == token_id).returning(row.id)
    return session.execute(ended).first() is not None


def bearer(
    session: Session, secret: str, now: datetime, *, lock: bool = False
) -> tuple[m.Account, m.TokenRow] | None:
    """The account and token a secret stands for, or None; ``lock`` as in ``signed_in``."""
    row = session.execute(
        _bearer(lock), {"secret_hash": hashed(secret)}, execution_options={ALL_OWNERS: True}
    ).one_or_none()
    if row is None:
        return None
    account, token = row
    if is_over(token.expires_on, moments.local_day(now, account.zone)):
        return None
    see(account.id)
    return account, token


@cache
def _bearer(lock: bool) -> Any:  # a question for rows of an account and a token
    row = m.TokenRow
    question = (
        select(m.Account, row)
        .join(row, row.owner_id == m.Account.id)
        .where(row.secret_hash == bindparam("secret_hash"), m.Account.switched_off_at.is_(None))
    )
    return question.with_for_update(of=m.Account, key_share=True) if lock else question


def used(session: Session, owner: str, token_id: str, now: datetime) -> None:
    """Remember when a token was last used."""
    row = m.TokenRow
    noting = update(row).where(row.owner_id == owner, row.id == token_id)
    session.execute(noting.values(last_used_at=now))
    audit.add(session, owner, "token_used", now, token_id)

"""What an OpenID provider calls the people who have accounts here."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.store.accounts import audit
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS


class Taken(Exception):
    """That person of the provider is connected to another account."""


def account_of(session: Session, issuer: str, subject: str) -> m.Account | None:
    """The account that a provider's person is connected to; None: to none."""
    row = m.Identity
    question = (
        select(m.Account)
        .join(row, row.owner_id == m.Account.id)
        .where(row.issuer == issuer, row.subject == subject)
    )
    return session.scalars(question, execution_options={ALL_OWNERS: True}).one_or_none()


def is_connected(session: Session, owner: str, issuer: str) -> bool:
    """Whether a provider can sign somebody in to this account."""
    row = m.Identity
    question = select(row.owner_id).where(row.owner_id == owner, row.issuer == issuer)
    return session.execute(question).first() is not None


def connect(session: Session, owner: str, issuer: str, subject: str, now: datetime) -> None:
    """Let a provider's person sign in to this account, in the place of any before.

    Raises Taken; the caller commits.
    """
    holder = account_of(session, issuer, subject)
    if holder is not None and holder.id != owner:
        raise Taken
    _forget(session, owner, issuer)
    session.add(m.Identity(owner_id=owner, issuer=issuer, subject=subject, created_at=now))
    session.flush()
    audit.add(session, owner, "provider_connected", now)


def disconnect(session: Session, owner: str, issuer: str, now: datetime) -> None:
    """Let the provider sign nobody in to this account. The caller commits."""
    if _forget(session, owner, issuer):
        audit.add(session, owner, "provider_disconnected", now)


def _forget(session: Session, owner: str, issuer: str) -> bool:
    row = m.Identity
    ended = delete(row).where(row.owner_id == owner, row.issuer == issuer).returning(row.owner_id)
    return session.execute(ended).first() is not None

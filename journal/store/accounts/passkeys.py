"""The passkeys of an account: kept, named, used and removed."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from journal.access.passkeys import NewPasskey
from journal.core.model import vocabulary as v
from journal.store.accounts import audit
from journal.store.accounts.one_time_secrets import TooMany
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.diary.row_writing import new_id


def passkeys(session: Session, owner: str) -> list[m.PasskeyRow]:
    """The passkeys of an account, the oldest first."""
    row = m.PasskeyRow
    question = select(row).where(row.owner_id == owner)
    return list(session.scalars(question.order_by(row.created_at, row.id)))


def count(session: Session, owner: str) -> int:
    """How many passkeys an account has."""
    row = m.PasskeyRow
    question = select(func.count()).select_from(row).where(row.owner_id == owner)
    return session.execute(question).scalar_one()


def add(
    session: Session, owner: str, name: str, passkey: NewPasskey, now: datetime
) -> m.PasskeyRow:
    """A new passkey of an account. Raises TooMany; the caller commits."""
    if count(session, owner) >= v.PASSKEYS_MOST:
        raise TooMany
    row = m.PasskeyRow(
        owner_id=owner,
        id=new_id(),
        name=name,
        credential=passkey.credential,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
        created_at=now,
    )
    session.add(row)
    session.flush()
    audit.add(session, owner, "passkey_added", now, row.id)
    return row


def with_credential(session: Session, owner: str, credential: str) -> m.PasskeyRow | None:
    """The account's passkey of that credential, before it has answered; None: it has none such."""
    row = m.PasskeyRow
    question = select(row).where(row.owner_id == owner, row.credential == credential)
    return session.scalars(question, execution_options={ALL_OWNERS: True}).one_or_none()


def one(session: Session, owner: str, passkey_id: str) -> m.PasskeyRow | None:
    """The account's passkey of that id; None: it has none such."""
    row = m.PasskeyRow
    question = select(row).where(row.owner_id == owner, row.id == passkey_id)
    return session.scalars(question).one_or_none()


def used(
    session: Session, owner: str, passkey_id: str, before: int, sign_count: int, now: datetime
) -> bool:
    """Note that a passkey was used; False where it is gone, or was used elsewhere meanwhile."""
    row = m.PasskeyRow
    noting = update(row).where(
        row.owner_id == owner, row.id == passkey_id, row.sign_count == before
    )
    values = noting.values(sign_count=sign_count, last_used_at=now)
    return session.execute(values.returning(row.id)).first() is not None


def remove(session: Session, owner: str, passkey_id: str, now: datetime) -> bool:
    """Let a passkey sign in no more; False where there is none such."""
    row = m.PasskeyRow
    ended = delete(row).where(row.owner_id == owner, row.id == passkey_id).returning(row.id)
    if session.execute(ended).first() is None:
        return False
    audit.add(session, owner, "passkey_removed", now, passkey_id)
    return True

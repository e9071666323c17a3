"""Links by which a host lets somebody in: to create an account, or to choose a new password."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from journal.core.account.secret_texts import token_from
from journal.store.accounts.one_time_secrets import hashed, made_again, make_sure
from journal.store.db import models as m

LASTS: Final = timedelta(days=7)
"""For how long somebody can use one."""

MOST: Final = 200
"""How many may be open at once."""


def make(
    session: Session, host_id: str, link_id: str, whom: str | m.Account, now: datetime, seed: bytes
) -> None:
    """A link that creates an account for somebody, or sets the password of ``whom``.

    Its secret is kept nowhere; an earlier one of that account ends. Raises MadeBefore and TooMany.
    """
    account = whom if isinstance(whom, m.Account) else None
    ids = {link_id} if one(session, link_id) else set[str]()
    make_sure(link_id, ids, 0 if account else len(open_links(session, now)), MOST)
    if account is not None:
        earlier = delete(m.EntryLink).where(m.EntryLink.account_id == account.id)
        session.execute(earlier)
    session.add(
        m.EntryLink(
            id=link_id,
            secret_hash=hashed(token_from(seed)),
            label=whom if isinstance(whom, str) else whom.username,
            host_id=host_id,
            account_id=account and account.id,
            created_at=now,
            used_at=None,
        )
    )
    session.flush()


def one(session: Session, link_id: str) -> m.EntryLink | None:
    """The link of that id; None: there is none such."""
    return session.get(m.EntryLink, link_id)


def open_links(session: Session, now: datetime) -> Sequence[m.EntryLink]:
    """The links that create accounts and still can, the newest first."""
    row = m.EntryLink
    question = select(row).where(
        row.account_id.is_(None), row.used_at.is_(None), row.created_at > now - LASTS
    )
    return session.scalars(question.order_by(row.created_at.desc(), row.id)).all()


def secret_again(row: m.EntryLink, seed: bytes) -> str:
    """The secret of a link, if it was made from this seed; else empty."""
    return made_again(seed, row.secret_hash)


def behind(session: Session, secret: str, now: datetime) -> m.EntryLink | None:
    """The link of a secret, if it can still be used."""
    row = m.EntryLink
    question = select(row).where(
        row.secret_hash == hashed(secret.strip()),
        row.used_at.is_(None),
        row.created_at > now - LASTS,
    )
    return session.scalars(question).one_or_none()


def use(session: Session, link: m.EntryLink, now: datetime) -> bool:
    """Use a link up; False where somebody just did."""
    row = m.EntryLink
    using = update(row).where(row.id == link.id, row.used_at.is_(None)).values(used_at=now)
    return session.execute(using.returning(row.id)).first() is not None


def end(session: Session, link_id: str) -> bool:
    """End an unused link; False where there is none of that id."""
    row = m.EntryLink
    ended = delete(row).where(row.id == link_id, row.used_at.is_(None)).returning(row.id)
    return session.execute(ended).first() is not None

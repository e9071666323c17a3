"""Accounts that nobody uses any more: found, told, and deleted once they had the time to answer.

Never one that looks after accounts or patients, nor one that is switched off, as its host has
promised to keep it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS

NOTICE: Final = timedelta(days=30)
"""So long before it is deleted an account is told; for as long afterwards that word counts."""


@dataclass(frozen=True, slots=True)
class Unused:
    """An account that is to be told, and where; no address: it cannot be."""

    owner: str
    zone: str
    address: str | None


def note_use(session: Session) -> None:
    """Let each account know when a browser or an app of it was last seen. Commit then."""
    account = m.Account
    for seen_at, owner in (
        (m.Login.seen_at, m.Login.account_id),
        (m.TokenRow.last_used_at, m.TokenRow.owner_id),
    ):
        latest = select(func.max(seen_at)).where(owner == account.id).scalar_subquery()
        later = latest > func.coalesce(account.used_at, account.created_at)
        noting = update(account).where(later).values(used_at=latest, erasure_told_at=None)
        _run(session, noting)


def tell(session: Session, now: datetime, after: timedelta) -> Sequence[Unused]:
    """Note of each account that is due that it was told now; what to tell whom. Commit first."""
    account, reminder = m.Account, m.ReminderRow
    long_ago = now - 2 * NOTICE
    due = and_(
        _unused(now - after + NOTICE),
        or_(account.erasure_told_at.is_(None), account.erasure_told_at < long_ago),
    )
    noting = update(account).where(due).values(erasure_told_at=now).returning(account.id)
    owners = _run(session, noting).scalars().all()
    question = (
        select(account.id, account.zone, reminder.address)
        .join(reminder, reminder.owner_id == account.id, isouter=True)
        .where(account.id.in_(owners))
        .order_by(account.id)
    )
    return [Unused(*row) for row in _run(session, question)]


def erase(session: Session, now: datetime, after: timedelta) -> Sequence[str]:
    """Delete each account that was told in time and not used since; their ids. Commit then."""
    account = m.Account
    erased = delete(account).where(
        _unused(now - after),
        account.erasure_told_at.between(now - 2 * NOTICE, now - NOTICE),
    )
    owners: Sequence[str] = _run(session, erased.returning(account.id)).scalars().all()
    return owners


def _unused(since: datetime) -> ColumnElement[bool]:
    """Accounts that nobody has used since a moment, and that may be deleted for it."""
    account, care = m.Account, m.CareRow
    return and_(
        func.coalesce(account.used_at, account.created_at) < since,
        account.host.is_(False),
        account.clinician.is_(False),
        account.switched_off_at.is_(None),
        ~exists().where(care.clinician_id == account.id, care.ended_at.is_(None)),
        ~exists().where(m.TeamMember.account_id == account.id),
    )


def _run(session: Session, statement: Any) -> Any:  # of whichever kind, and its answer
    return session.execute(
        statement.execution_options(synchronize_session=False),
        execution_options={ALL_OWNERS: True},
    )

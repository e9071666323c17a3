"""The accounts of a journal for its host: who has one, and nothing of any diary."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from journal.core.model.moments import local_day
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS

FACTORS: Final = ("passkey", "app")
"""The second factors there are, in the order of the question below."""


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as its host may know it; days are local ones of its zone."""

    name: str
    role: str
    """``person``, ``clinician`` (somebody has invited them) or ``demo``."""
    created_on: date
    seen_on: date | None
    """When a browser that is still signed in was last seen; None: none is."""
    second_factors: tuple[str, ...]
    """``passkey`` and ``app``, as far as they are on."""


def listed_accounts(session: Session) -> list[ListedAccount]:
    """Every account, by name."""
    account = m.Account
    last_seen = (
        select(func.max(m.Login.seen_at)).where(m.Login.account_id == account.id).scalar_subquery()
    )
    question = select(
        account,
        last_seen,
        exists().where(m.CareRow.clinician_id == account.id, m.CareRow.ended_at.is_(None)),
        exists().where(m.PasskeyRow.owner_id == account.id),
        exists().where(m.SecondFactor.owner_id == account.id),
    ).order_by(account.username_key)
    rows = session.execute(question, execution_options={ALL_OWNERS: True})
    return [_listed(*row) for row in rows]


def _listed(
    account: m.Account, seen_at: datetime | None, is_clinician: bool, *factors: bool
) -> ListedAccount:
    role = "demo" if account.demo else "clinician" if is_clinician else "person"
    return ListedAccount(
        account.username,
        role,
        local_day(account.created_at, account.zone),
        None if seen_at is None else local_day(seen_at, account.zone),
        tuple(name for name, is_on in zip(FACTORS, factors, strict=True) if is_on),
    )

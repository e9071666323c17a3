"""The accounts of a journal for its host: who has one, and nothing of any diary."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from journal.core.model.moments import local_day
from journal.core.model.names import name_key
from journal.store.accounts.erasure import NOTICE
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS

FACTORS: Final = ("passkey", "app")
"""The second factors there are, in the order of the question below."""


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as its host may know it; days are local ones of its zone."""

    id: str
    name: str
    role: str
    """``host``, ``clinician`` (named so, or somebody has invited them), ``demo`` or ``person``."""
    is_off: bool
    """Whether nobody can sign in to it."""
    created_on: date
    seen_on: date | None
    """When a browser that is still signed in was last seen; None: none is."""
    was_used: bool
    """Whether anybody ever signed in to it, or something was logged, as far as is known."""
    erased_on: date | None
    """When it is deleted as unused, where the settings want that; None: it is not due."""
    second_factors: tuple[str, ...]
    """``passkey`` and ``app``, as far as they are on."""
    has_patients: bool
    """Whether they look after somebody themselves, not only by a team."""


def listed_accounts(
    session: Session, text: str = "", first: int = 0, most: int | None = None
) -> list[ListedAccount]:
    """Every account, by name, or those whose name holds a text; ``most`` of them from a number."""
    question = _question().order_by(m.Account.username_key).offset(first).limit(most)
    if text:
        key = m.Account.username_key.contains(name_key(text), autoescape=True)
        question = question.where(key)
    rows = session.execute(question, execution_options={ALL_OWNERS: True})
    return [_listed(*row) for row in rows]


def listed_account(session: Session, account_id: str) -> ListedAccount | None:
    """One of them; None: there is none of that id."""
    question = _question().where(m.Account.id == account_id)
    row = session.execute(question, execution_options={ALL_OWNERS: True}).one_or_none()
    return None if row is None else _listed(*row)


def _question() -> Any:  # for rows of an account and what is known beside it
    account = m.Account
    last_seen = (
        select(func.max(m.Login.seen_at)).where(m.Login.account_id == account.id).scalar_subquery()
    )
    return select(
        account,
        last_seen,
        exists().where(m.CareRow.clinician_id == account.id, m.CareRow.ended_at.is_(None)),
        exists().where(m.PasskeyRow.owner_id == account.id),
        exists().where(m.SecondFactor.owner_id == account.id),
    )


def _listed(
    account: m.Account, seen_at: datetime | None, has_patients: bool, *factors: bool
) -> ListedAccount:
    is_clinician = account.clinician or has_patients
    roles = {"host": account.host, "demo": account.demo, "clinician": is_clinician, "person": True}
    told_at = account.erasure_told_at
    return ListedAccount(
        account.id,
        account.username,
        next(role for role, fits in roles.items() if fits),
        account.switched_off_at is not None,
        local_day(account.created_at, account.zone),
        None if seen_at is None else local_day(seen_at, account.zone),
        account.used_at is not None or account.revision > 0,
        told_at and local_day(told_at + NOTICE, account.zone),
        tuple(name for name, is_on in zip(FACTORS, factors, strict=True) if is_on),
        has_patients,
    )


def is_last_host(session: Session, account: m.Account) -> bool:
    """Whether nobody else could look after accounts if this one were gone."""
    row = m.Account
    question = select(row.id).where(
        row.host.is_(True), row.id != account.id, row.switched_off_at.is_(None)
    )
    options = {ALL_OWNERS: True}
    return account.host and not session.execute(question, execution_options=options).first()

"""What the first statement of each request says of an account beside the account itself."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, bindparam, func, select, text
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.models.sharing import UNREAD


class AccountState(NamedTuple):
    """What ``signed_in`` says of an account that its writes change."""

    revision: int
    closed_before: date | None
    closed_revision: int
    steady_revision: int
    spasm_since: datetime | None
    """Since when a spasm is on."""
    unread_message: int | None
    """The newest message that is not read."""


def latest(session: Session, account_id: str) -> AccountState:
    """What the writes of an account change of it, as the database says it now."""
    row = session.connection().execute(_latest(), {"account_id": account_id}).one()
    return AccountState(*row)


@cache
def _latest() -> Any:
    mine = m.Account
    days = (mine.closed_before, mine.closed_revision)
    question = select(mine.revision, *days, mine.steady_revision, spasm_since(), unread_message())
    return question.where(m.Account.id == bindparam("account_id"))


def spasm_since() -> ScalarSelect[datetime]:
    """Since when a spasm of an account is on."""
    row = m.EpisodeRow
    running = select(func.max(row.started_at)).where(
        row.owner_id == m.Account.id, row.last_day.is_(None)
    )
    return running.correlate(m.Account).scalar_subquery()


def unread_message() -> ScalarSelect[int]:
    """The newest message to an account that is not read."""
    row = m.CareEvent
    unread = select(func.max(row.number)).where(
        row.owner_id == m.Account.id,
        text(UNREAD),
    )
    return unread.correlate(m.Account).scalar_subquery()

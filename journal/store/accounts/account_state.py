"""What the first statement of each request says of an account beside the account itself."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, bindparam, func, select, text
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.models.sharing import UNREAD


def latest(session: Session, account_id: str) -> tuple[int, datetime | None, int | None]:
    """What ``signed_in`` says of an account that its writes change, as the database says it now.

    Its revision, since when a spasm is on, and the newest message that is not read.
    """
    row = session.connection().execute(_latest(), {"account_id": account_id}).one()
    return row[0], row[1], row[2]


@cache
def _latest() -> Any:
    question = select(m.Account.revision, spasm_since(), unread_message())
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

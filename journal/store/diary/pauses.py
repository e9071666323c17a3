"""The pauses of a diary: those that are over, in a table, and the present one, a setting."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import Date, Executable, cast, delete, null, select, union_all
from sqlalchemy.orm import Session

from journal.core.diary.pauses import Pause
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import revise


def pauses(session: Session, owner: str) -> list[Pause]:
    """All pauses of a diary, the earliest first; the present one has no end. One statement."""
    rows = session.connection().execute(_pauses(), {"owner": owner}).all()
    return [Pause(*row) for row in rows]


@cache
def _pauses() -> Executable:
    row, account = m.PauseRow, m.Account
    over = select(row.starts_on, row.ends_on).where(row.owner_id == OWNER)
    present = select(account.paused_on, cast(null(), Date())).where(
        account.id == OWNER, account.paused_on.is_not(None)
    )
    return union_all(over, present).order_by("starts_on")


def past_pauses(session: Session, owner: str) -> list[Pause]:
    """Those that are over, the earliest first."""
    return [pause for pause in pauses(session, owner) if pause.ends_on is not None]


def begin(session: Session, account: m.Account, day: date) -> None:
    """Pause a diary from ``day`` on; one that is paused stays so since it was.

    A pause that was ended on that very day goes on as if it had not been.
    """
    if account.paused_on is not None:
        return
    account.paused_on = day
    for pause in past_pauses(session, account.id):
        if pause.ends_on == day - ONE_DAY:
            account.paused_on = pause.starts_on
            _remove(session, account.id, [pause])
            revise(session, account.id)
    session.flush()


def end(session: Session, account: m.Account, today: date) -> None:
    """End the present pause, if there is one, and keep the days of it that are over."""
    present = account.paused_on
    account.paused_on = None
    pause = None if present is None else Pause(present).ended(today)
    if pause is not None:
        put(session, account.id, [pause])
    session.flush()


def put(session: Session, owner: str, pauses: Sequence[Pause]) -> None:
    """Keep pauses that are over, each in the place of one from the same day on.

    They change what statistics say. The caller commits.
    """
    _remove(session, owner, pauses)
    session.add_all(
        m.PauseRow(owner_id=owner, starts_on=pause.starts_on, ends_on=pause.ends_on)
        for pause in pauses
    )
    session.flush()
    revise(session, owner)


def _remove(session: Session, owner: str, pauses: Sequence[Pause]) -> None:
    row, days = m.PauseRow, [pause.starts_on for pause in pauses]
    session.execute(delete(row).where(row.owner_id == owner, row.starts_on.in_(days)))

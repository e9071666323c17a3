"""The pauses of a diary: those that are over, in a table, and the present one, a setting."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Executable, cast, delete, null, select, union_all
from sqlalchemy.orm import Session

from journal.core.diary.pauses import Pause
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary.changes import About, CannotUndo, Submission, new_change
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import revise

PAUSE: Final = "pause"
"""The kind of the change that an edit of a pause is, or deleting one."""


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


def change(
    session: Session,
    account: m.Account,
    pause: Pause,
    edited: Pause | None,
    submission: Submission,
) -> m.Change:
    """Let a pause be another one, or none, as a change that can be undone. The caller commits."""
    _replace(session, account, pause, edited)
    states = {"before": _plain(pause), "after": edited and _plain(edited)}
    action = "changed" if edited else "deleted"
    about = About(PAUSE, pause.starts_on.isoformat())
    return new_change(session, account.id, submission, action, about, json.dumps(states))


def put_back(session: Session, owner: str, text: str) -> None:
    """Let a pause be as it was before a change. Raises CannotUndo."""
    account = session.scalars(select(m.Account).where(m.Account.id == owner)).one()
    states = json.loads(text)
    before, after = _pause(states["before"]), states["after"] and _pause(states["after"])
    now = pauses(session, owner)
    other_pauses = [pause for pause in now if pause != after]
    is_on_twice = before.ends_on is None and any(each.ends_on is None for each in other_pauses)
    is_there = any(each.starts_on == before.starts_on for each in other_pauses)
    if (after and after not in now) or is_there or is_on_twice:
        raise CannotUndo("undo_changed_since")
    _replace(session, account, after, before)


def _replace(
    session: Session, account: m.Account, pause: Pause | None, edited: Pause | None
) -> None:
    if pause and pause.ends_on is None:
        account.paused_on = None
    elif pause:
        _remove(session, account.id, [pause])
    if edited and edited.ends_on is None:
        account.paused_on = edited.starts_on
    elif edited:
        put(session, account.id, [edited])
    session.flush()


def _plain(pause: Pause) -> list[str | None]:
    last = pause.ends_on
    return [pause.starts_on.isoformat(), last.isoformat() if last else None]


def _pause(days: list[Any]) -> Pause:
    return Pause(*(day and date.fromisoformat(day) for day in days))


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

"""The pauses of a diary that are over, for the archive: the last day of each by its first."""

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal.core.diary.pauses import Pause
from journal.core.model.time_fields import year_fault
from journal.store.db import models as m
from journal.store.diary import pauses
from journal.store.imports.holding import Holding, Value, are_days


def _of(session: Session, owner: str) -> Value:
    return {
        pause.starts_on.isoformat(): pause.ends_on and pause.ends_on.isoformat()
        for pause in pauses.past_pauses(session, owner)
    }


def _unfit(value: Value, _now: datetime) -> bool:
    texts = [*value, *value.values()]
    if None in texts or not are_days(texts):
        return True
    if any(year_fault(date.fromisoformat(text)) for text in texts):
        return True
    return any(last < first for first, last in value.items())


def _put(session: Session, owner: str, value: Value, _now: datetime) -> None:
    session.execute(delete(m.PauseRow).where(m.PauseRow.owner_id == owner))
    days = [map(date.fromisoformat, ends) for ends in value.items()]
    pauses.put(session, owner, [Pause(*ends) for ends in days])


PAUSES = Holding("pauses", _of, _put, _unfit, adds=True)
"""Those of an archive are added to what is there."""

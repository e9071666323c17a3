"""Events asked of the store: those to come, and the visits that were and will be."""

from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

from journal.core.model.events import Event
from journal.core.model.vocabulary import VISIT
from journal.store.db import models as m
from journal.store.diary.queries import FIRST, OWNER
from journal.store.diary.rows import records, selected

VISITS_SHOWN: Final = 2
"""Since so many of the latest visits a report is offered in one tap."""

A_DAY_MOST: Final = 4
"""So many visits of one day are asked for."""


def since_day(session: Session, owner: str, day: date) -> list[Event]:
    """The events of a day and after it, in order."""
    return records(session, Event, _since_day(), {"owner": owner, "first": day})


@cache
def _since_day() -> Select[Any]:
    row = m.EventRow
    return selected(Event, OWNER).where(row.day >= FIRST).order_by(row.happened_at)


def next_visits(session: Session, owner: str, day: date, today: date) -> list[Event]:
    """The visits of a day, or of the first day after it that has any.

    Of a day that is over, its own alone: what is to be asked at a later visit may be for somebody
    else.
    """
    row = m.EventRow
    days = row.day == day if day < today else row.day >= day
    question = selected(Event, owner).where(row.what == VISIT, days)
    following = records(session, Event, question.order_by(row.happened_at).limit(A_DAY_MOST), {})
    return [visit for visit in following if visit.day == following[0].day]


def visits(session: Session, owner: str, now: datetime) -> tuple[list[Event], Event | None]:
    """The latest visits that were, newest first, and the next one to come, if there is one.

    Two statements.
    """
    row = m.EventRow
    every = selected(Event, owner).where(row.what == VISIT)
    past = every.where(row.happened_at <= now).order_by(row.happened_at.desc())
    to_come = every.where(row.happened_at > now).order_by(row.happened_at)
    following = records(session, Event, to_come.limit(1), {})
    return records(session, Event, past.limit(VISITS_SHOWN), {}), next(iter(following), None)

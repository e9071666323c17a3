"""The agreed end asked of the store, and written."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.core.diary.agreed_end import CHECK_IN_LASTS, AgreedEnd, Standing, standing, window
from journal.core.model.check_in import CheckIn
from journal.core.model.inputs import columns
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.records import Episode
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.row_writing import revise
from journal.store.diary.series import watched_days


class EndStale(Exception):
    """It was changed elsewhere since it was read."""


@dataclass(frozen=True, slots=True)
class EndOfDiary:
    """An agreed end, and what became of it."""

    agreed: AgreedEnd
    version: int
    confirmed_on: date | None
    """The day on which they last said that unlogged days had no spasm."""
    answered_on: date | None
    """The day on which they answered the offer to stop, which is made once."""
    stopped_on: date | None


NAMES = tuple(column.name for column in columns(AgreedEnd))
DATES = ("confirmed_on", "answered_on", "stopped_on")


def end_of_diary(session: Session, owner: str) -> EndOfDiary | None:
    """What the owner agreed on; None: nothing."""
    row = _row(session, owner)
    if row is None:
        return None
    agreed = AgreedEnd(**{name: getattr(row, name) for name in NAMES})
    return EndOfDiary(agreed, row.version, *(getattr(row, name) for name in DATES))


def agree(session: Session, owner: str, agreed: AgreedEnd, version: int, now: datetime) -> None:
    """Keep an agreed end, read at ``version`` (0: there was none). The caller commits.

    Other numbers than before are a new agreement: the offer is made again, and unlogged days
    are asked about again. Raises EndStale.
    """
    row = _row(session, owner)
    if row is None:
        row = m.AgreedEndRow(owner_id=owner, created_at=now)
        session.add(row)
    elif row.version != version and any(
        getattr(row, name) != getattr(agreed, name) for name in NAMES
    ):
        raise EndStale
    elif (row.peg_most, row.weeks) != (agreed.peg_most, agreed.weeks):
        row.answered_on = row.confirmed_on = None
    for name in NAMES:
        setattr(row, name, getattr(agreed, name))
    session.flush()
    revise(session, owner)


def note(session: Session, owner: str, **days: date | None) -> None:
    """Note a day of ``DATES`` with the agreed end, if there is one. The caller commits."""
    row = _row(session, owner)
    if row is not None and any(getattr(row, name) != day for name, day in days.items()):
        for name, day in days.items():
            setattr(row, name, day)
        session.flush()
        revise(session, owner)


def put(session: Session, owner: str, end: EndOfDiary | None, now: datetime) -> None:
    """Let exactly this be agreed. The caller commits."""
    session.execute(delete(m.AgreedEndRow).where(m.AgreedEndRow.owner_id == owner))
    if end is not None:
        values: dict[str, Any] = {name: getattr(end.agreed, name) for name in NAMES}
        values |= {name: getattr(end, name) for name in DATES}
        session.add(m.AgreedEndRow(owner_id=owner, created_at=now, **values))
    session.flush()


def standing_of(session: Session, owner: str, end: EndOfDiary, today: date) -> Standing:
    """Where the diary stands beside its agreed end; three statements."""
    period = Period(window(end.agreed, today).first, today + ONE_DAY)
    lasting = Period(min(period.first, today - CHECK_IN_LASTS), period.last)
    return standing(
        end.agreed,
        today,
        logged=watched_days(session, owner, today),
        episodes=queries.of_period(session, Episode, owner, period),
        check_ins=queries.of_period(session, CheckIn, owner, lasting),
        confirmed_on=end.confirmed_on,
    )


def _row(session: Session, owner: str) -> m.AgreedEndRow | None:
    return session.scalars(
        select(m.AgreedEndRow).where(m.AgreedEndRow.owner_id == owner)
    ).one_or_none()

"""A clinician's patients, each with what happened since that clinician looked last.

One statement answers for all of them, however many they are, and one tells when they logged last;
each question in these has its index.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import compress
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    desc,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Session

from journal.core.account.since_look import ORDER, PatientLine
from journal.core.model import vocabulary as v
from journal.store.accounts.care_access import accesses
from journal.store.db import models as m
from journal.store.db.models.entries import HARD
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.diary.queries import OF_THEIR_DAY
from journal.store.diary.rows import column_of, says_something

LOGGED: Final = {kind: column_of(kind, "day") for kind in OF_THEIR_DAY}
"""The days of entries, the latest of which tells who has stopped logging."""

SINCE = func.coalesce(m.CareRow.looked_at, m.CareRow.accepted_at)


def of_clinician(
    session: Session, clinician: str, most: int | None = None
) -> tuple[list[PatientLine], int]:
    """Who lets a clinician look after them now, by what happened, at most so many; and how many.

    The order is that of ORDER, then by name.
    """
    rows = session.execute(
        _question().limit(most), {"clinician": clinician}, execution_options={ALL_OWNERS: True}
    ).all()
    days = _latest_days(session, [row[0] for row in rows])
    lines = [
        PatientLine(owner, name, looked_at, tuple(compress(ORDER, answers)), days.get(owner))
        for owner, name, looked_at, _, *answers in rows
    ]
    return lines, rows[0][3] if rows else 0


def _latest_days(session: Session, owners: Sequence[str]) -> dict[str, date]:
    """The day of the latest entry of each of these who has any."""
    latest = [
        select(func.max(day))
        .where(day.class_.owner_id == m.Account.id, says_something(kind))
        .scalar_subquery()
        for kind, day in LOGGED.items()
    ]
    question = select(m.Account.id, *latest).where(m.Account.id.in_(owners))
    rows = session.execute(question, execution_options={ALL_OWNERS: True})
    return {owner: max(filter(None, days)) for owner, *days in rows if any(days)}


@cache
def _question() -> Select[Any]:
    row = m.CareRow
    happened = [answer.label(name) for name, answer in zip(ORDER, _happened(), strict=True)]
    return (
        select(row.owner_id, row.name, row.looked_at, func.count().over(), *happened)
        .join(m.Account, m.Account.id == row.owner_id)
        .where(tuple_(row.owner_id, row.id).in_(accesses(bindparam("clinician"))))
        .order_by(*(desc(name) for name in ORDER), func.lower(row.name), row.id)
    )


def _happened() -> list[ColumnElement[Any]]:
    """Whether each of ORDER happened; a diary that was not changed is not asked of its entries."""
    access, event = m.CareRow, m.CareEvent
    exercise, spasm = m.CompletedExerciseRow, m.EpisodeRow
    changed = or_(access.looked_revision.is_(None), access.looked_revision != m.Account.revision)
    told_back = and_(
        event.owner_id == access.owner_id,
        event.care_id == access.id,
        event.answered_at > SINCE,
    )
    answered = exists().where(told_back, event.answer.is_not(None))
    accepted = exists().where(told_back, event.answer.is_(None))
    hard = and_(
        exercise.owner_id == access.owner_id,
        exercise.created_at > SINCE,
        text(f"({HARD})"),
    )
    stopped = exists().where(hard, exercise.outcome == "stopped")
    hurt = exists().where(hard, exercise.pain_after >= min(v.SEVERE))
    spasms = exists().where(spasm.owner_id == access.owner_id, spasm.created_at > SINCE)
    entries = case(
        (access.looked_at.is_(None), m.Account.revision > 0),
        else_=func.coalesce(access.looked_revision, m.Account.revision) != m.Account.revision,
    )
    probes = (case((changed, probe), else_=False) for probe in (stopped, hurt, spasms))
    return [answered, accepted, *probes, entries]

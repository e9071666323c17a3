"""What clinicians told a person, by words or by a change: unread, read, and answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select, text, update
from sqlalchemy.orm import Session

from journal.core.account import trail_detail
from journal.core.model import vocabulary as v
from journal.store.db import models as m
from journal.store.db.models.sharing import UNREAD

SHOWN: Final = 20
"""So many messages a page shows; the trail has all of them."""


class AnsweredBefore(Exception):
    """Something else was answered before."""


def of_person(session: Session, owner: str, care_id: str | None = None) -> Sequence[m.CareEvent]:
    """What clinicians told a person, the latest first; of one access where it is named."""
    question = _messages(owner)
    if care_id is not None:
        question = question.where(m.CareEvent.care_id == care_id)
    return session.scalars(question.limit(SHOWN)).all()


def unread(session: Session, owner: str) -> Sequence[tuple[m.CareEvent, str]]:
    """What a person has not read yet, the latest first, each with who told it."""
    row, access = m.CareEvent, m.CareRow
    question = (
        _messages(owner)
        .add_columns(access.label, access.team_id)
        .join(access, (access.owner_id == row.owner_id) & (access.id == row.care_id))
        .where(
            access.owner_id == owner,
            text(UNREAD),
        )
    )
    return [
        (event, event.who if team_id else label)
        for event, label, team_id in session.execute(question.limit(SHOWN))
    ]


def one(session: Session, owner: str, event_id: str) -> m.CareEvent | None:
    """The message of that id; None: there is none such."""
    row = m.CareEvent
    question = select(row).where(
        row.owner_id == owner, row.id == event_id, row.what.in_(v.CARE_MESSAGES)
    )
    return session.scalars(question).one_or_none()


def read(session: Session, latest: m.CareEvent, now: datetime) -> None:
    """Note that a person read everything up to a message."""
    row = m.CareEvent
    unread_then = update(row).where(
        row.owner_id == latest.owner_id,
        row.number <= latest.number,
        text(UNREAD),
    )
    session.execute(
        unread_then.values(read_at=now), execution_options={"synchronize_session": False}
    )


def answer(session: Session, message: m.CareEvent, words: str, now: datetime) -> None:
    """Keep a person's answer; the same again is kept once. Raises AnsweredBefore."""
    if message.answer is not None and message.answer != words:
        raise AnsweredBefore
    if message.answer is None:
        message.answer, message.answered_at = words, now
        message.read_at = message.read_at or now
        session.flush()


def accepted(session: Session, owner: str, proposal: str, now: datetime) -> None:
    """Tell whoever made a proposal that it was accepted. The caller commits."""
    event = one(session, owner, proposal)
    if event is not None:
        event.detail = trail_detail.with_acceptance(event.detail, now)
        event.answered_at = event.answered_at or now
        event.read_at = event.read_at or now
        session.flush()


def reopened(session: Session, owner: str, proposal: str) -> None:
    """Let a proposal wait again: its acceptance was undone. The caller commits."""
    event = one(session, owner, proposal)
    if event is not None:
        event.detail = trail_detail.with_acceptance(event.detail, None)
        event.answered_at = event.answered_at if event.answer else None
        session.flush()


def _messages(owner: str) -> Select[m.CareEvent]:
    row = m.CareEvent
    question = select(row).where(row.owner_id == owner, row.what.in_(v.CARE_MESSAGES))
    return question.order_by(row.number.desc(), row.id)

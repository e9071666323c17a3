"""Who looked at a diary: kept in the order in which they did, for its owner to read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.account.audit import Look, mark_of
from journal.store.db import models as m
from journal.store.db.sessions import advisory_lock

SHOWN: Final = 200
TABLE: Final = "audit_events"
ALL: Final = (
    "SELECT owner_id, number, at, what, about, mark FROM audit_events ORDER BY owner_id, number"
)
"""Every look there is, as ``read`` takes its rows."""


def add(session: Session, owner: str, what: str, now: datetime, about: str = "") -> None:
    """Put a look at the end of a diary's list. The caller commits."""
    row = m.AuditEvent
    advisory_lock(session.connection(), owner)  # of the list alone: the owner may be writing
    latest = (
        select(row.number, row.mark)
        .where(row.owner_id == owner)
        .order_by(row.number.desc())
        .limit(1)
    )
    last = session.execute(latest).first()
    number, mark = (last.number, last.mark) if last else (0, "")
    look = Look(owner, number + 1, now.replace(microsecond=0), what, about)
    session.add(
        row(
            owner_id=owner,
            number=look.number,
            at=look.at,
            what=what,
            about=about,
            mark=mark_of(look, mark),
        )
    )
    session.flush()


def looks(session: Session, owner: str) -> Sequence[m.AuditEvent]:
    """The latest looks at a diary, the newest first."""
    row = m.AuditEvent
    question = select(row).where(row.owner_id == owner)
    return session.scalars(question.order_by(row.number.desc()).limit(SHOWN)).all()


def labels(session: Session, owner: str) -> dict[str, str]:
    """What the person calls their links, tokens and clinicians, by id."""
    names: dict[str, str] = {}
    for name, row in (
        (m.ShareRow.label, m.ShareRow),
        (m.TokenRow.name, m.TokenRow),
        (m.CareRow.label, m.CareRow),
        (m.PasskeyRow.name, m.PasskeyRow),
    ):
        rows = session.execute(select(row.id, name).where(row.owner_id == owner))
        names |= {pair[0]: pair[1] for pair in rows}
    return names


def read(owner: str, number: int, at: Any, *texts: str) -> Look:  # a text on SQLite
    """A look as a row of ``ALL`` holds it, whichever database it comes from."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    what, about, mark = texts
    return Look(owner, number, aware, what, about, mark)

"""Files somebody is about to import, kept for an hour while they look at the preview."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.store import models as m
from journal.store.actions import new_id


def keep(session: Session, owner: str, named: Sequence[tuple[str, bytes]], now: datetime) -> str:
    """Keep files under one new id, which is returned; earlier ones of the owner are dropped."""
    session.execute(delete(m.Upload).where(m.Upload.owner_id == owner))
    batch = new_id()
    session.add_all(
        m.Upload(owner_id=owner, id=batch, number=number, made_at=now, name=name, content=content)
        for number, (name, content) in enumerate(named)
    )
    session.flush()
    return batch


def kept(session: Session, owner: str, batch: str) -> list[tuple[str, bytes]]:
    """The files kept under an id, in order; none where there are none such."""
    question = select(m.Upload.name, m.Upload.content).where(
        m.Upload.owner_id == owner, m.Upload.id == batch
    )
    return [
        (name, content) for name, content in session.execute(question.order_by(m.Upload.number))
    ]


def drop(session: Session, owner: str, batch: str) -> None:
    """Forget the files kept under an id."""
    session.execute(delete(m.Upload).where(m.Upload.owner_id == owner, m.Upload.id == batch))

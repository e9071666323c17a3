"""Questions that were dismissed."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import revise

DISMISSED: Final = select(m.Dismissed.about).where(m.Dismissed.owner_id == OWNER)


def dismissed(session: Session, owner: str) -> set[str]:
    """The names of the questions the owner dismissed."""
    return set(session.connection().scalars(DISMISSED, {"owner": owner}))


def dismiss(session: Session, owner: str, about: str, now: datetime) -> None:
    """Do not ask this again. The caller commits."""
    if about not in dismissed(session, owner):
        session.add(m.Dismissed(owner_id=owner, about=about, at=now))
        session.flush()
        revise(session, owner)

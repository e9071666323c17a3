"""Questions that were waved away."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary.queries import OWNER

WAVED: Final = select(m.Waved.about).where(m.Waved.owner_id == OWNER)


def waved(session: Session, owner: str) -> set[str]:
    """The names of the questions the owner waved away."""
    return set(session.scalars(WAVED, {"owner": owner}))


def wave(session: Session, owner: str, about: str, now: datetime) -> None:
    """Do not ask this again. The caller commits."""
    if about not in waved(session, owner):
        session.add(m.Waved(owner_id=owner, about=about, at=now))
        session.flush()

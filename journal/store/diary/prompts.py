"""Questions that were dismissed."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary.changes import About, Submission, new_change
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import revise

ANSWER: Final = "dismissed"
"""The kind of the change that an answer is after which a question is not asked again."""

DISMISSED: Final = select(m.Dismissed.about).where(m.Dismissed.owner_id == OWNER)


def dismissed(session: Session, owner: str) -> set[str]:
    """The names of the questions the owner dismissed."""
    return set(session.connection().scalars(DISMISSED, {"owner": owner}))


def dismiss(session: Session, owner: str, about: str, now: datetime) -> None:
    """Do not ask this again. The caller commits."""
    if _newly_kept(session, owner, about, now):
        revise(session, owner)


def _newly_kept(session: Session, owner: str, about: str, now: datetime) -> bool:
    """Keep that a question was dismissed; whether it was not before."""
    if about in dismissed(session, owner):
        return False
    session.add(m.Dismissed(owner_id=owner, about=about, at=now))
    session.flush()
    return True


def answer(
    session: Session, owner: str, about: str, record_key: str, submission: Submission
) -> m.Change:
    """Do not ask this of a record again, as a change that can be undone. The caller commits."""
    _newly_kept(session, owner, about, submission.at)
    return new_change(session, owner, submission, "changed", About(ANSWER, record_key), about)


def ask_again(session: Session, owner: str, about: str) -> None:
    """Ask again what an answer dismissed. The caller notes that it is undone, and commits."""
    row = m.Dismissed
    session.execute(delete(row).where(row.owner_id == owner, row.about == about))

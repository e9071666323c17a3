"""How exercises are done, asked of the store."""

from sqlalchemy.orm import Session

from journal.core.model.guide import Guide
from journal.store.db import models as m
from journal.store.diary.rows import records, selected


def by_exercise(session: Session, owner: str) -> dict[str, Guide]:
    """How each exercise is done, as it was written last, by the exercise's name."""
    question = selected(Guide, owner).order_by(m.GuideRow.written_at, m.GuideRow.id)
    return {guide.exercise: guide for guide in records(session, Guide, question, {})}

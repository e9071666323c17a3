"""Goals and activities, asked of the store."""

from sqlalchemy.orm import Session

from journal.core.model.goals import Abilities, Goal
from journal.core.model.guide import Guide
from journal.store.db import models as m
from journal.store.diary.rows import records, selected


def latest_goals(session: Session, owner: str) -> list[Goal]:
    """The owner's latest goal; none where there is none."""
    row = m.GoalRow
    question = selected(Goal, owner).order_by(row.written_at.desc(), row.id).limit(1)
    return records(session, Goal, question, {})


def latest_abilities(session: Session, owner: str) -> list[Abilities]:
    """What the owner rated last; nothing where they never did."""
    row = m.AbilitiesRow
    question = selected(Abilities, owner).order_by(row.rated_at.desc(), row.id).limit(1)
    return records(session, Abilities, question, {})


def guides(session: Session, owner: str) -> dict[str, Guide]:
    """How each exercise is done, as it was written last, by the exercise's name."""
    question = selected(Guide, owner).order_by(m.GuideRow.written_at, m.GuideRow.id)
    return {guide.exercise: guide for guide in records(session, Guide, question, {})}

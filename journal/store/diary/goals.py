"""Goals and activities, asked of the store."""

from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from journal.core.model.goals import Abilities, Goal
from journal.core.model.guide import Guide
from journal.store.db import models as m
from journal.store.diary.queries import OWNER
from journal.store.diary.rows import records, selected


def latest_goals(session: Session, owner: str) -> list[Goal]:
    """The owner's latest goal; none where there is none."""
    return records(session, Goal, _latest_goals(), {"owner": owner})


@cache
def _latest_goals() -> Select[Any]:
    row = m.GoalRow
    return selected(Goal, OWNER).order_by(row.written_at.desc(), row.id).limit(1)


def latest_abilities(session: Session, owner: str) -> list[Abilities]:
    """What the owner rated last; nothing where they never did."""
    return records(session, Abilities, _latest_abilities(), {"owner": owner})


@cache
def _latest_abilities() -> Select[Any]:
    row = m.AbilitiesRow
    return selected(Abilities, OWNER).order_by(row.rated_at.desc(), row.id).limit(1)


def guides(session: Session, owner: str) -> dict[str, Guide]:
    """How each exercise is done, as it was written last, by the exercise's name."""
    question = selected(Guide, owner).order_by(m.GuideRow.written_at, m.GuideRow.id)
    return {guide.exercise: guide for guide in records(session, Guide, question, {})}

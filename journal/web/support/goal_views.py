"""What Today asks of goals and activities, of this request's account."""

from dataclasses import dataclass
from typing import TypeVar

from journal.core.model.goals import Abilities, Goal, abilities_due, goal_to_answer
from journal.core.model.records import Record
from journal.store.diary import queries
from journal.web.support.diary_views import cached_of, dismissed
from journal.web.support.request import db, owner, today

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """A goal whose week is over, or activities that are due again; one at a time."""

    goal: Goal | None
    about: str
    """What is dismissed where it is not answered."""


def goal_question() -> GoalQuestion | None:
    """The one thing that Today asks; nothing of who never set a goal or rated an activity."""
    goal = goal_to_answer(_latest(Goal), today())
    latest = next(iter(_latest(Abilities)), None)
    questions = []
    if goal is not None:
        questions.append(GoalQuestion(goal, f"goal:{goal.id}"))
    if latest is not None and abilities_due(latest, today()):
        questions.append(GoalQuestion(None, f"abilities:{latest.id}"))
    if not questions:
        return None
    still_open = (question for question in questions if question.about not in dismissed())
    return next(still_open, None)


def _latest(kind: type[R]) -> list[R]:
    return cached_of(kind, lambda: queries.latest(db(), kind, owner()), "latest", kind)

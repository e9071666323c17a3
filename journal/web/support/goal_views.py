"""What Today asks of goals and activities, of this request's account."""

from collections.abc import Collection
from dataclasses import dataclass

from journal.core.model.goals import Abilities, Goal, abilities_due, goal_to_answer
from journal.store.diary import queries
from journal.web.support.request import db, owner, today
from journal.web.support.revision_cache import cached


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """A goal whose week is over, or activities that are due again; one at a time."""

    goal: Goal | None
    about: str
    """What is dismissed where it is not answered."""


def goal_question(dismissed: Collection[str]) -> GoalQuestion | None:
    """The one thing that Today asks; nothing of who never set a goal or rated an activity."""
    goals = cached(lambda: queries.latest(db(), Goal, owner()), "goal")
    rated = cached(lambda: queries.latest(db(), Abilities, owner()), "abilities")
    goal, latest = goal_to_answer(goals, today()), next(iter(rated), None)
    questions = []
    if goal is not None:
        questions.append(GoalQuestion(goal, f"goal:{goal.id}"))
    if latest is not None and abilities_due(latest, today()):
        questions.append(GoalQuestion(None, f"abilities:{latest.id}"))
    return next((question for question in questions if question.about not in dismissed), None)

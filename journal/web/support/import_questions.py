"""Questions about a file as its page shows them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from journal.exchange.files.questions import EXERCISE, Answers, Question

LIKE_EACH_OTHER: Final = 8
"""More questions of one group than these are folded together."""


def field_name(question: Question) -> str:
    """The name of a question's form field: its id may hold anything a file holds."""
    return "q" + hashlib.sha256(question.id.encode()).hexdigest()[:16]


def names_exercise(question: Question) -> bool:
    """Whether a question asks for nothing but the name of an exercise."""
    return [value for value, _ in question.choices] == [EXERCISE]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as its page shows it: with what is chosen by now, and whether it is new."""

    question: Question
    chosen: str
    answered: bool
    name: str = field(init=False)
    kind: str = field(init=False)
    offers_exercises: bool = field(init=False)
    needs_choice: bool = field(init=False)
    """Whether nothing is chosen yet, and nothing could be guessed."""

    def __post_init__(self) -> None:
        values = [value for value, _ in self.question.choices]
        kind = "zone" if not values else "exercise" if names_exercise(self.question) else "choice"
        kind = "day" if self.question.of_day else kind
        object.__setattr__(self, "name", field_name(self.question))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "offers_exercises", EXERCISE in values)
        object.__setattr__(self, "needs_choice", self.question.fault(self.chosen) is not None)


def with_answers(questions: Sequence[Question], answers: Answers) -> list[ShownQuestion]:
    """Questions as their page shows them: with the answer to each, or else its guess."""
    return [
        ShownQuestion(question, answers.get(question.id, question.guess), question.id in answers)
        for question in questions
    ]


def _need_choice(questions: Sequence[ShownQuestion]) -> bool:
    """Whether one of several questions has to be seen, as nothing could be guessed."""
    return any(question.needs_choice for question in questions)


def groups(questions: Sequence[ShownQuestion]) -> list[tuple[str, list[ShownQuestion]]]:
    """Questions in their order; those of a group that is long come together, under its name."""
    questions_by_group: dict[str, list[ShownQuestion]] = {}
    for question in questions:
        questions_by_group.setdefault(question.question.group or question.name, []).append(
            question
        )
    return [
        ("" if len(members) <= LIKE_EACH_OTHER or _need_choice(members) else name, members)
        for name, members in questions_by_group.items()
    ]

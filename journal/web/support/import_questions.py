"""Questions about a file as its page shows them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from journal.core.model import moments
from journal.exchange.files.questions import EXERCISE, Answers, Question
from journal.exchange.files.table import Table
from journal.store.diary import queries
from journal.store.imports.preview import SampleEntry
from journal.store.imports.uploaded import UploadedFile
from journal.web.support.import_page import SentFiles
from journal.web.support.request import account, db, now, owner
from journal.words import import_pages

SAMPLE_ROWS: Final = 3
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


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """What is asked about a file before it is said what it would do."""

    sent: SentFiles
    file: UploadedFile
    groups: list[tuple[str, list[ShownQuestion]]]
    """What is asked, each group under its heading; empty where it has none."""
    answered: list[ShownQuestion]
    """What was answered already, while there is more to ask."""
    recalled: bool
    """Whether all of it was answered before."""
    table: Table | None
    sample: list[SampleEntry]
    """The first entries, as they would come in."""
    exercises: list[str]

    @property
    def source(self) -> str:
        """The program the file comes from."""
        return import_pages.title(self.file.form.word, self.file.form.title)

    @property
    def zones(self) -> list[str]:
        """What a question about a zone offers."""
        return sorted(moments.zone_names())


def questions_page(
    upload: SentFiles, file: UploadedFile, answers: dict[str, str]
) -> QuestionsPage:
    """What the page of questions about a file shows, by the answers that are there."""
    zone = account().zone
    questions = with_answers(file.questions(zone, answers), answers)
    fresh = [question for question in questions if not question.answered]
    return QuestionsPage(
        sent=upload,
        file=file,
        groups=[
            (import_pages.group(name, len(members)) if name else "", members)
            for name, members in groups(fresh or questions)
        ],
        answered=[question for question in questions if question.answered] if fresh else [],
        recalled=bool(answers) and not fresh,
        table=file.table(answers),
        sample=file.sample(answers, SAMPLE_ROWS, now=now(), zone=zone),
        exercises=[exercise.name for exercise in queries.exercises(db(), owner())],
    )


def answered(
    file: UploadedFile, remembered: dict[str, str], typed: Mapping[str, str]
) -> dict[str, str]:
    """The answers of a form, with those of before where it says nothing of them."""
    zone = account().zone
    answers = file.fitting(zone, remembered)
    for question in file.questions(zone, answers):
        text = typed.get(field_name(question))
        if text is not None:
            typed_name = f"{EXERCISE}:{text.strip()}"
            answers[question.id] = typed_name if names_exercise(question) else text
    return file.fitting(zone, answers)

"""What the tests of foreign files share: samples of theirs, asked about and read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from journal.core.model import records as r
from journal.exchange.files.questions import NONE_YET, Answers
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.base import Format
from journal.words.imports import sentence

R = TypeVar("R", bound=r.Record)

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 9, 30, 12, 0, 0, tzinfo=UTC)
VIENNA = "Europe/Vienna"


def sample(name: str) -> bytes:
    """The content of a sample file."""
    return (SAMPLES / name).read_bytes()


def asked(form: Format, content: bytes, answers: Answers = NONE_YET) -> dict[str, str]:
    """The answers given, and the guess a person starts from for each other question."""
    full_answers = dict(answers)
    while True:
        questions = form.questions(content, zone=VIENNA, answers=full_answers, seen_on=NOW.date())
        fresh = {
            question.id: question.guess
            for question in questions
            if question.id not in full_answers
        }
        if not fresh:
            return full_answers
        full_answers |= fresh


def heard(form: Format, content: bytes, **answers: str) -> ReadFile:
    """What is read when a person changes only these answers; ``__`` stands for a colon."""
    changes = {
        name.replace("__", ":").replace("_", " "): answer for name, answer in answers.items()
    }
    return answered(form, content, asked(form, content) | changes)


def answered(form: Format, content: bytes, answers: dict[str, str]) -> ReadFile:
    """What is read with these answers."""
    return form.read(content, answers, now=NOW, zone=VIENNA, new_id=lambda: str(uuid4()))


def of(kind: type[R], file: ReadFile) -> list[R]:
    """The records of a kind in a file without problems."""
    assert file.problems == []
    assert len(file.records) == len(file.lines)
    return [record for record in file.records if isinstance(record, kind)]


def ids_of(file: ReadFile) -> set[str]:
    """The ids of what a file says was done, and of what hurt."""
    kinds = (r.PainLevel, r.Episode, r.CompletedExercise)
    return {record.id for record in file.records if isinstance(record, kinds)}


def left(file: ReadFile) -> dict[str, int]:
    """What is not brought over, and how often."""
    return {f"{entry.sort} {entry.name}": entry.count for entry in file.not_brought}


def refused(file: ReadFile) -> Sequence[tuple[int, str]]:
    """Line and column of each problem."""
    assert file.problems
    assert all(sentence(problem.text).endswith((".", "?")) for problem in file.problems)
    return [(problem.line, problem.column) for problem in file.problems]

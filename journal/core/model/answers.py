"""Answers to questions of a person's own, kept in one list: ``coffee=yes``, ``mood=7``."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Final

from journal.core.model import vocabulary as v
from journal.core.model.faults import Fault, fault
from journal.core.model.fields import SEPARATOR, OwnWords, Words
from journal.core.model.names import name_key

MARK: Final = "="
"""Stands between a question and its answer."""

ANSWERS: Final = frozenset(chain.from_iterable(v.QUESTION_ANSWERS.values()))


def question(text: str) -> str:
    """The name of the question that an answer is to."""
    return text.rpartition(MARK)[0]


def question_key(text: str) -> str:
    """The form in which that name is compared."""
    return name_key(question(text))


@dataclass(frozen=True, slots=True)
class ListedName(Words):
    """A name that stands in a list, and so has none of the signs that part one."""

    def fault(self, value: str) -> Fault | None:
        if SEPARATOR in value:
            return fault("separator", separator=SEPARATOR)
        if " ".join(value.split()) != value:
            return fault("blanks_around")
        return Words.fault(self, value)

    def read(self, text: str) -> str:
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Answers(OwnWords):
    """Names, each with its answer: yes, no or a level; every name once."""

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The answers; of two to one question whose name is typed otherwise the later."""
        answers = OwnWords.read_all(self, texts)
        names = {question_key(text): question(text) for text in answers}
        return tuple(text for text in answers if question(text) == names[question_key(text)])

    def fault(self, value: tuple[str, ...]) -> Fault | None:
        pairs = [text.rpartition(MARK) for text in value]
        if any(not name or name != name.strip() or last not in ANSWERS for name, _, last in pairs):
            return fault("own_answer")
        if len({name for name, _, _ in pairs}) < len(pairs):
            return fault("written_twice")
        return OwnWords.fault(self, value)


OwnSymptoms = Annotated[tuple[str, ...], OwnWords(v.NAME_LENGTH, v.TOPICS_MOST)]
LONGEST: Final = v.NAME_LENGTH + len(MARK) + max(map(len, ANSWERS))
Factors = Annotated[tuple[str, ...], Answers(LONGEST, v.TOPICS_MOST)]

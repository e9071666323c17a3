"""Answers to questions of a person's own, kept in one list: ``coffee=yes``, ``mood=7``."""

from dataclasses import dataclass
from typing import Annotated, Final

from journal.core.model import vocabulary as v
from journal.core.model.faults import Fault, fault
from journal.core.model.fields import SEPARATOR, OwnWords, Words

MARK: Final = "="
"""Stands between a question and its answer."""

YES_OR_NO: Final = ("yes", "no")
LEVELS: Final = tuple(str(level) for level in range(v.LEVEL_LOWEST, v.LEVEL_HIGHEST + 1))

ANSWERS: Final = frozenset({*YES_OR_NO, *LEVELS})


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

    def fault(self, value: tuple[str, ...]) -> Fault | None:
        pairs = [text.rpartition(MARK) for text in value]
        if any(not name or name != name.strip() or last not in ANSWERS for name, _, last in pairs):
            return fault("own_answer")
        if len({name for name, _, _ in pairs}) < len(pairs):
            return fault("written_twice")
        return OwnWords.fault(self, value)


OwnSymptoms = Annotated[tuple[str, ...], OwnWords(v.NAME_LENGTH, v.TOPICS_MOST)]
Factors = Annotated[tuple[str, ...], Answers(v.NAME_LENGTH + 4, v.TOPICS_MOST)]

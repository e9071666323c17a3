"""What a person wants to log beside the journal's own words: symptoms, and questions of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.answers import MARK, ListedName, question_key
from journal.core.model.fields import Choice
from journal.core.model.inputs import LocalDay
from journal.core.model.names import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic(r.Timed):
    """One line of the list of a person's own symptoms and questions about a day."""

    MOMENT: ClassVar[str] = "added_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "kind"),)

    added_at: r.At
    name: Annotated[str, ListedName(v.NAME_LENGTH)]
    kind: Annotated[str, Choice(v.TOPICS)]
    retired_on: LocalDay | None = None
    """Since when it is not asked any more; what was logged of it stays."""
    note: r.Note | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is still asked."""
        return self.retired_on is None

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be answered to it; a symptom is no question."""
        return v.QUESTION_ANSWERS.get(self.kind, ())

    def answer(self, texts: Iterable[str]) -> str:
        """What is answered to it among the answers of a day; empty where nothing is."""
        key = name_key(self.name)
        answers = [text.rpartition(MARK)[2] for text in texts if question_key(text) == key]
        return answers[-1] if answers else ""

    def fitting(self, texts: Iterable[str]) -> list[str]:
        """Those of the answers of a day that are to it, and that it may have."""
        return [text for text in texts if self.answer([text]) in self.answers]


def answered(texts: Iterable[str], changes: Iterable[str]) -> tuple[str, ...]:
    """The answers of a day with some changed; one that is changed to nothing is taken out."""
    answers = {question_key(text): text for text in texts}
    answers |= {question_key(text): text for text in changes if MARK in text}
    return tuple(text for text in answers.values() if not text.endswith(MARK))

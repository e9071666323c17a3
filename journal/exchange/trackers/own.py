"""Our own CSV as a format among the others: it asks nothing, as it says all."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from journal.exchange.files.questions import NONE_YET, Answers, Question
from journal.exchange.files.table import ReadFile
from journal.exchange.own import tidy_csv


class Own:
    """A file that the journal wrote, or that has its columns."""

    word: ClassVar[str] = "journal"
    title: ClassVar[str] = "Spasm Journal"

    def recognises(self, names: set[str]) -> bool:
        """Whether a header with these columns, in lower case, is one of the journal's."""
        return bool(tidy_csv.fitting(names))

    def questions(
        self, content: bytes, *, zone: str, answers: Answers = NONE_YET
    ) -> list[Question]:
        """None."""
        return []

    def read(
        self,
        content: bytes,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        new_id: Callable[[], str],
    ) -> ReadFile:
        """The records of the file, or its problems, and what is not brought over."""
        return tidy_csv.read_file(content, now=now, zone=zone, new_id=new_id)

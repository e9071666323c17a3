"""What every format of another tracker can do, and what those that are one table share."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Protocol

from journal.exchange.files.questions import NONE_YET, Answers, Question, settled
from journal.exchange.files.table import ReadFile, Table, decoded, table
from journal.exchange.trackers.intake import Intake


class Format(Protocol):
    """A kind of file: asks what it cannot know, then reads it with the answers."""

    word: ClassVar[str]
    title: ClassVar[str]

    def questions(
        self, content: bytes, *, zone: str, answers: Answers = NONE_YET
    ) -> list[Question]:
        """What must be asked of the person whose zone is ``zone``; none if it is unreadable.

        Answers may lead to further questions: ask again with them until none is new.
        """

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


class TableFormat(ABC):
    """A format that is one CSV table, known by its header."""

    word: ClassVar[str]
    title: ClassVar[str]
    needed: ClassVar[frozenset[str]]
    """The columns by which it is recognised, in lower case."""
    known: ClassVar[frozenset[str]]
    """The other columns that are read, or say nothing more than those that are."""

    def recognises(self, names: set[str]) -> bool:
        """Whether a header with these columns, in lower case, is one of this format."""
        return self.needed <= names

    @abstractmethod
    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """What the rows leave open."""

    def unread(self, table: Table, answers: Answers) -> list[str]:
        """The columns that nothing is taken from."""
        return [key for key in table.keys if key not in self.needed | self.known]

    @abstractmethod
    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the rows."""

    def questions(
        self, content: bytes, *, zone: str, answers: Answers = NONE_YET
    ) -> list[Question]:
        """What must be asked; none if the file cannot be read."""
        file = ReadFile(ours=False)
        found = self._table(content, file)
        return [] if found is None else self.asked(found, zone, answers)

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
        file = ReadFile(ours=False)
        found = self._table(content, file)
        if found is None or not settled(self.asked(found, zone, answers), answers, file):
            return file
        intake = Intake(self.word, answers, now=now, zone=zone)
        for key in self.unread(found, answers):
            intake.leave("column", key, sum(1 for row in found.rows if row[key]))
        self.take(found, intake)
        return intake.finished()

    def tabled(self, text: str, file: ReadFile) -> Table:
        """The table that a file of this format holds."""
        return table(text, file)

    def _table(self, content: bytes, file: ReadFile) -> Table | None:
        text = decoded(content, file)
        found = self.tabled(text, file) if text is not None else None
        return None if file.problems else found

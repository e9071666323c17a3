"""What every format of another tracker can do, and what those that are one table share."""

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import IO, Any, ClassVar, Final

from journal.exchange.files import collector
from journal.exchange.files.layout import laid
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import NONE_YET, Answers, Question, settled
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.trackers.intake import Intake

BAD_ROWS: Final = "bad_rows"
LEFT_OUT: Final = "leave_out"
"""The answer by which somebody chooses that rows which cannot be read are left out."""


class Format(ABC):
    """A kind of file: asks what it cannot know, then reads it with the answers.

    What ``held`` makes of a file is handed to the others, so that a file is read once.
    """

    word: ClassVar[str]
    title: ClassVar[str]
    """The name of the program that writes it, the same in every language."""
    large: ClassVar[bool] = False
    """Whether such a file may be as large as an archive."""

    @abstractmethod
    def held(self, stream: IO[bytes], file: ReadFile) -> Any:  # each format's own type
        """What a file holds; what keeps it from being read is noted in ``file``."""

    @abstractmethod
    def asked(self, contents: Any, zone: str, answers: Answers) -> list[Question]:
        """What must be asked of the person whose zone is ``zone``.

        Answers may lead to further questions: ask again with them until none is new.
        """

    @abstractmethod
    def take(self, contents: Any, intake: Intake) -> None:
        """Bring in what a file holds."""

    def unread(self, contents: Any, answers: Answers) -> Iterable[tuple[str, int]]:
        """The columns that nothing is taken from, and how many of their cells are not empty."""
        return ()

    def source(self, contents: Any) -> str:
        """The name under which the answers about such a file are remembered."""
        return self.word

    def written(self, contents: Any, answers: Answers) -> Mapping[str, str]:
        """The columns of its one table as the file writes their names, by their keys."""
        return {}

    def sheets(self, contents: Any, answers: Answers) -> tuple[tuple[int, str], ...]:
        """The sheets that are read together, each with the number of lines before it."""
        return ()

    def questions(
        self,
        file_bytes: bytes,
        *,
        zone: str,
        answers: Answers = NONE_YET,
        seen_on: date | None = None,
    ) -> list[Question]:
        """What must be asked about a file; none if it cannot be read."""
        file = ReadFile(ours=False, seen_on=seen_on)
        contents = self.held(io.BytesIO(file_bytes), file)
        return [] if file.unreadable else self.asked(contents, zone, answers)

    def read(
        self,
        file_bytes: bytes,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        new_id: Callable[[], str],
    ) -> ReadFile:
        """The records of a file, or its problems, and what is not brought over."""
        file = ReadFile(ours=False, seen_on=now.date())
        contents = self.held(io.BytesIO(file_bytes), file)
        if file.unreadable:
            return file
        read_file = self.read_held(contents, answers, now=now, zone=zone)
        read_file.add_row_problems(file.problems)
        return read_file

    def read_held(
        self,
        contents: Any,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        left_list: LeftList | None = None,
    ) -> ReadFile:
        """The same of what was made of a file before; ``left_list`` is told of all left behind."""
        file = ReadFile(ours=False)
        if not settled(self.asked(contents, zone, answers), answers, file):
            return file
        intake = Intake(self.word, answers, now=now, zone=zone, left_list=left_list)
        intake.file.leaves_rows = answers.get(BAD_ROWS) == LEFT_OUT
        intake.file.written = names = self.written(contents, answers)
        intake.file.sheets = self.sheets(contents, answers)
        for key, count in self.unread(contents, answers):
            intake.leave("column", names.get(key, key), count)
        with collector.paused():
            self.take(contents, intake)
            return intake.finished()


class TableFormat(Format):
    """A format that is one table, known by its header."""

    needed: ClassVar[frozenset[str]]
    """The columns by which it is recognised, in lower case."""
    known: ClassVar[frozenset[str]]
    """The other columns that are read, or say nothing more than those that are."""

    def recognises(self, names: set[str]) -> bool:
        """Whether a header with these columns, in lower case, is one of this format."""
        return self.needed <= names

    def held(self, stream: IO[bytes], file: ReadFile) -> Any:  # each format's own type
        """The table of a file."""
        laid_table = laid(stream, file, self.recognises)
        strict = bool(self.needed)
        names = set(map(column_key, laid_table.header))
        if strict and not file.problems and not self.recognises(names):
            file.refuse(laid_table.line, "", "", "no_table_of", name=self.title)
        with collector.paused():
            return self.of_table(laid_table.table(file, strict=strict))

    def of_table(self, table: Table) -> Any:  # each format's own type
        """What ``held`` would make of a file with this table."""
        return table

    def unread(self, table: Any, answers: Answers) -> list[tuple[str, int]]:
        """The columns that nothing is taken from."""
        return [
            (key, filled(table.rows, key)) for key in table.keys if not self.reads(key, answers)
        ]

    def written(self, table: Any, answers: Answers) -> Mapping[str, str]:
        """The names in its header."""
        names: Mapping[str, str] = table.names
        return names

    def reads(self, key: str, answers: Answers) -> bool:
        """Whether a column is read."""
        return key in self.needed | self.known


def filled(rows: Iterable[Row], key: str) -> int:
    """How many cells of a column are not empty."""
    return sum(1 for row in rows if row[key])

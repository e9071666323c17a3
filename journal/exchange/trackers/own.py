"""Our own CSV as a format among the others; it asks only what a spreadsheet made unclear."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import IO, ClassVar

from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import Answers, Question, settled
from journal.exchange.files.read_file import ReadFile
from journal.exchange.own.tidy_csv import field_names, fitting
from journal.exchange.own.tidy_reading import OwnFile, read_file
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT, Format
from journal.exchange.trackers.intake import Intake


class Own(Format):
    """A file that the journal wrote, or that has its columns."""

    word: ClassVar[str] = "journal"
    title: ClassVar[str] = "Spasm Journal"

    def recognises(self, names: set[str]) -> bool:
        """Whether a header with these columns, in lower case, is one of the journal's."""
        return bool(fitting(set(field_names(names))))

    def held(self, stream: IO[bytes], file: ReadFile) -> OwnFile | None:
        """The file, opened."""
        return OwnFile.opened(stream, file)

    def asked(self, own_file: OwnFile | None, zone: str, answers: Answers) -> list[Question]:
        """The order of day and month, where a spreadsheet left it open."""
        return own_file.questions() if own_file else []

    def take(self, own_file: OwnFile | None, intake: Intake) -> None:
        """Not by an intake: its lines are read by ``read_held`` and ``stream``."""

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
        return read_file(BytesIO(content), answers, now=now, zone=zone)

    def read_held(
        self,
        own_file: OwnFile | None,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        left_list: LeftList | None = None,
    ) -> ReadFile:
        """What is found of the file before its lines are read."""
        file = ReadFile()
        file.leaves_rows = answers.get(BAD_ROWS) == LEFT_OUT
        if own_file is not None and settled(own_file.questions(), answers, file):
            own_file.prepared(file)
        return file

"""Our file of the pauses of a diary: a first and a last day each; one that goes on has no last."""

from datetime import datetime
from typing import IO, ClassVar, Final

from journal.core.diary.pauses import PauseDays
from journal.core.model import moments
from journal.core.model.faults import Problem
from journal.core.model.reading import parse_file
from journal.exchange.files.dates import Dates
from journal.exchange.files.layout import laid
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import (
    Answers,
    Question,
    answered_dates,
    date_questions,
    settled,
)
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Table
from journal.exchange.files.texts import of_field
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT, Format
from journal.exchange.trackers.intake import Intake

COLUMNS: Final = ("starts_on", "ends_on")


class PauseFile(Format):
    """A file with nothing but the days of pauses."""

    word: ClassVar[str] = "pauses"
    title: ClassVar[str] = "Spasm Journal"

    def recognises(self, names: set[str]) -> bool:
        """Whether a header with these columns is that of pauses."""
        return names == {*COLUMNS}

    def held(self, stream: IO[bytes], file: ReadFile) -> Table | None:
        """Its table."""
        table = laid(stream, file, self.recognises).table(file)
        return None if file.problems else table

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The order of day and month, where a spreadsheet left it open."""
        return date_questions(_dates(table))

    def take(self, table: Table, intake: Intake) -> None:
        """Not by an intake: pauses are no records."""

    def read_held(
        self,
        table: Table,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        left_list: LeftList | None = None,
    ) -> ReadFile:
        """Its pauses, and the rows that are none."""
        file = ReadFile(leaves_rows=answers.get(BAD_ROWS) == LEFT_OUT)
        if not settled(self.asked(table, zone, answers), answers, file):
            return file
        dates, today = answered_dates(_dates(table), answers), moments.local_day(now, zone)
        for row in table.rows:
            if not any(row[name] for name in COLUMNS):
                continue
            texts = {name: _day(dates, row[name]) for name in COLUMNS}
            reading = parse_file(PauseDays, texts, now=now, zone=zone)
            for problem in reading.problems:
                file.refuse_row(row.line, problem.field, row[problem.field], of_field(problem))
            days = reading.record
            if days and max(days.starts_on, days.ends_on or days.starts_on) > today:
                file.refuse_row(
                    row.line, "", row["starts_on"], of_field(Problem("starts_on", "day_not_come"))
                )
            elif days:
                file.pauses.append(days.pause)
        return file


def _dates(table: Table) -> Dates:
    """How its days are written."""
    return Dates(cell for name in COLUMNS for cell in table.column(name))


def _day(dates: Dates, cell: str) -> str:
    when = dates.read(cell) if cell else None
    return when.day.isoformat() if when else cell

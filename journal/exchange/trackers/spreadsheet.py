"""Spreadsheets: the sheet that was chosen, read as a file of the same table would be."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import IO, Any, ClassVar, Final

from journal.exchange.files import collector, spreadsheets, zips
from journal.exchange.files.questions import Answers, Question
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.files.texts import as_written, text
from journal.exchange.trackers.base import Format, TableFormat
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.reshaped import reshaped

SHEET: Final = "sheet"
ALIKE: Final = "*"
"""The answer that takes all sheets which look alike; no sheet can be called so."""


@dataclass
class Workbook:
    """A spreadsheet: its sheets that hold tables, each read when it is chosen."""

    book: spreadsheets.Book
    sheets: list[str]
    forms: tuple[TableFormat, ...]
    seen_on: date | None = None

    @cached_property
    def read(self) -> dict[str, tuple[TableFormat, Any, ReadFile]]:
        """What was read so far, by the names of the sheets."""
        return {}

    def chosen(self, answers: Answers) -> tuple[TableFormat, Any, ReadFile]:
        """The format of the chosen sheet, what that makes of it, and its problems."""
        name = answers.get(SHEET) or self.likely
        if name not in (*self.sheets, self.likely):
            name = self.likely
        if name not in self.read:
            with collector.paused():
                self.read[name] = self._opened(name)
        return self.read[name]

    def _opened(self, name: str) -> tuple[TableFormat, Any, ReadFile]:
        file = ReadFile(ours=False, seen_on=self.seen_on)
        table = self._together(file) if name == ALIKE else self._one(name, file)
        form = self._form(table)
        return form, form.of_table(table), file

    def unread(self, answers: Answers) -> list[str]:
        """The sheets that are not read with some answers."""
        name = answers.get(SHEET) or self.likely
        sheets = self.alike if name == ALIKE else [name]
        return [sheet for sheet in self.sheets if sheet not in sheets]

    def _one(self, name: str, file: ReadFile) -> Table:
        return spreadsheets.table(self.book, name, file, self._is_known)

    @property
    def likely(self) -> str:
        """What is taken unless it is answered: the sheets that look alike, or the first one."""
        return ALIKE if self.alike else self.sheets[0]

    @cached_property
    def alike(self) -> list[str]:
        """The sheets with the header of the first one; none where it is the only one."""
        if len(self.sheets) < 2:  # noqa: PLR2004 (one is like itself)
            return []
        headers = {
            name: [
                column_key(heading)
                for heading in spreadsheets.header(self.book, name, self._is_known)
            ]
            for name in self.sheets
        }
        first = headers[self.sheets[0]]
        sheets = [name for name, header in headers.items() if header == first and any(header)]
        return sheets if len(sheets) > 1 else []

    def _together(self, file: ReadFile) -> Table:
        """The sheets that look alike as one table, one below the other."""
        tables, start = [], 0
        for name in self.alike:
            own = ReadFile(ours=False, seen_on=self.seen_on)
            table = reshaped(self._one(name, own))
            file.sheets = (*file.sheets, (start, name))
            for problem in own.problems:
                file.problems.append(
                    replace(problem, line=start + problem.line, sheet=name,
                            sheet_line=problem.line)
                )  # fmt: skip
            tables.append(
                replace(table, rows=[Row(start + row.line, row.cells) for row in table.rows])
            )
            start = max((row.line for row in tables[-1].rows), default=start)
        columns = list(dict.fromkeys(name for table in tables for name in table.columns))
        rows = [row for table in tables for row in table.rows]
        above = tuple(title for table in tables for title in table.above)
        return replace(tables[0], columns=columns, rows=rows, above=above)

    def _is_known(self, names: set[str]) -> bool:
        return any(form.recognises(names) for form in self.forms)

    def _form(self, table: Table) -> TableFormat:
        names = {column_key(name) for name in table.columns}
        return next((form for form in self.forms if form.recognises(names)), Mapper())


class Spreadsheet(Format):
    """A file of .xlsx or .ods."""

    word: ClassVar[str] = "spreadsheet"
    title: ClassVar[str] = ""
    large: ClassVar[bool] = False

    def __init__(self, forms: tuple[TableFormat, ...]) -> None:
        self.forms = forms

    def held(self, stream: IO[bytes], file: ReadFile) -> Workbook | None:
        """The workbook, opened; None where it cannot be read."""
        try:
            book = spreadsheets.opened(stream)
            tables = [name for name in book.sheets if spreadsheets.has_table(book, name)]
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
            return None
        if not tables:
            file.refuse(1, "", "", "no_table_in_sheets")
        return Workbook(book, tables, self.forms, file.seen_on)

    def source(self, workbook: Workbook) -> str:
        """That of the table in its first sheet."""
        form, content, _ = workbook.chosen({})
        return form.source(content)

    def inner(self, workbook: Workbook, answers: Answers) -> tuple[TableFormat, Any]:
        """What reads the chosen sheet, and what that holds."""
        form, content, _ = workbook.chosen(answers)
        return form, content

    def asked(self, workbook: Workbook, zone: str, answers: Answers) -> list[Question]:
        """The sheet, where several hold tables; then what the sheet leaves open."""
        questions = []
        if len(workbook.sheets) > 1:
            choices = tuple((name, as_written(name)) for name in workbook.sheets)
            if workbook.alike:
                names = ", ".join(workbook.alike)
                choices = ((ALIKE, text("alike_sheets", names=names)), *choices)
            questions.append(Question(SHEET, text("which_sheet"), choices, workbook.likely))
            if SHEET not in answers:
                return questions
        form, content = self.inner(workbook, answers)
        return [*questions, *form.asked(content, zone, answers)]

    def take(self, workbook: Workbook, intake: Intake) -> None:
        """Bring in the chosen sheet."""
        _, _, file = workbook.chosen(intake.answers)
        form, content = self.inner(workbook, intake.answers)
        for name in workbook.unread(intake.answers):
            intake.leave("sheet", name)
        intake.word = form.word
        intake.file.problems += [problem for problem in file.problems if not problem.of_row]
        if not intake.file.unreadable:
            form.take(content, intake)
        intake.file.add_row_problems(file.problems)

    def sheets(self, workbook: Workbook, answers: Answers) -> tuple[tuple[int, str], ...]:
        """Those that are read together."""
        _, _, file = workbook.chosen(answers)
        return file.sheets

    def written(self, workbook: Workbook, answers: Answers) -> Mapping[str, str]:
        """The names in the header of the chosen sheet."""
        form, content = self.inner(workbook, answers)
        return form.written(content, answers)

    def unread(self, workbook: Workbook, answers: Answers) -> list[tuple[str, int]]:
        """The columns that nothing is taken from."""
        form, content = self.inner(workbook, answers)
        return list(form.unread(content, answers))


def as_csv(table: Table) -> io.BytesIO:
    """A table as a CSV file, for a reader of those."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(table.columns)
    writer.writerows([row.cells.get(key, "") for key in table.keys] for row in table.rows)
    return io.BytesIO(target.getvalue().encode("utf-8"))

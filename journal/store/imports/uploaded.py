"""Files that somebody uploads: recognised, asked about, and made ready to be imported."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from io import SEEK_END
from typing import IO, Any

from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.periods import ONE_DAY
from journal.exchange.files import zips
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import Answers, Question, fitting_answers, guesses
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import BYTES_MOST, Row, Table
from journal.exchange.own import archive_reading
from journal.exchange.own.tidy_reading import OwnFile
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT, Format
from journal.exchange.trackers.listed_names import SAME, ListedNames, naming_rows
from journal.exchange.trackers.recognise import MAPPER, OWN, PAUSE_FILE, SPREADSHEET, format_of
from journal.exchange.trackers.spreadsheet import Workbook
from journal.store.diary.changes import Submission
from journal.store.imports.apply import ImportResult, write_current
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.comparison import import_preview
from journal.store.imports.pauses_of_files import pause_changes, put_pauses
from journal.store.imports.prepared import Prepared, prepare
from journal.store.imports.preview import ImportPreview, Listing, SampleEntry, Source
from journal.store.imports.uploads import Named

MEGABYTE = 1024 * 1024


@dataclass
class UploadedFile:
    """A file that is no archive: its name, what reads it, and its content."""

    name: str
    form: Format
    stream: IO[bytes]
    seen_on: date | None = None
    """The day on which it came in."""
    file: ReadFile = field(default_factory=ReadFile)
    """What keeps it from being read at all."""
    listed: ListedNames = field(default_factory=ListedNames)
    """What the person lists, which the file may call a little differently."""
    asked_names: tuple[tuple[str, dict[str, str]], list[Question]] | None = None
    """What was asked of names by which answers, as a file is read for it."""

    @cached_property
    def held(self) -> Any:  # each format's own type
        """What it holds, read once; its problems stand in ``file``."""
        self.file = ReadFile(ours=self.is_ours, seen_on=self.seen_on)
        return self.form.held(self.stream, self.file)

    @property
    def is_ours(self) -> bool:
        """Whether it has the columns of a file the journal writes."""
        return self.form in (OWN, PAUSE_FILE)

    @property
    def is_any_table(self) -> bool:
        """Whether the person has to say what its columns hold."""
        return self.form in (MAPPER, SPREADSHEET)

    @property
    def source(self) -> str:
        """The name under which answers about such files are remembered."""
        return self.form.source(self.held) if not self.broken else self.form.word

    @property
    def broken(self) -> bool:
        """Whether it cannot be read at all."""
        return self.held is None or self.file.unreadable

    def table(self, answers: Answers) -> Table | None:
        """The table that is to be shown beside the questions."""
        if self.broken or not self.is_any_table:
            return None
        content = self.held
        if isinstance(content, Workbook):
            _, content, _ = content.chosen(answers)
        return content.table if isinstance(content, AnyTable) else None

    def questions(self, zone: str, answers: Answers) -> list[Question]:
        """What is asked by now, answered or not; answers may lead to further questions."""
        questions = self._of_form(zone, answers)
        if any(question.id not in answers for question in questions):
            return questions
        return [*questions, *self._of_names(zone, answers)]

    def _of_form(self, zone: str, answers: Answers) -> list[Question]:
        """What the form of the file asks."""
        if self.broken:
            return []
        questions = self.form.asked(self.held, zone, answers)
        return [
            question
            for question in questions
            if not question.depends or answers.get(question.depends)
        ]

    def _of_names(self, zone: str, answers: Answers) -> list[Question]:
        """Whether names that are like listed ones are those, once nothing else is open."""
        table = self.table(answers)
        if table is None or self.seen_on is None:
            return []
        plain = {key: answer for key, answer in answers.items() if not key.startswith(SAME)}
        if self.asked_names is None or self.asked_names[0] != (zone, plain):
            end = datetime.combine(self.seen_on + ONE_DAY, time(), UTC)
            of_rows, rows = plain | {BAD_ROWS: LEFT_OUT}, naming_rows(table, answers)
            file = self._of_some(rows, table, of_rows, now=end, zone=zone)
            self.asked_names = ((zone, plain), self.listed.questions(file.records))
        return self.asked_names[1]

    def fitting(self, zone: str, answers: Answers) -> dict[str, str]:
        """Those of some answers that are ones to questions this file asks."""
        return fitting_answers(answers, lambda fine: self.questions(zone, fine))

    def guessed(self, zone: str, answers: Answers) -> dict[str, str]:
        """Answers, and a guess for each question of its form that they leave open."""
        guessed = fitting_answers(answers, lambda fine: self._of_form(zone, fine))
        while (more := guesses(self._of_form(zone, guessed)) | guessed) != guessed:
            guessed = more
        return guessed

    def open(self, zone: str, answers: Answers) -> list[Question]:
        """The questions without an answer yet."""
        return [
            question for question in self.questions(zone, answers) if question.id not in answers
        ]

    def read(
        self, answers: Answers, *, now: datetime, zone: str, left_list: LeftList | None = None
    ) -> ReadFile:
        """What it says, by some answers; of our own files all but the records."""
        if self.broken:
            return self.file
        file = self.form.read_held(self.held, answers, now=now, zone=zone, left_list=left_list)
        if not self.is_ours:
            file.add_row_problems(self.file.problems)
        if any(key.startswith(SAME) for key in answers):
            file.records = [self.listed.renamed(record, answers) for record in file.records]
        return file

    def sample(
        self, answers: Answers, rows: int, *, now: datetime, zone: str
    ) -> list[SampleEntry]:
        """The first records as they would come in, guesses for the rest, and one of each kind."""
        table = self.table(answers)
        if table is None:
            return []
        guessed = self.guessed(zone, answers)
        file = self._of_some(table.rows[: 10 * rows], table, guessed, now=now, zone=zone)
        lines = sorted(set(file.lines))[:rows]
        numbered = list(zip(file.lines, file.records, strict=True))
        first = {type(record): at for at, record in reversed(numbered)}
        return [
            SampleEntry(record, is_timeless=getattr(record, "id", "") in file.untimed)
            for at, record in numbered
            if at in lines or first[type(record)] == at
        ]

    def _of_some(
        self, rows: list[Row], table: Table, answers: dict[str, str], *, now: datetime, zone: str
    ) -> ReadFile:
        """What some rows of a table say."""
        few = AnyTable(replace(table, rows=rows))
        return MAPPER.read_held(few, self._for_some(few, answers, zone), now=now, zone=zone)

    def _for_some(self, few: AnyTable, answers: dict[str, str], zone: str) -> dict[str, str]:
        """Answers for some rows, which may leave other things open than all of them.

        What nobody could guess is left out of them.
        """
        fine = dict(answers)
        while fresh := {
            question.id: answer
            for question in MAPPER.asked(few, zone, fine)
            for answer in ("", question.guess)
            if question.id not in fine and question.fault(answer) is None
        }:
            fine |= fresh
        return fine

    def to_import(
        self, answers: Answers, *, now: datetime, zone: str, left_list: LeftList | None = None
    ) -> Source:
        """What is to be imported of it, by some answers."""
        file = self.read(answers, now=now, zone=zone, left_list=left_list)
        content = self.held
        if not isinstance(content, OwnFile) or file.problems:
            return Source(self.name, file)

        def stream(into: ReadFile) -> Iterator[tuple[int, r.Record]]:
            return content.records(into, answers, now=now, zone=zone)

        return Source(self.name, file, stream)


@dataclass(slots=True)
class UploadedFiles:
    """Files that came in together and are no archive; only ours come in company."""

    files: list[UploadedFile]
    now: datetime
    zone: str
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was answered about the one that asks."""
    leave_rows: str = ""
    """What was chosen for rows that cannot be read."""
    left_list: LeftList | None = None
    """What is told of all that they leave out, and not only the first of it."""

    @property
    def asking(self) -> UploadedFile | None:
        """The file about which something may be asked."""
        return next(
            (file for file in self.files if not file.is_ours or file.questions(self.zone, {})),
            None,
        )

    def leave_rows_as_answered(self, answers: Mapping[str, str]) -> None:
        """Leave out rows that cannot be read, where somebody chose that."""
        if answers.get(BAD_ROWS) == LEFT_OUT:
            self.leave_rows = LEFT_OUT

    @property
    def sources(self) -> list[Source]:
        """The files as they are to be imported."""
        answers = {**self.answers, BAD_ROWS: self.leave_rows}
        now, zone, left_list = self.now, self.zone, self.left_list
        return [
            file.to_import(answers, now=now, zone=zone, left_list=left_list) for file in self.files
        ]

    def preview(
        self, session: Session, owner: str, listing: Listing | None = None
    ) -> ImportPreview:
        """What they would do to the owner's diary. Changes nothing."""
        preview = import_preview(session, owner, self.sources, listing=listing)
        preview.holdings = pause_changes(session, owner, preview, self.now)
        return preview

    def prepared(self, session: Session, owner: str, closing: ExitStack) -> Prepared:
        """All that importing them will write. Changes and locks nothing."""
        return prepare(session, owner, self.sources, self.now, closing)

    def apply(
        self,
        session: Session,
        owner: str,
        submission: Submission,
        prepared: Prepared | None = None,
    ) -> ImportResult:
        """Import them, as ``write`` does; prepared anew where the diary has changed since."""
        return write_current(session, owner, self.prepared, submission, prepared, put_pauses)


def uploaded_files(
    files: Sequence[Named], *, now: datetime, zone: str, as_table: bool = False
) -> ArchiveImport | UploadedFiles:
    """What some files are: one archive, or others. Raises ``zips.ZipRefused``.

    ``as_table``: they are tables, whatever their headers look like.
    """
    for _, content in files:
        if archive_reading.is_archive(content):
            if len(files) > 1:
                raise zips.ZipRefused("archive_alone")
            return ArchiveImport.opened(content, now=now, zone=zone)
    if len(files) > 1 and sum(_length(content) for _, content in files) > BYTES_MOST:
        raise zips.ZipRefused("together_too_large", megabytes=BYTES_MOST // MEGABYTE)
    uploads = [_uploaded(name, content, now, as_table=as_table) for name, content in files]
    if len(uploads) > 1 and not all(file.is_ours for file in uploads):
        raise zips.ZipRefused("one_by_one")
    return UploadedFiles(uploads, now, zone)


def _length(content: IO[bytes]) -> int:
    return content.seek(0, SEEK_END)


def _uploaded(name: str, content: IO[bytes], now: datetime, *, as_table: bool) -> UploadedFile:
    form: Format = MAPPER if as_table else format_of(content)
    if _length(content) > BYTES_MOST and not form.large:
        code = "zip_too_large" if _is_zip(content) else "file_too_large"
        raise zips.ZipRefused(code, megabytes=BYTES_MOST // MEGABYTE)
    return UploadedFile(name, form, content, now.date())


def _is_zip(content: IO[bytes]) -> bool:
    content.seek(0)
    return zips.is_zip(content.read(4))

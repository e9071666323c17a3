"""What the pages of imports show, each as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from journal.core.model import moments
from journal.core.model import records as r
from journal.exchange.files.read_file import LeftOut
from journal.store.db.models import Import
from journal.store.diary import queries
from journal.store.imports import import_answers
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.preview import ImportPreview
from journal.web.support.import_questions import ShownQuestion, groups, with_answers
from journal.web.support.request import account, db, now, owner
from journal.words import import_pages

if TYPE_CHECKING:
    from journal.exchange.files.table import Table
    from journal.store.imports.uploaded import UploadedFile, UploadedFiles

SAMPLE_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class SentFiles:
    """Files that were sent: what they are, and the id they are kept under, if they are."""

    content: "ArchiveImport | UploadedFiles"
    batch: str = ""
    sort: str = ""

    @property
    def asking(self) -> "UploadedFile | None":
        """The file about which something may be asked."""
        return None if isinstance(self.content, ArchiveImport) else self.content.asking

    def recall(self, reading: Session) -> dict[str, str]:
        """What was answered about such a file before, as far as it fits."""
        if isinstance(self.content, ArchiveImport) or self.asking is None:
            return {}
        remembered = import_answers.remembered(reading, owner(), self.asking.source)
        self.content.answers = fitting = self.asking.fitting(account().zone, remembered)
        return fitting


@dataclass(frozen=True, slots=True)
class PreviewedFiles:
    """Files that were sent, and what they would do."""

    sent: SentFiles
    does: ImportPreview

    @property
    def archive(self) -> ArchiveImport | None:
        """The archive that they are, if they are one."""
        return self.sent.content if isinstance(self.sent.content, ArchiveImport) else None

    @property
    def source(self) -> str:
        """A sentence on the program the file comes from; empty where it is the journal."""
        file = self.sent.asking
        return import_pages.source(file.form.word, file.form.title) if file else ""

    @property
    def left(self) -> list[LeftOut]:
        """What of an archive is not brought over."""
        return self.archive.not_brought if self.archive else []

    @property
    def leave_rows(self) -> str:
        """What was chosen for rows that cannot be read."""
        content = self.sent.content
        return "" if isinstance(content, ArchiveImport) else content.leave_rows

    @property
    def rows_can_be_left(self) -> bool:
        """Whether the rest can be imported without the rows that have problems."""
        return self.does.refused and self.archive is None and self.does.only_rows_refused

    @property
    def table_offered(self) -> bool:
        """Whether the person may say what the columns of a file of ours hold."""
        ours = self.archive is None and self.sent.asking is None
        return ours and len(self.does.files) == 1 and bool(self.does.files[0].file.unknown_columns)

    @property
    def worth_keeping(self) -> bool:
        """Whether there is something to go on with."""
        if self.does.refused:
            return self.rows_can_be_left
        return self.does.does_something or any(
            part.file.unknown_columns for part in self.does.files
        )


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The page where files are sent: with the imports of before, or what files would do."""

    problem: str = ""
    files: PreviewedFiles | None = None
    past: Sequence[Import] = ()
    undoable_since: datetime | None = None
    """Imports of that moment and later can be undone."""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """What is asked about a file before it is said what it would do."""

    sent: SentFiles
    file: "UploadedFile"
    groups: list[tuple[str, list[ShownQuestion]]]
    """What is asked, each group under its heading; empty where it has none."""
    answered: list[ShownQuestion]
    """What was answered already, while there is more to ask."""
    recalled: bool
    """Whether all of it was answered before."""
    table: "Table | None"
    sample: list[r.Record]
    """The first entries, as they would come in."""
    exercises: list[str]

    @property
    def source(self) -> str:
        """The program the file comes from."""
        return import_pages.title(self.file.form.word, self.file.form.title)

    @property
    def zones(self) -> list[str]:
        """What a question about a zone offers."""
        return sorted(moments.zone_names())


def questions_page(
    upload: SentFiles, file: "UploadedFile", answers: dict[str, str]
) -> QuestionsPage:
    """What the page of questions about a file shows, by the answers that are there."""
    zone = account().zone
    questions = with_answers(file.questions(zone, answers), answers)
    fresh = [question for question in questions if not question.answered]
    return QuestionsPage(
        sent=upload,
        file=file,
        groups=[
            (import_pages.group(name, len(members)) if name else "", members)
            for name, members in groups(fresh or questions)
        ],
        answered=[question for question in questions if question.answered] if fresh else [],
        recalled=bool(answers) and not fresh,
        table=file.table(answers),
        sample=file.sample(answers, SAMPLE_ROWS, now=now(), zone=zone),
        exercises=[exercise.name for exercise in queries.exercises(db(), owner())],
    )

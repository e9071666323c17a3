"""What the pages of imports show, each as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from journal.exchange.files.read_file import LeftOut
from journal.store.db.models import Import
from journal.store.imports import import_answers
from journal.store.imports.preview import ImportPreview
from journal.web.support.request import account, owner
from journal.words import import_pages

if TYPE_CHECKING:
    from journal.store.imports.archive_import import ArchiveImport
    from journal.store.imports.uploaded import UploadedFile, UploadedFiles


@dataclass(frozen=True, slots=True)
class SentFiles:
    """Files that were sent: what they are, and the id they are kept under, if they are."""

    content: "ArchiveImport | UploadedFiles"
    batch: str = ""
    sort: str = ""

    @property
    def archive(self) -> "ArchiveImport | None":
        """The archive that they are, if they are one."""
        from journal.store.imports.archive_import import ArchiveImport  # noqa: PLC0415 (see ``imports``)

        return self.content if isinstance(self.content, ArchiveImport) else None

    @property
    def others(self) -> "UploadedFiles | None":
        """The files that they are, if they are no archive."""
        from journal.store.imports.uploaded import UploadedFiles  # noqa: PLC0415 (see ``imports``)

        return self.content if isinstance(self.content, UploadedFiles) else None

    @property
    def asking(self) -> "UploadedFile | None":
        """The file about which something may be asked."""
        return None if self.others is None else self.others.asking

    def recall(self, reading: Session) -> dict[str, str]:
        """What was answered about such a file before, as far as it fits."""
        from journal.store.imports.listed import listed_names  # noqa: PLC0415 (see ``imports``)

        if self.others is None or self.asking is None:
            return {}
        self.asking.listed = listed_names(reading, owner())
        remembered = import_answers.remembered(reading, owner(), self.asking.source)
        self.others.answers = fitting = self.asking.fitting(account().zone, remembered)
        return fitting


@dataclass(frozen=True, slots=True)
class PreviewedFiles:
    """Files that were sent, and what they would do."""

    sent: SentFiles
    does: ImportPreview

    @property
    def archive(self) -> "ArchiveImport | None":
        """The archive that they are, if they are one."""
        return self.sent.archive

    @property
    def source(self) -> str:
        """A sentence on the program the file comes from; empty where it is the journal."""
        file = self.sent.asking
        return import_pages.source(file.form.word, file.form.title) if file else ""

    @property
    def newer(self) -> str:
        """A sentence on an archive that a newer journal made; empty for any other."""
        is_newer = self.archive is not None and self.archive.archive.newer
        return import_pages.newer_archive() if is_newer else ""

    @property
    def left(self) -> list[LeftOut]:
        """What of an archive is not brought over."""
        return self.archive.not_brought if self.archive else []

    @property
    def leave_rows(self) -> str:
        """What was chosen for rows that cannot be read."""
        return self.sent.others.leave_rows if self.sent.others else ""

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

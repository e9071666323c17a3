"""Files that somebody sends in: recognised, asked about, and made ready to be imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from journal.exchange.files import zips
from journal.exchange.files.questions import Answers, Question
from journal.exchange.files.table import BYTES_MOST
from journal.exchange.own import archive_reading
from journal.exchange.trackers.base import Format
from journal.exchange.trackers.recognise import MAPPER, OWN, format_of, remembered_by
from journal.store.diary.actions import Submission, new_id
from journal.store.imports.apply import Done, apply
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.comparison import import_preview
from journal.store.imports.preview import ImportPreview, Source
from journal.store.imports.uploads import Named


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that is no archive: its name, what reads it, and all of it."""

    name: str
    form: Format
    content: bytes

    @property
    def is_ours(self) -> bool:
        """Whether it has the columns of a file the journal writes."""
        return self.form is OWN

    @property
    def is_any_table(self) -> bool:
        """Whether the person has to say what its columns hold."""
        return self.form is MAPPER

    @property
    def about(self) -> str:
        """The name under which answers about such files are remembered."""
        return remembered_by(self.form, self.content)

    def questions(self, zone: str, answers: Answers) -> list[Question]:
        """What is asked by now, answered or not; answers may lead to further questions."""
        asked = self.form.questions(self.content, zone=zone, answers=answers)
        return [it for it in asked if not it.depends or answers.get(it.depends)]

    def fitting(self, zone: str, answers: Answers) -> dict[str, str]:
        """Those of some answers that are ones to questions this file asks."""
        kept = dict(answers)
        while True:
            asked = {it.id: it for it in self.questions(zone, kept)}
            fine = {
                key: said
                for key, said in kept.items()
                if key in asked and asked[key].fault(said) is None
            }
            if fine == kept:
                return kept
            kept = fine

    def guessed(self, zone: str, answers: Answers) -> dict[str, str]:
        """Answers, and a guess for each question they leave open, as far as guesses go."""
        said = self.fitting(zone, answers)
        while True:
            asked = [it for it in self.questions(zone, said) if it.id not in said]
            fresh = {it.id: it.guess for it in asked if it.fault(it.guess) is None}
            if not fresh:
                return said
            said |= fresh

    def open(self, zone: str, answers: Answers) -> list[Question]:
        """The questions without an answer yet."""
        return [it for it in self.questions(zone, answers) if it.id not in answers]

    def source(self, answers: Mapping[str, str], *, now: datetime, zone: str) -> Source:
        """What is to be imported of it, by some answers."""
        file = self.form.read(self.content, answers, now=now, zone=zone, new_id=new_id)
        return Source(self.name, file)


@dataclass(slots=True)
class UploadedFiles:
    """Files that came in together and are no archive; only ours come in company."""

    files: list[UploadedFile]
    now: datetime
    zone: str
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was answered about the one that asks."""

    @property
    def asking(self) -> UploadedFile | None:
        """The file about which something may be asked."""
        return next((it for it in self.files if not it.is_ours), None)

    @property
    def sources(self) -> list[Source]:
        """The files as they are to be imported."""
        return [it.source(self.answers, now=self.now, zone=self.zone) for it in self.files]

    def preview(self, session: Session, owner: str) -> ImportPreview:
        """What they would do to the owner's diary. Changes nothing."""
        return import_preview(session, owner, self.sources)

    def apply(self, session: Session, owner: str, submission: Submission) -> Done:
        """Bring them in, as ``imports.apply`` does."""
        return apply(session, owner, self.sources, submission)


def uploaded_files(
    files: Sequence[Named], *, now: datetime, zone: str, as_table: bool = False
) -> ArchiveImport | UploadedFiles:
    """What some files are: one archive, or others. Raises ``zips.Refused``.

    ``as_table``: they are tables, whatever their headers look like.
    """
    for _, content in files:
        if archive_reading.is_archive(content):
            if len(files) > 1:
                raise zips.Refused("Bring an archive in by itself, without other files.")
            return ArchiveImport.opened(content, now=now, zone=zone)
    found = [_arrival(name, content, as_table=as_table) for name, content in _read(files)]
    if len(found) > 1 and not all(it.is_ours for it in found):
        raise zips.Refused(
            "Several files at once can only be ones that the journal wrote. "
            "Bring those of other trackers in one by one."
        )
    return UploadedFiles(found, now, zone)


def _read(files: Sequence[Named]) -> list[tuple[str, bytes]]:
    read = []
    for name, content in files:
        content.seek(0)
        read.append((name, content.read(BYTES_MOST + 1)))
    if len(read) > 1 and sum(len(content) for _, content in read) > BYTES_MOST:
        raise zips.Refused(
            "Together these files are larger than 16 MiB. Bring them in one by one."
        )
    return read


def _arrival(name: str, content: bytes, *, as_table: bool) -> UploadedFile:
    if zips.is_zip(content) and len(content) > BYTES_MOST:
        raise zips.Refused("This zip is larger than 16 MiB, and no archive of the journal.")
    form: Format = MAPPER if as_table else format_of(content)
    return UploadedFile(name, form, content)

"""Putting an archive into an account: everything that it holds, as files are imported."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from sqlalchemy import delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.names import stored_name_key
from journal.exchange.files import zips
from journal.exchange.files.read_file import LeftOut, ReadFile
from journal.exchange.own import archive
from journal.exchange.own.archive_reading import Archive
from journal.store.db import models as m
from journal.store.db.upgrade import revisions
from journal.store.diary import queries
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import new_id
from journal.store.imports.account_data import HOLDINGS, HoldingChange
from journal.store.imports.apply import (
    ImportResult,
    Writing,
    exercise_values,
    write_current,
)
from journal.store.imports.archive_export import plain
from journal.store.imports.archive_names import ArchiveNames
from journal.store.imports.archive_values import EXERCISE_KEYS, change_of, exercise_of
from journal.store.imports.comparison import import_preview
from journal.store.imports.holding import Clash, Holding, NewerValue, Unfit, Value
from journal.store.imports.import_steps import (
    ADDED,
    HISTORY,
    RELISTED,
    UNLISTED,
    exercise_entry,
)
from journal.store.imports.prepared import Prepared, prepare
from journal.store.imports.preview import ImportPreview, Listing, Source, batches


@dataclass(frozen=True, slots=True)
class ArchiveImport:
    """An archive that is to be put into an account, at a moment and in its zone."""

    archive: Archive
    now: datetime
    zone: str

    @classmethod
    def opened(cls, stream: IO[bytes], *, now: datetime, zone: str) -> "ArchiveImport":
        """The archive in a stream, compared with its manifest; raises ``zips.ZipRefused``."""
        archive = Archive.opened(stream, revisions()[-1])
        archive.check()
        return cls(archive, now, zone)

    @property
    def not_brought(self) -> list[LeftOut]:
        """What of the archive is not brought over."""
        more = [name for name in self.archive.settings if name not in HOLDINGS]
        settings = [LeftOut("setting", name, 1) for name in more]
        keys = sorted({key for exercise in self.archive.exercises() for key in exercise})
        fields = [LeftOut("exercise_field", key, 1) for key in keys if key not in EXERCISE_KEYS]
        return [*self.archive.not_brought, *settings, *fields]

    def _sources(self, names: ArchiveNames) -> list[Source]:
        """Its files, read as streams."""
        return [self._source(name, kind, names) for name, kind in archive.CSV_FILES.items()]

    def _source(self, name: str, kind: type[r.Record], names: ArchiveNames) -> Source:
        def stream(file: ReadFile) -> Iterator[tuple[int, r.Record]]:
            now, zone = self.now, self.zone
            return self.archive.records(kind, file, now=now, zone=zone, row_now=names.row)

        file = ReadFile(kind, leaves_rows=self.archive.newer)
        return Source(name, file, stream, of_archive=True)

    def _names(self, account_exercises: Iterable[m.Exercise]) -> ArchiveNames:
        """Its list of exercises, for an account with some; raises ``zips.ZipRefused``."""
        newer = self.archive.newer
        listed = (exercise_of(values, newer=newer) for values in self.archive.exercises())
        return ArchiveNames.of(listed, {exercise.name for exercise in account_exercises})

    def history(self) -> Iterator[dict[str, Any]]:
        """Its changes, as columns; raises ``zips.ZipRefused``."""
        for values in self.archive.history():
            yield change_of(values)

    def _holdings(
        self, session: Session, owner: str, names: ArchiveNames, *, whole: bool
    ) -> list[HoldingChange]:
        """What would change besides records; raises ``zips.ZipRefused``.

        ``whole``: the account was untouched before.
        """
        settings, changes = self.archive.settings, []
        for name, holding in HOLDINGS.items():
            if name not in settings or (holding.whole_only and not whole):
                continue
            before = holding.of(session, owner)
            value = holding.with_names(settings[name], names.name)
            after = self._after(holding, before, value)
            after = holding.puttable(session, owner, after)
            if after != before:
                changes.append(HoldingChange(name, before, after))
        return changes

    def _after(self, holding: Holding, before: Value, value: Value) -> Value:
        """What a setting becomes; of a newer journal's, what is not known here stays as it is."""
        if self.archive.newer:
            value = self._known_of(holding, before, value)
        try:
            return holding.after(before, value, self.now)
        except Unfit as unfit:
            if self.archive.newer:
                self._leave_out(holding.name)
                return before
            raise zips.ZipRefused(unfit.code, name=archive.JOURNAL_JSON) from None
        except Clash as why:
            raise zips.ZipRefused(why.code) from None
        except NewerValue as newer:
            raise zips.ZipRefused("archive_newer_kind", name=newer.name) from None

    def _known_of(self, holding: Holding, before: Value, value: Value) -> Value:
        """What of a newer journal's setting this one knows; the rest is left out."""
        parts = holding.known_of(before, value, self.now)
        for part in value if parts != value else ():
            if part not in parts:
                self._leave_out(part)
        return parts

    def _leave_out(self, name: str) -> None:
        setting = LeftOut("setting", name, 1)
        if setting not in self.archive.not_brought:  # it is previewed before it is applied
            self.archive.not_brought.append(setting)

    def preview(
        self, session: Session, owner: str, listing: Listing | None = None
    ) -> ImportPreview:
        """What it would do to the owner's account. Changes nothing. Raises ``zips.ZipRefused``."""
        whole = is_untouched(session, owner)
        exercises = queries.exercises(session, owner, retired=True)
        archive_names = self._names(exercises)
        sources = self._sources(archive_names)
        preview = import_preview(session, owner, sources, whole=whole, listing=listing)
        listed = _by_key(archive_names)
        known_keys = {exercise.name_key for exercise in exercises}
        fresh = {stored_name_key(name): name for name in preview.new_exercises}
        names = listed | {key: name for key, name in fresh.items() if key not in listed}
        preview.new_exercises = [name for key, name in names.items() if key not in known_keys]
        preview.numbered_exercises = list(archive_names.numbered.values())
        preview.holdings = self._holdings(session, owner, archive_names, whole=whole)
        for batch in batches(self.history()):
            preview.history += len(_unknown(session, owner, batch))
        return preview

    def prepared(self, session: Session, owner: str, closing: ExitStack) -> Prepared:
        """All rows that importing it will write. Changes and locks nothing."""
        whole = is_untouched(session, owner)
        exercises = queries.exercises(session, owner, retired=True)
        archive_names = self._names(exercises)
        sources, names = self._sources(archive_names), _by_key(archive_names)
        if not whole:
            names |= {exercise.name_key: exercise.name for exercise in exercises}
        return prepare(session, owner, sources, self.now, closing, names=names, whole=whole)

    def apply(
        self,
        session: Session,
        owner: str,
        submission: Submission,
        prepared: Prepared | None = None,
    ) -> ImportResult:
        """Put it into the owner's account, as ``write`` does with files."""
        whole = is_untouched(session, owner)

        def put_the_rest(writing: Writing, preview: ImportPreview) -> None:
            self._put_the_rest(writing, preview, whole=whole)

        return write_current(session, owner, self.prepared, submission, prepared, put_the_rest)

    def _put_the_rest(self, writing: Writing, preview: ImportPreview, *, whole: bool) -> None:
        session, owner = writing.session, writing.owner
        names = self._names(queries.exercises(session, owner, retired=True))
        if whole:
            _take_off(writing, {*_by_key(names)})
        preview.new_exercises += _put_on(writing, names.exercises, edit=whole)
        preview.holdings = self._holdings(session, owner, names, whole=whole)
        for change in preview.holdings:
            change.holding.put(session, owner, change.after, self.now)
        for batch in batches(self.history()):
            preview.history += _remember(writing, _unknown(session, owner, batch))


def _by_key(names: ArchiveNames) -> dict[str, str]:
    """The names that an archive lists, by the form they are compared in."""
    return {stored_name_key(values["name"]): values["name"] for values in names.exercises}


def is_untouched(session: Session, owner: str) -> bool:
    """Whether an account holds nothing but what it came with."""
    counts = queries.counts(session, owner)
    exercise, line, picture = m.Exercise, m.PrescriptionRow, m.ExercisePictureRow
    touched = or_(
        exists().where(exercise.owner_id == owner, or_(_is_own(exercise), exercise.version > 1)),
        exists().where(line.owner_id == owner, line.starting.is_(False)),
        exists().where(picture.owner_id == owner),
    )
    logged = any(count for slug, count in counts.items() if slug != "programme")
    return not (logged or session.execute(select(touched)).scalar_one())


def _is_own(exercise: type[m.Exercise]) -> Any:  # SQLAlchemy's condition
    return or_(exercise.built_in.is_(None), exercise.retired_at.is_not(None))


def _take_off(writing: Writing, name_keys: set[str]) -> None:
    """Delete the exercises of an untouched account that are not to be on its list."""
    row = m.Exercise
    listed = queries.exercises(writing.session, writing.owner, retired=True)
    unlisted = {line.id: line for line in listed if line.name_key not in name_keys}
    if unlisted:
        entries = [
            exercise_entry(plain(line) | {"id": line.id}, line.version)
            for line in unlisted.values()
        ]
        writing.step(UNLISTED, entries)
        deletion = delete(row).where(row.owner_id == writing.owner, row.id.in_(unlisted))
        writing.session.connection().execute(deletion)


def _put_on(writing: Writing, listed: Sequence[dict[str, Any]], *, edit: bool) -> list[str]:
    """Put exercises on the list; those that are there become the same only with ``edit``.

    Returns the names of those that are new.
    """
    session, row = writing.session, m.Exercise
    question = select(row).where(row.owner_id == writing.owner)
    exercises = {exercise.name_key: exercise for exercise in session.scalars(question)}
    common = {"owner_id": writing.owner, "created_at": writing.at, "version": 1}
    new = [exercise for exercise in listed if stored_name_key(exercise["name"]) not in exercises]
    rows = [common | {"id": new_id()} | exercise_values(exercise) for exercise in new]
    if rows:
        session.connection().execute(insert(row), rows)
        writing.step(ADDED, [exercise["id"] for exercise in rows])
    edited = [
        (was, exercise)
        for exercise in listed
        if edit
        and (was := exercises.get(stored_name_key(exercise["name"])))
        and plain(was) != exercise
    ]
    for was, exercise in edited:
        values = exercise_values(exercise) | {"version": was.version + 1}
        mine = (row.owner_id == writing.owner, row.id == was.id)
        session.connection().execute(update(row).where(*mine).values(**values))
    if edited:
        entries = [
            exercise_entry(plain(was) | {"id": was.id}, was.version + 1) for was, _ in edited
        ]
        writing.step(RELISTED, entries)
    session.expire_all()
    return [exercise["name"] for exercise in new]


def _unknown(
    session: Session, owner: str, batch: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Those of some changes that the account does not have."""
    row = m.Change
    ids, keys = [change["id"] for change in batch], [change["client_key"] for change in batch]
    question = select(row.id, row.client_key).where(
        row.owner_id == owner, or_(row.id.in_(ids), row.client_key.in_(keys))
    )
    known_ids = {text for pair in session.execute(question) for text in pair}
    return [change for change in batch if not {change["id"], change["client_key"]} & known_ids]


def _remember(writing: Writing, fresh: Sequence[dict[str, Any]]) -> int:
    if fresh:
        rows = [change | {"owner_id": writing.owner, "before": None} for change in fresh]
        writing.session.connection().execute(insert(m.Change), rows)
        writing.step(HISTORY, [change["id"] for change in fresh])
    return len(fresh)

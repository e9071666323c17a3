"""Files read, checked and compared with a diary before anything is locked: ready to be written.

The rows wait in a temporary file that nobody else can open, so that neither memory nor a lock
grows with them. Written in one transaction later, all of them or none.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, Final

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, SLUGS
from journal.store.accounts.accounts import revision_of
from journal.store.diary.rows import (
    EXERCISE_ID,
    OFFSET,
    exercise_name,
    key_of,
    of_one_moment,
    stored_values,
)
from journal.store.imports.comparison import (
    DiaryComparison,
    refuse_twins,
    replaced_programme,
)
from journal.store.imports.import_steps import record_entry
from journal.store.imports.preview import Compared, Difference, FilePreview, ImportPreview, Source
from journal.store.imports.row_values import RowChanges, RowValues, Values

IN_MEMORY: Final = 256 * 1024
"""Bytes of rows that are gathered before they are put into the file."""


@dataclass(slots=True)
class Batch:
    """Some records of one kind: the rows that are new with their keys, and those that change."""

    kind: type[r.Record]
    keys: list[str]
    rows: list[Values]
    exercises: list[str]
    """The names of their exercises."""
    before: list[dict[str, Any]]
    """What undoing needs of each that changes."""
    changed: list[Values]
    """Their rows, in which an exercise's name stands where its id will."""


@dataclass(slots=True)
class Prepared:
    """What files do to a diary, and the rows of it; ``revision`` tells whether it still holds."""

    preview: ImportPreview
    revision: int
    at: datetime
    gone: set[str] = field(default_factory=set)
    """The lines of the starting programme that give way."""
    moving: list[str] = field(default_factory=list)
    """The ratings of days that leave their day."""
    fresh: list[str] = field(default_factory=list)
    """The names of exercises that are new."""
    rows: dict[type[r.Record], RowValues] = field(default_factory=dict)
    changes: dict[type[r.Record], RowChanges] = field(default_factory=dict)
    spool: IO[bytes] | None = None

    def stale(self, session: Session, owner: str) -> bool:
        """Whether the owner's diary has changed since."""
        return revision_of(session, owner) != self.revision

    def batches(self) -> Iterator[Batch]:
        """What is to be written, in the order of the files."""
        if self.spool is None:
            return
        self.spool.seek(0)
        while True:
            try:
                slug, *parts = pickle.load(self.spool)  # noqa: S301 (our own file, which has no name)
            except EOFError:
                return
            yield Batch(RECORDS[slug], *parts)


def prepare(
    session: Session,
    owner: str,
    sources: Sequence[Source],
    at: datetime,
    closing: ExitStack,
    *,
    names: Mapping[str, str] | None = None,
    whole: bool = False,
) -> Prepared:
    """What files would write into the owner's diary at ``at``. Changes nothing, and locks nothing.

    ``names``: what the list of exercises will be by then, where not as it is; ``whole``: the files
    are all that the diary shall hold. The rows are gone when ``closing`` ends.
    """
    sources = [replace(source, file=_fresh(source)) for source in sources]
    preview = ImportPreview([FilePreview(source.name, source.file) for source in sources])
    prepared = Prepared(preview, revision_of(session, owner), at)
    refuse_twins(preview, sources)
    if preview.refused:
        return prepared
    prepared.gone = replaced_programme(session, owner, sources, whole=whole)
    preview.replaces_starting = bool(prepared.gone)
    comparison = DiaryComparison(session, owner, sources, names)
    spool = TemporaryFile(buffering=IN_MEMORY)  # noqa: SIM115 (closed with the others)
    prepared.spool = closing.enter_context(spool)
    common = {"owner_id": owner, "version": 1, "created_at": at}
    writer = _Spooling(prepared, session.connection().dialect, owner, common)
    for source, part in zip(sources, preview.files, strict=True):
        for compared in comparison.of(source, part):
            if not preview.refused:
                writer.put(compared)
    preview.spasms = comparison.spasms.times(session, owner)
    preview.planned_twice = comparison.lines.planned_twice(session, owner, prepared.gone)
    prepared.moving = sorted(comparison.moving)
    prepared.fresh = list(comparison.fresh.values())
    return prepared


def _fresh(source: Source) -> Any:  # a ReadFile, in which problems are noted anew
    file = source.file
    return replace(file, problems=[*file.problems], left_rows=[*file.left_rows])


class _Spooling:
    """Puts what was compared into the file."""

    def __init__(
        self, prepared: Prepared, dialect: Dialect, owner: str, common: dict[str, Any]
    ) -> None:
        self.prepared, self.dialect, self.common = prepared, dialect, common
        self.owner = owner

    def put(self, compared: Compared) -> None:
        """Make rows of some records."""
        kind = compared.kind
        values, changes = self._values_of(kind), self._changes_of(kind)
        records = (*compared.new, *(difference.after for difference in compared.changed))
        batch = (
            SLUGS[kind],
            [key_of(record) for record in compared.new],
            [values.of(record) for record in compared.new],
            sorted({_exercise(record) for record in records} - {""}),
            [record_entry(difference.was) for difference in compared.changed],
            [changes.of(_changed_values(difference)) for difference in compared.changed],
        )
        pickle.dump(batch, self._spool, pickle.HIGHEST_PROTOCOL)

    @property
    def _spool(self) -> IO[bytes]:
        assert self.prepared.spool is not None  # noqa: S101 (for the types: it was opened before)
        return self.prepared.spool

    def _values_of(self, kind: type[r.Record]) -> RowValues:
        if kind not in self.prepared.rows:
            more = {"starting": False} if kind is r.Prescription else {}
            self.prepared.rows[kind] = RowValues(self.dialect, kind, self.common | more)
        return self.prepared.rows[kind]

    def _changes_of(self, kind: type[r.Record]) -> RowChanges:
        changes = self.prepared.changes
        if kind not in changes:
            changes[kind] = RowChanges(self.dialect, kind, self.owner)
        return changes[kind]


def _changed_values(difference: Difference) -> dict[str, Any]:
    """The columns of a record that changes; the name of its exercise stands where its id will.

    A moment that stays keeps the offset it was written under.
    """
    record, was = difference.after, difference.was
    extras = {EXERCISE_ID: _exercise(record), "starting": False}
    if of_one_moment(record, was.record):
        extras[OFFSET] = was.extras[OFFSET]
    return dict(stored_values(record)) | extras


def _exercise(record: r.Record) -> str:
    return exercise_name(record) or ""

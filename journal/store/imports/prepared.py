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
from journal.store.diary.rows import key_of, stored_values
from journal.store.imports.comparison import (
    DiaryComparison,
    refuse_twins,
    replaced_programme,
)
from journal.store.imports.import_steps import record_entry
from journal.store.imports.preview import Compared, FilePreview, ImportPreview, Source
from journal.store.imports.row_values import RowValues, Values

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
    changed: list[tuple[dict[str, Any], dict[str, Any], str]]
    """What undoing needs of each, its values, and the name of its exercise."""


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
                slug, *rest = pickle.load(self.spool)  # noqa: S301 (our own file, which has no name)
            except EOFError:
                return
            yield Batch(RECORDS[slug], *rest)


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
    sources = [replace(it, file=_fresh(it)) for it in sources]
    made = ImportPreview([FilePreview(source.name, source.file) for source in sources])
    found = Prepared(made, revision_of(session, owner), at)
    refuse_twins(made, sources)
    if made.refused:
        return found
    found.gone = replaced_programme(session, owner, sources, whole=whole)
    made.replaces_starting = bool(found.gone)
    comparison = DiaryComparison(session, owner, sources, names)
    spool = TemporaryFile(buffering=IN_MEMORY)  # noqa: SIM115 (closed with the others)
    found.spool = closing.enter_context(spool)
    common = {"owner_id": owner, "version": 1, "created_at": at}
    writer = _Spooling(found, session.connection().dialect, common)
    for source, part in zip(sources, made.files, strict=True):
        for compared in comparison.of(source, part):
            if not made.refused:
                writer.put(compared)
    found.moving = sorted(comparison.moving)
    found.fresh = list(comparison.fresh.values())
    return found


def _fresh(source: Source) -> Any:  # a ReadFile, in which problems are noted anew
    file = source.file
    return replace(file, problems=[*file.problems], left_rows=[*file.left_rows])


class _Spooling:
    """Puts what was compared into the file."""

    def __init__(self, found: Prepared, dialect: Dialect, common: dict[str, Any]) -> None:
        self.found, self.dialect, self.common = found, dialect, common

    def put(self, compared: Compared) -> None:
        """Make rows of some records."""
        kind = compared.kind
        values = self._values_of(kind)
        changed = [
            (record_entry(it.was), dict(stored_values(it.after)), _exercise(it.after))
            for it in compared.changed
        ]
        names = {_exercise(it) for it in compared.new} | {name for _, _, name in changed}
        batch = (
            SLUGS[kind],
            [key_of(record) for record in compared.new],
            [values.of(record) for record in compared.new],
            sorted(names - {""}),
            changed,
        )
        pickle.dump(batch, self._spool, pickle.HIGHEST_PROTOCOL)

    @property
    def _spool(self) -> IO[bytes]:
        assert self.found.spool is not None  # noqa: S101 (for the types: it was opened before)
        return self.found.spool

    def _values_of(self, kind: type[r.Record]) -> RowValues:
        if kind not in self.found.rows:
            more = {"starting": False} if kind is r.Prescription else {}
            self.found.rows[kind] = RowValues(self.dialect, kind, self.common | more)
        return self.found.rows[kind]


def _exercise(record: r.Record) -> str:
    return record.exercise if isinstance(record, r.CompletedExercise | r.Prescription) else ""

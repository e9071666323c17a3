"""What undoing an import will do, found out before anything is locked: ready to be written.

What the import did is read step by step and compared with the diary as it is by now. What is to be
written waits in a temporary file that nobody else can open, as that of an import does.
"""

import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.core.model.strings import from_texts
from journal.store.accounts.accounts import revision_of
from journal.store.db import models as m
from journal.store.diary.rows import (
    EXERCISE_ID,
    ROWS,
    column_of,
    key_name,
    key_value,
    stored_values,
)
from journal.store.imports.import_steps import CHANGED, NEW, Entries, read
from journal.store.imports.prepared import IN_MEMORY
from journal.store.imports.row_values import RowChanges
from journal.store.imports.stored_records import stored

NAMED_MOST: Final = 3


@dataclass(slots=True)
class Undone:
    """What taking an import back did: entries removed, put back, and left as they are."""

    removed: int = 0
    put_back: int = 0
    left: Counter[str] = field(default_factory=Counter)
    """How many of each slug were edited since, and so were left."""
    examples: list[tuple[str, r.Record]] = field(default_factory=list)
    """A few of them, each with its slug."""
    not_restored: list[str] = field(default_factory=list)
    """What did not come back as something else is in its place: names of holdings, and
    the programme's slug."""


@dataclass(slots=True)
class PreparedUndo:
    """What undoing an import does to a diary; ``revision`` tells whether it still holds."""

    undone: Undone
    revision: int
    spool: IO[bytes]
    changes: dict[type[r.Record], RowChanges] = field(default_factory=dict)

    def stale(self, session: Session, owner: str) -> bool:
        """Whether the owner's diary has changed since."""
        return revision_of(session, owner) != self.revision

    def batches(self, what: str) -> Iterator[tuple[type[r.Record], list[Any], list[Any]]]:
        """What is to be undone of what was ``NEW``, or ``CHANGED``: kind, keys, and rows."""
        self.spool.seek(0)
        while True:
            try:
                action, slug, keys, rows = pickle.load(self.spool)  # noqa: S301 (our own file, which has no name)
            except EOFError:
                return
            if action == what:
                yield RECORDS[slug], keys, rows


def prepared_undo(session: Session, an_import: m.Import, closing: ExitStack) -> PreparedUndo:
    """What undoing an import would write. Changes nothing, and locks nothing.

    The rows are gone when ``closing`` ends.
    """
    spool = TemporaryFile(buffering=IN_MEMORY)  # noqa: SIM115 (closed with the others)
    closing.enter_context(spool)
    revision = revision_of(session, an_import.owner_id)
    prepared = PreparedUndo(Undone(), revision, spool)
    preparation = _Preparation(session, an_import, prepared)
    for what in (NEW, CHANGED):
        for slug, entries in steps(session, an_import, what):
            preparation.put(what, slug, entries)
    return prepared


def steps(session: Session, an_import: m.Import, what: str) -> Iterator[tuple[str, Entries]]:
    """The steps of an import that did one thing, one at a time: the slug of each, its entries."""
    row = m.ImportStep
    mine = (row.owner_id == an_import.owner_id, row.import_id == an_import.id)
    numbers = select(row.number).where(*mine, row.what == what).order_by(row.number)
    for number in session.scalars(numbers).all():
        step = select(row.word, row.entries).where(*mine, row.number == number)
        slug, entries = session.execute(step).one()
        yield slug, read(what, entries)


class _Preparation:
    """Puts what is to be written into the file."""

    def __init__(self, session: Session, an_import: m.Import, prepared: PreparedUndo) -> None:
        self.session, self.owner = session, an_import.owner_id
        self.prepared, self.undone = prepared, prepared.undone
        self.listed = set(
            session.scalars(select(m.Exercise.id).where(m.Exercise.owner_id == self.owner))
        )

    def put(self, what: str, slug: str, entries: Entries) -> None:
        """Find out what undoing a step writes: of what was edited since, nothing."""
        kind = RECORDS[slug]
        keys, rows = (self._new if what == NEW else self._changed)(slug, kind, entries)
        if keys:
            pickle.dump((what, slug, keys, rows), self.prepared.spool, pickle.HIGHEST_PROTOCOL)

    def _new(
        self, slug: str, kind: type[r.Record], entries: Entries
    ) -> tuple[list[Any], list[Any]]:
        """The keys of what goes."""
        versions = self._versions(kind, [key_value(kind, text) for text in entries])
        self._leave(slug, kind, [key for key, version in versions.items() if version != 1])
        removed = [key for key, version in versions.items() if version == 1]
        self.undone.removed += len(removed)
        return removed, []

    def _changed(
        self, slug: str, kind: type[r.Record], entries: Entries
    ) -> tuple[list[Any], list[Any]]:
        """The keys of what is put back, and the rows as they were."""
        if kind not in self.prepared.changes:
            dialect = self.session.connection().dialect
            self.prepared.changes[kind] = RowChanges(dialect, kind, self.owner)
        changes = self.prepared.changes[kind]
        versions = self._versions(kind, [key_value(kind, entry["key"]) for entry in entries])
        keys, rows = [], []
        for entry in entries:
            key, extras = key_value(kind, entry["key"]), entry["extras"]
            is_listed = EXERCISE_ID not in extras or extras[EXERCISE_ID] in self.listed
            if is_listed and versions.get(key) == entry["version"] + 1:
                keys.append(key)
                rows.append(changes.of(values_of(kind, entry)))
                del versions[key]
        self.undone.put_back += len(rows)
        self._leave(slug, kind, list(versions))
        return keys, rows

    def _versions(self, kind: type[r.Record], keys: Sequence[Any]) -> dict[Any, int]:
        """The versions by now of records that are still there, by key."""
        table, key = ROWS[kind], column_of(kind, key_name(kind))
        question = select(key, table.version).where(table.owner_id == self.owner, key.in_(keys))
        return {row[0]: row[1] for row in self.session.connection().execute(question)}

    def _leave(self, slug: str, kind: type[r.Record], keys: list[Any]) -> None:
        """Count records that stay, and remember a few of them."""
        if not keys:
            return
        self.undone.left[slug] += len(keys)
        first_keys = keys[: max(NAMED_MOST - len(self.undone.examples), 0)]
        which = column_of(kind, key_name(kind)).in_(first_keys)
        for example in stored(self.session, self.owner, kind, which):
            self.undone.examples.append((slug, example.record))


def values_of(kind: type[r.Record], entry: dict[str, Any]) -> dict[str, Any]:
    """The columns of a record as it was before an import, by name."""
    record = from_texts(kind, entry["texts"])
    extras: dict[str, Any] = entry["extras"]
    return dict(stored_values(record)) | extras

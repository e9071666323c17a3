"""Bringing files in: all of it or nothing, in few statements, with memory that does not grow.

What is done is noted in steps of some hundred entries, from which ``import_undo`` takes it back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import SLUGS
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.changes import About, Submission, new_change
from journal.store.diary.former_exercise_names import give_to_made
from journal.store.diary.row_writing import new_id
from journal.store.diary.rows import NAMED
from journal.store.diary.running import let_the_latest_be_on
from journal.store.imports.import_steps import ADDED, CHANGED, NEW, STARTING, record_entry, written
from journal.store.imports.prepared import Batch, Prepared, prepare
from journal.store.imports.preview import ImportPreview, Source, batches
from journal.store.imports.stored_records import stored

IMPORT: Final = "import"
"""The kind of the change that an import is."""


class TwoOfOneDay(Exception):
    """Two levels would stand for one day; nothing was imported."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An import that went in: what it did, and its change. Without a change nothing was done."""

    preview: ImportPreview
    change: m.Change | None


@dataclass(slots=True)
class Writing:
    """An import on its way in: writes, and notes in steps what it wrote."""

    session: Session
    owner: str
    id: str
    at: datetime
    number: int = 0
    exercise_ids: dict[str, str] = field(default_factory=dict)

    def step(self, what: str, entries: Sequence[Any], slug: str = "") -> None:
        """Note what was done."""
        self.number += 1
        values = {"owner_id": self.owner, "import_id": self.id, "number": self.number}
        values |= {"made_at": self.at, "what": what, "word": slug}
        values["entries"] = written(entries)
        self.session.connection().execute(insert(m.ImportStep), [values])

    def learn_exercises(self) -> None:
        """Look up which exercise each name of the list stands for."""
        exercises = queries.exercises(self.session, self.owner, retired=True)
        self.exercise_ids = {exercise.name: exercise.id for exercise in exercises}

    def add_exercises(self, names: Iterable[str]) -> None:
        """Put names on the list of exercises that are not on it yet."""
        fresh = {name: new_id() for name in names if name not in self.exercise_ids}
        if not fresh:
            return
        rows = [
            {"owner_id": self.owner, "id": key, "name": name, "name_key": stored_name_key(name)}
            | {"created_at": self.at, "version": 1}
            for name, key in fresh.items()
        ]
        self.session.connection().execute(insert(m.Exercise), rows)
        self.exercise_ids |= fresh
        self.step(ADDED, list(fresh.values()))

    def drop_starting(self, ids: set[str]) -> None:
        """Delete lines of the starting programme."""
        row = m.PrescriptionRow
        lines = list(stored(self.session, self.owner, r.Prescription, row.id.in_(ids)))
        self.step(STARTING, [record_entry(line) for line in lines], SLUGS[r.Prescription])
        dropped = delete(row).where(row.owner_id == self.owner, row.id.in_(ids))
        self.session.connection().execute(dropped)

    def take_off_their_days(self, moving: Sequence[str]) -> None:
        """Let levels that move stand for no day meanwhile, as two may change places."""
        row = m.PainLevelRow
        for keys in batches(moving):
            of_no_day = update(row).where(row.owner_id == self.owner, row.id.in_(keys))
            self.session.connection().execute(of_no_day.values(kind="now"))

    def write(self, prepared: Prepared) -> None:
        """Write the rows that are ready, and note them in steps."""
        for batch in prepared.batches():
            self.add_exercises(batch.exercises)
            if batch.keys:
                values = prepared.rows[batch.kind]
                values.insert(self.session.connection(), batch.rows, self.exercise_ids)
                self.step(NEW, batch.keys, SLUGS[batch.kind])
            if batch.changed:
                self._change(prepared, batch)

    def _change(self, prepared: Prepared, batch: Batch) -> None:
        changes, rows = prepared.changes[batch.kind], batch.changed
        if batch.kind in NAMED:
            rows = [changes.with_exercises(row, self.exercise_ids) for row in rows]
        changes.write(self.session.connection(), rows)
        self.step(CHANGED, batch.before, SLUGS[batch.kind])


def exercise_values(texts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an exercise of the list, of plain values."""
    retired_at = texts["retired_at"]
    return dict(texts) | {
        "name_key": stored_name_key(texts["name"]),
        "retired_at": retired_at and datetime.fromisoformat(retired_at),
    }


def nothing_more(_writing: Writing, _preview: ImportPreview) -> None:
    """Bring in nothing but records."""


def apply(
    session: Session,
    owner: str,
    sources: Sequence[Source],
    submission: Submission,
) -> ImportResult:
    """Bring files in. The caller commits.

    Where a line is refused, nothing is done, and the preview says why. Raises TwoOfOneDay, and
    nothing is done then either.
    """

    def anew(session: Session, owner: str, closing: ExitStack) -> Prepared:
        return prepare(session, owner, sources, submission.at, closing)

    return write_current(session, owner, anew, submission)


def write_current(
    session: Session,
    owner: str,
    prepare_anew: Callable[[Session, str, ExitStack], Prepared],
    submission: Submission,
    prepared: Prepared | None = None,
    put_the_rest: Callable[[Writing, ImportPreview], None] = nothing_more,
) -> ImportResult:
    """Write what is prepared, as ``write`` does; prepared anew where the diary has changed."""
    with ExitStack() as closing:
        if prepared is None or prepared.stale(session, owner):
            prepared = prepare_anew(session, owner, closing)
        return write(session, owner, prepared, submission, put_the_rest)


def write(
    session: Session,
    owner: str,
    prepared: Prepared,
    submission: Submission,
    put_the_rest: Callable[[Writing, ImportPreview], None] = nothing_more,
) -> ImportResult:
    """Write what is prepared and not stale, as ``apply`` does.

    ``put_the_rest`` does what is to be done besides records.
    """
    preview = prepared.preview
    if preview.refused:
        return ImportResult(preview, None)
    writing = Writing(session, owner, new_id(), submission.at)
    try:
        if prepared.gone:
            writing.drop_starting(prepared.gone)
        put_the_rest(writing, preview)
        writing.learn_exercises()
        writing.take_off_their_days(prepared.moving)
        writing.write(prepared)
        give_to_made(session, owner, writing.at)
        let_the_latest_be_on(session, owner)
    except IntegrityError:
        session.rollback()
        raise TwoOfOneDay from None
    preview.new_exercises += prepared.fresh
    return ImportResult(preview, _noted(writing, preview, submission))


def _noted(writing: Writing, preview: ImportPreview, submission: Submission) -> m.Change:
    session, owner = writing.session, writing.owner
    about = About(IMPORT, "")
    change = new_change(session, owner, submission, "imported", about, change_id=writing.id)
    holdings = {holding.name: [holding.before, holding.after] for holding in preview.holdings}
    session.add(
        m.Import(
            owner_id=owner,
            id=writing.id,
            made_at=submission.at,
            names=", ".join(dict.fromkeys(part.name for part in preview.files)),
            new=sum(part.new for part in preview.files),
            changed=sum(part.changed for part in preview.files),
            holdings=json.dumps(holdings) if holdings else None,
        )
    )
    session.flush()
    return change


def past(session: Session, owner: str, most: int) -> list[m.Import]:
    """The owner's latest imports, the newest first."""
    question = select(m.Import).where(m.Import.owner_id == owner)
    newest = question.order_by(m.Import.made_at.desc(), m.Import.id)
    return list(session.scalars(newest.limit(most)))

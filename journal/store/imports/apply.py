"""Bringing files in: all of it or nothing, in few statements, with memory that does not grow.

What is done is noted in steps of some hundred entries, from which ``import_undo`` takes it back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import SLUGS
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.actions import Submission
from journal.store.diary.row_writing import new_id, revise
from journal.store.diary.rows import EXERCISE_ID, ROWS, column_of, key_name, key_of, stored_values
from journal.store.diary.running import let_the_latest_be_on
from journal.store.imports.comparison import (
    Comparison,
    refuse_twins,
    replaced_programme,
    stored,
)
from journal.store.imports.import_steps import ADDED, CHANGED, NEW, STARTING, record_entry, written
from journal.store.imports.preview import (
    Difference,
    FilePreview,
    ImportPreview,
    Source,
    batches,
)

IMPORT: Final = "import"
"""The kind of the change that an import is."""


class TwoOfOneDay(Exception):
    """Two levels would stand for one day; nothing was imported."""


@dataclass(frozen=True, slots=True)
class Done:
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

    def step(self, what: str, entries: Sequence[Any], word: str = "") -> None:
        """Note what was done."""
        self.number += 1
        values = {"owner_id": self.owner, "import_id": self.id, "number": self.number}
        values |= {"made_at": self.at, "what": what, "word": word}
        values["entries"] = written(entries)
        self.session.connection().execute(insert(m.ImportStep), [values])

    def learn_exercises(self) -> None:
        """Look up which exercise each name of the list stands for."""
        known = queries.exercises(self.session, self.owner, retired=True)
        self.exercise_ids = {exercise.name: exercise.id for exercise in known}

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

    def drop_starting(self, gone: set[str]) -> None:
        """Delete lines of the starting programme."""
        row = m.PrescriptionRow
        lines = list(stored(self.session, self.owner, r.Prescription, row.id.in_(gone)))
        self.step(STARTING, [record_entry(line) for line in lines], SLUGS[r.Prescription])
        dropped = delete(row).where(row.owner_id == self.owner, row.id.in_(gone))
        self.session.connection().execute(dropped)

    def take_off_their_days(self, comparison: Comparison) -> None:
        """Let levels that move stand for no day meanwhile, as two may change places."""
        row = m.PainLevelRow
        for keys in batches(sorted(comparison.moving)):
            for it in stored(self.session, self.owner, r.PainLevel, row.id.in_(keys)):
                comparison.moved[key_of(it.record)] = it
            of_no_day = update(row).where(row.owner_id == self.owner, row.id.in_(keys))
            self.session.connection().execute(of_no_day.values(kind="now"))

    def write(self, comparison: Comparison, source: Source, part: FilePreview) -> None:
        """Bring in the records of one file."""
        for found in comparison.of(source, part):
            if part.file.problems:
                continue  # nothing of it will stay: only the other problems are wanted
            self.add_exercises(comparison.fresh.values())
            if found.new:
                self._insert(found.kind, found.new)
            if found.changed:
                self._update(found.kind, found.changed)

    def _insert(self, kind: type[r.Record], new: Sequence[r.Record]) -> None:
        common = {"owner_id": self.owner, "version": 1, "created_at": self.at}
        if kind is r.Prescription:
            common["starting"] = False
        rows = [common | self._values(record) for record in new]
        self.session.connection().execute(insert(ROWS[kind]), rows)
        self.step(NEW, [key_of(record) for record in new], SLUGS[kind])

    def _update(self, kind: type[r.Record], changed: Sequence[Difference]) -> None:
        common = {"starting": False} if kind is r.Prescription else {}
        rewrite(
            self.session, self.owner, kind, [common | self._values(it.after) for it in changed]
        )
        self.step(CHANGED, [record_entry(difference.was) for difference in changed], SLUGS[kind])

    def _values(self, record: r.Record) -> dict[str, Any]:
        values = dict(stored_values(record))
        if isinstance(record, r.CompletedExercise | r.Prescription):
            values[EXERCISE_ID] = self.exercise_ids[record.exercise]
        return values


def rewrite(
    session: Session, owner: str, kind: type[r.Record], rows: Sequence[dict[str, Any]]
) -> None:
    """Let the owner's rows of a kind hold other values, each under its own key."""
    table, key = ROWS[kind], key_name(kind)
    rewritten = (
        update(table)
        .where(table.owner_id == owner, column_of(kind, key) == bindparam("its_key"))
        .values(version=table.version + 1)
    )
    session.connection().execute(rewritten, [row | {"its_key": row[key]} for row in rows])


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
    put_the_rest: Callable[[Writing, ImportPreview], None] = nothing_more,
    *,
    whole: bool = False,
) -> Done:
    """Bring files in. The caller commits.

    ``put_the_rest`` does what is to be done besides records. Where a line is refused, everything
    is taken back, and the preview says why. Raises TwoOfOneDay, and nothing is done then either.
    """
    made = ImportPreview([FilePreview(source.name, source.file) for source in sources])
    refuse_twins(made, sources)
    if made.refused:
        return Done(made, None)
    writing = Writing(session, owner, new_id(), submission.at)
    try:
        if gone := replaced_programme(session, owner, sources, whole=whole):
            made.replaces_starting = True
            writing.drop_starting(gone)
        put_the_rest(writing, made)
        _write(writing, sources, made)
    except IntegrityError:
        session.rollback()
        raise TwoOfOneDay from None
    if any(part.file.problems for part in made.files):
        session.rollback()
        return Done(made, None)
    return Done(made, _noted(writing, made, submission))


def _write(writing: Writing, sources: Sequence[Source], made: ImportPreview) -> None:
    writing.learn_exercises()
    comparison = Comparison(writing.session, writing.owner, sources)
    writing.take_off_their_days(comparison)
    for source, part in zip(sources, made.files, strict=True):
        writing.write(comparison, source, part)
    let_the_latest_be_on(writing.session, writing.owner)
    made.new_exercises += comparison.fresh.values()


def _noted(writing: Writing, made: ImportPreview, submission: Submission) -> m.Change:
    session, owner = writing.session, writing.owner
    change = m.Change(
        owner_id=owner,
        id=writing.id,
        client_key=submission.client_key,
        digest=submission.digest,
        made_at=submission.at,
        kind=IMPORT,
        record_key="",
        action="imported",
        before=None,
    )
    holdings = {it.name: [it.before, it.after] for it in made.holdings}
    session.add_all(
        [
            change,
            m.Import(
                owner_id=owner,
                id=writing.id,
                made_at=submission.at,
                names=", ".join(dict.fromkeys(part.name for part in made.files)),
                new=sum(part.new for part in made.files),
                changed=sum(part.changed for part in made.files),
                holdings=json.dumps(holdings) if holdings else None,
            ),
        ]
    )
    revise(session, owner)
    session.flush()
    return change


def past(session: Session, owner: str, most: int) -> list[m.Import]:
    """The owner's latest imports, the newest first."""
    question = select(m.Import).where(m.Import.owner_id == owner)
    newest = question.order_by(m.Import.made_at.desc(), m.Import.id)
    return list(session.scalars(newest.limit(most)))

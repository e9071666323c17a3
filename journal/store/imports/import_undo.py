"""Taking an import back as a whole: step by step, with memory that does not grow.

It is found out before anything is locked (``prepared_undo``), so that others save meanwhile.
What was edited since is the person's own by now: it stays, and is named.
"""

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary.changes import CannotUndo, mark_undone
from journal.store.diary.former_exercise_names import take_from_made
from journal.store.diary.rows import EXERCISE_ID, ROWS, column_of, key_name
from journal.store.diary.running import let_the_latest_be_on
from journal.store.imports.account_data import HOLDINGS
from journal.store.imports.apply import exercise_values
from journal.store.imports.import_steps import (
    ADDED,
    CHANGED,
    HISTORY,
    NEW,
    RELISTED,
    STARTING,
    UNLISTED,
    Entries,
)
from journal.store.imports.prepared_undo import (
    PreparedUndo,
    Undone,
    prepared_undo,
    steps,
    values_of,
)

IMPORT_UNDO_LASTS: Final = timedelta(days=30)
"""So long what an import did is kept, and it can be undone as a whole."""


def import_of(session: Session, owner: str, change_id: str) -> m.Import | None:
    """The owner's import under the id of its change, or None."""
    question = select(m.Import).where(m.Import.owner_id == owner, m.Import.id == change_id)
    return session.scalars(question).one_or_none()


def undo(
    session: Session, change: m.Change, now: datetime, prepared: PreparedUndo | None = None
) -> Undone | None:
    """Take an import back. The caller commits, or rolls back where CannotUndo is raised.

    ``prepared``: what it does, found out before; it is found out anew where the diary has changed.
    None where it was taken back before.
    """
    an_import = undoable(session, change, now)
    if an_import is None:
        return None
    with ExitStack() as closing:
        if prepared is None or prepared.stale(session, an_import.owner_id):
            prepared = prepared_undo(session, an_import, closing)
        try:
            _Undoing(session, an_import, now, prepared).run()
        except IntegrityError:
            raise CannotUndo("undo_another_entry_imported") from None
    let_the_latest_be_on(session, an_import.owner_id)
    an_import.undone_at = now
    row = m.ImportStep
    session.execute(
        delete(row).where(row.owner_id == an_import.owner_id, row.import_id == an_import.id)
    )
    mark_undone(session, change)
    return prepared.undone


def undoable(session: Session, change: m.Change, now: datetime) -> m.Import | None:
    """The import that a change stands for; None where it was taken back before.

    Raises CannotUndo where it is too late.
    """
    an_import = import_of(session, change.owner_id, change.id)
    if an_import is None or (
        an_import.undone_at is None and an_import.made_at < now - IMPORT_UNDO_LASTS
    ):
        raise CannotUndo("undo_too_late")
    return an_import if an_import.undone_at is None else None


class _Undoing:
    def __init__(
        self, session: Session, an_import: m.Import, now: datetime, prepared: PreparedUndo
    ) -> None:
        self.session = session
        self.owner = an_import.owner_id
        self.an_import = an_import
        self.now = now
        self.prepared = prepared
        self.undone = prepared.undone

    def run(self) -> None:
        """Take everything back, what was done last first."""
        self._each(HISTORY, self._forget_history)
        self._put_holdings_back()
        for kind, keys, _ in self.prepared.batches(NEW):
            self._remove(kind, keys)
        for kind, keys, _ in self.prepared.batches(CHANGED):
            self._free_days(kind, keys)
        for kind, _, rows in self.prepared.batches(CHANGED):
            self.prepared.changes[kind].write(self.session.connection(), rows)
        self._each(ADDED, self._forget_exercises)
        self._each(RELISTED, self._list_as_before)
        self._each(UNLISTED, self._list_again)
        self._each(STARTING, self._restore_starting)

    def _each(self, what: str, act: Callable[[str, Entries], None]) -> None:
        for slug, entries in steps(self.session, self.an_import, what):
            act(slug, entries)

    def _execute(self, statement: Any, *rows: Any) -> None:  # SQLAlchemy's statements
        self.session.connection().execute(statement, *rows)

    def _forget_history(self, _slug: str, entries: Entries) -> None:
        row = m.Change
        self._execute(delete(row).where(row.owner_id == self.owner, row.id.in_(entries)))

    def _remove(self, kind: type[r.Record], keys: list[Any]) -> None:
        """Delete what was new; what was linked to a spasm of it stays, unlinked."""
        table, key = ROWS[kind], column_of(kind, key_name(kind))
        self._execute(delete(table).where(table.owner_id == self.owner, key.in_(keys)))
        for linked in (m.PainLevelRow, m.ReliefRow) if kind is r.Episode else ():
            of_removed = (linked.owner_id == self.owner, linked.episode_id.in_(keys))
            self._execute(update(linked).where(*of_removed).values(episode_id=None))

    def _free_days(self, kind: type[r.Record], keys: list[Any]) -> None:
        """Let levels that may return to another day stand for none meanwhile."""
        if kind is r.PainLevel:
            row = m.PainLevelRow
            freed = update(row).where(row.owner_id == self.owner, row.id.in_(keys))
            self._execute(freed.values(kind="now"))

    def _exercise_ids(self) -> set[str]:
        row = m.Exercise
        return set(self.session.scalars(select(row.id).where(row.owner_id == self.owner)))

    def _forget_exercises(self, _slug: str, entries: Entries) -> None:
        """Take exercises off the list that were added, unless they are used or edited."""
        row = m.Exercise
        unused = [
            ~exists().where(table.owner_id == self.owner, table.exercise_id == row.id)
            for table in (m.CompletedExerciseRow, m.PrescriptionRow, m.ExercisePictureRow)
        ]
        mine = (row.owner_id == self.owner, row.id.in_(entries), row.version == 1)
        question = select(row.id, row.name_key).where(*mine, *unused)
        exercises = self.session.execute(question).all()
        ids = [exercise.id for exercise in exercises]
        self._execute(delete(row).where(row.owner_id == self.owner, row.id.in_(ids)))
        name_keys = [exercise.name_key for exercise in exercises]
        made_at = self.an_import.made_at
        take_from_made(self.session, self.owner, name_keys, made_at)

    def _list_as_before(self, _slug: str, entries: Entries) -> None:
        """Let exercises be called and retired as they were, unless they were edited since."""
        row = m.Exercise
        for entry in entries:
            exercise, version = entry["exercise"], entry["version"]
            mine = (row.owner_id == self.owner, row.id == exercise["id"], row.version == version)
            values = exercise_values(exercise) | {"version": version + 1}
            self._execute(update(row).where(*mine).values(**values))

    def _list_again(self, _slug: str, entries: Entries) -> None:
        """Put exercises on the list again, unless others have their names."""
        row = m.Exercise
        name_keys = set(
            self.session.scalars(select(row.name_key).where(row.owner_id == self.owner))
        )
        common = {"owner_id": self.owner, "created_at": self.now}
        rows = [
            common | exercise_values(entry["exercise"]) | {"version": entry["version"] + 1}
            for entry in entries
            if stored_name_key(entry["exercise"]["name"]) not in name_keys
        ]
        if rows:
            self._execute(insert(row), rows)

    def _restore_starting(self, slug: str, entries: Entries) -> None:
        """Put the starting programme back, unless another is in its place."""
        row = m.PrescriptionRow
        other = select(row.id).where(row.owner_id == self.owner, row.starting.is_(False))
        listed = self._exercise_ids()
        unlisted = [entry for entry in entries if entry["extras"][EXERCISE_ID] not in listed]
        if unlisted or self.session.execute(other.limit(1)).first() is not None:
            self.undone.not_restored.append("programme")
            return
        common = {"owner_id": self.owner, "created_at": self.now}
        rows = [
            common | {"version": entry["version"] + 1} | values_of(RECORDS[slug], entry)
            for entry in entries
        ]
        self._execute(insert(row), rows)

    def _put_holdings_back(self) -> None:
        for name, (before, after) in json.loads(self.an_import.holdings or "{}").items():
            holding = HOLDINGS[name]
            expected = holding.puttable(self.session, self.owner, after)
            if holding.of(self.session, self.owner) == expected:
                holding.put(self.session, self.owner, before, self.now)
            else:
                self.undone.not_restored.append(name)

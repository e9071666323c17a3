"""Taking an import back as a whole: step by step, with memory that does not grow.

What was edited since is the person's own by now: it stays, and is named.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.core.model.names import stored_name_key
from journal.core.model.strings import from_texts
from journal.store.db import models as m
from journal.store.diary.change_undo import CannotUndo
from journal.store.diary.row_writing import revise
from journal.store.diary.rows import (
    EXERCISE_ID,
    NAMED,
    ROWS,
    column_of,
    key_name,
    key_value,
    stored_values,
)
from journal.store.diary.running import let_the_latest_be_on
from journal.store.imports.account_data import HOLDINGS
from journal.store.imports.apply import exercise_values, rewrite
from journal.store.imports.comparison import stored
from journal.store.imports.import_steps import (
    ADDED,
    CHANGED,
    HISTORY,
    NEW,
    RELISTED,
    STARTING,
    UNLISTED,
    Entries,
    read,
)

IMPORT_UNDO_LASTS: Final = timedelta(days=30)
"""So long what an import did is kept, and it can be undone as a whole."""

NAMED_MOST: Final = 3


@dataclass(slots=True)
class Undone:
    """What taking an import back did: entries removed, put back, and left as they are."""

    removed: int = 0
    put_back: int = 0
    left: Counter[str] = field(default_factory=Counter)
    """How many of each word were edited since, and so were left."""
    examples: list[tuple[str, r.Record]] = field(default_factory=list)
    """A few of them, each with its word."""
    not_restored: list[str] = field(default_factory=list)
    """What did not come back as something else is in its place: names of holdings, and
    the programme's word."""


def import_of(session: Session, owner: str, change_id: str) -> m.Import | None:
    """The owner's import under the id of its change, or None."""
    question = select(m.Import).where(m.Import.owner_id == owner, m.Import.id == change_id)
    return session.scalars(question).one_or_none()


def undo(session: Session, change: m.Change, now: datetime) -> Undone | None:
    """Take an import back. The caller commits, or rolls back where CannotUndo is raised.

    None where it was taken back before.
    """
    an_import = import_of(session, change.owner_id, change.id)
    if an_import is None or (
        an_import.undone_at is None and an_import.made_at < now - IMPORT_UNDO_LASTS
    ):
        raise CannotUndo("undo_too_late")
    if an_import.undone_at is not None:
        return None
    undoing = _Undoing(session, an_import, now)
    try:
        undoing.run()
    except IntegrityError:
        raise CannotUndo("undo_another_entry_imported") from None
    let_the_latest_be_on(session, an_import.owner_id)
    an_import.undone_at = now
    change.action = "undone"
    steps = m.ImportStep
    session.execute(
        delete(steps).where(steps.owner_id == an_import.owner_id, steps.import_id == an_import.id)
    )
    revise(session, an_import.owner_id)
    session.flush()
    return undoing.undone


class _Undoing:
    def __init__(self, session: Session, an_import: m.Import, now: datetime) -> None:
        self.session = session
        self.owner = an_import.owner_id
        self.an_import = an_import
        self.now = now
        self.undone = Undone()

    def run(self) -> None:
        """Take everything back, what was done last first."""
        order: tuple[tuple[str, Callable[[str, Entries], None]], ...] = (
            (HISTORY, self._forget_history),
            (NEW, self._remove),
            (CHANGED, self._free_days),
            (CHANGED, self._put_back),
            (ADDED, self._forget_exercises),
            (RELISTED, self._list_as_before),
            (UNLISTED, self._list_again),
            (STARTING, self._restore_starting),
        )
        for what, act in order:
            for number in self._numbers(what):
                act(*self._step(what, number))
        self._put_holdings_back()

    def _numbers(self, what: str) -> list[int]:
        row = m.ImportStep
        mine = (row.owner_id == self.owner, row.import_id == self.an_import.id, row.what == what)
        return list(self.session.scalars(select(row.number).where(*mine).order_by(row.number)))

    def _step(self, what: str, number: int) -> tuple[str, Entries]:
        row = m.ImportStep
        mine = (
            row.owner_id == self.owner,
            row.import_id == self.an_import.id,
            row.number == number,
        )
        word, entries = self.session.execute(select(row.word, row.entries).where(*mine)).one()
        return word, read(what, entries)

    def _execute(self, statement: Any, *rows: Any) -> None:  # SQLAlchemy's statements
        self.session.connection().execute(statement, *rows)

    def _forget_history(self, _word: str, entries: Entries) -> None:
        row = m.Change
        self._execute(delete(row).where(row.owner_id == self.owner, row.id.in_(entries)))

    def _remove(self, word: str, entries: Entries) -> None:
        """Delete what was new, but for what was edited since."""
        kind = RECORDS[word]
        table, key = ROWS[kind], column_of(kind, key_name(kind))
        now = self._versions(kind, [key_value(kind, text) for text in entries])
        self._leave(word, kind, [row_key for row_key, version in now.items() if version != 1])
        removed = [row_key for row_key, version in now.items() if version == 1]
        self._execute(delete(table).where(table.owner_id == self.owner, key.in_(removed)))
        self.undone.removed += len(removed)
        for linked in (m.PainLevelRow, m.ReliefRow) if kind is r.Episode else ():
            of_removed = (linked.owner_id == self.owner, linked.episode_id.in_(removed))
            self._execute(update(linked).where(*of_removed).values(episode_id=None))

    def _free_days(self, word: str, entries: Entries) -> None:
        """Let levels that may return to another day stand for none meanwhile."""
        if RECORDS[word] is r.PainLevel:
            row = m.PainLevelRow
            keys = [key for key, *_ in self._unedited(r.PainLevel, entries)]
            freed = update(row).where(row.owner_id == self.owner, row.id.in_(keys))
            self._execute(freed.values(kind="now"))

    def _put_back(self, word: str, entries: Entries) -> None:
        """Let what was changed be as it was, but for what was edited since."""
        kind = RECORDS[word]
        fine = list(self._unedited(kind, entries))
        rows = [self._values(kind, texts, extras) for _, texts, extras in fine]
        if rows:
            rewrite(self.session, self.owner, kind, rows)
        self.undone.put_back += len(rows)
        put_back = {key for key, *_ in fine}
        keys = [key_value(kind, entry["key"]) for entry in entries]
        other_keys = [key for key in keys if key not in put_back]
        self._leave(word, kind, list(self._versions(kind, other_keys)))

    def _values(
        self, kind: type[r.Record], texts: dict[str, str], extras: dict[str, Any]
    ) -> dict[str, Any]:
        return dict(stored_values(from_texts(kind, texts))) | extras

    def _unedited(
        self, kind: type[r.Record], entries: Entries
    ) -> Iterator[tuple[Any, dict[str, str], dict[str, Any]]]:
        """Of what was changed: key, texts and more of each row that is as the import left it."""
        keys = {entry["key"]: key_value(kind, entry["key"]) for entry in entries}
        now = self._versions(kind, list(keys.values()))
        listed = self._exercise_ids() if kind in NAMED else set()
        for entry in entries:
            key, extras = keys[entry["key"]], entry["extras"]
            is_listed = EXERCISE_ID not in extras or extras[EXERCISE_ID] in listed
            if is_listed and now.get(key) == entry["version"] + 1:
                yield key, entry["texts"], extras

    def _versions(self, kind: type[r.Record], keys: Sequence[Any]) -> dict[Any, int]:
        """The versions by now of records that are still there, by key."""
        table, key = ROWS[kind], column_of(kind, key_name(kind))
        question = select(key, table.version).where(table.owner_id == self.owner, key.in_(keys))
        return {row[0]: row[1] for row in self.session.connection().execute(question)}

    def _leave(self, word: str, kind: type[r.Record], keys: list[Any]) -> None:
        """Count records that stay, and remember a few of them."""
        if not keys:
            return
        self.undone.left[word] += len(keys)
        first_keys = keys[: max(NAMED_MOST - len(self.undone.examples), 0)]
        which = column_of(kind, key_name(kind)).in_(first_keys)
        for example in stored(self.session, self.owner, kind, which):
            self.undone.examples.append((word, example.record))

    def _exercise_ids(self) -> set[str]:
        row = m.Exercise
        return set(self.session.scalars(select(row.id).where(row.owner_id == self.owner)))

    def _forget_exercises(self, _word: str, entries: Entries) -> None:
        """Take exercises off the list that were added, unless they are used or edited."""
        row = m.Exercise
        unused = [
            ~exists().where(table.owner_id == self.owner, table.exercise_id == row.id)
            for table in (m.CompletedExerciseRow, m.PrescriptionRow)
        ]
        mine = (row.owner_id == self.owner, row.id.in_(entries), row.version == 1)
        self._execute(delete(row).where(*mine, *unused))

    def _list_as_before(self, _word: str, entries: Entries) -> None:
        """Let exercises be called and retired as they were, unless they were edited since."""
        row = m.Exercise
        for entry in entries:
            exercise, version = entry["exercise"], entry["version"]
            mine = (row.owner_id == self.owner, row.id == exercise["id"], row.version == version)
            values = exercise_values(exercise) | {"version": version + 1}
            self._execute(update(row).where(*mine).values(**values))

    def _list_again(self, _word: str, entries: Entries) -> None:
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

    def _restore_starting(self, word: str, entries: Entries) -> None:
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
            common
            | {"version": entry["version"] + 1}
            | self._values(RECORDS[word], entry["texts"], entry["extras"])
            for entry in entries
        ]
        self._execute(insert(row), rows)

    def _put_holdings_back(self) -> None:
        for name, (before, after) in json.loads(self.an_import.holdings or "{}").items():
            holding = HOLDINGS[name]
            if holding.of(self.session, self.owner) == after:
                holding.put(self.session, self.owner, before, self.now)
            else:
                self.undone.not_restored.append(name)

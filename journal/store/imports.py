"""Bringing files in: first what it would do, then all of it or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core import records as r
from journal.core.formats.table import ReadFile
from journal.core.formats.tidy import identities
from journal.core.vocabulary import DAY_KINDS, NOTE_LENGTH
from journal.store import models as m
from journal.store import queries
from journal.store.actions import WORDS, Submission, new_id, revise
from journal.store.rows import (
    EXERCISE_ID,
    ROWS,
    column_of,
    key_name,
    key_of,
    record_of,
    selected,
    stored_values,
)

T = TypeVar("T")


class TwoOfOneDay(Exception):
    """Two levels would stand for one day; nothing was imported."""


BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that a file would change: the line it is on, and it before and after."""

    line: int
    before: r.Record
    after: r.Record

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """What differs: each field's name, value before and value after."""
        return [
            (column.name, before, after)
            for column in r.columns(type(self.after))
            if (before := getattr(self.before, column.name))
            != (after := getattr(self.after, column.name))
        ]


@dataclass(slots=True)
class FilePlan:
    """What one file would do."""

    name: str
    file: ReadFile
    new: list[r.Record] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    same: int = 0

    @property
    def word(self) -> str:
        """The word of the kind of its records; empty where it is of none."""
        return WORDS[self.file.kind] if self.file.kind else ""


@dataclass(slots=True)
class Plan:
    """What some files would do together. Nothing happens while any of them has problems."""

    files: list[FilePlan]
    new_exercises: list[str] = field(default_factory=list)
    replaces_starting: bool = False
    """Whether the untouched starting programme gives way to the file's."""

    @property
    def digest(self) -> str:
        """What tells it from a plan of the same files for a diary that has changed."""
        told = [
            (len(plan.new), plan.same, [(change.line, change.before) for change in plan.changed])
            for plan in self.files
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def refused(self) -> bool:
        """Whether any line of any file was refused."""
        return any(plan.file.problems for plan in self.files)

    @property
    def does_something(self) -> bool:
        """Whether the diary would be another afterwards."""
        return any(plan.new or plan.changed for plan in self.files)


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """``items`` in runs of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def by_kind(
    items: Iterable[T], kind_of: Callable[[T], type[r.Record]]
) -> dict[type[r.Record], list[T]]:
    """``items`` of each kind of record; a file of another tracker holds several."""
    kinds: dict[type[r.Record], list[T]] = {}
    for item in items:
        kinds.setdefault(kind_of(item), []).append(item)
    return kinds


def plan(session: Session, owner: str, files: Sequence[tuple[str, ReadFile]]) -> Plan:
    """What files, read and named, would do to the owner's diary. Changes nothing."""
    made = Plan([FilePlan(name, file) for name, file in files])
    _refuse_twins(made)
    if made.refused:
        return made
    names = {
        exercise.name_key: exercise.name
        for exercise in queries.exercises(session, owner, retired=True)
    }
    fresh: dict[str, str] = {}
    listed = {key_of(record) for part in made.files for record in part.file.records}
    for part in made.files:
        _compare(session, owner, part, names, fresh, listed)
        if any(isinstance(record, r.Prescription) for record in part.new):
            made.replaces_starting = _untouched(session, owner)
    made.new_exercises = list(fresh.values())
    return made


def apply(session: Session, owner: str, todo: Plan, submission: Submission) -> m.Change:
    """Do what a plan without problems says. The caller commits. Raises TwoOfOneDay."""
    try:
        _write(session, owner, todo, submission.at)
    except IntegrityError:
        session.rollback()
        raise TwoOfOneDay from None
    made = m.Change(
        owner_id=owner,
        id=new_id(),
        client_key=submission.client_key,
        digest=submission.digest,
        made_at=submission.at,
        kind="import",
        record_key="",
        action="imported",
        before=None,
    )
    session.add(made)
    revise(session, owner)
    session.flush()
    return made


def _write(session: Session, owner: str, todo: Plan, now: datetime) -> None:
    _add_exercises(session, owner, todo.new_exercises, now)
    if todo.replaces_starting:
        _drop_starting(session, owner, todo)
    exercise_ids = {
        exercise.name: exercise.id for exercise in queries.exercises(session, owner, retired=True)
    }
    _take_off_their_days(session, owner, todo)
    changed = [change for part in todo.files for change in part.changed]
    for kind, changes in by_kind(changed, lambda it: type(it.after)).items():
        _update(session, owner, kind, changes, exercise_ids)
    new = [record for part in todo.files for record in part.new]
    for kind, records in by_kind(new, type).items():
        _insert(session, owner, kind, records, exercise_ids, now)


def _drop_starting(session: Session, owner: str, todo: Plan) -> None:
    """Delete the lines of the starting programme that do not stand in the files."""
    kept = {key_of(record) for part in todo.files for record in part.file.records}
    row = m.PrescriptionRow
    for line in session.scalars(select(row).where(row.owner_id == owner, row.starting.is_(True))):
        if line.id not in kept:
            session.delete(line)
    session.flush()


def _take_off_their_days(session: Session, owner: str, todo: Plan) -> None:
    """Let levels that move stand for no day meanwhile, as two may change places."""
    row = m.PainLevelRow
    moving = [
        before.id
        for part in todo.files
        for change in part.changed
        if isinstance(before := change.before, r.PainLevel)
        and set(identities(before)) != set(identities(change.after))
    ]
    for batch in batches(moving):
        of_no_day = update(row).where(row.owner_id == owner, row.id.in_(batch))
        session.connection().execute(of_no_day.values(kind="now"))


def _refuse_twins(made: Plan) -> None:
    """Note what stands in two of the files."""
    if len(made.files) == 1:
        return  # what stands in it twice was found when it was read
    seen: dict[tuple[type[r.Record], object], FilePlan] = {}
    for part in made.files:
        for line, record in zip(part.file.lines, part.file.records, strict=True):
            for name, key in identities(record):
                first = seen.setdefault((type(record), key), part)
                if first is not part:
                    found = str(getattr(record, name))
                    part.file.refuse(line, name, found, f"This stands in {first.name} too.")


def _compare(
    session: Session,
    owner: str,
    part: FilePlan,
    names: dict[str, str],
    fresh: dict[str, str],
    listed: set[str],
) -> None:
    numbered = zip(part.file.lines, part.file.records, strict=True)
    for kind, of_kind in by_kind(numbered, lambda it: type(it[1])).items():
        for batch in batches(of_kind):
            known = _known(session, owner, kind, [record for _, record in batch])
            for line, found in batch:
                record = _under_its_name(found, names, fresh)
                before = known.get(key_of(record)) or _of_that_day(record, known, listed)
                _place(part, line, record, before)


def _place(part: FilePlan, line: int, record: r.Record, before: r.Record | None) -> None:
    """Count a record of a file as new, the same or changed."""
    if before is None:
        part.new.append(record)
        return
    key = key_name(type(record))
    record = record.but(**{key: getattr(before, key)})
    if not part.file.ours:
        record = _added(record, before)
        if len(getattr(record, "note", None) or "") > NOTE_LENGTH:
            message = (
                f"With the note in your diary this is longer than {NOTE_LENGTH:,} characters."
            )
            part.file.refuse(line, "note", "", message)
    if record == before:
        part.same += 1
    else:
        part.changed.append(Difference(line, before, record))


def _added(record: r.Record, before: r.Record) -> r.Record:
    """``before`` with what another tracker's file says: it empties no field, erases no note."""
    names = [column.name for column in r.columns(type(record))]
    kept = {name: getattr(before, name) for name in names if getattr(record, name) in (None, ())}
    old, new = getattr(before, "note", None), getattr(record, "note", None)
    if isinstance(record, r.DayNote) and old and new:
        missing = [line for line in new.splitlines() if line not in old.splitlines()]
        kept["note"] = "\n".join([old, *missing])
    return record.but(**kept)


def _under_its_name(record: r.Record, names: dict[str, str], fresh: dict[str, str]) -> r.Record:
    """``record`` with its exercise named as the list does; a name that is new joins it."""
    if not isinstance(record, r.CompletedExercise | r.Prescription):
        return record
    key = record.exercise.casefold()
    if key not in names:
        names[key] = fresh[key] = record.exercise
    return record if names[key] == record.exercise else record.but(exercise=names[key])


def _known(
    session: Session, owner: str, kind: type[r.Record], batch: Sequence[r.Record]
) -> dict[object, r.Record]:
    """The owner's records that some of a file may mean, by key and by kind and day."""
    key = column_of(kind, key_name(kind))
    keys = [getattr(record, key_name(kind)) for record in batch]
    known: dict[object, r.Record] = {}
    for values in session.execute(selected(kind, owner).where(key.in_(keys))):
        record = record_of(kind, values)
        known[key_of(record)] = record
    if kind is r.PainLevel:
        row = m.PainLevelRow
        days = {record.day for record in batch if isinstance(record, r.PainLevel)}
        question = selected(kind, owner).where(row.kind.in_(DAY_KINDS), row.day.in_(days))
        for values in session.execute(question):
            level = record_of(r.PainLevel, values)
            known[level.kind, level.day] = level
    return known


def _of_that_day(
    record: r.Record, known: dict[object, r.Record], listed: set[str]
) -> r.Record | None:
    """The level a line means though it gives another id; not one that has a line of its own."""
    if not isinstance(record, r.PainLevel) or not record.of_the_day:
        return None
    found = known.get((record.kind, record.day))
    return None if found is None or key_of(found) in listed else found


def _untouched(session: Session, owner: str) -> bool:
    row = m.PrescriptionRow
    touched = select(row.id).where(row.owner_id == owner, row.starting.is_(False)).limit(1)
    return session.execute(touched).first() is None


def _add_exercises(session: Session, owner: str, names: Sequence[str], now: datetime) -> None:
    session.add_all(
        m.Exercise(
            owner_id=owner, id=new_id(), name=name, name_key=name.casefold(), created_at=now
        )
        for name in names
    )
    session.flush()


def _values(record: r.Record, exercise_ids: dict[str, str]) -> dict[str, Any]:
    values = dict(stored_values(record))
    if isinstance(record, r.CompletedExercise | r.Prescription):
        values[EXERCISE_ID] = exercise_ids[record.exercise]
    return values


def _insert(
    session: Session,
    owner: str,
    kind: type[r.Record],
    new: Sequence[r.Record],
    exercise_ids: dict[str, str],
    now: datetime,
) -> None:
    common: dict[str, Any] = {"owner_id": owner, "version": 1, "created_at": now}
    if kind is r.Prescription:
        common["starting"] = False
    for batch in batches(new):
        rows = [common | _values(record, exercise_ids) for record in batch]
        session.connection().execute(insert(ROWS[kind]), rows)


def _update(
    session: Session,
    owner: str,
    kind: type[r.Record],
    changed: Sequence[Difference],
    exercise_ids: dict[str, str],
) -> None:
    table = ROWS[kind]
    key = key_name(kind)
    common: dict[str, Any] = {"starting": False} if kind is r.Prescription else {}
    for batch in batches(changed):
        rows = [common | _values(difference.after, exercise_ids) for difference in batch]
        updated = (
            update(table)
            .where(table.owner_id == owner, column_of(kind, key) == bindparam("its_key"))
            .values(version=table.version + 1)
        )
        session.connection().execute(updated, [row | {"its_key": row[key]} for row in rows])

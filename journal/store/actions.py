"""What is written: records added, changed, removed and put back.

Each submission leaves one Change. Sent again under its ``client_key`` it is found there and not
done twice; undone, it puts the records back as they were. The caller commits.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.core import records as r
from journal.core.texts import as_texts, from_texts
from journal.store import models as m
from journal.store import queries
from journal.store.rows import (
    EXERCISE_ID,
    NAMED,
    ROWS,
    key_name,
    key_of,
    record_of,
    selected,
    stored_values,
)

R = TypeVar("R", bound=r.Record)

WORDS: Final = {kind: word for word, kind in r.KINDS.items()}
"""The word that stands for a kind in URLs, file names and changes."""


class Stale(Exception):
    """The row was changed by somebody since it was read."""


class UnknownExercise(Exception):
    """A name that is not in the owner's list of exercises."""


class DayTaken(Exception):
    """The day already has a level of this kind, of which it can have only one."""


class CannotUndo(Exception):
    """What a change did was changed again since; the message says what."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one form sent: the key it was given, a digest of its content, and when it came."""

    client_key: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Before:
    """A record as it was before a change (None: it was not), and its version after it."""

    kind: type[r.Record]
    key: str
    record: r.Record | None
    version: int


def new_id() -> str:
    """A fresh UUID."""
    return str(uuid4())


def made_by(session: Session, owner: str, client_key: str) -> m.Change | None:
    """The change that a submission under this key made before, if it did."""
    return session.scalars(
        select(m.Change).where(m.Change.owner_id == owner, m.Change.client_key == client_key)
    ).one_or_none()


def change_of(session: Session, owner: str, change_id: str) -> m.Change | None:
    """The owner's change of that id, or None."""
    return session.scalars(
        select(m.Change).where(m.Change.owner_id == owner, m.Change.id == change_id)
    ).one_or_none()


def stored(session: Session, kind: type[R], row: m.Versioned) -> R:
    """The record that a row holds."""
    if kind in NAMED:
        name = key_name(kind)
        question = selected(kind, row.owner_id).where(
            getattr(ROWS[kind], name) == getattr(row, name)
        )
        return record_of(kind, session.execute(question).one())
    return kind(**{column.name: getattr(row, column.name) for column in r.columns(kind)})


def add(session: Session, owner: str, record: r.Record, submission: Submission) -> m.Change:
    """Store a new record.

    A second average or worst level of one day updates the first: its id stays, and so does what
    the new one leaves blank. Raises UnknownExercise.
    """
    row = _same_thing(session, owner, record)
    if row is not None:
        before = stored(session, type(record), row)
        return change(session, row, filled(record, before, submission.at), submission)
    return add_all(session, owner, [record], submission)


def add_all(
    session: Session, owner: str, records: Sequence[r.Record], submission: Submission
) -> m.Change:
    """Store new records, none of which replaces another, as one change. Raises UnknownExercise."""
    session.add_all([new_row(session, owner, record, submission.at) for record in records])
    made = [Before(type(record), key_of(record), None, 1) for record in records]
    return _note(session, owner, submission, "created", made)


def put_day(
    session: Session,
    owner: str,
    row: m.Versioned | None,
    note: r.DayNote,
    submission: Submission,
) -> m.Change:
    """Store what is said of a day, whether or not anything was said before."""
    if row is not None:
        return change(session, row, note, submission)
    return add(session, owner, note, submission)


def change(
    session: Session,
    row: m.Versioned,
    record: r.Record,
    submission: Submission,
    version: int | None = None,
) -> m.Change:
    """Make a row hold ``record`` instead.

    ``version``: the one its editor saw. Raises Stale where it is another by now, DayTaken and
    UnknownExercise.
    """
    if version not in (None, row.version):
        raise Stale
    kind = type(record)
    same = _same_thing(session, row.owner_id, record)
    if same not in (None, row):
        raise DayTaken("That day has such a level already. Edit that one instead.")
    was = Before(kind, _key(kind, row), stored(session, kind, row), row.version + 1)
    _assign(session, row, record)
    session.flush()
    return _note(session, row.owner_id, submission, "changed", [was])


def remove(
    session: Session, kind: type[r.Record], row: m.Versioned, submission: Submission
) -> m.Change:
    """Delete a row. Pain levels and relief of a deleted episode stay, unlinked."""
    befores = [Before(kind, _key(kind, row), stored(session, kind, row), 0)]
    if kind is r.Episode:
        befores += _unlink(session, row.owner_id, _key(kind, row))
    owner = row.owner_id
    session.delete(row)
    session.flush()
    return _note(session, owner, submission, "deleted", befores)


def undo(session: Session, change: m.Change, now: datetime) -> None:
    """Put everything back as it was before a change. Raises CannotUndo and changes nothing.

    A change that was undone before is left alone.
    """
    if change.before is None:
        if change.action != "undone":
            raise CannotUndo("This was too long ago to be undone.")
        return
    for was in _befores(change.before):
        row = queries.row(session, was.kind, change.owner_id, was.key)
        if (row.version if row else 0) != was.version:
            raise CannotUndo("This was changed again since, so it was left as it is.")
        _put_back(session, change.owner_id, row, was, now)
    change.before = None
    change.action = "undone"
    revise(session, change.owner_id)
    session.flush()


def filled(record: R, before: R, now: datetime) -> R:
    """``record`` under the identity of ``before``, with its values where none are given."""
    blank = {
        column.name: getattr(before, column.name)
        for column in r.columns(type(record))
        if getattr(record, column.name) in (None, ())
    }
    return record.but(**blank, **{key_name(type(record)): key_of_value(before)}).typed_in(
        now, before
    )


def key_of_value(record: r.Record) -> object:
    """A record's key as the value it is: a text, or the day of a day."""
    value: object = getattr(record, key_name(type(record)))
    return value


def new_row(session: Session, owner: str, record: r.Record, now: datetime) -> m.Versioned:
    """A row for a record, not yet added. Raises UnknownExercise."""
    row = ROWS[type(record)](owner_id=owner, created_at=now)
    _assign(session, row, record)
    return row


def _assign(session: Session, row: m.Versioned, record: r.Record) -> None:
    for name, value in stored_values(record):
        setattr(row, name, value)
    if isinstance(record, r.CompletedExercise | r.Prescription):
        exercise = exercise_named(session, row.owner_id, record.exercise)
        if exercise is None:
            raise UnknownExercise(record.exercise)
        setattr(row, EXERCISE_ID, exercise.id)
    if isinstance(row, m.PrescriptionRow):
        row.starting = False


def exercise_named(session: Session, owner: str, name: str) -> m.Exercise | None:
    """The exercise of the owner's list that goes by this name, in whatever case."""
    return session.scalars(
        select(m.Exercise).where(
            m.Exercise.owner_id == owner, m.Exercise.name_key == name.casefold()
        )
    ).one_or_none()


def _same_thing(session: Session, owner: str, record: r.Record) -> m.Versioned | None:
    if isinstance(record, r.PainLevel) and record.of_the_day:
        return session.scalars(
            select(m.PainLevelRow).where(
                m.PainLevelRow.owner_id == owner,
                m.PainLevelRow.day == record.day,
                m.PainLevelRow.kind == record.kind,
            )
        ).one_or_none()
    if isinstance(record, r.DayNote):
        return queries.row(session, r.DayNote, owner, key_of(record))
    return None


def _unlink(session: Session, owner: str, episode_id: str) -> list[Before]:
    pain, relief = m.PainLevelRow, m.ReliefRow
    levels = select(pain).where(pain.owner_id == owner, pain.episode_id == episode_id)
    reliefs = select(relief).where(relief.owner_id == owner, relief.episode_id == episode_id)
    linked: list[tuple[type[r.Record], m.PainLevelRow | m.ReliefRow]] = [
        *((r.PainLevel, row) for row in session.scalars(levels)),
        *((r.Relief, row) for row in session.scalars(reliefs)),
    ]
    befores = []
    for kind, row in linked:
        was = stored(session, kind, row)
        befores.append(Before(kind, _key(kind, row), was, row.version + 1))
        row.episode_id = None
    return befores


def _put_back(
    session: Session, owner: str, row: m.Versioned | None, was: Before, now: datetime
) -> None:
    if was.record is None:
        session.delete(row)
        return
    if row is not None:
        _assign(session, row, was.record)
        return
    if _same_thing(session, owner, was.record) is not None:
        raise CannotUndo("That day has another entry since, so this one stays deleted.")
    session.add(new_row(session, owner, was.record, now))


def _key(kind: type[r.Record], row: m.Versioned) -> str:
    return str(getattr(row, key_name(kind)))


def _note(
    session: Session, owner: str, submission: Submission, action: str, befores: list[Before]
) -> m.Change:
    change = m.Change(
        owner_id=owner,
        id=new_id(),
        client_key=submission.client_key,
        digest=submission.digest,
        made_at=submission.at,
        kind=WORDS[befores[0].kind],
        record_key=befores[0].key,
        action=action,
        before=json.dumps(
            [
                [WORDS[was.kind], was.key, was.record and as_texts(was.record), was.version]
                for was in befores
            ]
        ),
    )
    session.add(change)
    revise(session, owner)
    return change


def revise(session: Session, owner: str) -> None:
    """Count a change of the owner's diary."""
    account = m.Account
    session.execute(
        update(account).where(account.id == owner).values(revision=account.revision + 1),
        execution_options={"synchronize_session": False},
    )


def _befores(text: str) -> list[Before]:
    return [
        Before(kind, key, None if texts is None else from_texts(kind, texts), version)
        for word, key, texts, version in json.loads(text)
        for kind in [r.KINDS[word]]
    ]

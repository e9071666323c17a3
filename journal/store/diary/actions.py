"""What is written: records added, changed, removed and put back.

Each submission leaves one Change. Sent again under its ``client_key`` it is found there and not
done twice; undone, it puts the records back as they were. The caller commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar
from uuid import uuid4

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import SLUGS
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.before import Before, read, written
from journal.store.diary.rows import (
    EXERCISE_ID,
    NAMED,
    ROWS,
    column_of,
    key_itself,
    key_name,
    key_of,
    record_of,
    selected,
    stored_values,
)
from journal.store.diary.running import AnotherIsOn, refuse_second

R = TypeVar("R", bound=r.Record)

UNDO_LASTS: Final = timedelta(days=1)
"""So long a deleted or changed record is kept as it was, and can be put back."""


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


def new_id() -> str:
    """A fresh UUID."""
    return str(uuid4())


MADE_BY: Final = select(m.Change).where(
    m.Change.owner_id == queries.OWNER, m.Change.client_key == bindparam("key")
)


def made_by(session: Session, owner: str, client_key: str) -> m.Change | None:
    """The change that a submission under this key made before, if it did."""
    return session.scalars(MADE_BY, {"owner": owner, "key": client_key}).one_or_none()


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
    return kind(**{column.name: getattr(row, column.name) for column in columns(kind)})


def add(session: Session, owner: str, record: r.Record, submission: Submission) -> m.Change:
    """Store a new record.

    A second average or worst level of one day updates the first: its id stays, and so does what
    the new one leaves blank. An id that is taken gives way to a fresh one. Raises UnknownExercise
    and AnotherIsOn.
    """
    row = _same_thing(session, owner, record)
    if row is not None:
        before = stored(session, type(record), row)
        return change(session, row, filled(record, before, submission.at), submission)
    if queries.row(session, type(record), owner, key_of(record)) is not None:
        record = record.with_(id=new_id())
    return add_all(session, owner, [record], submission)


def add_all(
    session: Session, owner: str, records: Sequence[r.Record], submission: Submission
) -> m.Change:
    """Store new records, none of which replaces another, as one change.

    Raises UnknownExercise and AnotherIsOn.
    """
    for record in records:
        refuse_second(session, owner, record)
    session.add_all([new_row(session, owner, record, submission.at) for record in records])
    made = [
        Before(type(record), key_of(record), None, None, version=0, after=1) for record in records
    ]
    raised = [was for record in records for was in _raise_peak(session, owner, record)]
    return _note(session, owner, submission, "created", [*made, *raised])


def linked(session: Session, owner: str, record: R, before: R | None = None) -> R:
    """A record without the spasm it newly names where that is not the owner's, or is gone."""
    episode_id = getattr(record, "episode_id", None)
    if episode_id == getattr(before, "episode_id", None):
        return record
    if episode_id is None or queries.row(session, r.Episode, owner, episode_id) is not None:
        return record
    return record.with_(episode_id=None)


def _raise_peak(session: Session, owner: str, record: r.Record) -> list[Before]:
    """Let a spasm's peak be at least a level that was noted while it lasted."""
    if not isinstance(record, r.PainLevel) or record.episode_id is None:
        return []
    row = queries.row(session, r.Episode, owner, record.episode_id)
    if row is None:
        return []
    episode = stored(session, r.Episode, row)
    if episode.peak_level is not None and record.level <= episode.peak_level:
        return []
    return [_made_hold(session, row, episode.with_(peak_level=record.level))]


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


def put_days(
    session: Session, owner: str, notes: Sequence[r.DayNote], submission: Submission
) -> m.Change:
    """Store what is said of at least one day, whether or not anything was said before."""
    befores = []
    for note in notes:
        row = queries.row(session, r.DayNote, owner, key_of(note))
        if row is not None:
            befores.append(_made_hold(session, row, note))
            continue
        session.add(new_row(session, owner, note, submission.at))
        befores.append(Before(r.DayNote, key_of(note), None, None, version=0, after=1))
    return _note(session, owner, submission, "changed", befores)


def change(
    session: Session,
    row: m.Versioned,
    record: r.Record,
    submission: Submission,
    version: int | None = None,
) -> m.Change:
    """Make a row hold ``record`` instead.

    ``version``: the one its editor saw. Raises Stale where it is another by now, DayTaken,
    AnotherIsOn and UnknownExercise.
    """
    if version not in (None, row.version):
        raise Stale
    refuse_second(session, row.owner_id, record)
    same = _same_thing(session, row.owner_id, record)
    if same not in (None, row):
        raise DayTaken
    was = _made_hold(session, row, record)
    return _note(session, row.owner_id, submission, "changed", [was])


def _made_hold(session: Session, row: m.Versioned, record: r.Record) -> Before:
    """What a row held before it was made to hold ``record``."""
    was = _as_it_is(session, type(record), row)
    _assign(session, row, record)
    session.flush()
    return replace(was, after=row.version)


def remove(
    session: Session, kind: type[r.Record], row: m.Versioned, submission: Submission
) -> m.Change:
    """Delete a row. Pain levels and relief of a deleted episode stay, unlinked."""
    befores = [_as_it_is(session, kind, row)]
    if kind is r.Episode:
        befores += _unlink(session, row.owner_id, befores[0].key)
    owner = row.owner_id
    session.delete(row)
    session.flush()
    return _note(session, owner, submission, "deleted", befores)


def undo(session: Session, change: m.Change, now: datetime) -> None:
    """Put everything back as it was before a change. Raises CannotUndo and changes nothing.

    A change that was undone before is left alone.
    """
    if change.action == "undone":
        return
    if change.before is None or change.made_at < now - UNDO_LASTS:
        raise CannotUndo("This was too long ago to be undone.")
    owner = change.owner_id
    todo = [_left_by(session, owner, was) for was in read(change.before)]
    for row, was in todo:
        _put_back(session, owner, row, was, now)
    change.before = None
    change.action = "undone"
    revise(session, change.owner_id)
    session.flush()


def extent(change: m.Change) -> int:
    """How many records of its own kind a change was about; none where it is undone already."""
    befores = read(change.before) if change.before else []
    return sum(SLUGS[was.kind] == change.kind for was in befores)


def filled(record: R, before: R, now: datetime) -> R:
    """``record`` under the identity of ``before``, with its values where none are given."""
    blank = {
        column.name: getattr(before, column.name)
        for column in columns(type(record))
        if getattr(record, column.name) in (None, ())
    }
    key = {key_name(type(record)): key_itself(before)}
    return record.with_(**blank, **key).typed_in(now, before)


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
    """The exercise of the owner's list that goes by this name, however it is typed."""
    return session.scalars(
        select(m.Exercise).where(
            m.Exercise.owner_id == owner, m.Exercise.name_key == stored_name_key(name)
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
        was = _as_it_is(session, kind, row)
        row.episode_id = None
        session.flush()
        befores.append(replace(was, after=row.version))
    return befores


def _left_by(session: Session, owner: str, was: Before) -> tuple[m.Versioned | None, Before]:
    """The row a change left, and what it is to hold again. Raises CannotUndo."""
    row = queries.row(session, was.kind, owner, was.key)
    if (row.version if row else 0) != was.after:
        raise CannotUndo("This was changed again since, so it was left as it is.")
    if was.record is None:
        return row, was
    if _same_thing(session, owner, was.record) not in (None, row):
        raise CannotUndo("That day has another entry since, so this was left as it is.")
    try:
        refuse_second(session, owner, was.record)
    except AnotherIsOn:
        raise CannotUndo("Another spasm has started since. End that one first.") from None
    return row, replace(was, record=_as_called_now(session, owner, was.record, was.exercise_id))


def _as_called_now(
    session: Session, owner: str, record: r.Record, exercise_id: str | None
) -> r.Record:
    """The record under the name that its exercise has by now. Raises CannotUndo."""
    if exercise_id is None:
        return record
    name = session.scalar(
        select(m.Exercise.name).where(m.Exercise.owner_id == owner, m.Exercise.id == exercise_id)
    )
    if name is None:
        raise CannotUndo("Its exercise is gone from your list, so this was left as it is.")
    return record.with_(exercise=name)


def _put_back(
    session: Session, owner: str, row: m.Versioned | None, was: Before, now: datetime
) -> None:
    if was.record is None:
        session.delete(row)
        return
    if row is not None:
        _assign(session, row, was.record)
        return
    session.add(new_row(session, owner, was.record, now))
    session.flush()
    # An older form of it, still open somewhere, must not pass for one of the newest version.
    table, key = ROWS[was.kind], column_of(was.kind, key_name(was.kind))
    renewed = update(table).where(table.owner_id == owner, key == key_itself(was.record))
    session.execute(renewed.values(version=was.version + 1))


def _as_it_is(session: Session, kind: type[r.Record], row: m.Versioned) -> Before:
    record, exercise_id = stored(session, kind, row), getattr(row, EXERCISE_ID, None)
    return Before(kind, key_of(record), record, exercise_id, row.version, after=0)


def _note(
    session: Session, owner: str, submission: Submission, action: str, befores: list[Before]
) -> m.Change:
    change = m.Change(
        owner_id=owner,
        id=new_id(),
        client_key=submission.client_key,
        digest=submission.digest,
        made_at=submission.at,
        kind=SLUGS[befores[0].kind],
        record_key=befores[0].key,
        action=action,
        before=written(befores),
    )
    session.add(change)
    revise(session, owner)
    return change


REVISED: Final = (
    update(m.Account).where(m.Account.id == queries.OWNER).values(revision=m.Account.revision + 1)
)


def revise(session: Session, owner: str) -> None:
    """Count a change of the owner's diary."""
    session.execute(REVISED, {"owner": owner}, execution_options={"synchronize_session": False})

"""What is written: records added, changed, removed and put back.

Each submission leaves one Change. Sent again under its ``client_key`` it is found there and not
done twice; undone, it puts the records back as they were. The caller commits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import DAILY, SLUGS
from journal.core.model.recall_guess import RecallGuess
from journal.store.db import models as m
from journal.store.diary import (
    former_names,
    own_methods,
    own_topics,
    peaks,
    queries,
    recall,
    rest_marks,
)
from journal.store.diary.before import CHANGED, Before, Sending, edit_action, read, written
from journal.store.diary.changes import About, Submission, new_change
from journal.store.diary.later_answers import refuse_older, refuse_older_removal
from journal.store.diary.row_writing import (
    R,
    as_it_is,
    filled,
    is_there,
    made_hold,
    new_id,
    new_row,
    nothing_before,
    replaced_by,
    stored,
)
from journal.store.diary.rows import key_of
from journal.store.diary.running import ask_about_overlap
from journal.store.diary.spasm_keys import episode_id
from journal.store.diary.unfit import refuse_unfit


class Stale(Exception):
    """The row was changed by somebody since it was read."""


class DayTaken(Exception):
    """The day already has a level of this kind, of which it can have only one."""


OWN_LISTS: Final = (own_methods, own_topics)
"""What somebody keeps of their own: renamed with what was logged of it, retired where used."""


def add(
    session: Session,
    owner: str,
    record: r.Record,
    submission: Submission,
    made_way: Sequence[Before] = (),
) -> m.Change:
    """Store a new record; what ``made_way`` for it is part of the change.

    A second average or worst level of one day updates the first: its id stays, and so does what
    the new one leaves blank. An id that is taken gives way to a fresh one. Raises FieldRefused,
    AnotherIsOn and GivenLater.
    """
    if (row := replaced_by(session, owner, record)) is not None:
        before = stored(session, type(record), row)
        return change(session, row, filled(record, before, submission.at), submission)
    if is_there(session, type(record), owner, key_of(record)):
        record = record.with_(id=new_id())
    return add_all(session, owner, [record], submission, made_way)


def add_all(
    session: Session,
    owner: str,
    records: Sequence[r.Record],
    submission: Submission,
    made_way: Sequence[Before] = (),
) -> m.Change:
    """Store new records, none of which replaces another, as one change.

    Raises UnknownExercise and AnotherIsOn.
    """
    for record in records if submission.can_ask else ():
        ask_about_overlap(session, owner, record)
    records = rest_marks.held(session, owner, records)
    for record in records:
        former_names.give_to_new(session, owner, record, submission.typed_at)
    session.add_all([new_row(session, owner, record, submission.added_at) for record in records])
    befores = [nothing_before(record) for record in records]
    raised = [
        was
        for record in records
        for was in peaks.followed(session, owner, None, record, submission.at)
    ]
    unmarked = rest_marks.taken_off(session, owner, records)
    all_befores = [*befores, *raised, *unmarked, *made_way]
    since = date.min if made_way else _first_day(records, raised)
    return noted(session, owner, submission, "created", all_befores, since=since)


def linked(
    session: Session,
    owner: str,
    record: R,
    before: R | None = None,
    waited_since: datetime | None = None,
) -> R:
    """A record as it is kept when a person logs it, or did before it ``waited``.

    In the names that things have now. With the spasm it newly names, or what that became part of;
    with none where that is gone. A guess of a week with whether that week's average was seen
    before. Raises FieldRefused.
    """
    record = former_names.as_called_now(session, owner, record, waited_since)
    refuse_unfit(session, owner, record, before)
    if isinstance(record, RecallGuess):
        return record.with_(seen_before=recall.seen_before(session, owner, record, before))
    key = getattr(record, "episode_id", None)
    if key is None or key == getattr(before, "episode_id", None):
        return record
    return record.with_(episode_id=episode_id(session, owner, key))


def put_day(
    session: Session,
    owner: str,
    row: m.Versioned | None,
    note: r.DayNote,
    submission: Submission,
    version: int | None = None,
) -> m.Change:
    """Store what is said of a day, whether or not anything was said before.

    ``version``: the one its editor saw, None: none. Raises Stale and GivenLater.
    """
    if row is not None:
        return change(session, row, note, submission, version)
    return add(session, owner, note, submission)


def put_days(
    session: Session, owner: str, notes: Sequence[r.DayNote], submission: Submission
) -> m.Change:
    """Store what is said of at least one day, whether or not anything was said before."""
    befores = []
    for note in rest_marks.held(session, owner, notes):
        row = queries.row(session, r.DayNote, owner, key_of(note))
        if row is not None:
            refuse_older(session, row, note, submission)
            befores.append(made_hold(session, row, note))
            continue
        session.add(new_row(session, owner, note, submission.at))
        befores.append(nothing_before(note))
    return noted(session, owner, submission, CHANGED, befores, since=_first_day(notes, []))


def change(
    session: Session,
    row: m.Versioned,
    record: r.Record,
    submission: Submission,
    version: int | None = None,
    made_way: Sequence[Before] = (),
) -> m.Change:
    """Make a row hold ``record`` instead; what ``made_way`` for it is part of the change.

    ``version``: the one its editor saw. Raises Stale where it is another by now; GivenLater where
    its editor saw none, and what waited is older; DayTaken, AnotherIsOn and FieldRefused.
    """
    refuse_stale(row, version)
    (record,) = rest_marks.held(session, row.owner_id, [record])
    if version is None:
        refuse_older(session, row, record, submission)
    if submission.can_ask:
        ask_about_overlap(session, row.owner_id, record, row)
    same = replaced_by(session, row.owner_id, record)
    if same not in (None, row):
        raise DayTaken
    was = made_hold(session, row, record)
    old = was.record or record
    former_names.keep_of_edit(session, row.owner_id, old, record, submission.typed_at)
    renamed = [b for own in OWN_LISTS for b in own.renamed(session, row.owner_id, was, record)]
    moved = peaks.followed(session, row.owner_id, was.record, record, submission.at)
    unmarked = rest_marks.taken_off(session, row.owner_id, [record])
    marked = rest_marks.brought_back(session, row.owner_id, old, record, submission.at)
    befores = [was, *renamed, *moved, *unmarked, *marked, *made_way]
    action = edit_action(was.record, record)
    since = date.min if made_way else _first_day([record], befores)
    return noted(session, row.owner_id, submission, action, befores, since=since)


def refuse_stale(row: m.Versioned, version: int | None) -> None:
    """Raise Stale where a row has another version by now than the one its editor saw."""
    if version not in (None, row.version):
        raise Stale


def remove(
    session: Session, kind: type[r.Record], row: m.Versioned, submission: Submission
) -> m.Change:
    """Delete a row. Pain levels and relief of a deleted episode stay, unlinked.

    The peak of a spasm that a deleted level made goes back with it.

    What is on a list of somebody's own, and was used, is retired instead. Raises GivenLater.
    """
    owner = row.owner_id
    refuse_older_removal(session, kind, row, submission)
    for own in OWN_LISTS:
        if item := own.retired(session, row, submission.at):
            return change(session, row, item, submission)
    befores = removed(session, kind, row)
    record = befores[0].record
    befores += peaks.followed(session, owner, record, None, submission.at)
    befores += rest_marks.brought_back(session, owner, record, None, submission.at)
    since = _first_day([], befores)
    return noted(session, owner, submission, "deleted", befores, since=since)


def removed(
    session: Session, kind: type[r.Record], row: m.Versioned, heir: str | None = None
) -> list[Before]:
    """What a deleted row held; of an episode also the levels and relief, which go to ``heir``."""
    befores = [as_it_is(session, kind, row)]
    if kind is r.Episode:
        befores += _relinked(session, row.owner_id, befores[0].key, heir)
    session.delete(row)
    session.flush()
    return befores


def extent(change: m.Change) -> int:
    """How many records of its own kind a change was about; none where it is undone already.

    All of them, where it was about several kinds at once.
    """
    slugs = [SLUGS[was.kind] for was in read(change.before)] if change.before else []
    return slugs.count(change.kind) if change.kind in SLUGS.values() else len(slugs)


def _relinked(session: Session, owner: str, key: str, heir: str | None) -> list[Before]:
    pain, relief = m.PainLevelRow, m.ReliefRow
    levels = select(pain).where(pain.owner_id == owner, pain.episode_id == key)
    reliefs = select(relief).where(relief.owner_id == owner, relief.episode_id == key)
    linked: list[tuple[type[r.Record], m.PainLevelRow | m.ReliefRow]] = [
        *((r.PainLevel, row) for row in session.scalars(levels)),
        *((r.Relief, row) for row in session.scalars(reliefs)),
    ]
    befores = []
    for kind, row in linked:
        was = as_it_is(session, kind, row)
        row.episode_id = heir
        session.flush()
        befores.append(replace(was, after=row.version))
    return befores


def _first_day(records: Iterable[r.Record], befores: Iterable[Before]) -> date:
    """The first day that a change is of: of ``records`` as they are now, and as they were before.

    The first of all where it is not known.
    """
    changed = [*records, *(before.record for before in befores)]
    return min((getattr(record, "day", date.min) for record in changed), default=date.min)


def noted(
    session: Session,
    owner: str,
    submission: Submission,
    action: str,
    befores: Sequence[Before],
    kind: str = "",
    since: date = date.min,
) -> m.Change:
    """The change that a submission made of records, the first of which it is about.

    ``kind``: what it is called where it is not about records of one kind. ``since``: the first
    day it changes anything of.
    """
    is_daily = not kind and all(before.kind in DAILY for before in befores)
    about = About(kind or SLUGS[befores[0].kind], befores[0].key, since, is_daily)
    sending = Sending(submission.typed_at, submission.login)
    return new_change(session, owner, submission, action, about, written(befores, sending))

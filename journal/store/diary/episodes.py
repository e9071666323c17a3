"""The spasm that is on: asked for, started and ended, whichever door it comes through."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session

from journal.core.diary.overlaps import Pair, united
from journal.core.diary.running import Running
from journal.core.model.inputs import columns
from journal.core.model.moments import local_day
from journal.core.model.periods import Period
from journal.core.model.records import Episode
from journal.store.db.models import Change, EpisodeRow, Versioned
from journal.store.diary import actions, queries
from journal.store.diary.before import Before
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import FieldRefused, made_hold
from journal.store.diary.rows import records
from journal.store.diary.running import MERGE, AnotherIsOn, as_one, choices


def running_at(session: Session, owner: str, now: datetime) -> Running | None:
    """The spasm that is on, with its levels; None where none is."""
    episode = queries.running_episode(session, owner)
    if episode is None:
        return None
    return Running(episode, queries.levels_of(session, owner, episode.id), now)


@cache
def _timed() -> Select[Any]:
    row = EpisodeRow
    is_timed = or_(row.ended_at.is_not(None), row.last_day.is_(None))
    return queries.IN_PERIOD[Episode].where(is_timed)


def timed(session: Session, owner: str, period: Period) -> list[Episode]:
    """The spasms of a period, but for those without an end that are not on any more."""
    return records(session, Episode, _timed(), queries.of(owner, period))


def starting(key: str, started_at: datetime, zone: str) -> Episode:
    """The episode that begins, of which no more was said; it is not stored yet."""
    return Episode(id=key, day=local_day(started_at, zone), zone=zone, started_at=started_at)


def add(
    session: Session,
    owner: str,
    episode: Episode,
    submission: Submission,
    choice: str = "",
) -> Change:
    """Store a new episode; ``choice`` says what becomes of another at the same time.

    Whatever becomes of the other is part of the same change, so that an undo undoes both. Raises
    AnotherIsOn where nothing, or what cannot be, is chosen.
    """
    other = _met(session, owner, episode, choice)
    if other is None:
        return actions.add(session, owner, episode, submission)
    if choice == MERGE:
        merged = _merged(episode, other)
        return actions.change(session, _row(session, owner, other), merged, submission)
    episode, made_way = _parted(session, owner, episode, other)
    return actions.add(session, owner, episode, submission, made_way)


def _met(session: Session, owner: str, episode: Episode, choice: str) -> Episode | None:
    """The spasm at the same time about which something is chosen; None where there is none.

    Raises AnotherIsOn where what cannot be is chosen.
    """
    episodes = queries.overlapping_episodes(session, owner, episode) if choice else []
    if not episodes:
        return None
    possible = choices(episode, episodes)
    if choice not in possible:
        raise AnotherIsOn(episode, episodes, possible)
    return episodes[0]


def _row(session: Session, owner: str, episode: Episode) -> Versioned:
    row = queries.row(session, Episode, owner, episode.id)
    assert row is not None  # noqa: S101 (it was found before, in this very transaction)
    return row


def _parted(
    session: Session, owner: str, episode: Episode, other: Episode
) -> tuple[Episode, list[Before]]:
    """The episode beside another, of which the earlier one ends as the later one begins."""
    if other.started_at > episode.started_at:
        return episode.with_(ended_at=other.started_at), []
    earlier = other.with_(ended_at=episode.started_at)
    return episode, [made_hold(session, _row(session, owner, other), earlier)]


def change(
    session: Session,
    row: Versioned,
    episode: Episode,
    submission: Submission,
    version: int | None,
    choice: str = "",
) -> Change:
    """Make a row hold an edited episode; ``choice`` says what becomes of another at that time.

    As with a new one, both are part of the same change. Raises Stale, and AnotherIsOn where
    nothing, or what cannot be, is chosen.
    """
    actions.refuse_stale(row, version)
    owner = row.owner_id
    made_way: list[Before] = []
    if (other := _met(session, owner, episode, choice)) is not None:
        if choice == MERGE:
            episode, made_way = _absorbing(session, owner, episode, other)
        else:
            episode, made_way = _parted(session, owner, episode, other)
    return actions.change(session, row, episode, submission, version, made_way)


def _absorbing(
    session: Session, owner: str, episode: Episode, other: Episode
) -> tuple[Episode, list[Before]]:
    """The episode with all of another, which goes; its levels and relief become this one's."""
    other_row = _row(session, owner, other)
    made_way = actions.removed(session, Episode, other_row, heir=episode.id)
    return _merged(episode, other).with_(id=episode.id), made_way


def _merged(episode: Episode, other: Episode) -> Episode:
    """Both as one, with the identity of the other."""
    times = as_one(episode, other)
    return _united(episode, other).with_(id=other.id, ended_at=times.ended_at)


def _united(episode: Episode, other: Episode) -> Episode:
    """Both as one. Raises FieldRefused where the words of both are more than one can hold."""
    whole = united(episode, other)
    for column in columns(Episode):
        value = getattr(whole, column.name)
        if value is not None and (fault := column.field.fault(value)):
            raise FieldRefused(fault.at(column.name))
    return whole


def merge(session: Session, owner: str, pair: Pair, submission: Submission) -> Change:
    """Make one of two spasms: the first, with all that belongs to either.

    Raises FieldRefused where the words of both are more than one can hold.
    """
    first, later = pair
    episode, row = _united(first, later), _row(session, owner, first)
    made_way = actions.removed(session, Episode, _row(session, owner, later), heir=first.id)
    answer = replace(submission, is_unattended=True)
    return actions.change(session, row, episode, answer, row.version, made_way)


def part(session: Session, owner: str, pair: Pair, submission: Submission) -> Change:
    """Let the first of two spasms end as the later one begins."""
    first, later = pair
    row = _row(session, owner, first)
    answer = replace(submission, is_unattended=True)
    return actions.change(
        session, row, first.with_(ended_at=later.started_at), answer, row.version
    )


def end(
    session: Session, owner: str, episode: Episode, submission: Submission, at: datetime
) -> Change | None:
    """End an episode, though not before it began; None where it is gone."""
    row = queries.row(session, Episode, owner, episode.id)
    if row is None:
        return None
    return actions.change(
        session, row, episode.with_(ended_at=max(at, episode.started_at)), submission
    )

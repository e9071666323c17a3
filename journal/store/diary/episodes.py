"""The spasm that is on: asked for, started and ended, whichever door it comes through."""

from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.diary.running import Running
from journal.core.model.moments import local_day
from journal.core.model.records import Episode
from journal.store.db.models import Change, Versioned
from journal.store.diary import actions, queries
from journal.store.diary.before import Before
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import made_hold
from journal.store.diary.running import MERGE, AnotherIsOn, as_one, choices


def running_at(session: Session, owner: str, now: datetime) -> Running | None:
    """The spasm that is on, with its levels; None where none is."""
    episode = queries.running_episode(session, owner)
    if episode is None:
        return None
    return Running(episode, queries.levels_of(session, owner, episode.id), now)


def starting(session: Session, owner: str, key: str, started_at: datetime, zone: str) -> Episode:
    """The episode that begins, where the last one was; it is not stored yet."""
    last = queries.latest(session, Episode, owner)
    return Episode(
        id=key,
        day=local_day(started_at, zone),
        zone=zone,
        started_at=started_at,
        regions=last[0].regions if last else (),
    )


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
        merged = _merged(episode, other, submission.at)
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
            episode, made_way = _absorbing(session, owner, episode, other, submission.at)
        else:
            episode, made_way = _parted(session, owner, episode, other)
    return actions.change(session, row, episode, submission, version, made_way)


def _absorbing(
    session: Session, owner: str, episode: Episode, other: Episode, at: datetime
) -> tuple[Episode, list[Before]]:
    """The episode with all of another, which goes; its levels and relief become this one's."""
    other_row = _row(session, owner, other)
    made_way = actions.removed(session, Episode, other_row, heir=episode.id)
    return _merged(episode, other, at).with_(id=episode.id), made_way


def _merged(episode: Episode, other: Episode, at: datetime) -> Episode:
    """Both as one, with the identity of the other."""
    levels = [each.peak_level for each in (episode, other) if each.peak_level is not None]
    union = as_one(episode, other)
    return actions.filled(episode, other, at).with_(
        started_at=union.started_at,
        ended_at=union.ended_at,
        day=union.day,
        zone=union.zone,
        peak_level=max(levels, default=None),
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

"""The spasm that is on: asked for, started and ended, whichever door it comes through."""

from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.diary.running import Running
from journal.core.model.moments import local_day
from journal.core.model.records import Episode
from journal.store.db.models import Change, Versioned
from journal.store.diary import actions, queries
from journal.store.diary.running import MERGE, AnotherIsOn, choices


def running_at(session: Session, owner: str, now: datetime) -> Running | None:
    """The spasm that is on, with its levels; None where none is."""
    episode = queries.running_episode(session, owner)
    if episode is None:
        return None
    return Running(episode, queries.levels_of(session, owner, episode.id), now)


def starting(session: Session, owner: str, key: str, started_at: datetime, zone: str) -> Episode:
    """The episode that begins, where the last one was; it is not stored yet."""
    last = queries.latest_episodes(session, owner, 1)
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
    submission: actions.Submission,
    choice: str = "",
) -> Change:
    """Store a new episode; ``choice`` says what becomes of another at the same time.

    Whatever becomes of the other is part of the same change, so that an undo undoes both. Raises
    AnotherIsOn where nothing, or what cannot be, is chosen.
    """
    if not choice:
        return actions.add(session, owner, episode, submission)
    episodes = queries.overlapping_episodes(session, owner, episode)
    if not episodes:
        return actions.add(session, owner, episode, submission)
    possible = choices(episode, episodes)
    if choice not in possible:
        raise AnotherIsOn(episodes, possible)
    row = queries.row(session, Episode, owner, episodes[0].id)
    assert row is not None  # noqa: S101 (it was found above, in this very transaction)
    if choice == MERGE:
        merged = _merged(episode, episodes[0], submission.at)
        return actions.change(session, row, merged, submission)
    if episodes[0].started_at > episode.started_at:
        shorter = episode.with_(ended_at=episodes[0].started_at)
        return actions.add(session, owner, shorter, submission)
    earlier = episodes[0].with_(ended_at=episode.started_at)
    made_way = actions.made_hold(session, row, earlier)
    return actions.add(session, owner, episode, submission, [made_way])


def change(
    session: Session,
    row: Versioned,
    episode: Episode,
    submission: actions.Submission,
    version: int | None,
    choice: str = "",
) -> Change:
    """Make a row hold an edited episode; ``choice`` says what becomes of another at that time.

    As with a new one, both are part of the same change. Raises Stale, and AnotherIsOn where
    nothing, or what cannot be, is chosen.
    """
    owner = row.owner_id
    others = queries.overlapping_episodes(session, owner, episode) if choice else []
    if not others:
        return actions.change(session, row, episode, submission, version)
    actions.refuse_stale(row, version)
    possible = choices(episode, others)
    if choice not in possible:
        raise AnotherIsOn(others, possible)
    other = queries.row(session, Episode, owner, others[0].id)
    assert other is not None  # noqa: S101 (it was found above, in this very transaction)
    if choice == MERGE:
        made_way = actions.removed(session, Episode, other, heir=episode.id)
        episode = _merged(episode, others[0], submission.at).with_(id=episode.id)
    elif others[0].started_at > episode.started_at:
        made_way = []
        episode = episode.with_(ended_at=others[0].started_at)
    else:
        ended = others[0].with_(ended_at=episode.started_at)
        made_way = [actions.made_hold(session, other, ended)]
    return actions.change(session, row, episode, submission, version, made_way)


def _merged(episode: Episode, other: Episode, at: datetime) -> Episode:
    """Both as one, with the identity of the other, from the earlier beginning to the later end."""
    first = min(episode, other, key=lambda each: each.started_at)
    levels = [each.peak_level for each in (episode, other) if each.peak_level is not None]
    ends = [each.ended_at for each in (episode, other) if each.ended_at is not None]
    return actions.filled(episode, other, at).with_(
        ended_at=max(ends) if len(ends) == 2 else None,  # noqa: PLR2004 (both of them)
        started_at=first.started_at,
        day=first.day,
        zone=first.zone,
        peak_level=max(levels, default=None),
    )


def end(
    session: Session, owner: str, episode: Episode, submission: actions.Submission, at: datetime
) -> Change | None:
    """End an episode, though not before it began; None where it is gone."""
    row = queries.row(session, Episode, owner, episode.id)
    if row is None:
        return None
    return actions.change(
        session, row, episode.with_(ended_at=max(at, episode.started_at)), submission
    )

"""The spasm that is on: asked for, started and ended, whichever door it comes through."""

from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.diary.running import Running
from journal.core.model.moments import local_day
from journal.core.model.records import Episode
from journal.store.db.models import Change
from journal.store.diary import actions, queries, row_writing


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
    """Store a new episode; ``choice`` says what becomes of one that is on, if this one has no end.

    ``end``: that one ends as this one begins. ``merge``: both are one. Raises AnotherIsOn where
    neither is chosen.
    """
    running = None if episode.ended_at else queries.running_episode(session, owner)
    if running is None or choice not in {"end", "merge"}:
        return actions.add(session, owner, episode, submission)
    if choice == "end":
        ending = actions.Submission(row_writing.new_id(), submission.digest, submission.at)
        end(session, owner, running, ending, episode.started_at)
        return actions.add(session, owner, episode, submission)
    row = queries.row(session, Episode, owner, running.id)
    assert row is not None  # noqa: S101 (it was found above, in this very transaction)
    return actions.change(session, row, _merged(episode, running, submission.at), submission)


def _merged(episode: Episode, running: Episode, at: datetime) -> Episode:
    """The one that is on, with what the other says of it, from the earlier beginning."""
    first = min(episode, running, key=lambda each: each.started_at)
    levels = [each.peak_level for each in (episode, running) if each.peak_level is not None]
    return actions.filled(episode, running, at).with_(
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

"""The spasm that is on: asked for, started and ended, whichever door it comes through."""

from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.diary.running import Running
from journal.core.model.moments import local_day
from journal.core.model.records import Episode
from journal.store.db.models import Change
from journal.store.diary import actions, queries


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


def end(
    session: Session, owner: str, episode: Episode, sent: actions.Submission, at: datetime
) -> Change | None:
    """End an episode, though not before it began; None where it is gone."""
    row = queries.row(session, Episode, owner, episode.id)
    if row is None:
        return None
    return actions.change(session, row, episode.with_(ended_at=max(at, episode.started_at)), sent)

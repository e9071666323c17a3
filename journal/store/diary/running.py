"""The rule that no two spasms last at the same time, asked wherever one is logged or changed.

So one at most is on. An undo brings back what was, and asks for that alone.
"""

from sqlalchemy import update
from sqlalchemy.orm import Session

from journal.core.model.records import Episode, Record
from journal.store.db.models import EpisodeRow, Versioned
from journal.store.diary import queries


class AnotherIsOn(Exception):
    """Another spasm lasts, or lasted, at the same time; ``other`` is that one."""

    def __init__(self, other: Episode) -> None:
        super().__init__()
        self.other = other


def refuse_overlap(
    session: Session, owner: str, record: Record, row: Versioned | None = None
) -> None:
    """Raise AnotherIsOn where ``record`` is a spasm during which another lasts, or lasted.

    One that a ``row`` holds may always become shorter, and keep its times: some overlapped when
    they came from a file.
    """
    if not isinstance(record, Episode):
        return
    if isinstance(row, EpisodeRow) and _is_within(record, row):
        return
    episodes = queries.overlapping_episodes(session, owner, record)
    if episodes:
        raise AnotherIsOn(episodes[0])


def _is_within(episode: Episode, row: EpisodeRow) -> bool:
    if episode.started_at < row.started_at:
        return False
    if row.ended_at is None:
        return True
    return episode.ended_at is not None and episode.ended_at <= row.ended_at


def refuse_second(session: Session, owner: str, record: Record) -> None:
    """Raise AnotherIsOn where ``record`` is a spasm without an end beside another one."""
    if not isinstance(record, Episode) or record.ended_at is not None:
        return
    running = queries.running_episode(session, owner)
    if running is not None and running.id != record.id:
        raise AnotherIsOn(running)


def let_the_latest_be_on(session: Session, owner: str) -> None:
    """Of all spasms without an end let only the latest be on, after some came from a file.

    The others keep an end that nobody noted, and count on the day they began.
    """
    row = EpisodeRow
    unended = update(row).where(row.owner_id == owner, row.ended_at.is_(None))
    options = {"synchronize_session": False}
    connection = session.connection()
    connection.execute(unended.values(last_day=None), execution_options=options)
    latest = queries.running_episode(session, owner)
    if latest is not None:
        earlier = unended.where(row.id != latest.id)
        connection.execute(earlier.values(last_day=row.day), execution_options=options)

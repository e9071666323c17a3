"""The rule that one spasm at most is on, asked wherever a spasm is stored."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from journal.core.model.records import Episode, Record
from journal.store.db.models import EpisodeRow
from journal.store.diary import queries


class AnotherIsOn(Exception):
    """A spasm is on already, so no other can be without an end; ``running`` is that one."""

    def __init__(self, running: Episode) -> None:
        super().__init__()
        self.running = running


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

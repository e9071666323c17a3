"""Two spasms at the same time: who logs or changes one is asked whether they are one or two.

Where nobody is there to be asked, what happened is saved, and Today asks later. An undo brings
back what was.
"""

from collections.abc import Container, Sequence
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from journal.core.diary.overlaps import in_order
from journal.core.model.moments import whole_minute
from journal.core.model.records import Episode, Record
from journal.store.db.models import EpisodeRow, Versioned
from journal.store.diary import queries

MERGE: Final = "merge"
"""Both are one spasm."""
PART: Final = "end"
"""They are two: the earlier one ends as the later one begins."""


class AnotherIsOn(Exception):
    """``others`` last, or lasted, at the same time as a spasm, the latest first.

    ``episode``: the spasm that met them; ``choices``: what may be done about it, MERGE or PART.
    """

    def __init__(
        self, episode: Episode, episodes: Sequence[Episode], choices: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.episode, self.others, self.choices = episode, episodes, choices

    @property
    def other(self) -> Episode:
        """The one to tell of: that which is on, or else the latest."""
        return next((each for each in self.others if each.ended_at is None), self.others[0])

    @property
    def both(self) -> Episode:
        """The times of both as one."""
        return as_one(self.episode, self.other)

    @property
    def in_order(self) -> tuple[Episode, Episode]:
        """Both, of which the earlier one ends as the later one begins if they are parted."""
        return in_order(self.episode, self.other)


def as_one(episode: Episode, other: Episode) -> Episode:
    """A spasm with the times of it and another: from the earlier beginning to the later end.

    Where only one has an end, the one that is logged now says whether it goes on; but one that is
    on goes on when a part of it is logged.
    """
    first, _ = in_order(episode, other)
    goes_on = episode.ended_at is None or _is_a_part(episode, other)
    ends = [each.ended_at for each in (episode, other) if each.ended_at is not None]
    return episode.with_(
        started_at=first.started_at,
        day=first.day,
        zone=first.zone,
        ended_at=None if goes_on else max(ends),
    )


def choices(episode: Episode, episodes: Sequence[Episode]) -> Sequence[str]:
    """What may be done about a new spasm and others at the same time.

    Nothing about several of them: it would be a guess which one is meant. They are never parted
    where that loses something:

    * Both begin in the same minute: the first would last no time.
    * The new one is on, and began first: it would end.
    * The other one is on, and the new one is a part of it: the other would end long ago.
    * The first ends after the second: its end would be lost.
    """
    if len(episodes) != 1:
        return ()
    first, later = in_order(episode, episodes[0])
    begin_together = whole_minute(first.started_at) == whole_minute(later.started_at)
    on_and_first = first is episode and first.ended_at is None
    if begin_together or on_and_first or _is_a_part(episode, episodes[0]):
        return (MERGE,)
    return (MERGE,) if _outlasts(first, later) else (MERGE, PART)


def _is_a_part(episode: Episode, other: Episode) -> bool:
    """Whether a spasm that has ended began no earlier than another, which is on."""
    has_ended = episode.ended_at is not None and other.ended_at is None
    return has_ended and episode.started_at >= other.started_at


def _outlasts(first: Episode, later: Episode) -> bool:
    if first.ended_at is None or later.ended_at is None:
        return False
    return whole_minute(first.ended_at) > whole_minute(later.ended_at)


def ask_about_overlap(
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
        raise AnotherIsOn(record, episodes, choices(record, episodes))


def _is_within(episode: Episode, row: EpisodeRow) -> bool:
    if episode.started_at < row.started_at:
        return False
    if row.ended_at is None:
        return True
    return episode.ended_at is not None and episode.ended_at <= row.ended_at


def refuse_second(
    session: Session, owner: str, record: Record, changed: Container[str] = ()
) -> None:
    """Raise AnotherIsOn where ``record`` is a spasm without an end beside another one.

    ``changed``: the ids of those that change together with it, which are not asked about.
    """
    if not isinstance(record, Episode) or record.ended_at is not None:
        return
    running = queries.running_episode(session, owner)
    if running is not None and running.id != record.id and running.id not in changed:
        raise AnotherIsOn(record, [running])


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

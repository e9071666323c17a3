"""The worst level of a spasm, as it follows the levels that are noted while it lasts."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import SLUGS
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.before import Before, read
from journal.store.diary.changes import UNDO_LASTS
from journal.store.diary.row_writing import made_hold, stored

BY_LEVELS: Final = SLUGS[r.PainLevel]
"""The kind of a change that moves a peak only because a level was noted, edited or deleted."""


def followed(
    session: Session, owner: str, before: r.Record | None, after: r.Record | None, at: datetime
) -> list[Before]:
    """What the spasms of a level were before their peaks followed it: from what, to what it is.

    A level that is noted or raised raises the peak. One that is deleted, lowered or unlinked lets
    it sink to what was typed, or to the highest level left; what was typed by hand stays.
    """
    keys = {getattr(record, "episode_id", None): None for record in (before, after)}
    befores = []
    for key in filter(None, keys):
        row = queries.row(session, r.Episode, owner, key)
        if row is None:
            continue
        episode = stored(session, r.Episode, row)
        peak = _peak(session, owner, episode, (_level_in(before, key), _level_in(after, key)), at)
        if peak != episode.peak_level:
            befores.append(made_hold(session, row, episode.with_(peak_level=peak)))
    return befores


def left_behind(
    session: Session, owner: str, before: r.Record | None, after: r.Record | None
) -> r.Episode | None:
    """The spasm that still says the level at its worst which was deleted, lowered or unlinked.

    None where there is none such, or another of its levels is as high.
    """
    key = getattr(before, "episode_id", None)
    old, new = _level_in(before, key), _level_in(after, key)
    row = queries.row(session, r.Episode, owner, key) if key and old != new else None
    if row is None or old is None:
        return None
    episode = stored(session, r.Episode, row)
    return episode if episode.peak_level == old and not _reached(session, owner, episode) else None


def _level_in(record: r.Record | None, key: str | None) -> int | None:
    """The level of a record that belongs to a spasm; None where it does not."""
    if key is None or not isinstance(record, r.PainLevel) or record.episode_id != key:
        return None
    return record.level


def _peak(
    session: Session,
    owner: str,
    episode: r.Episode,
    levels: tuple[int | None, int | None],
    at: datetime,
) -> int | None:
    """The peak of a spasm of which a level went from one to another, None where there is none."""
    peak, (old, new) = episode.peak_level, levels
    if new is not None and (old is None or new > old):
        return new if peak is None else max(new, peak)
    if old is None or old in (new, None) or old != peak or _reached(session, owner, episode):
        return peak
    typed = _typed(session, owner, episode, at)
    own = [level.level for level in queries.levels_of(session, owner, episode.id)]
    return max([*own, *([] if typed is None else [typed])], default=None)


def _reached(session: Session, owner: str, episode: r.Episode) -> bool:
    """Whether a level of a spasm is as high as its peak."""
    levels = queries.levels_of(session, owner, episode.id)
    return any(level.level == episode.peak_level for level in levels)


def _typed(session: Session, owner: str, episode: r.Episode, at: datetime) -> int | None:
    """The peak of a spasm as far as no level made it, by the changes that can still be undone.

    Where they do not lead to what it is now, it counts as typed.
    """
    peak = episode.peak_level
    for change_kind, was in _history(session, owner, episode.id, at):
        if was.record is None:
            return peak
        earlier = getattr(was.record, "peak_level", None)
        if change_kind != BY_LEVELS and earlier != peak:
            return peak
        peak = earlier
    return peak


def _history(session: Session, owner: str, key: str, at: datetime) -> list[tuple[str, Before]]:
    """What a spasm was before each of its changes, with the kind of the change; latest first."""
    change = m.Change
    question = select(change.kind, change.before).where(
        change.owner_id == owner,
        change.made_at >= at - UNDO_LASTS,
        change.kind.in_([BY_LEVELS, SLUGS[r.Episode]]),
        change.before.is_not(None),
    )
    steps = [
        (kind, was)
        for kind, text in session.execute(question)
        for was in read(str(text))
        if was.key == key
    ]
    return sorted(steps, key=lambda step: step[1].version, reverse=True)

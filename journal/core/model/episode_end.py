"""When a spasm that a person types in ended: a time, how long it lasted, or not yet.

A spasm of an earlier day is never taken as still going on: whoever types it in is asked.
"""

from datetime import datetime, timedelta

from journal.core.model import moments
from journal.core.model.fields import Problem
from journal.core.model.records import Episode
from journal.core.model.vocabulary import LASTED_MINUTES

ASK: str = (
    "This began on an earlier day. Say when it ended or how long it lasted, "
    "or that it is still going on."
)


def with_end(
    episode: Episode, *, lasted: str, still_on: bool, before: Episode | None, now: datetime
) -> Episode | Problem:
    """The episode with its end, or what is to be asked about it.

    ``lasted``: minutes, one of LASTED_MINUTES, or empty. ``before``: the episode as it was, when
    it is edited; one without an end may stay so.
    """
    if episode.ended_at is not None:
        return episode
    if lasted:
        return _lasting(episode, lasted)
    earlier = episode.day < moments.local_day(now, episode.zone)
    was_on = before is not None and before.ended_at is None
    return Problem("ended_at", ASK) if earlier and not still_on and not was_on else episode


def _lasting(episode: Episode, lasted: str) -> Episode | Problem:
    if lasted not in map(str, LASTED_MINUTES):
        return Problem("ended_at", "Choose how long it lasted.")
    return episode.with_(ended_at=episode.started_at + timedelta(minutes=int(lasted)))

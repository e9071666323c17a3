"""What Today asks, gently and once: is it still on, what was it like, how is it after relief."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Final

from journal.core.model.moments import local_day, offset_seconds
from journal.core.model.records import Episode, Relief
from journal.core.model.vocabulary import (
    AFTER_MINUTES,
    AHEAD_MINUTES,
    COLD_MINUTES,
    MINUTES_HIGHEST,
)

DETAILS_WITHIN: Final = timedelta(days=3)
"""How long after it ended a spasm's details are asked for."""

LATE_MINUTES: Final = {20: 25, 60: 45}
"""So many minutes late a level still stands for the one after 20, or after 60, minutes."""
assert tuple(LATE_MINUTES) == AFTER_MINUTES  # noqa: S101 (two lists of one thing)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to ask of a record; ``about`` names it for good, so that it is asked only once."""

    what: str
    """``still_on``, ``details`` of an episode; ``after`` a relief."""
    record: Episode | Relief
    minutes: int = 0
    """After how many minutes of a relief."""
    day: date | None = None
    """The day on which a spasm that may be still on began, where the person is now."""

    @property
    def about(self) -> str:
        """Its name, for when it is dismissed."""
        return f"{self.what}{self.minutes or ''}:{self.record.id}"


def open_prompts(
    episodes: Iterable[Episode],
    reliefs: Iterable[Relief],
    dismissed: Collection[str],
    *,
    now: datetime,
    today: date,
    zone: str,
) -> list[Prompt]:
    """What is still to be asked at ``now``, but for what was ``dismissed``.

    It is ``today`` in ``zone``, where the person is. Details are asked of one episode at a time,
    the one that started last; the pain after a relief of one at a time too, the one that can be
    asked about for the shortest time from now.
    """
    candidates = [*_of_episodes(episodes, today, zone), *_of_reliefs(reliefs, now)]
    prompts = [prompt for prompt in candidates if prompt.about not in dismissed]
    details = [
        prompt.record
        for prompt in prompts
        if prompt.what == "details" and isinstance(prompt.record, Episode)
    ]
    latest = max(details, key=lambda episode: episode.started_at, default=None)
    after = next((prompt for prompt in prompts if prompt.what == "after"), None)
    return [
        prompt
        for prompt in prompts
        if prompt is after or prompt.record is latest or prompt.what == "still_on"
    ]


def _of_episodes(episodes: Iterable[Episode], today: date, zone: str) -> Iterator[Prompt]:
    for episode in episodes:
        last_day = episode.last_day
        if last_day is None:
            day = _began_on(episode, zone)
            if day < today:
                yield Prompt("still_on", episode, day=day)
        elif last_day < today <= last_day + DETAILS_WITHIN and not _has_details(episode):
            yield Prompt("details", episode)


def _began_on(episode: Episode, zone: str) -> date:
    """The day on which it began by the clocks of ``zone``; one that a file brought stays there."""
    moment = episode.started_at
    is_there = offset_seconds(moment, zone) == offset_seconds(moment, episode.zone)
    return episode.day if is_there else local_day(moment, zone)


def _has_details(episode: Episode) -> bool:
    """Whether anything was said of it beyond what one tap fills in."""
    return bool(episode.symptoms or episode.triggers or episode.onset or episode.note)


def _of_reliefs(reliefs: Iterable[Relief], now: datetime) -> list[Prompt]:
    """What is to be asked of reliefs, first what can be asked for the shortest time from now."""
    minutes_left: list[tuple[float, Prompt]] = []
    for relief in reliefs:
        minutes_passed = (now - relief.applied_at) / timedelta(minutes=1)
        for minutes in AFTER_MINUTES:
            noted = getattr(relief, f"pain_after_{minutes}")
            if noted is None and minutes <= minutes_passed < minutes + LATE_MINUTES[minutes]:
                left = minutes + LATE_MINUTES[minutes] - minutes_passed
                minutes_left.append((left, Prompt("after", relief, minutes)))
    return [prompt for _, prompt in sorted(minutes_left, key=itemgetter(0))]


def next_at(reliefs: Iterable[Relief], now: datetime) -> datetime | None:
    """When the next question of a relief falls due; None: none is to come."""
    moments = (
        relief.applied_at + timedelta(minutes=minutes)
        for relief in reliefs
        for minutes in AFTER_MINUTES
    )
    return min((moment for moment in moments if moment > now), default=None)


def cooling(reliefs: Iterable[Relief], now: datetime) -> Relief | None:
    """The cold that is on at ``now``, if it is not known to have been taken off."""
    return next(
        (
            relief
            for relief in reliefs
            if relief.method == "cold"
            and relief.minutes is None
            and relief.applied_at <= now < stops_at(relief) + timedelta(minutes=COLD_MINUTES)
        ),
        None,
    )


def stops_at(relief: Relief) -> datetime:
    """When cold is to be taken off."""
    return relief.applied_at + timedelta(minutes=COLD_MINUTES)


def minutes_on(relief: Relief, off_at: datetime) -> int | None:
    """For how many minutes it was on when taken off at ``off_at``; None: it was not on yet.

    Cold that was forgotten counts as the minutes it was to be; anything else as a day at most.
    """
    if off_at < relief.applied_at - timedelta(minutes=AHEAD_MINUTES):
        return None
    until = min(off_at, stops_at(relief)) if relief.method == "cold" else off_at
    minutes_passed = int((until - relief.applied_at) / timedelta(minutes=1))
    return min(max(1, minutes_passed), MINUTES_HIGHEST)

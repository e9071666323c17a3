"""Two spasms that overlap in time: the person says whether they were one or two."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID, uuid5

from journal.core.model.fields import OwnWords, Several
from journal.core.model.inputs import Column, columns
from journal.core.model.moments import whole_minute
from journal.core.model.records import Episode

ABOUT: Final = "overlap:"
"""What the names of such questions begin with."""
PAIRS: Final = UUID("5b6f0f0e-5d6e-4a5b-9f3b-0f6a4b1d2c77")
"""The name space of what is asked of two spasms."""

OF_TIMES: Final = ("id", "day", "zone", "started_at", "ended_at")
"""What one spasm made of two has from the times of both."""

MOST_AT_ONCE: Final = 10
"""Of more that are on at once only so many are asked about, those that began last."""

Pair = tuple[Episode, Episode]
"""Two spasms, the one that began first before the other."""


def in_order(episode: Episode, other: Episode) -> Pair:
    """Two spasms, the one that began earlier first."""
    is_first = (episode.started_at, episode.id) <= (other.started_at, other.id)
    return (episode, other) if is_first else (other, episode)


def overlap(episode: Episode, other: Episode) -> bool:
    """Whether both last at the same time; one without an end is on.

    People give minutes, so two that share a part of one minute follow each other.
    """
    return _begins_before_end(episode, other) and _begins_before_end(other, episode)


def _begins_before_end(episode: Episode, other: Episode) -> bool:
    if other.ended_at is None:
        return True
    return whole_minute(episode.started_at) < whole_minute(other.ended_at)


def overlapping(episodes: Iterable[Episode]) -> list[Pair]:
    """The pairs of spasms that overlap, the one that was begun last first."""
    ordered = sorted(episodes, key=lambda episode: (episode.started_at, episode.id))
    pairs: list[Pair] = []
    going: list[Episode] = []
    for later in ordered:
        going = [first for first in going if _begins_before_end(later, first)][-MOST_AT_ONCE:]
        pairs += [(first, later) for first in going if overlap(first, later)]
        going.append(later)
    return pairs[::-1]


def name_of(pair: Pair) -> str:
    """The name of the question about two spasms, which is the same for good."""
    return f"{ABOUT}{uuid5(PAIRS, ' '.join(sorted(each.id for each in pair)))}"


def united(episode: Episode, other: Episode) -> Episode:
    """Both as the one that began first, with the times of both; on while either is.

    All that was said of either is kept; of two words that cannot go together that of the former.
    """
    values = {
        column.name: _both(column, getattr(episode, column.name), getattr(other, column.name))
        for column in columns(Episode)
        if column.name not in OF_TIMES
    }
    is_over = episode.ended_at is not None and other.ended_at is not None
    ends = [each.ended_at for each in (episode, other) if each.ended_at is not None]
    first, _ = in_order(episode, other)
    return first.with_(**values, ended_at=max(ends) if is_over else None)


def _both(column: Column, value: Any, other: Any) -> Any:  # the field's own type
    if isinstance(column.field, Several | OwnWords):
        return column.field.read_all((*value, *other))
    if value is None or other is None or value == other:
        return other if value is None else value
    if column.name == "peak_level":
        return max(value, other)
    return f"{value}\n{other}" if column.name == "note" else value

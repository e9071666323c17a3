"""Events as marks on a curve: numbered, so that their words stand in a list and never crowd it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal.core.model.events import Event
from journal.core.model.periods import Period

MARKS_MOST: Final = 10
"""So many marks have room beside each other on a phone; events nearer than that share one."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """A mark on the day of its first event; ``label`` says which of the list it stands for."""

    day: date
    label: str


def event_marks(events: Sequence[Event], period: Period) -> list[EventMark]:
    """The marks of the events of a period, which are in order."""
    runs: list[list[int]] = []
    for number, event in enumerate(events):
        near = runs and (event.day - events[runs[-1][0]].day).days * MARKS_MOST < len(period)
        if near:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [EventMark(events[run[0]].day, _label(run)) for run in runs]


def _label(run: Sequence[int]) -> str:
    first, last = run[0] + 1, run[-1] + 1
    return f"{first}" if first == last else f"{first}\u2013{last}"

"""The weekly check-in."""

from dataclasses import dataclass
from typing import ClassVar

from journal.core.model.records import At, Level, Note, Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Timed):
    """The weekly PEG: pain, enjoyment of life and general activity, 0-10 each (Krebs 2009)."""

    MOMENT: ClassVar[str] = "recorded_at"

    recorded_at: At
    pain: Level
    enjoyment: Level
    activity: Level
    note: Note | None = None

    @property
    def peg(self) -> float:
        """The PEG score: the mean of the three, 0-10."""
        return (self.pain + self.enjoyment + self.activity) / 3

"""The spasm that is on: how long it has lasted, what was noted of it, and its curve."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from journal.core.model.records import Episode, PainLevel
from journal.core.model.vocabulary import LEVEL_HIGHEST

STILL_TRUE: Final = timedelta(minutes=30)
ASK_AFTER: Final = timedelta(minutes=20)
STEP: Final = 2.5
"""How much lower each level stands in a curve that is a hundred wide."""


@dataclass(frozen=True, slots=True)
class Running:
    """The spasm that is on: the record, and the levels noted since it began, in order."""

    episode: Episode
    levels: list[PainLevel]
    now: datetime

    @property
    def minutes(self) -> int:
        """How long it has lasted by now."""
        return int((self.now - self.episode.started_at).total_seconds() // 60)

    @property
    def latest(self) -> int | None:
        """The level noted last, if that is not long ago: what a relief tried now starts from."""
        if not self.levels or self.now - self.levels[-1].recorded_at > STILL_TRUE:
            return None
        return self.levels[-1].level

    @property
    def latest_until(self) -> datetime | None:
        """Until when a relief may start from that level; None where there is none."""
        return None if self.latest is None else self.levels[-1].recorded_at + STILL_TRUE

    @property
    def ask_at(self) -> datetime:
        """When to ask how it is: twenty minutes after the last level, or after it began."""
        last = self.levels[-1].recorded_at if self.levels else self.episode.started_at
        return last + ASK_AFTER

    @property
    def curve(self) -> list[tuple[float, float, int]]:
        """Each level as a point: across from the start (0) to now (100), height, and level."""
        whole = max((self.now - self.episode.started_at).total_seconds(), 60)
        return [
            (
                round(
                    100 * (level.recorded_at - self.episode.started_at).total_seconds() / whole, 1
                ),
                STEP * (LEVEL_HIGHEST - level.level),
                level.level,
            )
            for level in self.levels
        ]

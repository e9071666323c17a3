"""The days of a diary as they are read: newest first, each by the clock, quiet ones in a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Final

from journal.core.model import records as r
from journal.core.model.kinds import SLUGS

QUIET_LEAST: Final = 3
"""From so many days in a row on, those with nothing but a level are folded."""

END_OF_DAY: Final = datetime.max.replace(tzinfo=UTC)
"""What is said of a whole day comes last on it."""

DAY_FACTS: Final = ("note", "regions", "recalled", "movement", "interference")
"""What makes the average of a day more than a level."""


@dataclass(slots=True)
class DiaryDay:
    """A day and what was logged on it, by the clock; or a run of days that are as one."""

    day: date
    since: date
    """The first day of the run; the day itself where it stands alone."""
    entries: list[r.Record] = field(default_factory=list)
    folded: list["DiaryDay"] = field(default_factory=list)
    """The days of the run, newest first, where something was logged on them."""
    overlaps: bool = False
    """Whether it is asked of two of its spasms whether they are one."""

    @property
    def content(self) -> tuple[object, ...]:
        """All that is on it, to be compared with another."""
        folded = (each.content for each in self.folded)
        return self.day, self.since, self.overlaps, *self.entries, *folded

    @property
    def average(self) -> r.PainLevel | None:
        """The average of the day, if it is given."""
        levels = (entry for entry in self.entries if isinstance(entry, r.PainLevel))
        return next((level for level in levels if level.kind == "day_average"), None)

    @property
    def quiet(self) -> bool:
        """Whether nothing but a level was logged."""
        return len(self.entries) == 1 and self.average is not None and not self.listed

    @property
    def listed(self) -> list[r.Record]:
        """The entries beside the level in the day's own line."""
        return [entry for entry in self.entries if not _is_level_alone(entry)]

    @property
    def groups(self) -> Iterator[tuple[str, list[r.Record]]]:
        """Those by the clock, neighbours of one kind together: the slug of the kind, and they."""
        for kind, records in groupby(self.listed, type):
            yield SLUGS[kind], list(records)


def _is_level_alone(record: r.Record) -> bool:
    if not isinstance(record, r.PainLevel) or record.kind != "day_average":
        return False
    return all(getattr(record, name) in (None, (), "") for name in DAY_FACTS)


def in_order(days: Iterable[DiaryDay]) -> list[DiaryDay]:
    """Days that were given oldest first, newest first, and on each its entries by the clock."""
    diary_days = list(days)[::-1]
    for day in diary_days:
        day.entries.sort(
            key=lambda entry: entry.moment if isinstance(entry, r.Timed) else END_OF_DAY
        )
    return diary_days


def runs(diary_days: Sequence[DiaryDay]) -> list[DiaryDay]:
    """Days, newest first: those in a row on which nothing was logged made one, quiet ones too."""
    day_runs: list[DiaryDay] = []
    for sort, group in groupby(
        diary_days, lambda day: "quiet" if day.quiet else len(day.entries) > 0
    ):
        days = list(group)
        if sort is False:
            day_runs.append(DiaryDay(days[0].day, days[-1].day))
        elif sort == "quiet" and len(days) >= QUIET_LEAST:
            day_runs.append(DiaryDay(days[0].day, days[-1].day, folded=days))
        else:
            day_runs += days
    return day_runs

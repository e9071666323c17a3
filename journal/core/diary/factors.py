"""Pain on the days with and without what was noted of them: a description, no comparison.

Nothing is subtracted and no sentence is made of it: on one day pain can change what we do as
much as what we do can change pain.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal.core.diary.summary import DaySummary
from journal.core.model.records import DayNote
from journal.core.statistics.estimators import MEANS_LEAST, Series, mean

SLEPT_WELL_FROM: Final = 5
"""From this level of sleep on, 0-10, a day is one of those that began rested."""

FACTORS: Final[dict[str, Callable[[DayNote], bool | None]]] = {
    "sleep": lambda note: None if note.sleep is None else note.sleep >= SLEPT_WELL_FROM,
    "sitting_over_6h": lambda note: note.sitting_over_6h,
    "stress": lambda note: note.stress,
}
"""Whether a day had a factor, by the field that says so; None where that was not noted."""


@dataclass(frozen=True, slots=True)
class Factor:
    """The pain of the days with a factor, and of those noted to be without."""

    name: str
    present: tuple[float, ...]
    absent: tuple[float, ...]

    @property
    def means(self) -> tuple[float, float] | None:
        """The mean pain with and without; None unless both have the days that a mean needs."""
        if min(len(self.present), len(self.absent)) < MEANS_LEAST:
            return None
        return mean(self.present), mean(self.absent)


def factors(levels: Mapping[date, float], notes: Sequence[DayNote]) -> list[Factor]:
    """What was noted of some days beside their pain, each factor of which anything is known.

    ``levels``: of the days that have one.
    """
    noted_factors = []
    for name, has in FACTORS.items():
        groups: dict[bool, list[float]] = {True: [], False: []}
        for note in notes:
            noted, level = has(note), levels.get(note.day)
            if noted is not None and level is not None:
                groups[noted].append(level)
        if groups[True] or groups[False]:
            noted_factors.append(Factor(name, tuple(groups[True]), tuple(groups[False])))
    return noted_factors


def factor_series(days: Sequence[DaySummary], notes: Iterable[DayNote]) -> dict[str, Series]:
    """What was noted of consecutive days, by field: sleep 0-10, the others 1, 0 or None."""
    by_day = {note.day: note for note in notes}
    series: dict[str, Series] = {}
    for name in FACTORS:
        noted = [getattr(by_day.get(day.day), name, None) for day in days]
        series[name] = [None if value is None else float(value) for value in noted]
    return series

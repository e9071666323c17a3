"""What followed a relief, beside what followed when nothing was used: counts and medians only.

From a high level pain mostly falls by itself, whatever was used: an inert remedy tried at 6 or
more seems to take off half a point to a point. So nothing is subtracted here, nothing is ranked,
and no sentence is made of it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from journal.core.diary.prompts import LATE_MINUTES
from journal.core.model.records import PainLevel, Relief
from journal.core.model.vocabulary import AFTER_MINUTES, MILD, MODERATE, SEVERE

BANDS: Final = {"mild": MILD, "moderate": MODERATE, "severe": SEVERE}
ROUNDING: Final = 1e-9

UNUSED: Final = timedelta(minutes=60)
"""Nothing was used where no relief was logged so long before a level, nor until the later one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How many levels were noted, and their median."""

    count: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed one method, or nothing, from levels of one band."""

    band: str
    method: str
    times: int
    start: float
    """The median of the levels before: of those times of which something later was noted, so that
    it is of the same times as ``after``; of all, where nothing was."""
    after: dict[int, Sample]
    """By the minutes after."""
    beside: dict[int, Sample]
    """What followed when nothing was used, from levels like these: weighted to the same starts."""


@dataclass(frozen=True, slots=True)
class _Start:
    band: str
    method: str
    level: int
    after: dict[int, int | None]


def followed(reliefs: Sequence[Relief], levels: Iterable[PainLevel]) -> list[Followed]:
    """What followed, by band and method: mild first, methods as listed."""
    starts = _of_reliefs(reliefs)
    nothing = _of_nothing(reliefs, levels)
    keys = sorted(
        {(start.band, start.method) for start in starts},
        key=lambda key: (list(BANDS).index(key[0]), key[1]),
    )
    return [_summed(band, method, starts, nothing) for band, method in keys]


def _summed(
    band: str, method: str, starts: Iterable[_Start], nothing: Sequence[_Start]
) -> Followed:
    of_these = [start for start in starts if (start.band, start.method) == (band, method)]
    after, beside = {}, {}
    for minutes in AFTER_MINUTES:
        noted = [level for start in of_these if (level := start.after[minutes]) is not None]
        after[minutes] = Sample(len(noted), median(noted) if noted else None)
        beside[minutes] = _weighted(of_these, nothing, minutes)
    noted_later = [start for start in of_these if set(start.after.values()) != {None}]
    starting = median(start.level for start in noted_later or of_these)
    return Followed(band, method, len(of_these), starting, after, beside)


def _weighted(of_these: Iterable[_Start], nothing: Iterable[_Start], minutes: int) -> Sample:
    """The median of what followed nothing, each level weighted as often as these began there."""
    began = Counter(start.level for start in of_these if start.after[minutes] is not None)
    level_pairs = [
        (start.level, level)
        for start in nothing
        if start.level in began and (level := start.after[minutes]) is not None
    ]
    each = Counter(level for level, _ in level_pairs)
    if not level_pairs or set(began) != set(each):
        return Sample(0, None)  # some of these levels were never noted without a relief
    weights = sorted((after, began[level] / each[level]) for level, after in level_pairs)
    return Sample(len(level_pairs), _weighted_median(weights))


def _weighted_median(weights: Sequence[tuple[int, float]]) -> float:
    """The value with half of all weight on either side; between two where the halves part."""
    half, so_far = sum(weight for _, weight in weights) / 2, 0.0
    for at, (value, weight) in enumerate(weights):
        so_far += weight
        if abs(so_far - half) < ROUNDING and at + 1 < len(weights):
            return (value + weights[at + 1][0]) / 2
        if so_far > half:
            break
    return float(value)


def band_of(level: int) -> str | None:
    """The word for a level; None for 0."""
    return next((band for band, levels in BANDS.items() if level in levels), None)


def _of_reliefs(reliefs: Iterable[Relief]) -> list[_Start]:
    return [
        _Start(
            band,
            relief.method,
            relief.pain_before,
            {minutes: getattr(relief, f"pain_after_{minutes}") for minutes in AFTER_MINUTES},
        )
        for relief in reliefs
        if relief.pain_before is not None and (band := band_of(relief.pain_before))
    ]


def _of_nothing(reliefs: Iterable[Relief], levels: Iterable[PainLevel]) -> list[_Start]:
    used = sorted(relief.applied_at for relief in reliefs)
    ordered = sorted(levels, key=lambda level: level.recorded_at)
    noted = [level.recorded_at for level in ordered]
    starts = []
    for level in ordered:
        after = {
            minutes: _later(level, minutes, ordered, noted, used) for minutes in AFTER_MINUTES
        }
        if (band := band_of(level.level)) and any(value is not None for value in after.values()):
            starts.append(_Start(band, "", level.level, after))
    return starts


def _later(
    level: PainLevel,
    minutes: int,
    ordered: Sequence[PainLevel],
    noted: Sequence[datetime],
    used: Sequence[datetime],
) -> int | None:
    """The first level noted so many minutes later, if nothing was used meanwhile."""
    begin = level.recorded_at
    at = bisect_left(noted, begin + timedelta(minutes=minutes))
    late = begin + timedelta(minutes=minutes + LATE_MINUTES[minutes])
    if at == len(noted) or noted[at] >= late:
        return None
    if bisect_left(used, begin - UNUSED) != bisect_right(used, noted[at]):
        return None
    return ordered[at].level

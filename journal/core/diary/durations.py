"""How long spasms last and how long it stays quiet between them, from a diary that is not over.

The product-limit estimator (Kaplan and Meier, JASA 1958): what has not ended yet counts as
lasting at least so long. It describes what was; it forecasts nothing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from journal.core.model.records import Episode

ENDED_LEAST: Final = 5
"""Nothing is said before so many ended."""
SILENT_DAYS: Final = 28
"""A diary silent for so long says no longer that there was no spasm."""
DAY_MINUTES: Final = 24 * 60
HALF: Final = 0.5
ROUNDING: Final = 1e-8


@dataclass(frozen=True, slots=True)
class Spell:
    """A length, and whether it is known to have ended then or only to have lasted so long."""

    length: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The share that lasts longer than ``length``, and how many had lasted until it."""

    length: float
    at_risk: int
    ended: int
    surviving: float


def product_limit(spells: Iterable[Spell]) -> list[Step]:
    """A step for each length at which any ended, shortest first.

    At each of them the share is multiplied by 1 - ended / at risk; one that stopped being watched
    at that very length counts as still watched.
    """
    watched = list(spells)
    lengths = sorted(spell.length for spell in watched)
    endings = Counter(spell.length for spell in watched if spell.ended)
    steps: list[Step] = []
    share = 1.0
    for length, ended in sorted(endings.items()):
        at_risk = len(lengths) - bisect_left(lengths, length)
        share *= 1 - ended / at_risk
        steps.append(Step(length, at_risk, ended, share))
    return steps


def typical(steps: Sequence[Step]) -> float | None:
    """The length after which half at most still last; None where more than half always do.

    Where exactly half do for a while, it is the middle of that while, as in R, and so the median
    of lengths that are all known.
    """
    for step, later in zip_longest(steps, steps[1:]):
        if step.surviving <= HALF + ROUNDING:
            even = later is not None and step.surviving >= HALF - ROUNDING
            return (step.length + later.length) / 2 if even else step.length
    return None


@dataclass(frozen=True, slots=True)
class HowLong:
    """What earlier spasms were like, seen from a running one that has lasted for a while."""

    ended: int
    """Those that ended after a length that is known."""
    running: int
    """Those that are still going."""
    unmeasured: int
    """Those that ended, nobody said after how long: nothing else here counts them."""
    half_minutes: float | None
    """The product-limit median of those that ended and those that are running."""
    as_long: int
    """Earlier ones that ended and lasted at least as long as the running one has by now."""
    over_by_then: int
    """Those of them that were over after a day more."""


def how_long(episodes: Iterable[Episode], now: datetime) -> HowLong | None:
    """The lengths of somebody's spasms at ``now``; None before five ended.

    ``half_minutes`` counts the running ones as censored. The running spasm that is compared is
    the one that began last.
    """
    begun = [episode for episode in episodes if episode.started_at <= now]
    ended = [minutes for episode in begun if (minutes := episode.minutes) is not None]
    if len(ended) < ENDED_LEAST:
        return None
    running = [_so_far(episode, now) for episode in begun if episode.ended_at is None]
    spells = [Spell(length, True) for length in ended] + [
        Spell(length, False) for length in running
    ]
    since = min(running, default=0.0)
    as_long = [length for length in ended if length >= since]
    return HowLong(
        len(ended),
        len(running),
        len(begun) - len(spells),
        typical(product_limit(spells)),
        len(as_long),
        sum(length <= since + DAY_MINUTES for length in as_long),
    )


def _so_far(episode: Episode, now: datetime) -> float:
    return (now - episode.started_at) / timedelta(minutes=1)


def quiet_spells(
    episodes: Iterable[Episode], logged: Collection[date], paused: Collection[date], today: date
) -> list[Spell]:
    """The days between the end of one spasm and the start of the next, in order.

    The last one is not over. One in which the diary was paused, or silent for 28 days in a row,
    was watched only until then. Spasms that overlap leave no quiet between them.
    """
    spells: list[Spell] = []
    ordered = sorted(episodes, key=lambda episode: episode.started_at)
    last: date | None = None
    for episode in ordered:
        if last is not None and episode.day > last:
            spells.append(_watched(last, episode.day, True, logged, paused))
        end = episode.last_day or today
        last = end if last is None else max(last, end)
    if last is not None and last < today:
        spells.append(_watched(last, today, False, logged, paused))
    return spells


def _watched(
    last: date, until: date, ended: bool, logged: Collection[date], paused: Collection[date]
) -> Spell:
    """A quiet time, cut short where nobody was watching any more."""
    silent = 0
    for number in range(1, (until - last).days):
        day = last + timedelta(days=number)
        silent = 0 if day in logged else silent + 1
        if day in paused:
            return Spell(float(number), False)
        if silent == SILENT_DAYS:
            return Spell(float(number - SILENT_DAYS + 1), False)
    return Spell(float((until - last).days), ended)


@dataclass(frozen=True, slots=True)
class Between:
    """The times between spasms."""

    ended: int
    """So many of them ended with another spasm."""
    cut: int
    """So many are not over, or were watched only in part."""
    half_days: float | None
    """The product-limit median: days from the end of one to the start of the next."""


def between(spells: Sequence[Spell]) -> Between | None:
    """The quiet times of ``quiet_spells`` in three numbers; None before five of them ended."""
    ended = sum(spell.ended for spell in spells)
    if ended < ENDED_LEAST:
        return None
    return Between(ended, len(spells) - ended, typical(product_limit(spells)))

"""The plan of a personal experiment: two ways week by week, in an order drawn at random before.

After two weeks as usual come weeks in pairs, each pair holding one week of either way; which of
the two comes first is drawn for every pair when the experiment is planned, and never again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Annotated, Final

from journal.core.diary.summary import WEEK_LEAST
from journal.core.model.faults import Problem
from journal.core.model.fields import Whole, YesNo
from journal.core.model.inputs import Input, LocalDay, Name
from journal.core.model.names import name_key
from journal.core.model.periods import ONE_DAY, Period

BASELINE_DAYS: Final = 14

BLOCK_DAYS: Final = 7

PAIRS_LEAST: Final = 6
"""With fewer pairs of weeks no result whatever could be clear: 2 orders in 32 are over 5 %."""

PAIRS_MOST: Final = 13

PAIRS_ADVISED: Final = 10

SETTLING_DAYS: Final = 2
"""So many days at the beginning of each week can be left out: the week before may still show."""

KNOWN_DAYS: Final = 2
"""So many days before a week begins, the way it is given to may be known."""


@dataclass(frozen=True, slots=True)
class Block:
    """One week of the plan, and the way it is given to."""

    period: Period
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExperiment(Input):
    """What somebody agrees to before the order is drawn."""

    one_way: Name
    other_way: Name
    starts_on: LocalDay
    pairs: Annotated[int, Whole(PAIRS_LEAST, PAIRS_MOST)]
    settles: Annotated[bool, YesNo()] | None = None
    """Whether the first days of each week are left out."""

    def rules(self, now: datetime) -> list[Problem]:
        if name_key(self.one_way) == name_key(self.other_way):
            return [Problem("other_way", "same_name")]
        return []


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed and drawn before the experiment began."""

    ways: tuple[str, str]
    """What the person calls the two ways; they differ."""
    starts_on: date
    """The first day of the baseline."""
    order: tuple[bool, ...]
    """For each pair of weeks, whether the first way comes first."""
    settling_days: int = 0
    """So many days at the beginning of each week are not compared."""

    @property
    def least(self) -> int:
        """So many of the days that are compared a week needs: as of seven days four."""
        return WEEK_LEAST - 1 if self.settling_days else WEEK_LEAST

    def compared(self, block: Block) -> Period:
        """The days of a week that are compared."""
        return Period.ending(block.period.last, BLOCK_DAYS - self.settling_days)

    @property
    def baseline(self) -> Period:
        """The two weeks as usual, before the first way is begun."""
        return Period(self.starts_on, self.starts_on + timedelta(days=BASELINE_DAYS - 1))

    @property
    def blocks(self) -> list[Block]:
        """The weeks of the two ways, in the order drawn."""
        ways = [way for first in self.order for way in (self.ways if first else self.ways[::-1])]
        begin = self.baseline.last + ONE_DAY
        return [
            Block(
                Period.ending(begin + timedelta(days=BLOCK_DAYS * (week + 1) - 1), BLOCK_DAYS), way
            )
            for week, way in enumerate(ways)
        ]

    @property
    def ends_on(self) -> date:
        """The last day of the last week."""
        return self.baseline.last + timedelta(days=2 * BLOCK_DAYS * len(self.order))

    @property
    def weeks(self) -> int:
        """How many weeks it lasts, the baseline included."""
        return BASELINE_DAYS // BLOCK_DAYS + 2 * len(self.order)

    def week(self, day: date) -> int | None:
        """The number of the week that a day belongs to, from 1; None outside the experiment."""
        inside = self.starts_on <= day <= self.ends_on
        return (day - self.starts_on).days // BLOCK_DAYS + 1 if inside else None

    def coming(self, today: date) -> Block | None:
        """The week of a way that begins within two days; None where it must not be known yet."""
        block = self.block(today + timedelta(days=KNOWN_DAYS))
        return block if block is not None and block.period.first > today else None

    def block(self, day: date) -> Block | None:
        """The week that a day belongs to; None in the baseline and outside the experiment."""
        return next((block for block in self.blocks if day in block.period), None)


def drawn(
    ways: tuple[str, str], starts_on: date, pairs: int, rng: Random, *, settles: bool = False
) -> Plan:
    """A plan whose order is drawn now: a fair coin for each pair of weeks.

    ``settles``: whether the first days of each week are left out, which is settled before.
    ``rng`` is a ``random.SystemRandom``, or in tests one with a seed. Raises ``ValueError`` where
    the ways are not two, or the pairs too few or too many.
    """
    if name_key(ways[0]) == name_key(ways[1]) or not all(ways):
        raise ValueError("The two ways need two different names.")
    if not PAIRS_LEAST <= pairs <= PAIRS_MOST:
        raise ValueError(f"Plan {PAIRS_LEAST} to {PAIRS_MOST} pairs of weeks.")
    order = tuple(rng.random() < 0.5 for _ in range(pairs))  # noqa: PLR2004 (a fair coin)
    return Plan(ways, starts_on, order, SETTLING_DAYS if settles else 0)


@dataclass(frozen=True, slots=True)
class WayCount:
    """How far one way has come: its weeks begun, and the days logged in them."""

    way: str
    weeks: int
    logged: int


def counts(plan: Plan, pain: Mapping[date, float], today: date) -> tuple[WayCount, WayCount]:
    """What there is of both ways up to ``today``: all that a stopped experiment says."""
    begun = [block for block in plan.blocks if block.period.first <= today]

    def count(way: str) -> WayCount:
        own = [block for block in begun if block.way == way]
        logged = sum(day in pain and day <= today for block in own for day in block.period)
        return WayCount(way, len(own), logged)

    return count(plan.ways[0]), count(plan.ways[1])

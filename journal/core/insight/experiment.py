"""The personal experiment: two ways compared week by week, in an order drawn by lot beforehand.

After two weeks as usual come weeks in pairs, each pair holding one week of either way; which of
the two comes first is drawn for every pair when the experiment is planned, and never again. The
result is worked out once, when the last week is over. A person who stops sees counts only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final, Literal

from journal.core.diary.summary import WEEK_LEAST
from journal.core.model.names import name_key
from journal.core.model.periods import ONE_DAY, Period
from journal.core.statistics.estimators import mean

BASELINE_DAYS: Final = 14
BLOCK_DAYS: Final = 7
PAIRS_LEAST: Final = 6
"""With fewer pairs of weeks no result whatever could be clear: 2 orders in 32 are over 5 %."""
PAIRS_MOST: Final = 13
ALPHA: Final = 0.05
KNOWN_DAYS: Final = 2
"""So many days before a week begins, the way it is given to may be known."""
ROUNDING: Final = 1e-9

Outcome = Literal["not_enough", "no_clear_difference", "difference"]
State = Literal["planned", "running", "over", "stopped", "opened"]
"""``over``: it has run to its end, and nobody has looked at the result yet."""


@dataclass(frozen=True, slots=True)
class Block:
    """One week of the plan, and the way it is given to."""

    period: Period
    way: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed and drawn before the experiment began."""

    ways: tuple[str, str]
    """What the person calls the two ways; they differ."""
    starts_on: date
    """The first day of the baseline."""
    order: tuple[bool, ...]
    """For each pair of weeks, whether the first way comes first."""

    @property
    def baseline(self) -> Period:
        """The two weeks as usual, before the first way is begun."""
        return Period(self.starts_on, self.starts_on + timedelta(days=BASELINE_DAYS - 1))

    @property
    def blocks(self) -> list[Block]:
        """The weeks of the two ways, in the order drawn."""
        one, other = self.ways
        ways = [way for first in self.order for way in ((one, other) if first else (other, one))]
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


def drawn(ways: tuple[str, str], starts_on: date, pairs: int, lot: Random) -> Plan:
    """A plan whose order is drawn now: a fair coin for each pair of weeks.

    ``lot`` is a ``random.SystemRandom``, or in tests one with a seed. Raises ``ValueError`` where
    the ways are not two, or the pairs too few or too many.
    """
    if name_key(ways[0]) == name_key(ways[1]) or not all(ways):
        raise ValueError("The two ways need two different names.")
    if not PAIRS_LEAST <= pairs <= PAIRS_MOST:
        raise ValueError(f"Plan {PAIRS_LEAST} to {PAIRS_MOST} pairs of weeks.")
    return Plan(ways, starts_on, tuple(lot.random() < 0.5 for _ in range(pairs)))  # noqa: PLR2004


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


@dataclass(frozen=True, slots=True)
class Result:
    """What an experiment found, from the pairs of weeks that both have four logged days."""

    ways: tuple[str, str]
    pairs: int
    means: tuple[float, float]
    """The mean of the weeks' means, one for each way."""
    difference: float
    """The mean of the first way less that of the other."""
    low: float
    high: float
    """Its 95 % interval: the differences that the test would not refuse."""
    as_large: int
    orders: int
    """Of the orders that could have been drawn, those that show so large a difference, and all."""

    @property
    def p(self) -> float:
        """The two-sided p value of the randomisation test."""
        return self.as_large / self.orders

    @property
    def status(self) -> Outcome:
        """Whether the ways differ."""
        if self.pairs < PAIRS_LEAST:
            return "not_enough"
        return "difference" if self.p <= ALPHA else "no_clear_difference"


def result(plan: Plan, pain: Mapping[date, float], today: date) -> Result | None:
    """The result of an experiment that has run to its end; None until its last day is over.

    ``pain``: the levels that count, by local day; a day without one is missing. The test is
    exact: under no difference at all each order was as likely, and swapping the weeks of a pair
    turns the sign of its difference (Fisher, The Design of Experiments, 1935). Pairs in which a
    week has fewer than four logged days are left out, whichever way it was given to.
    """
    if today <= plan.ends_on:
        return None
    weeks = [_week_mean(block, pain) for block in plan.blocks]
    complete = [
        (one, other) if first else (other, one)
        for first, one, other in zip(plan.order, weeks[::2], weeks[1::2], strict=True)
    ]
    found = [(one, other) for one, other in complete if one is not None and other is not None]
    if len(found) < PAIRS_LEAST:
        return Result(plan.ways, len(found), (0.0, 0.0), 0.0, 0.0, 0.0, 1, 1)
    differences = [one - other for one, other in found]
    low, high = _interval(differences)
    means = mean([one for one, _ in found]), mean([other for _, other in found])
    as_large = _as_large(differences)
    return Result(
        plan.ways, len(found), means, mean(differences), low, high, as_large, 2 ** len(found)
    )


@dataclass(frozen=True, slots=True)
class Experiment:
    """A plan and what became of it."""

    id: str
    plan: Plan
    created_at: datetime
    stopped_on: date | None = None
    opened_on: date | None = None
    """The day its result was worked out, once and for all."""
    result: Result | None = None

    @property
    def open(self) -> bool:
        """Whether it is neither stopped nor has its result: only one at a time is."""
        return self.stopped_on is None and self.result is None

    def state(self, today: date) -> State:
        """How it stands on a day."""
        if self.stopped_on is not None:
            return "stopped"
        if self.result is not None:
            return "opened"
        if today < self.plan.starts_on:
            return "planned"
        return "running" if today <= self.plan.ends_on else "over"

    def stopped(self, today: date) -> "Experiment":
        """The same, stopped today if it had not come to its end before."""
        open_still = self.state(today) in ("planned", "running")
        return replace(self, stopped_on=today) if open_still else self

    def opened(self, pain: Mapping[date, float], today: date) -> "Experiment":
        """The same with its result, if it is over and has none yet."""
        if self.state(today) != "over":
            return self
        return replace(self, opened_on=today, result=result(self.plan, pain, today))


def _week_mean(block: Block, pain: Mapping[date, float]) -> float | None:
    levels = [pain[day] for day in block.period if day in pain]
    return mean(levels) if len(levels) >= WEEK_LEAST else None


def _as_large(differences: Sequence[float]) -> int:
    """In how many of all ways to turn signs the sum is at least as far from 0 as it is."""
    sums = [0.0]
    for difference in differences:
        sums = [*(each + difference for each in sums), *(each - difference for each in sums)]
    return sum(abs(each) >= abs(sum(differences)) - ROUNDING for each in sums)


def _interval(differences: Sequence[float]) -> tuple[float, float]:
    """The shifts that the test would not refuse (Hartigan, JASA 1969).

    Between two order statistics of the means of all subsets of the differences.
    """
    subsets = [(0.0, 0)]
    for difference in differences:
        subsets += [(total + difference, count + 1) for total, count in subsets]
    means = sorted(total / count for total, count in subsets if count)
    outside = int(ALPHA / 2 * len(subsets))
    return means[outside - 1], means[-outside]

"""The personal experiment: two ways compared week by week, in an order drawn at random before.

After two weeks as usual come weeks in pairs, each pair holding one week of either way; which of
the two comes first is drawn for every pair when the experiment is planned, and never again. The
result is worked out once, when the last week is over. A person who stops sees counts only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import sqrt
from random import Random
from statistics import stdev
from typing import Annotated, Final, Literal

from journal.core.diary.summary import WEEK_LEAST
from journal.core.model.fields import Problem, Whole
from journal.core.model.inputs import Input, LocalDay, Name
from journal.core.model.names import name_key
from journal.core.model.periods import ONE_DAY, Period
from journal.core.statistics.distributions import t_quantile, t_two_sided
from journal.core.statistics.estimators import Series, mean
from journal.core.statistics.trend import weekly_means

BASELINE_DAYS: Final = 14
BLOCK_DAYS: Final = 7
PAIRS_LEAST: Final = 6
"""With fewer pairs of weeks no result whatever could be clear: 2 orders in 32 are over 5 %."""
PAIRS_MOST: Final = 13
ALPHA: Final = 0.05
KNOWN_DAYS: Final = 2
"""So many days before a week begins, the way it is given to may be known."""
ROUNDING: Final = 1e-9

LOGGING_ALPHA: Final = 0.10
SETTLING_DAYS: Final = 2
"""So many days at the start of each week may be left out, so that the week before fades."""

Outcome = Literal["not_enough", "logging_differed", "no_clear_difference", "difference"]
State = Literal["planned", "running", "over", "stopped", "opened"]
"""``over``: it has run to its end, and nobody has looked at the result yet."""


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
    """So many days at the start of each week count for nothing; agreed before the draw."""

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


def drawn(
    ways: tuple[str, str], starts_on: date, pairs: int, rng: Random, settling_days: int = 0
) -> Plan:
    """A plan whose order is drawn now: a fair coin for each pair of weeks.

    ``rng`` is a ``random.SystemRandom``, or in tests one with a seed. Raises ``ValueError`` where
    the ways are not two, or the pairs too few or too many.
    """
    if name_key(ways[0]) == name_key(ways[1]) or not all(ways):
        raise ValueError("The two ways need two different names.")
    if not PAIRS_LEAST <= pairs <= PAIRS_MOST:
        raise ValueError(f"Plan {PAIRS_LEAST} to {PAIRS_MOST} pairs of weeks.")
    order = tuple(rng.random() < 0.5 for _ in range(pairs))  # noqa: PLR2004 (a fair coin)
    return Plan(ways, starts_on, order, settling_days)


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
    logging_p: float = 1.0
    """The two-sided p value of the same test on the days logged in each week."""

    @property
    def p(self) -> float:
        """The two-sided p value of the randomisation test."""
        return self.as_large / self.orders

    @property
    def status(self) -> Outcome:
        """Whether the ways differ."""
        if self.pairs < PAIRS_LEAST:
            return "not_enough"
        if self.logging_p <= LOGGING_ALPHA:
            return "logging_differed"
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
    weeks = [_week_levels(block, pain, plan.settling_days) for block in plan.blocks]
    complete = [
        (one, other) if first else (other, one)
        for first, one, other in zip(plan.order, weeks[::2], weeks[1::2], strict=True)
    ]
    logging_p = sign_flip_p([len(one) - len(other) for one, other in complete])
    found = [
        (mean(one), mean(other))
        for one, other in complete
        if min(len(one), len(other)) >= WEEK_LEAST
    ]
    if len(found) < PAIRS_LEAST:
        return Result(plan.ways, len(found), (0.0, 0.0), 0.0, 0.0, 0.0, 1, 1, logging_p)
    differences = [one - other for one, other in found]
    low, high = _interval(differences)
    return Result(
        ways=plan.ways,
        pairs=len(found),
        means=(mean([one for one, _ in found]), mean([other for _, other in found])),
        difference=mean(differences),
        low=low,
        high=high,
        as_large=_as_large(differences),
        orders=2 ** len(found),
        logging_p=logging_p,
    )


def sign_flip_p(differences: Sequence[float]) -> float:
    """The exact two-sided p value of paired differences under random signs; 1 without any."""
    p: float = _as_large(differences) / 2 ** len(differences)
    return p


def power(pain: Series, pairs: int, difference: float = -1.0) -> float | None:
    """How likely an experiment of so many pairs finds a difference, for weeks as these were.

    ``pain``: the latest year. The spread of the differences between weeks that follow each other
    is that of the experiment; the test is close to a paired t test (Fisher, 1935), whose power is
    taken as that of a shifted t. None with fewer than six such pairs.
    """
    means = weekly_means(pain)
    gaps = [
        one - other
        for one, other in zip(means[::2], means[1::2], strict=False)
        if one is not None and other is not None
    ]
    if len(gaps) < PAIRS_LEAST:
        return None
    shift = abs(difference) / max(stdev(gaps) / sqrt(pairs), ROUNDING)
    short = t_quantile(pairs - 1) - shift
    beyond = t_two_sided(short, pairs - 1) / 2
    return beyond if short > 0 else 1 - beyond


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


def _week_levels(block: Block, pain: Mapping[date, float], settling_days: int) -> list[float]:
    return [pain[day] for day in list(block.period)[settling_days:] if day in pain]


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

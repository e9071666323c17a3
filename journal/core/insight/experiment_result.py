"""What a personal experiment found: an exact test of its pairs of weeks, and its likely power."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import stdev
from typing import Final, Literal

from journal.core.insight.experiment_plan import PAIRS_LEAST, Plan
from journal.core.model.periods import Period
from journal.core.model.vocabulary import LEVELS_APART
from journal.core.statistics.distributions import t_quantile, t_two_sided
from journal.core.statistics.estimators import Series, mean
from journal.core.statistics.regression import smallest_visible
from journal.core.statistics.trend import weekly_means

ALPHA: Final = 0.05

ROUNDING: Final = 1e-9

LOGGING_ALPHA: Final = 0.10

Outcome = Literal["not_enough", "logging_differed", "no_clear_difference", "difference"]


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
    logging_p: float | None = None
    """The two-sided p value of the same test on the days logged in each week; results that were
    worked out before it was asked have none, and stay as they were told."""

    @property
    def p(self) -> float:
        """The two-sided p value of the randomisation test."""
        return self.as_large / self.orders

    @property
    def smallest(self) -> float:
        """The smallest difference that such an experiment mostly finds, from its range.

        The test is close to a paired t test (Fisher, 1935), whose error shows in the
        width of the range.
        """
        df = self.pairs - 1
        return smallest_visible((self.high - self.low) / 2 / t_quantile(df), df, ALPHA)

    @property
    def largest(self) -> float:
        """The largest difference that the scale has room for."""
        return LEVELS_APART

    @property
    def status(self) -> Outcome:
        """Whether the ways differ."""
        if self.pairs < PAIRS_LEAST:
            return "not_enough"
        if self.logging_p is not None and self.logging_p <= LOGGING_ALPHA:
            return "logging_differed"
        return "difference" if self.p <= ALPHA else "no_clear_difference"


def result(plan: Plan, pain: Mapping[date, float], today: date) -> Result | None:
    """The result of an experiment that has run to its end; None until its last day is over.

    ``pain``: the levels that count, by local day; a day without one is missing. The test is
    exact: under no difference at all each order was as likely, and swapping the weeks of a pair
    turns the sign of its difference (Fisher, The Design of Experiments, 1935). Pairs in which a
    week has fewer than four logged days are left out, whichever way it was given to; where its
    first two days are not compared, fewer than three of the others.
    """
    if today <= plan.ends_on:
        return None
    weeks = [_levels(plan.compared(block), pain) for block in plan.blocks]
    complete = [
        (week, next_week) if first else (next_week, week)
        for first, week, next_week in zip(plan.order, weeks[::2], weeks[1::2], strict=True)
    ]
    logging_p = sign_flip_p([len(first) - len(second) for first, second in complete])
    pairs = [
        (mean(first), mean(second))
        for first, second in complete
        if min(len(first), len(second)) >= plan.least
    ]
    if len(pairs) < PAIRS_LEAST:
        return Result(plan.ways, len(pairs), (0.0, 0.0), 0.0, 0.0, 0.0, 1, 1, logging_p)
    differences = [first - second for first, second in pairs]
    low, high = _interval(differences)
    return Result(
        ways=plan.ways,
        pairs=len(pairs),
        means=(mean([first for first, _ in pairs]), mean([second for _, second in pairs])),
        difference=mean(differences),
        low=low,
        high=high,
        as_large=_as_large(differences),
        orders=2 ** len(pairs),
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
        first_mean - second_mean
        for first_mean, second_mean in zip(means[::2], means[1::2], strict=False)
        if first_mean is not None and second_mean is not None
    ]
    if len(gaps) < PAIRS_LEAST:
        return None
    shift = abs(difference) / max(stdev(gaps) / sqrt(pairs), ROUNDING)
    short = t_quantile(pairs - 1) - shift
    beyond = t_two_sided(short, pairs - 1) / 2
    return beyond if short > 0 else 1 - beyond


def _levels(days: Period, pain: Mapping[date, float]) -> list[float]:
    return [pain[day] for day in days if day in pain]


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

"""Whether a diary's weekly means rise or fall over time, allowing for weeks that resemble."""

from dataclasses import dataclass
from math import fsum, sqrt
from typing import Final

from journal.core.diary.summary import WEEK_LEAST
from journal.core.model.periods import WEEK
from journal.core.statistics.distributions import t_quantile, t_two_sided
from journal.core.statistics.estimators import Series, logged, mean
from journal.core.statistics.regression import ratio, smallest_visible

R_LOWEST: Final = -0.2
R_HIGHEST: Final = 0.97
EFFECTIVE_LEAST: Final = 3.0


def weekly_means(series: Series, least: int = WEEK_LEAST) -> list[float | None]:
    """The mean of each complete block of seven days, counted back from the last day, in order.

    None where fewer than ``least`` days of the block were logged.
    """
    starts = range(len(series) % WEEK, len(series), WEEK)
    return [
        mean(values) if len(values) >= least else None
        for values in (logged(series[start : start + WEEK]) for start in starts)
    ]


@dataclass(frozen=True, slots=True)
class WeeklyTrend:
    """The straight line through weekly means, tested as if autocorrelated weeks counted less."""

    weeks: int
    intercept: float
    """The line in the first week, in levels."""
    slope_per_week: float
    r1: float
    r1_corrected: float
    n_eff: float
    se: float
    t: float
    df: float
    p: float

    @property
    def low(self) -> float:
        """The lower end of the slope's 95 % interval."""
        return self.slope_per_week - t_quantile(self.df) * self.se

    @property
    def high(self) -> float:
        """The upper end of the slope's 95 % interval."""
        return self.slope_per_week + t_quantile(self.df) * self.se

    def smallest(self, alpha: float) -> float:
        """The smallest slope that a test at ``alpha`` would find in four of five cases."""
        return smallest_visible(self.se, self.df, alpha)


def weekly_trend(means: Series) -> WeeklyTrend:
    """The test of a trend in weekly means; at least five of them, missing weeks keep their place.

    The lag-1 autocorrelation r1 of the residuals, from adjacent weeks, is corrected for its bias
    and makes n weeks count as n (1 - r) / (1 + r) of them, at least 3 (after Santer and others,
    JGR 2000; the correction as in Kendall 1954).
    """
    weeks = [(at, value) for at, value in enumerate(means) if value is not None]
    n = len(weeks)
    middle, level = mean([at for at, _ in weeks]), mean([value for _, value in weeks])
    spread = fsum((at - middle) ** 2 for at, _ in weeks)
    slope = fsum((at - middle) * (value - level) for at, value in weeks) / spread
    residuals = {at: value - level - slope * (at - middle) for at, value in weeks}
    squares = fsum(u * u for u in residuals.values())
    r1 = adjacent_correlation(residuals, squares / n)
    r = corrected(r1, n)
    n_eff = max(EFFECTIVE_LEAST, n * (1 - r) / (1 + r))
    se = sqrt(squares / (n_eff - 2) / spread)
    t = ratio(slope, se)
    p = t_two_sided(t, n_eff - 2)
    return WeeklyTrend(n, level - slope * middle, slope, r1, r, n_eff, se, t, n_eff - 2, p)


def corrected(r1: float, n: int) -> float:
    """A lag-1 autocorrelation of ``n`` residuals without its bias (Kendall 1954), at least 0."""
    return min(max((n * r1 + 1) / (n - 4), 0.0), R_HIGHEST)


def adjacent_correlation(residuals: dict[int, float], variance: float) -> float:
    """The lag-1 autocorrelation of residuals by week, clipped to what can be believed."""
    products = [u * residuals[at + 1] for at, u in residuals.items() if at + 1 in residuals]
    if not products or not variance:
        return 0.0
    return min(max(mean(products) / variance, R_LOWEST), R_HIGHEST)

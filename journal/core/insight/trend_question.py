"""The question whether weekly means of pain rise or fall."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from journal.core.insight.questions import Status
from journal.core.model.vocabulary import LEVELS_APART
from journal.core.statistics.estimators import Series, logged
from journal.core.statistics.trend import WeeklyTrend, weekly_means, weekly_trend

TREND_ALPHA: Final = 0.001

WEEKS_LEAST: Final = 12


@dataclass(frozen=True)
class Trend:
    """The question whether weekly means rise or fall, asked of some days."""

    pain: Series
    to_come: int = 0
    """So many days of the last week are still to come: weeks are counted from day 1 of a diary,
    and end on the day of a look, so that no day belongs to two weeks as the diary goes on."""

    @cached_property
    def means(self) -> list[float | None]:
        """The mean of each week, in order."""
        return weekly_means([*self.pain, *[None] * self.to_come])

    @property
    def weeks(self) -> int:
        """Weeks with a mean."""
        return len(logged(self.means))

    @property
    def span(self) -> int:
        """Weeks from the first with a mean to the last, those without one included."""
        logged_weeks = [week for week, value in enumerate(self.means) if value is not None]
        return logged_weeks[-1] - logged_weeks[0] + 1 if logged_weeks else 0

    @property
    def varied(self) -> bool:
        """Whether the weeks differ at all."""
        return len(set(logged(self.means))) > 1

    @property
    def enough(self) -> bool:
        """Whether the weeks suffice for an answer."""
        return self.weeks >= WEEKS_LEAST

    @cached_property
    def test(self) -> WeeklyTrend | None:
        """The straight line through the means: it decides, and it is shown."""
        return weekly_trend(self.means) if self.enough else None

    @property
    def smallest(self) -> float | None:
        """The smallest change a week that would have shown in four of five such diaries."""
        return self.test.smallest(TREND_ALPHA) if self.test else None

    @property
    def largest(self) -> float:
        """The largest steady change a week that the scale has room for in these weeks."""
        return LEVELS_APART / max(self.span - 1, 1)

    @cached_property
    def status(self) -> Status:
        """The verdict."""
        if self.test is None:
            return "not_enough"
        return "trend" if self.test.p < TREND_ALPHA else "no_clear_trend"

"""The three questions that a diary may answer, and the rules by which it may.

Does pain differ the day after exercise; does it go with the number of exercise days in the week
before; do its weekly means rise or fall. Nothing else is ever tested and put into words. The
rules were chosen so that all claims of a year together are false in about one diary in twenty
where there is nothing to find (``tests/evidence`` measures it).

Pain and exercise are series of consecutive local days. Exercise is 1 on days with a session, 0
where the person confirmed that there was none, None where nobody knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal

from journal.core.model.periods import WEEK
from journal.core.statistics.estimators import MEANS_LEAST, Series, logged, mean
from journal.core.statistics.regression import Fit, design, equal_weighted, ordinary
from journal.core.statistics.trend import WeeklyTrend, weekly_means, weekly_trend

Status = Literal[
    "not_enough",
    "no_clear_difference",
    "direction_unclear",
    "difference",
    "no_clear_trend",
    "trend",
]
Unclear = Literal[
    "same_weekdays", "too_regular", "range_holds_zero", "not_kept", "not_clear_enough"
]
"""Why a difference is not clear: exercise falls on the same weekdays every week; its pattern is
too regular for a fit; the likely range holds 0; it does not once the day before is allowed for;
neither holds 0, and yet chance alone shows as much too often."""

CLAIMS: Final = ("difference", "trend")
"""The verdicts that say something was found."""

DIFFERENCE_ALPHA: Final = 0.005
DIRECTION_ALPHA: Final = 0.10
TREND_ALPHA: Final = 0.001
WEEKS_LEAST: Final = 12


def shifted(series: Series, days: int) -> Series:
    """What the series was ``days`` days before, on each of its days."""
    return [*[None] * min(days, len(series)), *series[:-days]]


def day_before(exercise: Series) -> Series:
    """Whether there was exercise the day before, for each day."""
    return shifted(exercise, 1)


def week_before(exercise: Series) -> Series:
    """The exercise days among the seven before each day, known where all seven are."""
    done = [0.0, *accumulate(there or 0.0 for there in exercise)]
    known = [0, *accumulate(there is not None for there in exercise)]
    return [
        done[day] - done[day - WEEK]
        if day >= WEEK and known[day] - known[day - WEEK] == WEEK
        else None
        for day in range(len(exercise))
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """A question about pain and what came before it, and the least that an answer needs."""

    name: str
    regressor: Callable[[Series], Series]
    days_least: int
    """Calendar days from the first to the last that count; at least half of them must count."""
    pairs_least: int
    """Days that count: with pain logged and the regressor known."""
    group_least: int
    """Days that count after exercise, and after none; 0 where these are no groups."""
    days_before: int
    """So many days before a day their exercise has to be known."""


DAY_AFTER: Final = Question("day_after", day_before, 56, 40, 10, 1)
WEEK_BEFORE: Final = Question("week_before", week_before, 84, 60, 0, WEEK)


@dataclass(frozen=True)
class Comparison:
    """A question asked of some days; no more is worked out than is looked at.

    ``E`` is the difference that is shown: pain on the regressor, slow change over time and the
    days of the week, with the EWC error. ``L`` allows for the day before as well, by ordinary
    least squares. ``G`` asks whether pain already differed the day *before* exercise. A fit is
    None where there is too little, or where its columns cannot be told apart (as with exercise
    on exactly every second day, or on the same days of every week); a claim needs all three.
    """

    question: Question
    pain: Series
    exercise: Series

    @cached_property
    def regressor(self) -> Series:
        """What the question compares pain with, for each day."""
        return self.question.regressor(self.exercise)

    @cached_property
    def pairs(self) -> list[tuple[int, float, float]]:
        """The days that count: their place, the pain, and the regressor."""
        return [
            (day, level, x)
            for day, (level, x) in enumerate(zip(self.pain, self.regressor, strict=True))
            if level is not None and x is not None
        ]

    @property
    def first(self) -> int:
        """The place of the first day that counts; there is one."""
        return self.pairs[0][0]

    @property
    def last(self) -> int:
        """The place of the last day that counts; there is one."""
        return self.pairs[-1][0]

    @property
    def T(self) -> int:  # noqa: N802 (as in every formula)
        """Calendar days from the first to the last that counts."""
        return self.last - self.first + 1 if self.pairs else 0

    @property
    def n(self) -> int:
        """Days that count."""
        return len(self.pairs)

    @cached_property
    def after(self) -> list[float]:
        """The pain of the days that count after exercise."""
        return [level for _, level, x in self.pairs if x]

    @cached_property
    def other(self) -> list[float]:
        """The pain of the other days that count."""
        return [level for _, level, x in self.pairs if not x]

    @cached_property
    def by_regressor(self) -> dict[int, list[float]]:
        """The pain of the days that count, by the regressor where that is a whole number."""
        found: dict[int, list[float]] = {}
        for _, level, x in self.pairs:
            found.setdefault(int(x), []).append(level)
        return dict(sorted(found.items()))

    @property
    def n1(self) -> int:
        """Days that count after exercise."""
        return len(self.after)

    @property
    def n0(self) -> int:
        """The other days that count."""
        return len(self.other)

    @property
    def rested(self) -> bool:
        """Whether any day is known to be without exercise."""
        return 0 in self.exercise

    @property
    def describable(self) -> bool:
        """Whether both groups have the days that a pair of means needs."""
        return min(self.n1, self.n0) >= MEANS_LEAST

    @property
    def mean_after(self) -> float | None:
        """The mean pain after exercise, where the pair of means may be shown."""
        return mean(self.after) if self.describable else None

    @property
    def mean_other(self) -> float | None:
        """The mean pain of the other days, where the pair of means may be shown."""
        return mean(self.other) if self.describable else None

    @property
    def varied(self) -> bool:
        """Whether there is anything to compare: neither pain nor regressor is always the same."""
        _, levels, regressors = zip(*self.pairs, strict=True) if self.pairs else ((), (), ())
        return len(set(levels)) > 1 and len(set(regressors)) > 1

    @cached_property
    def enough(self) -> bool:
        """Whether the days suffice for an answer."""
        least = self.question
        return (
            least.days_least <= self.T <= 2 * self.n
            and self.n >= least.pairs_least
            and min(self.n1, self.n0) >= least.group_least
            and self.varied
        )

    @cached_property
    def E(self) -> Fit | None:  # noqa: N802 (as in the specification of the rule)
        """Pain on the regressor, allowing for slow change over time and the days of the week."""
        if not self.enough:
            return None
        return equal_weighted(design(self.first, self.last, self.pain, self.regressor))

    @cached_property
    def L(self) -> Fit | None:  # noqa: N802
        """The same, allowing for the pain of the day before."""
        if not self.enough:
            return None
        before = shifted(self.pain, 1)
        return ordinary(design(self.first, self.last, self.pain, self.regressor, before))

    @cached_property
    def G(self) -> Fit | None:  # noqa: N802
        """Pain of the day before on the exercise after it, and on that of the day before it."""
        if not self.enough:
            return None
        before, earlier = shifted(self.pain, 1), shifted(self.exercise, 2)
        return equal_weighted(design(self.first, self.last, before, self.exercise, earlier))

    @cached_property
    def status(self) -> Status:
        """The verdict. The cheapest fit is asked first: mostly it already says no."""
        if not self.enough:
            return "not_enough"
        if self.L is None or self.L.p >= DIFFERENCE_ALPHA or self.E is None or self.G is None:
            return "no_clear_difference"
        if self.E.p >= DIFFERENCE_ALPHA or self.E.value * self.L.value <= 0:
            return "no_clear_difference"
        return "direction_unclear" if self.G.p < DIRECTION_ALPHA else "difference"

    @property
    def before_exercise(self) -> float:
        """By how much pain was higher the day before exercise than before other days."""
        return self.G.value if self.G else 0.0

    @property
    def unclear(self) -> Unclear:
        """Why ``no_clear_difference`` is the verdict, where it is."""
        if self.E is None or self.L is None or self.G is None:
            return "same_weekdays" if self.same_weekdays else "too_regular"
        if self.E.low <= 0 <= self.E.high:
            return "range_holds_zero"
        kept = self.E.value * self.L.value > 0 and not self.L.low <= 0 <= self.L.high
        return "not_clear_enough" if kept else "not_kept"

    @property
    def same_weekdays(self) -> bool:
        """Whether the regressor depends on nothing but the day of the week."""
        of_weekday: dict[int, set[float]] = {}
        for day, _, x in self.pairs:
            of_weekday.setdefault(day % WEEK, set()).add(x)
        return all(len(values) == 1 for values in of_weekday.values())

    @property
    def worst_p(self) -> float | None:
        """The larger p value of the fits ``E`` and ``L``; None unless both are there."""
        return max(self.E.p, self.L.p) if self.E and self.L else None

    @property
    def direction_unclear(self) -> bool:
        """Whether pain already differed before exercise, or that cannot be known."""
        return self.G is None or self.G.p < DIRECTION_ALPHA

    @property
    def smallest(self) -> float | None:
        """The smallest difference that would have shown in four of five such diaries.

        From the errors of ``E`` and ``L`` alone, the larger of both; None without these fits.
        """
        fits = [fit for fit in (self.E, self.L) if fit]
        return max(fit.smallest(DIFFERENCE_ALPHA) for fit in fits) if len(fits) > 1 else None


@dataclass(frozen=True)
class Trend:
    """The question whether weekly means rise or fall, asked of some days."""

    pain: Series

    @cached_property
    def means(self) -> list[float | None]:
        """The mean of each week, counted back from the last day."""
        return weekly_means(self.pain)

    @property
    def weeks(self) -> int:
        """Weeks with a mean."""
        return len(logged(self.means))

    @property
    def weeks_least(self) -> int:
        """The weeks with a mean that an answer needs."""
        return WEEKS_LEAST

    @property
    def span(self) -> int:
        """Weeks from the first with a mean to the last, those without one included."""
        there = [week for week, value in enumerate(self.means) if value is not None]
        return there[-1] - there[0] + 1 if there else 0

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

    @cached_property
    def status(self) -> Status:
        """The verdict."""
        if self.test is None:
            return "not_enough"
        return "trend" if self.test.p < TREND_ALPHA else "no_clear_trend"

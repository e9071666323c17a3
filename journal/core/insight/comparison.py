"""A question asked of some days: pain with exercise before it, and without."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from journal.core.insight.questions import InsightQuestion, Status, shifted
from journal.core.model.periods import WEEK
from journal.core.model.vocabulary import LEVELS_APART
from journal.core.statistics.estimators import MEANS_LEAST, Series, mean
from journal.core.statistics.regression import Fit, design, equal_weighted, ordinary

Unclear = Literal[
    "same_weekdays", "too_regular", "range_holds_zero", "not_kept", "not_clear_enough"
]
"""Why a difference is not clear: exercise falls on the same weekdays every week; its pattern is
too regular for a fit; the likely range holds 0; it does not once the day before is allowed for;
neither holds 0, and yet chance alone shows as much too often."""

DIFFERENCE_ALPHA: Final = 0.005

DIRECTION_ALPHA: Final = 0.10


@dataclass(frozen=True)
class Comparison:
    """A question asked of some days; no more is worked out than is looked at.

    ``adjusted`` is the difference that is shown: pain on the regressor, slow change over time and
    the days of the week, with the EWC error. ``lagged`` allows for the day before as well, by
    ordinary least squares. ``reverse`` asks whether pain already differed the day *before*
    exercise. A fit is None where there is too little, or where its columns cannot be told apart
    (as with exercise on exactly every second day, or on the same days of every week); a claim
    needs all three.
    """

    question: InsightQuestion
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
        levels: dict[int, list[float]] = {}
        for _, level, x in self.pairs:
            levels.setdefault(int(x), []).append(level)
        return dict(sorted(levels.items()))

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
    def same_pain(self) -> bool:
        """Whether the pain never differs on the days that count."""
        return len({level for _, level, _ in self.pairs}) <= 1

    @property
    def same_regressor(self) -> bool:
        """Whether the regressor never differs on the days that count."""
        return len({x for _, _, x in self.pairs}) <= 1

    @property
    def varied(self) -> bool:
        """Whether there is anything to compare: neither pain nor regressor is always the same."""
        return not self.same_pain and not self.same_regressor

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
    def adjusted(self) -> Fit | None:
        """Pain on the regressor, allowing for slow change over time and the days of the week."""
        if not self.enough:
            return None
        return equal_weighted(design(self.first, self.last, self.pain, self.regressor))

    @cached_property
    def lagged(self) -> Fit | None:
        """The same, allowing for the pain of the day before."""
        if not self.enough:
            return None
        before = shifted(self.pain, 1)
        return ordinary(design(self.first, self.last, self.pain, self.regressor, before))

    @cached_property
    def reverse(self) -> Fit | None:
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
        if (
            self.lagged is None
            or self.lagged.p >= DIFFERENCE_ALPHA
            or self.adjusted is None
            or self.reverse is None
        ):
            return "no_clear_difference"
        if self.adjusted.p >= DIFFERENCE_ALPHA or self.adjusted.value * self.lagged.value <= 0:
            return "no_clear_difference"
        return "direction_unclear" if self.reverse.p < DIRECTION_ALPHA else "difference"

    @property
    def before_exercise(self) -> float:
        """By how much pain was higher the day before exercise than before other days."""
        return self.reverse.value if self.reverse else 0.0

    @property
    def unclear(self) -> Unclear:
        """Why ``no_clear_difference`` is the verdict, where it is."""
        if self.adjusted is None or self.lagged is None or self.reverse is None:
            return "same_weekdays" if self.same_weekdays else "too_regular"
        if self.adjusted.low <= 0 <= self.adjusted.high:
            return "range_holds_zero"
        agreement = (
            self.adjusted.value * self.lagged.value > 0
            and not self.lagged.low <= 0 <= self.lagged.high
        )
        return "not_clear_enough" if agreement else "not_kept"

    @property
    def same_weekdays(self) -> bool:
        """Whether the regressor depends on nothing but the day of the week."""
        of_weekday: dict[int, set[float]] = {}
        for day, _, x in self.pairs:
            of_weekday.setdefault(day % WEEK, set()).add(x)
        return all(len(values) == 1 for values in of_weekday.values())

    @property
    def worst_p(self) -> float | None:
        """The larger p value of ``adjusted`` and ``lagged``; None unless both are there."""
        return max(self.adjusted.p, self.lagged.p) if self.adjusted and self.lagged else None

    @property
    def direction_unclear(self) -> bool:
        """Whether pain already differed before exercise, or that cannot be known."""
        return self.reverse is None or self.reverse.p < DIRECTION_ALPHA

    @property
    def smallest(self) -> float | None:
        """The smallest difference that would have shown in four of five such diaries.

        From the errors of ``adjusted`` and ``lagged`` alone, the larger of both; None without
        these fits.
        """
        fits = [fit for fit in (self.adjusted, self.lagged) if fit]
        return max(fit.smallest(DIFFERENCE_ALPHA) for fit in fits) if len(fits) > 1 else None

    @property
    def largest(self) -> float:
        """The largest difference that the scale has room for."""
        return LEVELS_APART

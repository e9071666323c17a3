"""The sentences that may be made of a verdict, and no others.

Up and down have the same words. None says that one thing made another: a diary cannot know.
"""

from datetime import date
from typing import Final

from journal.core.insight.experiment import PAIRS_LEAST, Plan, Result
from journal.core.insight.questions import Comparison, Trend
from journal.core.insight.schedule import Verdict
from journal.core.statistics.estimators import WindowComparison
from journal.core.statistics.regression import Fit
from journal.core.statistics.trend import TheilSen

MAYBE_OTHER: Final = "Other things may explain it: a diary cannot tell."
MAYBE_STILL: Final = "That does not mean there is none."
BY_ITSELF: Final = "Pain often changes by itself."
KNOWN_WEEKS: Final = "Knowing which week it was may have had a part in it."
NOTICED: Final = "A difference this size is one people usually notice."
SAME: Final = (
    "So far pain or exercise was the same on all the days that count, so there is nothing to "
    "compare."
)
HEADINGS: Final = {
    "day_after": "Does pain differ the day after exercise?",
    "week_before": "Does pain go with how often you exercised in the week before?",
    "trend": "Do your weekly averages rise or fall?",
}
"""The questions as a person reads them."""

COUNTS: Final = {
    "day_after": "A day counts when its pain is logged and it is known whether you exercised the "
    "day before.",
    "week_before": "A day counts when its pain is logged and it is known for each of the seven "
    "days before whether you exercised.",
    "trend": "A week counts when pain is logged on four of its seven days.",
}
"""What makes a day or week count, to be shown beside what is missing."""

WIDE: Final = 0.5
NARROW: Final = 0.05


class Figures:
    """Writes numbers of one size alike: with one decimal, or more where all of them are small."""

    def __init__(self, low: float, high: float) -> None:
        widest = max(abs(low), abs(high))
        self.decimals = 1 if widest >= WIDE else 2 if widest >= NARROW else 3

    def size(self, value: float) -> str:
        """A number without its sign."""
        return f"{abs(value):.{self.decimals}f}"

    def signed(self, value: float) -> str:
        """A number with its sign; what rounds to zero has none."""
        written = self.size(value)
        if not float(written):
            return written
        return f"{'+' if value > 0 else '-'}{written}"

    def likely(self, low: float, high: float) -> str:
        """An interval."""
        return f"likely range {self.signed(low)} to {self.signed(high)}"


def counted(number: int, one: str, several: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else several}"


def sentence(verdict: Verdict) -> str:
    """What a verdict says, in one of the fixed sentences with its own numbers."""
    found = verdict.found
    if verdict.looked_on and isinstance(found, Trend) and found.line:
        return _trend(verdict.status, found.weeks, found.line)
    if verdict.looked_on and isinstance(found, Comparison) and found.E:
        said = _day_after if verdict.name == "day_after" else _week_before
        return said(verdict.status, found, found.E)
    return _missing(verdict)


def _day_after(status: str, found: Comparison, fit: Fit) -> str:
    figures = Figures(fit.low, fit.high)
    likely = figures.likely(fit.low, fit.high)
    means = _means(found)
    if status == "no_clear_difference":
        return (
            f"Your diary so far shows no clear difference ({means[0].lower()}{means[1:-1]}; "
            f"allowing for slow change over time, {likely}). {MAYBE_STILL}"
        )
    return (
        f"{means} Allowing for slow change over time the difference is "
        f"{figures.signed(fit.value)} ({likely}), {_ending(status, fit)}"
    )


def _means(found: Comparison) -> str:
    return (
        f"On the {found.n1} days after you exercised your pain averaged {found.mean_after:.1f}; "
        f"on the other {found.n0} days {found.mean_other:.1f}."
    )


def _week_before(status: str, found: Comparison, fit: Fit) -> str:
    figures = Figures(fit.low, fit.high)
    likely = figures.likely(fit.low, fit.high)
    if status == "no_clear_difference":
        return (
            "Your diary so far shows no clear difference (for each further day with exercise in "
            f"the week before, from {found.n} days, {likely}). {MAYBE_STILL}"
        )
    return (
        "For each further day with exercise in the week before, your pain was "
        f"{figures.size(fit.value)} {_way(fit)} ({likely}, from {found.n} days), "
        f"{_ending(status, fit)}"
    )


def _way(fit: Fit) -> str:
    return "lower" if fit.value < 0 else "higher"


def _ending(status: str, fit: Fit) -> str:
    if status == "direction_unclear":
        return (
            "but you also tended to exercise on days when pain was already "
            f"{_way(fit)}, so the diary cannot say which came first."
        )
    return f"and it stayed after allowing for the day before. {MAYBE_OTHER}"


def _trend(status: str, weeks: int, line: TheilSen) -> str:
    figures = Figures(line.low, line.high)
    likely = figures.likely(line.low, line.high)
    if status == "no_clear_trend":
        return (
            f"Your weekly averages show no clear trend so far ({likely} a week, from {weeks} "
            f"weeks). {MAYBE_STILL}"
        )
    moved = "fell" if line.slope < 0 else "rose"
    return (
        f"Over the {weeks} weeks your weekly average {moved} by about "
        f"{figures.size(line.slope)} a week ({likely}). {BY_ITSELF}"
    )


def _missing(verdict: Verdict) -> str:
    """What exactly is still missing today, were every day from now on logged in full."""
    missing = verdict.missing
    if missing.variety:
        return SAME
    if missing.weeks:
        weeks = counted(missing.weeks, "more week", "more weeks")
        return f"{weeks} with at least four logged days needed."
    if not missing.days:
        return "Enough is logged for the next look."
    groups = _groups(missing.after_exercise, missing.after_none)
    if not missing.logged:
        return f"{counted(missing.days, 'more day', 'more days')} needed."
    logged = counted(missing.logged, "more logged day", "more logged days")
    over = f", over at least {missing.days} days" if missing.days > missing.logged else ""
    return f"{logged} needed{groups}{over}."


def _groups(after_exercise: int, after_none: int) -> str:
    parts = [
        f"{number} {after}"
        for number, after in (
            (after_exercise, "of them after an exercise day"),
            (after_none, "of them after a day confirmed to be without exercise"),
        )
        if number
    ]
    return f" ({', '.join(parts)})" if parts else ""


def windows_sentence(windows: WindowComparison) -> str:
    """The last 28 days beside the 28 before them: a description, no finding."""
    said = (
        f"In the last 28 days your pain averaged {windows.mean:.1f} ({windows.n} days logged), "
        f"in the 28 days before {windows.earlier_mean:.1f} ({windows.earlier_n} days logged)."
    )
    return f"{said} {NOTICED}" if windows.noticeable else said


def means_sentence(found: Comparison) -> str | None:
    """The means after exercise and on other days: a description, no finding; None if too few."""
    return _means(found) if found.describable else None


def experiment_sentence(found: Result) -> str:
    """What an experiment that ran to its end says; the names of the ways are the person's own."""
    one, other = found.ways
    if found.status == "not_enough":
        pairs = counted(found.pairs, "pair", "pairs")
        return (
            f"Only {pairs} of weeks had four logged days in both weeks; {PAIRS_LEAST} are needed. "
            "Nothing was compared."
        )
    figures = Figures(found.low, found.high)
    means = (
        f"In the {found.pairs} weeks of {one} your pain averaged {found.means[0]:.1f}; in the "
        f"{found.pairs} weeks of {other} {found.means[1]:.1f}. The difference is "
        f"{figures.signed(found.difference)} ({figures.likely(found.low, found.high)})."
    )
    lot = (
        f"Of the {found.orders} orders of these weeks that could have been drawn, "
        f"{found.as_large} show one as large."
    )
    if found.status == "no_clear_difference":
        return f"Your experiment shows no clear difference. {means} {lot} {MAYBE_STILL}"
    return f"{means} {lot} {KNOWN_WEEKS}"


def experiment_week_sentence(plan: Plan, today: date) -> str | None:
    """Which week of an experiment it is, and of which way; None outside the experiment."""
    week, block = plan.week(today), plan.block(today)
    if week is None:
        return None
    way = "a week as usual" if block is None else f"a week of {block.way}"
    return f"Experiment, week {week} of {plan.weeks}: {way}"

"""The sentences that may be made of a verdict, and no others.

Up and down have the same words. None says that one thing made another: a diary cannot know.
"""

from datetime import date
from typing import Final

from journal.core.insight.comparison import Comparison
from journal.core.insight.schedule import Verdict
from journal.core.insight.trend_question import Trend
from journal.core.statistics.regression import Fit
from journal.core.statistics.trend import WeeklyTrend
from journal.words.language import gettext as _
from journal.words.language import marked
from journal.words.missing_days import missing_sentence
from journal.words.numbers import Decimals, decimal
from journal.words.too_small import too_small_sentence

_HEADINGS: Final = {
    "day_after": marked("Does pain differ the day after exercise?"),
    "week_before": marked("Does pain go with how often you exercised in the week before?"),
    "trend": marked("Do your weekly averages rise or fall?"),
}
_COUNTS: Final = {
    "day_after": marked(
        "A day counts when it has an average and it is known whether you exercised the day before."
    ),
    "week_before": marked(
        "A day counts when it has an average and it is known for each of the seven days before "
        "whether you exercised."
    ),
    "trend": marked(
        "A week counts when four of its seven days have an average. Weeks are counted here from "
        "the first day of your diary, whatever weekday that was."
    ),
}
_BADGES: Final = {
    "not_enough": marked("Not enough days yet"),
    "no_clear_difference": marked("No clear difference"),
    "direction_unclear": marked("Which came first is unclear"),
    "difference": marked("A difference"),
    "no_clear_trend": marked("No clear trend"),
    "trend": marked("A trend"),
}


def heading(name: str) -> str:
    """A question as a person reads it."""
    return _(_HEADINGS[name])


def what_counts(name: str) -> str:
    """What makes a day or week count, to be shown beside what is missing."""
    return _(_COUNTS[name])


def badge(verdict: Verdict) -> str:
    """A verdict in a few words."""
    if verdict.waits:
        return _("Ready for the next check")
    return _(_BADGES[verdict.status])


def checks_sentence(looked_on: date | None, next_look: date) -> str:
    """When a question was checked and will be, as a command tells it."""
    if looked_on is None:
        return _("First check on %(day)s.", day=next_look)
    return _("Checked on %(day)s; next check on %(next)s.", day=looked_on, next=next_look)


def _fit_values(fit: Fit) -> dict[str, str]:
    """A coefficient and its likely range, as they are written."""
    numbers = Decimals(fit.low, fit.high)
    return {
        "value": numbers.signed(fit.value),
        "low": numbers.signed(fit.low),
        "high": numbers.signed(fit.high),
    }


def sentence(verdict: Verdict) -> str:
    """What a verdict says, in one of the fixed sentences with its own numbers."""
    analysis = verdict.analysis
    if verdict.looked_on and isinstance(analysis, Trend) and analysis.test:
        return _trend(verdict.status, analysis, analysis.test)
    if verdict.looked_on and isinstance(analysis, Comparison) and analysis.enough:
        if verdict.status == "no_clear_difference":
            return _no_difference(analysis)
        if analysis.adjusted:
            return (
                f"{_difference(analysis, analysis.adjusted)} {_ending(verdict.status, analysis)}"
            )
    return missing_sentence(verdict.missing)


def _difference(comparison: Comparison, fit: Fit) -> str:
    """What was seen, before it is judged."""
    values = _fit_values(fit)
    if comparison.question.group_least:
        return (
            _means(comparison)
            + " "
            + _(
                "Allowing for slow change and the days of the week, the difference is %(value)s "
                "(likely range %(low)s to %(high)s).",
                **values,
            )
        )
    return (
        _(
            "For each further day with exercise in the week before, your pain was %(size)s lower, "
            "allowing for slow change and the days of the week (likely range %(low)s to %(high)s, "
            "from %(n)s days).",
            size=Decimals(fit.low, fit.high).size(fit.value),
            n=comparison.n,
            **values,
        )
        if fit.value < 0
        else _(
            "For each further day with exercise in the week before, your pain was %(size)s "
            "higher, allowing for slow change and the days of the week (likely range %(low)s to "
            "%(high)s, from %(n)s days).",
            size=Decimals(fit.low, fit.high).size(fit.value),
            n=comparison.n,
            **values,
        )
    )


def _means(comparison: Comparison) -> str:
    return _(
        "On the %(n1)s days after you exercised your pain averaged %(after)s; on the other %(n0)s "
        "days %(other)s.",
        n1=comparison.n1,
        after=_average(comparison.mean_after),
        n0=comparison.n0,
        other=_average(comparison.mean_other),
    )


def _average(value: float | None) -> str:
    return "–" if value is None else decimal(value)


def _ending(status: str, comparison: Comparison) -> str:
    if status == "direction_unclear":
        if comparison.before_exercise < 0:
            return _(
                "But pain was already lower before you exercised, so the diary cannot tell which "
                "came first."
            )
        return _(
            "But pain was already higher before you exercised, so the diary cannot tell which "
            "came first."
        )
    return _(
        "It stayed after allowing for the day before. Other things may explain it: a diary cannot "
        "tell."
    )


def _no_difference(comparison: Comparison) -> str:
    """Why a difference is not clear, and how small a one could have shown."""
    unclear = comparison.unclear
    if unclear == "same_weekdays":
        return _(
            "You exercise on the same weekdays every week, so your diary cannot tell exercise "
            "from the day of the week. Moving it to other days now and then would change that; "
            "so would an experiment."
        )
    if unclear == "too_regular" or comparison.adjusted is None or comparison.lagged is None:
        return _(
            "The days you exercise, or log, follow too regular a pattern, so your diary cannot "
            "compare them fairly."
        )
    if unclear == "range_holds_zero":
        difference = _no_clear_difference(comparison, comparison.adjusted)
        return f"{difference} {too_small_sentence(comparison)}"
    reason = (
        _(
            "But it did not stay after allowing for the day before (likely range %(low)s to "
            "%(high)s). So this is no clear difference.",
            **_fit_values(comparison.lagged),
        )
        if unclear == "not_kept"
        else _(
            "That is not clear enough yet: in a diary that is checked every month, chance alone "
            "shows as much too often."
        )
    )
    return f"{_difference(comparison, comparison.adjusted)} {reason} {_mostly_shown(comparison)}"


def _no_clear_difference(comparison: Comparison, fit: Fit) -> str:
    values = _fit_values(fit)
    if comparison.question.group_least:
        return _(
            "Your diary so far shows no clear difference. On the %(n1)s days after you exercised "
            "your pain averaged %(after)s; on the other %(n0)s days %(other)s. Allowing for slow "
            "change and the days of the week, the likely range of the difference is %(low)s to "
            "%(high)s.",
            n1=comparison.n1,
            after=_average(comparison.mean_after),
            n0=comparison.n0,
            other=_average(comparison.mean_other),
            **values,
        )
    return _(
        "Your diary so far shows no clear difference. For each further day with exercise in the "
        "week before, the likely range is %(low)s to %(high)s, from %(n)s days.",
        n=comparison.n,
        **values,
    )


def _mostly_shown(comparison: Comparison) -> str:
    """How small a difference could have passed both checks, where one passed the first alone."""
    smallest = comparison.smallest or 0.0
    if smallest > comparison.largest:
        return _("So far not even the largest on a scale of 0 to 10 would be sure to show.")
    return _(
        "One that is clear and stays would mostly have shown from about %(smallest)s on.",
        smallest=Decimals(smallest, smallest).size(smallest),
    )


def _trend(status: str, trend: Trend, line: WeeklyTrend) -> str:
    if not trend.varied:
        return _("Your weekly average was the same in all %(weeks)s weeks.", weeks=trend.weeks)
    numbers = Decimals(line.low, line.high)
    values = {
        "size": numbers.size(line.slope_per_week),
        "low": numbers.signed(line.low),
        "high": numbers.signed(line.high),
    }
    if status == "no_clear_trend" and line.low <= 0 <= line.high:
        return f"{_no_trend(trend, values)} {too_small_sentence(trend)}"
    ending = _("Pain often changes by itself.") if status == "trend" else _unclear_trend(trend)
    return f"{_moved(trend, values, falls=line.slope_per_week < 0)} {ending}"


def _unclear_trend(trend: Trend) -> str:
    smallest = trend.smallest or 0.0
    if smallest > trend.largest:
        return _(
            "That is not clear enough to call it a trend: pain that lingers often drifts so. So "
            "far not even the largest trend on a scale of 0 to 10 would be sure to show."
        )
    return _(
        "That is not clear enough to call it a trend: pain that lingers often drifts so. A "
        "trend would mostly have shown from about %(smallest)s a week on.",
        smallest=Decimals(smallest, smallest).size(smallest),
    )


def _no_trend(trend: Trend, values: dict[str, str]) -> str:
    return _(
        "Your weekly averages show no clear trend so far (likely range %(low)s to %(high)s a "
        "week, from %(weeks)s weeks).",
        weeks=trend.weeks,
        **values,
    )


def _moved(trend: Trend, values: dict[str, str], *, falls: bool) -> str:
    """Which way the averages went; missing weeks are counted as part of the time."""
    numbers = {"span": trend.span, "weeks": trend.weeks, **values}
    if falls:
        return _(
            "Over %(span)s weeks, %(weeks)s of which have an average, your weekly average fell by "
            "about %(size)s a week (likely range %(low)s to %(high)s).",
            **numbers,
        )
    return _(
        "Over %(span)s weeks, %(weeks)s of which have an average, your weekly average rose by "
        "about %(size)s a week (likely range %(low)s to %(high)s).",
        **numbers,
    )


def means_sentence(comparison: Comparison) -> str | None:
    """The means after exercise and on other days: a description, no finding; None if too few."""
    return _means(comparison) if comparison.describable else None

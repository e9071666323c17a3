"""What still keeps a question from an answer: counted from the rule of the question itself."""

from dataclasses import dataclass
from typing import Final, Literal

from journal.core.insight.comparison import Comparison
from journal.core.insight.trend_question import WEEKS_LEAST, Trend

NO_REST_DAY_FROM: Final = 14
"""From so many exercise days on, the missing rest days are what is told first."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What still keeps a question from an answer, were every day from now on logged in full.

    Nothing where the days so far are enough.
    """

    days: int = 0
    """Calendar days the diary has to go on."""
    logged: int = 0
    """Days that count among them."""
    after_exercise: int = 0
    after_none: int = 0
    """Of the days that count: so many after exercise, and after none."""
    weeks: int = 0
    """Weeks with a mean."""
    variety: bool = False
    """Nothing differs: the pain, or the exercise before them, is the same on all the days that
    count; a group that has no day yet is ``after_exercise`` or ``after_none``."""
    no_rest_day: bool = False
    """There is exercise on enough days, but none is known to be without."""
    same_pain: bool = False
    """It is the pain of the days that count that does not differ."""
    no_exercise: bool = False
    """None of the days that count has any exercise before it."""


def missing_of(analysis: Comparison | Trend) -> Missing:
    """What the days of a question lack; their last is today."""
    if analysis.enough:
        return Missing()
    if isinstance(analysis, Trend):
        return Missing(weeks=WEEKS_LEAST - analysis.weeks)
    least = analysis.question
    waiting, span = _waiting(analysis), _span(analysis)
    after, none = max(0, least.group_least - analysis.n1), max(0, least.group_least - analysis.n0)
    counting = max(
        least.pairs_least - analysis.n,
        after + none,
        span + waiting - 2 * analysis.n,
        int(least.days_least > analysis.T),
        0,
    )
    return Missing(
        days=max(waiting + counting if counting else 0, least.days_least - span, 0),
        logged=counting,
        after_exercise=after,
        after_none=none,
        variety=analysis.n >= least.pairs_least
        and (analysis.same_pain or (analysis.same_regressor and not least.group_least)),
        no_rest_day=not analysis.rested and sum(map(bool, analysis.exercise)) >= NO_REST_DAY_FROM,
        same_pain=analysis.same_pain,
        no_exercise=not analysis.n1,
    )


def _waiting(comparison: Comparison) -> int:
    """The days to come that cannot count yet, as the exercise before them is not known.

    That of today still can be.
    """
    before_today = comparison.exercise[-2::-1] if len(comparison.exercise) > 1 else ()
    days = next((at for at, value in enumerate(before_today) if value is None), len(before_today))
    return max(0, comparison.question.days_before - 1 - days)


def _span(comparison: Comparison) -> int:
    """The days from the first that counts to today; below 0 while none can count yet."""
    if comparison.pairs:
        return len(comparison.pain) - comparison.first
    return -_waiting(comparison)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one part of the rule of a question has come; it is not met yet."""

    part: Literal["weeks", "counting", "after_exercise", "after_none", "half", "days"]
    """Weeks with a mean; days that count, all, after exercise or after none; half of the days
    so far; the days so far."""
    count: int
    least: int


def progress_of(analysis: Comparison | Trend) -> Progress | None:
    """The part of the rule that the most days are missing of; None where all are met.

    Days that count come before those that only have to pass, as ``missing_of`` tells them.
    """
    if isinstance(analysis, Trend):
        return None if analysis.enough else Progress("weeks", analysis.weeks, WEEKS_LEAST)
    least, span = analysis.question, max(0, _span(analysis))
    parts = [
        Progress("counting", analysis.n, least.pairs_least),
        Progress("after_none", analysis.n0, least.group_least),
        Progress("after_exercise", analysis.n1, least.group_least),
        Progress("half", 2 * analysis.n, span),
    ]
    most = max(parts, key=lambda part: part.least - part.count)
    if most.count >= most.least:
        most = Progress("days", span, least.days_least)
    return None if analysis.enough or most.count >= most.least else most

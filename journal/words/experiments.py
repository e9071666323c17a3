"""What is said of a personal experiment; the names of its options are the person's own."""

from datetime import date

from journal.core.insight.experiment_plan import PAIRS_LEAST, Plan
from journal.core.insight.experiment_result import Result
from journal.words.language import gettext as _
from journal.words.language import ngettext
from journal.words.numbers import Decimals, decimal
from journal.words.too_small import too_small_sentence


def experiment_over() -> str:
    """What Today says of an experiment whose last week is past."""
    return _("Your experiment is over: see the result")


def experiment_sentence(result: Result) -> str:
    """What an experiment that ran to its end says; the names of the ways are the person's own."""
    if result.status == "not_enough":
        return ngettext(
            "Only %(count)s pair of weeks had enough days with an average in both weeks; "
            "%(least)s are needed. Nothing was compared.",
            "Only %(count)s pairs of weeks had enough days with an average in both weeks; "
            "%(least)s are needed. Nothing was compared.",
            result.pairs,
            least=PAIRS_LEAST,
        )
    if result.status == "logging_differed":
        return _(
            "More days have an average in the weeks of one option than in those of the other. The "
            "days you left out may have been the bad ones, or the good ones, so nothing was "
            "compared."
        )
    draw = _(
        "Of the %(orders)s orders of these weeks that could have been drawn, %(as_large)s show "
        "one as large.",
        orders=result.orders,
        as_large=result.as_large,
    )
    if result.status == "no_clear_difference":
        return " ".join(
            (
                _("Your experiment shows no clear difference."),
                _experiment_means(result),
                draw,
                too_small_sentence(result),
            )
        )
    caution = _("Knowing which week it was may have had a part in it.")
    return f"{_experiment_means(result)} {draw} {caution}"


def _experiment_means(result: Result) -> str:
    first_way, second_way = result.ways
    numbers = Decimals(result.low, result.high)
    return _(
        "In the %(pairs)s weeks of %(one)s your pain averaged %(mean)s; in the %(pairs)s weeks of "
        "%(other)s %(other_mean)s. The difference is %(difference)s (likely range %(low)s to "
        "%(high)s).",
        pairs=result.pairs,
        one=first_way,
        other=second_way,
        mean=decimal(result.means[0]),
        other_mean=decimal(result.means[1]),
        difference=numbers.signed(result.difference),
        low=numbers.signed(result.low),
        high=numbers.signed(result.high),
    )


def experiment_week_sentence(plan: Plan, today: date) -> str | None:
    """Which week of an experiment it is, and of which way; None outside the experiment."""
    week, block = plan.week(today), plan.block(today)
    if week is None:
        return None
    if block is None:
        return _(
            "Experiment, week %(week)s of %(weeks)s: a week as usual", week=week, weeks=plan.weeks
        )
    return _(
        "Experiment, week %(week)s of %(weeks)s: a week of %(option)s",
        week=week,
        weeks=plan.weeks,
        option=block.way,
    )


def planned_text() -> str:
    """What is told when an experiment was planned."""
    return _("Planned. The order is drawn.")


def stopped_text() -> str:
    """What is told when an experiment was stopped."""
    return _("Stopped. What you logged stays.")

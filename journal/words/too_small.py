"""What is said of a difference or trend that was not clear: there may still be one."""

from journal.core.insight.comparison import Comparison
from journal.core.insight.experiment_result import Result
from journal.core.insight.trend_question import Trend
from journal.words.language import gettext as _
from journal.words.numbers import SHOWN_FROM, Decimals


def too_small_sentence(analysis: Comparison | Trend | Result) -> str:
    """How small or large a one could have passed unseen in a diary, or in an experiment."""
    smallest, experiment = analysis.smallest, isinstance(analysis, Result)
    if smallest is None or smallest < SHOWN_FROM:
        return _("There may still be one that is too small to see yet.")
    if smallest > analysis.largest:
        return (
            _(
                "There may still be one: in so few weeks not even the largest on a scale of 0 to "
                "10 would be sure to show."
            )
            if experiment
            else _(
                "There may still be one: so far not even the largest on a scale of 0 to 10 would "
                "be sure to show."
            )
        )
    size = Decimals(smallest, smallest).size(smallest)
    if experiment:
        return _(
            "There may still be one that is too small to see: about %(smallest)s is the smallest "
            "that such an experiment mostly finds.",
            smallest=size,
        )
    return _(
        "There may still be one that is too small to see: about %(smallest)s is the smallest that "
        "this diary would mostly have shown.",
        smallest=size,
    )

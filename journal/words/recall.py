"""The sentence about memory and diary: it describes, and says nothing of why."""

from journal.core.diary.recall_check import RecallCheck
from journal.core.statistics.mean_of_weeks import WEEKS_LEAST, MeanOfWeeks
from journal.words.language import gettext as _
from journal.words.language import ngettext
from journal.words.numbers import Decimals


def recall_sentence(check: RecallCheck) -> str:
    """How far guesses lie from what was noted, or how many weeks are there so far."""
    if check.difference is None:
        return ngettext(
            "%(count)s of %(least)s weeks so far.",
            "%(count)s of %(least)s weeks so far.",
            check.weeks,
            least=WEEKS_LEAST,
        )
    return _difference(check.difference)


def noted_and_remembered(difference: MeanOfWeeks) -> str:
    """The same for somebody else to read, in whichever direction."""
    if not difference.has_range:
        numbers = Decimals(1, difference.value)
        return _(
            "Average pain of a week from memory, minus the average noted: %(size)s in each of "
            "%(n)s weeks.",
            size=numbers.signed(difference.value),
            n=difference.weeks,
        )
    numbers = Decimals(difference.low, difference.high)
    return _(
        "Average pain of a week from memory, minus the average noted: %(size)s (%(n)s weeks, "
        "likely range %(low)s to %(high)s).",
        size=numbers.signed(difference.value),
        n=difference.weeks,
        low=numbers.signed(difference.low),
        high=numbers.signed(difference.high),
    )


def _difference(difference: MeanOfWeeks) -> str:
    if not difference.has_range:
        numbers = Decimals(1, difference.value)
        return _(
            "What you remember minus what you noted is %(size)s in each of %(n)s weeks. If no "
            "week differs from another, no clear difference can be told.",
            size=numbers.signed(difference.value),
            n=difference.weeks,
        )
    numbers = Decimals(difference.low, difference.high)
    values = {
        "low": numbers.signed(difference.low),
        "high": numbers.signed(difference.high),
        "n": difference.weeks,
    }
    if not difference.clear:
        return _(
            "What you remember and what you noted show no clear difference: on average "
            "%(size)s (%(n)s weeks, likely range %(low)s to %(high)s). There may still be one.",
            size=numbers.signed(difference.value),
            **values,
        )
    size = numbers.size(difference.value)
    if difference.value > 0:
        return _(
            "You remember %(size)s higher than you noted (%(n)s weeks, likely range %(low)s to "
            "%(high)s).",
            size=size,
            **values,
        )
    return _(
        "You remember %(size)s lower than you noted (%(n)s weeks, likely range %(low)s to "
        "%(high)s).",
        size=size,
        **values,
    )

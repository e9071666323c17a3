"""The sentences about what a question still needs before it can be answered."""

from typing import Final

from journal.core.insight.comparison import Comparison
from journal.core.insight.missing import Missing, progress_of
from journal.core.insight.trend_question import Trend
from journal.words.language import gettext as _
from journal.words.language import marked, ngettext

_PARTS: Final = {
    "weeks": marked("%(n)s of %(least)s weeks"),
    "counting": marked("%(n)s of %(least)s days"),
    "no_rest_day": marked("%(n)s of %(least)s days; missing: rest days"),
    "after_none": marked("%(n)s of %(least)s days after a rest day"),
    "after_exercise": marked("%(n)s of %(least)s days after exercise"),
    "days": marked("%(n)s of %(least)s days since the first that counts"),
}


def missing_sentence(missing: Missing) -> str:
    """What exactly is still missing today, were every day from now on logged in full."""
    if missing.no_rest_day:
        return _(
            "No rest day is confirmed yet, so there is nothing to compare with. Days without "
            "exercise count once you confirm them."
        )
    if missing.variety:
        return _nothing_differs(missing)
    if missing.weeks:
        return ngettext(
            "%(count)s more week with 4 or more averages needed.",
            "%(count)s more weeks with 4 or more averages needed.",
            missing.weeks,
        )
    if not missing.days:
        return _("Enough is logged for the next check.")
    if not missing.logged:
        return ngettext("%(count)s more day needed.", "%(count)s more days needed.", missing.days)
    return " ".join(_missing_parts(missing))


def _nothing_differs(missing: Missing) -> str:
    if missing.same_pain:
        return _(
            "So far your pain was the same on all the days that count, so there is nothing to "
            "compare."
        )
    if missing.no_exercise:
        return _(
            "So far no exercise is logged before the days that count, so there is nothing to "
            "compare with."
        )
    return _(
        "So far you exercised equally often in the week before each day that counts, so there is "
        "nothing to compare."
    )


def _missing_parts(missing: Missing) -> list[str]:
    parts = [
        ngettext(
            "%(count)s more day with an average needed.",
            "%(count)s more days with an average needed.",
            missing.logged,
        )
    ]
    if missing.after_exercise and missing.after_none:
        parts.append(
            _(
                "Of these, %(exercise)s after exercise and %(rest)s after a rest day.",
                exercise=missing.after_exercise,
                rest=missing.after_none,
            )
        )
    elif missing.after_exercise:
        parts.append(_("Of these, %(exercise)s after exercise.", exercise=missing.after_exercise))
    elif missing.after_none:
        parts.append(_("Of these, %(rest)s after a rest day.", rest=missing.after_none))
    if missing.days > missing.logged:
        parts.append(_("That takes at least %(days)s days.", days=missing.days))
    return parts


def progress(analysis: Comparison | Trend) -> str | None:
    """How far a question has come towards its first answer; None once all it counts is there."""
    so_far = progress_of(analysis)
    if so_far is None:
        return None
    count, least = so_far.count, so_far.least
    part: str = so_far.part
    if part == "half":
        return _("%(n)s of %(days)s days; half of them are needed", n=count // 2, days=least)
    if part == "counting" and isinstance(analysis, Comparison) and _only_exercise(analysis):
        part = "no_rest_day"
    return _(_PARTS[part], n=count, least=least)


def _only_exercise(comparison: Comparison) -> bool:
    return bool(comparison.question.group_least and comparison.n1 and not comparison.n0)

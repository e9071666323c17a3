"""The sentences about what a question still needs before it can be answered."""

from journal.core.insight.comparison import Comparison
from journal.core.insight.schedule import Missing
from journal.core.insight.trend_question import Trend
from journal.words.language import gettext as _
from journal.words.language import ngettext


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


def progress(analysis: Comparison | Trend) -> str:
    """How far a question has come towards its first answer."""
    if isinstance(analysis, Trend):
        return _("%(weeks)s of %(least)s weeks", weeks=analysis.weeks, least=analysis.weeks_least)
    least, group_least = analysis.question.pairs_least, analysis.question.group_least
    if group_least and analysis.n1 and not analysis.n0:
        return _("%(n)s of %(least)s days; missing: rest days", n=analysis.n, least=least)
    if analysis.n >= least and analysis.n0 < group_least:
        return _("%(n)s of %(least)s days after a rest day", n=analysis.n0, least=group_least)
    if analysis.n >= least and analysis.n1 < group_least:
        return _("%(n)s of %(least)s days after exercise", n=analysis.n1, least=group_least)
    if analysis.n >= least and 2 * analysis.n < analysis.T:
        return _("%(n)s of %(days)s days; half of them are needed", n=analysis.n, days=analysis.T)
    return _("%(n)s of %(least)s days", n=analysis.n, least=least)

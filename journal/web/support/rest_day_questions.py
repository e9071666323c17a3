"""What Today asks about days that may have been rest days."""

from datetime import date

from journal.core.diary.rest_days import ASKED_DAYS, of_last_week
from journal.core.diary.summary import DaySummary, days
from journal.core.model.periods import Period
from journal.store.diary import series
from journal.web.support import request
from journal.web.support.diary_views import rules_of_rest_days
from journal.web.support.request import db, owner
from journal.web.support.revision_cache import cached


def may_have_rested(week: list[DaySummary]) -> tuple[date, ...]:
    """The days of last week that may have been rest days: asked once a week, in one answer.

    ``week``: the seven days before today, and today. Where they do not tell whether exercise had
    begun, the days before them do.
    """
    today = request.today()
    open_days = of_last_week(week, today, begun=True)
    if not open_days:
        return ()
    begun = any(day.sessions for day in week if day.day < open_days[0])

    def asked() -> tuple[date, ...]:
        sums = week if begun else _days_before(today)
        return tuple(of_last_week(sums, today, rules_of_rest_days()))

    return cached(asked, "rest days", today)


def _days_before(today: date) -> list[DaySummary]:
    period = Period.ending(today, ASKED_DAYS)
    return days(series.essentials(db(), owner(), period), period)


def unanswered(week: list[DaySummary]) -> date | None:
    """Yesterday, if nothing is known of its exercise although the diary had begun."""
    yesterday = week[-2]
    answered = yesterday.sessions or yesterday.without_exercise
    begun = any(day.average or day.sessions for day in week[:-1])
    return yesterday.day if begun and not answered and not _by_rule(yesterday) else None


def _by_rule(day: DaySummary) -> bool:
    """Whether a rule makes a day a rest day, today or once a later one is logged."""
    if day.value is None:
        return False
    return any(rule.goes_on for rule in rules_of_rest_days())

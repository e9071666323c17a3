"""Days that may have been rest days: pain was logged, and nothing is known of exercise."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from journal.core.diary.summary import DaySummary
from journal.core.model.periods import WEEK, Period

ASKED_DAYS: Final = 84
"""So far back such days are offered to be confirmed."""


def unconfirmed(days: Iterable[DaySummary], today: date) -> list[date]:
    """The days before ``today`` with a level that counts, no exercise and no answer, in order.

    None of them before the first exercise: until then nobody asked for any.
    """
    found: list[date] = []
    begun = False
    for day in days:
        begun = begun or day.sessions > 0
        asked = begun and day.day < today and day.value is not None
        if asked and not day.sessions and not day.without_exercise:
            found.append(day.day)
    return found


def of_last_week(days: Iterable[DaySummary], today: date) -> list[date]:
    """Those of the seven days before ``today``: what is asked once a week, in one answer."""
    week = Period.ending(today, WEEK + 1)
    return [day for day in unconfirmed(days, today) if day in week]

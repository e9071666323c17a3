"""The recall check: which week may be guessed, and how far memory and diary lie apart.

A week has seven local days and begins on the weekday the person chose. It can be guessed once it
is over, in the week after it, and with at least five day averages that came in time for the
statistics (a later one is left out of them, so it counts here as not logged). A guess counts
while no page has shown averages on the last day of its week or later: before, none of the whole
week existed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from journal.core.model.periods import WEEK, Period, week_start
from journal.core.model.recall_guess import RecallGuess
from journal.core.statistics.estimators import mean
from journal.core.statistics.mean_of_weeks import MeanOfWeeks, mean_of_weeks

LOGGED_LEAST: Final = 5
"""So many of its days a week must have been logged on."""
OFFERED_AFTER: Final = timedelta(weeks=4)
"""So long a diary must be kept before the check is offered."""


def last_week(today: date, first_weekday: int) -> Period:
    """The calendar week before that of ``today``."""
    return Period.ending(week_start(today, first_weekday) - timedelta(days=1), WEEK)


def question_about(first: date) -> str:
    """The name of the question about the week that begins on a day, for when it is skipped."""
    return f"recall:{first}"


def shown_before(week: Period, wanted_from: date | None, averages_shown_on: date | None) -> bool:
    """Whether its average may have been seen: on a page, or before anybody took note of that."""
    if wanted_from is None or week.last <= wanted_from:
        return True
    return averages_shown_on is not None and averages_shown_on >= week.last


def guessed(week: Period, guesses: Iterable[RecallGuess]) -> bool:
    """Whether a guess is about any day of a week already: two weeks never share one."""
    return any(
        guess.week.first <= week.last and week.first <= guess.week.last for guess in guesses
    )


@dataclass(frozen=True, slots=True)
class RecallCheck:
    """How many weeks count by now, and from eight of them on guess minus noted average."""

    weeks: int
    difference: MeanOfWeeks | None


def recall_check(guesses: Iterable[RecallGuess], levels: Mapping[date, float]) -> RecallCheck:
    """Guesses against the day averages noted, a week each; the first guess of a week counts."""
    by_week: dict[date, float] = {}
    counted_guesses: list[RecallGuess] = []
    for guess in sorted(guesses, key=lambda guess: (guess.guessed_at, guess.id)):
        noted = [levels[day] for day in guess.week if day in levels]
        if not guess.in_time or guess.seen_before is not False or len(noted) < LOGGED_LEAST:
            continue
        if not guessed(guess.week, counted_guesses):
            counted_guesses.append(guess)
            by_week[guess.week_starts_on] = guess.level - mean(noted)
    return RecallCheck(len(by_week), mean_of_weeks(_in_order(by_week)))


def _in_order(by_week: Mapping[date, float]) -> list[float | None]:
    """A value for each week from the first to the last; None where there is none."""
    if not by_week:
        return []
    first = min(by_week)
    places = {round((day - first).days / WEEK): value for day, value in by_week.items()}
    return [places.get(place) for place in range(max(places) + 1)]

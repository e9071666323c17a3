"""Rest days: which days are offered to be confirmed, and which never are."""

from datetime import date, timedelta

from journal.core.diary.rest_days import of_last_week, unconfirmed
from journal.core.diary.summary import Facts, Rating, days
from journal.core.model.periods import Period

TODAY = date(2026, 5, 20)
PERIOD = Period.ending(TODAY, 28)


def on(back: int) -> date:
    return TODAY - timedelta(days=back)


def test_only_days_with_pain_and_no_answer_after_the_first_exercise_are_offered() -> None:
    facts = Facts(
        averages={on(n): Rating(4) for n in (20, 12, 9, 8, 7, 3, 2, 0)},
        sessions={on(12): 1, on(8): 2},
        without_exercise={on(7)},
    )
    sums = days(facts, PERIOD)
    assert unconfirmed(sums, TODAY) == [on(9), on(3), on(2)]
    assert of_last_week(sums, TODAY) == [on(3), on(2)]


def test_a_level_recalled_too_late_asks_nothing() -> None:
    facts = Facts(averages={on(3): Rating(4, "excluded")}, sessions={on(9): 1})
    assert unconfirmed(days(facts, PERIOD), TODAY) == []

"""Rest days: which days are offered to be confirmed, and which never are."""

from datetime import date, timedelta

from journal.core.diary.rest_days import RestDayRule, known_from, of_last_week, unconfirmed
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
        without_exercise={on(7): on(7)},
    )
    sums = days(facts, PERIOD)
    assert unconfirmed(sums, TODAY) == [on(9), on(3), on(2)]
    assert of_last_week(sums, TODAY) == [on(3), on(2)]
    before = [day for day in sums if day.day < on(12)]
    assert unconfirmed(before, TODAY) == []
    assert unconfirmed(before, TODAY, begun=True) == [on(20)]


def test_a_level_recalled_too_late_asks_nothing() -> None:
    facts = Facts(averages={on(3): Rating(4, "excluded")}, sessions={on(9): 1})
    assert unconfirmed(days(facts, PERIOD), TODAY) == []


RULE = RestDayRule("it", on(9), None, on(5))


def test_a_rule_makes_a_day_a_rest_day_from_when_it_was_said_and_the_day_was_over() -> None:
    logged = [on(9), on(8), on(4), on(2)]
    assert known_from(on(9), RULE.set_on, logged, PERIOD) == on(5)
    assert known_from(on(8), RULE.set_on, logged, PERIOD) == on(4)
    assert known_from(on(4), RULE.set_on, logged, PERIOD) == on(2)
    assert known_from(on(2), RULE.set_on, logged, PERIOD) == on(-1)


def test_a_rule_taken_back_leaves_earlier_days_as_they_were() -> None:
    assert RULE.ended(TODAY) == RestDayRule("it", on(9), on(1), on(5))
    assert RULE.ended(on(5)) is None
    assert RestDayRule("it", TODAY, None, on(5)).ended(TODAY) is None

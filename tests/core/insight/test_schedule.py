"""Insight: looks, day 1, what is missing, and that peeking, order and gaps change no verdict."""

import json
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journal.core.diary.summary import Facts, Rating
from journal.core.diary.summary import days as sums_of
from journal.core.insight.comparison import Comparison
from journal.core.insight.exploration import explorations
from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, InsightQuestion
from journal.core.insight.schedule import (
    MONTHLY,
    QUARTERLY,
    Days,
    days_of,
    insight,
    last_look,
    missing_of,
    next_look,
    statuses,
    verdict,
)
from journal.core.insight.trend_question import Trend
from journal.core.model.periods import Period
from journal.exchange.out.verdict_text import as_dict
from tests.core.diaries import FIRST_DAY, days
from tests.evidence.families import Family, avoids, base, gappy

GAPPY = Family("35 % of days missing", gappy(base(0.5)))
CLEAR = Family("a clear difference", base(0.3, day_after=-1.5))


def longer(there: Days, years: int) -> Days:
    """A diary said again and again."""
    return Days(there.first, [*there.pain] * years, [*there.exercise] * years)


def test_looks_are_on_fixed_days_of_the_diary() -> None:
    assert [MONTHLY.last(day) for day in (1, 63, 64, 91, 92, 120)] == [None, None, 64, 64, 92, 120]
    assert [MONTHLY.next(day) for day in (1, 63, 64, 91, 92)] == [64, 64, 92, 92, 120]
    assert [QUARTERLY.last(day) for day in (83, 84, 167, 168, 365)] == [None, 84, 84, 168, 336]
    assert QUARTERLY.next(84) == 168


def test_day_1_is_the_first_with_a_level_that_counts() -> None:
    facts = Facts(
        averages={
            date(2025, 1, 1): Rating(4, "excluded"),
            date(2025, 1, 5): Rating(3, "yes"),
            date(2025, 1, 6): Rating(5),
        },
        sessions={date(2025, 1, 2): 1},
    )
    period = Period(date(2025, 1, 1), date(2025, 1, 7))
    begun = days_of(sums_of(facts, period), period.first).from_day_1()
    assert begun == Days(date(2025, 1, 5), [3.0, 5.0, None], [None, None, None])
    judged = verdict("day_after", begun)
    assert (judged.looked_on, judged.next_look) == (None, date(2025, 3, 9))


def test_a_day_is_without_exercise_only_where_that_was_confirmed() -> None:
    facts = Facts(
        sessions={date(2025, 1, 1): 2}, without_exercise={date(2025, 1, 3): date(2025, 1, 3)}
    )
    period = Period(date(2025, 1, 1), date(2025, 1, 4))
    assert days_of(sums_of(facts, period), period.first).exercise == [1.0, None, 0.0, None]


@pytest.mark.parametrize("family", [GAPPY, CLEAR])
def test_opening_the_page_every_day_finds_no_more_than_on_the_days_of_the_looks(
    family: Family,
) -> None:
    there = family.days(1, 1).from_day_1()
    for name, reached in statuses(there).items():
        seen = []
        for today in range(1, len(there.pain) + 1):
            opened = verdict(name, there.up_to(today))
            if opened.looked_on is None:
                assert opened.status == "not_enough"
            elif opened.looked_on == there.first + timedelta(days=today - 1):
                seen.append(opened.status)
            else:
                assert opened.status == seen[-1]
        assert seen == reached


def test_between_looks_all_numbers_stand_still() -> None:
    there = CLEAR.days(1, 2)
    on_the_day, later = (insight(there.up_to(count)) for count in (120, 147))
    shown = [as_dict(each)["day_after"] for each in (on_the_day, later)]
    assert shown[0] == shown[1]
    assert shown[0]["looked_on"] == str(there.first + timedelta(days=119))


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_days_were_logged_changes_nothing(random: Random) -> None:
    there = GAPPY.days(1, 3)
    period = Period(there.first, there.first + timedelta(days=199))
    rated = {
        day: Rating(int(level))
        for day, level in zip(period, there.pain, strict=False)
        if level is not None
    }
    done = [day for day, each in zip(period, there.exercise, strict=False) if each]
    none = [day for day, each in zip(period, there.exercise, strict=False) if each == 0]
    order = list(rated)
    random.shuffle(order)
    random.shuffle(done)
    facts = Facts(
        averages={day: rated[day] for day in order},
        sessions=dict.fromkeys(done, 1),
        without_exercise={day: day for day in none},
    )
    typed = insight(days_of(sums_of(facts, period), period.first))
    assert as_dict(typed) == as_dict(insight(there.up_to(200)))


@given(days(), st.data())
def test_what_is_deleted_is_missing_and_never_zero(there: Days, data: st.DataObject) -> None:
    assume(there.pain)
    at = data.draw(st.integers(0, len(there.pain) - 1))
    pain, exercise = [*there.pain], [*there.exercise]
    pain[at] = exercise[at] = None
    for question in (DAY_AFTER, WEEK_BEFORE):
        before = Comparison(question, there.pain, there.exercise)
        after = Comparison(question, pain, exercise)
        assert set(after.pairs) <= set(before.pairs)
    assert Trend(pain).weeks <= Trend(there.pain).weeks


@given(days(), st.sampled_from([DAY_AFTER, WEEK_BEFORE]))
def test_what_is_said_to_be_missing_is_enough(there: Days, question: InsightQuestion) -> None:
    pain, known = [None, *there.pain], [None, *there.exercise]
    missing = missing_of(Comparison(question, pain, known))
    # The exercise of today belongs to the first of the days to come.
    done = [float(day < missing.after_exercise) for day in range(missing.days + 1)]
    levels = [float(day % 4) for day in range(missing.days)]
    found = Comparison(question, [*pain, *levels], [*known[:-1], *done])
    assert found.enough or not found.varied


@given(days())
def test_so_many_more_weeks_make_a_trend_possible(there: Days) -> None:
    missing = missing_of(Trend(there.pain))
    assert Trend([*there.pain, *[5.0] * 7 * missing.weeks]).enough
    assert (missing.weeks == 0) is Trend(there.pain).enough


@given(days())
def test_a_diary_short_of_nothing_has_enough_and_the_other_way_round(there: Days) -> None:
    for question in (DAY_AFTER, WEEK_BEFORE):
        found = Comparison(question, there.pain, there.exercise)
        lacking = missing_of(found)
        if found.enough:
            assert (lacking.after_exercise, lacking.after_none, lacking.variety) == (0, 0, False)
        else:
            assert lacking.days or lacking.variety


def test_what_is_missing_is_counted() -> None:
    pain = [float(day % 5) for day in range(40)]
    found = Comparison(DAY_AFTER, pain, [*[0.0] * 25, *[None] * 13, 1.0, 1.0])
    missing = missing_of(found)
    assert (found.n, found.n1, found.n0) == (26, 1, 25)
    assert (missing.days, missing.logged) == (17, 14)
    assert (missing.after_exercise, missing.after_none) == (9, 0)


@given(days(most=500))
def test_every_verdict_is_json_and_says_what_it_stands_on(there: Days) -> None:
    said = json.loads(json.dumps(as_dict(insight(there)), allow_nan=False))
    assert list(said) == ["day_after", "week_before", "trend"]
    for each in said.values():
        estimated = "E" in each or "slope_per_week" in each
        assert estimated is (each["status"] != "not_enough")
        assert (each["missing"] is None) is estimated
        assert not estimated or each["looked_on"]


def test_an_empty_diary_has_no_look_and_needs_everything() -> None:
    said = insight(Days(FIRST_DAY, [None] * 5, [1.0] * 5))
    assert [each.status for each in said.verdicts] == ["not_enough"] * 3
    assert {each.next_look for each in said.verdicts} == {None}
    assert said.day_after.missing.logged == 40
    # Today's exercise can still be logged; a week before takes six days more.
    assert said.week_before.missing.days == 84 + 6
    assert said.trend.missing.weeks == 12


def test_a_difference_between_weeks_takes_a_year_to_be_called_one() -> None:
    clear = Family("week", base(0.3, week=-0.5)).days(1, 1)
    for there, found in ((clear, True), (GAPPY.days(1, 1), False), (clear.up_to(60), False)):
        assert (insight(there).week_before.status == "difference") is found


def test_a_look_uses_the_last_year_only() -> None:
    there = longer(CLEAR.days(1, 1), 3)
    other = Days(there.first, [9.0] * 365 + [*there.pain[365:]], there.exercise)
    shown = [as_dict(insight(each)) for each in (there, other)]
    assert shown[0] == shown[1]
    assert shown[0]["day_after"]["T"] <= 365


def test_ten_years_take_under_fifty_milliseconds() -> None:
    there = longer(CLEAR.days(1, 1), 10)
    as_dict(insight(there))
    began = process_time()
    as_dict(insight(there))
    assert process_time() - began < 0.05


def test_looking_around_is_corrected_for_everything_that_was_looked_at() -> None:
    there = CLEAR.days(1, 1)
    sleep = [float(day % 11) for day in range(365)]
    unknown = [None] * 365
    alone = explorations(there.pain, {("exercise", "walking"): there.exercise})
    beside = explorations(
        there.pain,
        {
            ("exercise", "walking"): there.exercise,
            ("day", "sleep"): sleep,
            ("day", "stress"): unknown,
            ("day", "flat"): [5.0] * 365,
        },
    )
    walking, slept, stress, flat = beside
    assert walking.comparison.adjusted is not None
    assert walking.comparison.lagged is not None
    assert alone[0].p_holm == max(walking.comparison.adjusted.p, walking.comparison.lagged.p)
    assert walking.p_holm == 2 * max(walking.comparison.adjusted.p, walking.comparison.lagged.p)
    assert slept.p_holm is not None
    assert (stress.p_holm, flat.p_holm) == (None, None)


def test_looking_around_shows_no_p_value_where_people_avoid_exercise_when_it_hurts() -> None:
    avoiding = Family("avoiding", avoids(0.6))
    shown = []
    for number in range(30):
        there = avoiding.days(1, number).up_to(92)
        (found,) = explorations(there.pain, {("exercise", "walking"): there.exercise})
        shown.append(found.p_holm)
    assert sum(p is not None and p < 0.05 for p in shown) <= 2
    assert sum(p is None for p in shown) > 15


def test_looking_around_follows_the_monthly_looks() -> None:
    first = date(2025, 1, 1)
    assert last_look(first, date(2025, 3, 4)) is None
    assert last_look(first, date(2025, 3, 5)) == date(2025, 3, 5)
    assert last_look(first, date(2025, 4, 1)) == date(2025, 3, 5)
    assert next_look(first, date(2025, 3, 5)) == date(2025, 4, 2)


def test_more_looks_never_take_one_back() -> None:
    there = GAPPY.days(1, 5)
    for one, more in pairwise(range(60, 365, 61)):
        sooner, later = statuses(there.up_to(one)), statuses(there.up_to(more))
        for name, reached in sooner.items():
            assert later[name][: len(reached)] == reached


def of_first(there: Days, count: int) -> Days:
    """The diary as it was on one of its days, with what is said of it today."""
    late = {at: known for at, known in there.late.items() if at < count}
    return Days(there.first, there.pain[:count], there.exercise[:count], late)


def rest_days_of_the_last_look(there: Days, count: int) -> int:
    found = verdict("day_after", of_first(there, count)).analysis
    assert isinstance(found, Comparison)
    return found.n0


def test_a_rest_day_confirmed_after_a_look_counts_from_the_next_look() -> None:
    there = CLEAR.days(1, 1).up_to(130)
    assert (MONTHLY.last(100), MONTHLY.next(100)) == (92, 120)
    asked_on = there.first + timedelta(days=95)
    late = {at: asked_on for at, did in enumerate(there.exercise[:92]) if did == 0}
    said = Days(there.first, there.pain, there.exercise, late)
    assert [rest_days_of_the_last_look(said, day) for day in (92, 100, 119)] == [0, 0, 0]
    assert rest_days_of_the_last_look(said, 120) == rest_days_of_the_last_look(there, 120) > 9
    on_the_day = dict.fromkeys(late, there.first)
    at_once = Days(there.first, there.pain, there.exercise, on_the_day)
    assert as_dict(insight(at_once)) == as_dict(insight(there))


def test_what_was_confirmed_on_the_day_of_a_look_counts_on_it() -> None:
    there = Days(date(2025, 1, 1), [4.0] * 64, [0.0] * 64, {9: date(2025, 3, 5)})
    assert there.up_to(64).exercise[9] == 0.0
    assert there.up_to(63).exercise[9] is None
    assert there.up_to(64, 60).exercise == [0.0] * 60
    assert there.up_to(63, 60).exercise[6] is None

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
from journal.core.insight.missing import missing_of
from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, InsightQuestion
from journal.core.insight.schedule import (
    MONTHLY,
    QUARTERLY,
    Days,
    days_of,
    insight,
    last_look,
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


def longer(diary: Days, years: int) -> Days:
    """A diary said again and again."""
    return Days(diary.first, [*diary.pain] * years, [*diary.exercise] * years)


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
    diary = family.days(1, 1).from_day_1()
    for name, reached in statuses(diary).items():
        history = []
        for today in range(1, len(diary.pain) + 1):
            judgement = verdict(name, diary.up_to(today))
            if judgement.looked_on is None:
                assert judgement.status == "not_enough"
            elif judgement.looked_on == diary.first + timedelta(days=today - 1):
                history.append(judgement.status)
            else:
                assert judgement.status == history[-1]
        assert history == reached


def test_between_looks_all_numbers_stand_still() -> None:
    diary = CLEAR.days(1, 2)
    on_the_day, later = (insight(diary.up_to(count)) for count in (120, 147))
    verdicts = [as_dict(each)["day_after"] for each in (on_the_day, later)]
    assert verdicts[0] == verdicts[1]
    assert verdicts[0]["looked_on"] == str(diary.first + timedelta(days=119))


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_days_were_logged_changes_nothing(random: Random) -> None:
    diary = GAPPY.days(1, 3)
    period = Period(diary.first, diary.first + timedelta(days=199))
    rated = {
        day: Rating(int(level))
        for day, level in zip(period, diary.pain, strict=False)
        if level is not None
    }
    exercise_days = [day for day, each in zip(period, diary.exercise, strict=False) if each]
    none = [day for day, each in zip(period, diary.exercise, strict=False) if each == 0]
    order = list(rated)
    random.shuffle(order)
    random.shuffle(exercise_days)
    facts = Facts(
        averages={day: rated[day] for day in order},
        sessions=dict.fromkeys(exercise_days, 1),
        without_exercise={day: day for day in none},
    )
    typed = insight(days_of(sums_of(facts, period), period.first))
    assert as_dict(typed) == as_dict(insight(diary.up_to(200)))


@given(days(), st.data())
def test_what_is_deleted_is_missing_and_never_zero(diary: Days, data: st.DataObject) -> None:
    assume(diary.pain)
    at = data.draw(st.integers(0, len(diary.pain) - 1))
    pain, exercise = [*diary.pain], [*diary.exercise]
    pain[at] = exercise[at] = None
    for question in (DAY_AFTER, WEEK_BEFORE):
        before = Comparison(question, diary.pain, diary.exercise)
        after = Comparison(question, pain, exercise)
        assert set(after.pairs) <= set(before.pairs)
    assert Trend(pain).weeks <= Trend(diary.pain).weeks


@given(days(), st.sampled_from([DAY_AFTER, WEEK_BEFORE]))
def test_what_is_said_to_be_missing_is_enough(diary: Days, question: InsightQuestion) -> None:
    pain, exercise = [None, *diary.pain], [None, *diary.exercise]
    missing = missing_of(Comparison(question, pain, exercise))
    # The exercise of today belongs to the first of the days to come.
    amounts = [float(day < missing.after_exercise) for day in range(missing.days + 1)]
    levels = [float(day % 4) for day in range(missing.days)]
    comparison = Comparison(question, [*pain, *levels], [*exercise[:-1], *amounts])
    assert comparison.enough or not comparison.varied


@given(days())
def test_so_many_more_weeks_make_a_trend_possible(diary: Days) -> None:
    missing = missing_of(Trend(diary.pain))
    assert Trend([*diary.pain, *[5.0] * 7 * missing.weeks]).enough
    assert (missing.weeks == 0) is Trend(diary.pain).enough


@given(days())
def test_a_diary_short_of_nothing_has_enough_and_the_other_way_round(diary: Days) -> None:
    for question in (DAY_AFTER, WEEK_BEFORE):
        comparison = Comparison(question, diary.pain, diary.exercise)
        lacking = missing_of(comparison)
        if comparison.enough:
            assert (lacking.after_exercise, lacking.after_none, lacking.variety) == (0, 0, False)
        else:
            assert lacking.days or lacking.variety


def test_what_is_missing_is_counted() -> None:
    pain = [float(day % 5) for day in range(40)]
    comparison = Comparison(DAY_AFTER, pain, [*[0.0] * 25, *[None] * 13, 1.0, 1.0])
    missing = missing_of(comparison)
    assert (comparison.n, comparison.n1, comparison.n0) == (26, 1, 25)
    assert (missing.days, missing.logged) == (17, 14)
    assert (missing.after_exercise, missing.after_none) == (9, 0)


@given(days(most=500))
def test_every_verdict_is_json_and_says_what_it_stands_on(diary: Days) -> None:
    verdicts = json.loads(json.dumps(as_dict(insight(diary)), allow_nan=False))
    assert list(verdicts) == ["day_after", "week_before", "trend"]
    for each in verdicts.values():
        estimated = "E" in each or "slope_per_week" in each
        assert estimated is (each["status"] != "not_enough")
        assert (each["missing"] is None) is estimated
        assert not estimated or each["looked_on"]


def test_an_empty_diary_has_no_look_and_needs_everything() -> None:
    overview = insight(Days(FIRST_DAY, [None] * 5, [1.0] * 5))
    assert [each.status for each in overview.verdicts] == ["not_enough"] * 3
    assert {each.next_look for each in overview.verdicts} == {None}
    assert overview.day_after.missing.logged == 40
    # Today's exercise can still be logged; a week before takes six days more.
    assert overview.week_before.missing.days == 84 + 6
    assert overview.trend.missing.weeks == 12


def test_a_difference_between_weeks_takes_a_year_to_be_called_one() -> None:
    clear = Family("week", base(0.3, week=-0.5)).days(1, 1)
    for diary, claim in ((clear, True), (GAPPY.days(1, 1), False), (clear.up_to(60), False)):
        assert (insight(diary).week_before.status == "difference") is claim


def test_a_look_uses_the_last_year_only() -> None:
    diary = longer(CLEAR.days(1, 1), 3)
    other = Days(diary.first, [9.0] * 365 + [*diary.pain[365:]], diary.exercise)
    verdicts = [as_dict(insight(each)) for each in (diary, other)]
    assert verdicts[0] == verdicts[1]
    assert verdicts[0]["day_after"]["T"] <= 365


def test_ten_years_take_under_fifty_milliseconds() -> None:
    diary = longer(CLEAR.days(1, 1), 10)
    as_dict(insight(diary))
    began = process_time()
    as_dict(insight(diary))
    assert process_time() - began < 0.05


def test_looking_around_is_corrected_for_everything_that_was_looked_at() -> None:
    diary = CLEAR.days(1, 1)
    sleep = [float(day % 11) for day in range(365)]
    unknown = [None] * 365
    alone = explorations(diary.pain, {("exercise", "walking"): diary.exercise})
    beside = explorations(
        diary.pain,
        {
            ("exercise", "walking"): diary.exercise,
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
    p_values = []
    for number in range(30):
        diary = avoiding.days(1, number).up_to(92)
        (exploration,) = explorations(diary.pain, {("exercise", "walking"): diary.exercise})
        p_values.append(exploration.p_holm)
    assert sum(p is not None and p < 0.05 for p in p_values) <= 2
    assert sum(p is None for p in p_values) > 15


def test_looking_around_follows_the_monthly_looks() -> None:
    first = date(2025, 1, 1)
    assert last_look(first, date(2025, 3, 4)) is None
    assert last_look(first, date(2025, 3, 5)) == date(2025, 3, 5)
    assert last_look(first, date(2025, 4, 1)) == date(2025, 3, 5)
    assert next_look(first, date(2025, 3, 5)) == date(2025, 4, 2)


def test_more_looks_never_take_one_back() -> None:
    diary = GAPPY.days(1, 5)
    for count, more in pairwise(range(60, 365, 61)):
        sooner, later = statuses(diary.up_to(count)), statuses(diary.up_to(more))
        for name, reached in sooner.items():
            assert later[name][: len(reached)] == reached


def of_first(diary: Days, count: int) -> Days:
    """The diary as it was on one of its days, with what is said of it today."""
    late = {at: day for at, day in diary.late.items() if at < count}
    return Days(diary.first, diary.pain[:count], diary.exercise[:count], late)


def rest_days_of_the_last_look(diary: Days, count: int) -> int:
    comparison = verdict("day_after", of_first(diary, count)).analysis
    assert isinstance(comparison, Comparison)
    return comparison.n0


def test_a_rest_day_confirmed_after_a_look_counts_from_the_next_look() -> None:
    diary = CLEAR.days(1, 1).up_to(130)
    assert (MONTHLY.last(100), MONTHLY.next(100)) == (92, 120)
    asked_on = diary.first + timedelta(days=95)
    late = {at: asked_on for at, did in enumerate(diary.exercise[:92]) if did == 0}
    late_diary = Days(diary.first, diary.pain, diary.exercise, late)
    assert [rest_days_of_the_last_look(late_diary, day) for day in (92, 100, 119)] == [0, 0, 0]
    assert (
        rest_days_of_the_last_look(late_diary, 120) == rest_days_of_the_last_look(diary, 120) > 9
    )
    on_the_day = dict.fromkeys(late, diary.first)
    at_once = Days(diary.first, diary.pain, diary.exercise, on_the_day)
    assert as_dict(insight(at_once)) == as_dict(insight(diary))


def test_what_was_confirmed_on_the_day_of_a_look_counts_on_it() -> None:
    diary = Days(date(2025, 1, 1), [4.0] * 64, [0.0] * 64, {9: date(2025, 3, 5)})
    assert diary.up_to(64).exercise[9] == 0.0
    assert diary.up_to(63).exercise[9] is None
    assert diary.up_to(64, 60).exercise == [0.0] * 60
    assert diary.up_to(63, 60).exercise[6] is None


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("difference", [-2.0, 2.0])
def test_pain_that_follows_exercise_without_any_chance_is_a_difference(
    seed: int, difference: float
) -> None:
    draw = Random(seed)  # noqa: S311 (a made-up diary)
    exercise: list[float | None] = [float(draw.random() < 0.5) for _ in range(200)]
    pain = [5.0 + difference * (exercise[day - 1] or 0) for day in range(200)]
    judged = insight(Days(date(2025, 3, 1), pain, exercise)).day_after
    assert judged.status == "difference"
    assert isinstance(judged.analysis, Comparison)
    assert judged.analysis.before_exercise == pytest.approx(0)

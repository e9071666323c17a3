"""Summaries: what days, weeks and months amount to, the empty ones included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    DaySummary,
    Facts,
    Rating,
    days,
    span,
    spans,
    spasm_days,
    whole,
)
from journal.core.model.periods import ONE_DAY, Period, months, weeks
from tests.core.strategies import brief

MONDAY = date(2026, 5, 4)
WEEK = Period(MONDAY, MONDAY + 6 * ONE_DAY)


def on(number: int) -> date:
    """A day, counted from the Monday."""
    return MONDAY + number * ONE_DAY


def week_of(facts: Facts) -> list[DaySummary]:
    """The days of the week."""
    return days(facts, WEEK)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[Facts, Period]:
    """A period of up to ten weeks and what a diary holds of it and around it."""
    first = draw(st.dates(date(2025, 11, 1), date(2026, 3, 1)))
    period = Period(first, first + draw(st.integers(0, 70)) * ONE_DAY)
    day = st.dates(first - 9 * ONE_DAY, period.last + 9 * ONE_DAY)
    rating = st.builds(Rating, st.integers(0, 10), st.sampled_from([None, "yes", "excluded"]))
    episode = st.tuples(day, st.integers(0, 12)).map(lambda e: (e[0], e[0] + e[1] * ONE_DAY))
    facts = Facts(
        averages=draw(st.dictionaries(day, rating, max_size=40)),
        highest=draw(st.dictionaries(day, st.integers(0, 10), max_size=9)),
        sessions=draw(st.dictionaries(day, st.integers(1, 5), max_size=30)),
        without_exercise={at: at for at in draw(st.sets(day, max_size=9))},
        episodes=draw(st.lists(episode, max_size=5)),
    )
    return facts, period


def test_a_day_with_exercise_is_not_without_whatever_is_said_of_it() -> None:
    facts = Facts(sessions={on(0): 1}, without_exercise={on(0): on(0), on(1): on(3), on(2): on(2)})
    assert [day.without_exercise for day in week_of(facts)[:4]] == [False, True, True, False]
    assert [day.rest_known_late for day in week_of(facts)[:3]] == [None, on(3), None]


@given(diaries())
@brief
def test_every_day_of_a_period_is_there_once_and_in_order(diary: tuple[Facts, Period]) -> None:
    facts, period = diary
    assert [day.day for day in days(facts, period)] == list(period)


def test_of_a_day_without_entries_nothing_is_known() -> None:
    (empty,) = days(Facts(), Period(MONDAY, MONDAY))
    assert empty == DaySummary(MONDAY, None, None, 0, rest_known_on=None, spasm=False)
    assert empty.value is None


def test_a_day_says_what_the_diary_holds_of_it() -> None:
    facts = Facts(
        averages={MONDAY: Rating(0)},
        highest={MONDAY: 7, on(1): 9},
        sessions={MONDAY: 3},
        without_exercise={on(1): on(1)},
        episodes=[(on(1), on(1))],
        peaks={on(1): 10},
    )
    first, second = days(facts, Period(MONDAY, on(1)))
    assert first == DaySummary(MONDAY, Rating(0), 7, 3, rest_known_on=None, spasm=False)
    assert second == DaySummary(on(1), None, 9, 0, rest_known_on=on(1), spasm=True, peak=10)
    assert first.value == 0
    assert second.value is None
    assert (first.worst, second.worst) == (7, 10)


@pytest.mark.parametrize(("mark", "value"), [(None, 6.0), ("yes", 6.0), ("excluded", None)])
def test_a_level_that_came_too_late_is_shown_and_not_counted(
    mark: str | None, value: float | None
) -> None:
    (day,) = days(Facts(averages={MONDAY: Rating(6, mark)}), Period(MONDAY, MONDAY))
    assert day.average == Rating(6, mark)
    assert day.value == value


@pytest.mark.parametrize(("count", "mean"), [(3, None), (4, 6.0), (7, 6.0)])
def test_a_week_has_a_mean_from_four_logged_days_on(count: int, mean: float | None) -> None:
    facts = Facts(averages={on(number): Rating(6) for number in range(count)})
    week = span(week_of(facts), WEEK, WEEK_LEAST)
    assert (week.rated_days, week.mean) == (count, mean)


def test_days_not_logged_are_neither_zero_nor_counted() -> None:
    facts = Facts(
        averages={on(number): Rating(level) for number, level in enumerate([8, 6, 7, 7])}
    )
    week = span(week_of(facts), WEEK, WEEK_LEAST)
    assert (week.rated_days, week.total, week.mean) == (4, 28, 7)


def test_levels_left_out_do_not_help_a_week_to_its_mean() -> None:
    late = [Rating(1)] * 3 + [Rating(10, "excluded")] * 4
    facts = Facts(averages={on(number): rating for number, rating in enumerate(late)})
    week = span(week_of(facts), WEEK, WEEK_LEAST)
    assert (week.rated_days, week.total, week.mean) == (3, 3, None)


def test_a_week_of_nothing_has_no_mean_even_if_none_were_needed_but_one() -> None:
    assert span(week_of(Facts()), WEEK, 1).mean is None


def test_sessions_and_days_with_exercise_are_two_counts() -> None:
    facts = Facts(
        sessions={MONDAY: 4, on(2): 1, on(9): 5},
        without_exercise={on(n): on(n) for n in (1, 2, 8)},
        episodes=[(on(-3), on(1)), (on(1), on(3))],
    )
    week = span(week_of(facts), WEEK, WEEK_LEAST)
    assert (week.exercise_days, week.sessions, week.spasm_days) == (2, 5, 4)
    assert week.known_days == 3


@pytest.mark.parametrize(
    ("episode", "touched"),
    [
        ((-5, -1), []),
        ((-5, 0), [0]),
        ((2, 2), [2]),
        ((5, 9), [5, 6]),
        ((-5, 99), [0, 1, 2, 3, 4, 5, 6]),
        ((7, 9), []),
    ],
)
def test_an_episode_touches_the_days_it_lasted_and_no_other(
    episode: tuple[int, int], touched: list[int]
) -> None:
    first, last = map(on, episode)
    assert spasm_days([(first, last)], WEEK) == {on(number) for number in touched}


def test_episodes_on_one_day_make_one_day() -> None:
    assert spasm_days([(on(1), on(2)), (on(2), on(2)), (on(2), on(3))], WEEK) == {
        on(1),
        on(2),
        on(3),
    }


def test_a_period_cut_off_counts_what_there_is_of_it() -> None:
    facts = Facts(averages={on(number): Rating(number % 7) for number in range(-7, 21)})
    sums = days(facts, Period(on(2), on(9)))
    cut, second, third, none = spans(
        sums, [WEEK, *weeks(Period(on(7), on(20)), 0), Period(on(-7), on(-1))], WEEK_LEAST
    )
    assert (cut.rated_days, cut.total) == (5, 2 + 3 + 4 + 5 + 6)
    assert (second.rated_days, second.total, second.mean) == (3, 0 + 1 + 2, None)
    assert (third.rated_days, third.mean) == (0, None)
    assert (none.rated_days, none.mean) == (0, None)
    assert cut.period == WEEK


def test_without_days_there_are_no_spans() -> None:
    assert spans([], [WEEK], WEEK_LEAST) == []


@given(diaries(), st.integers(0, 6))
@brief
def test_weeks_add_up_to_their_days(diary: tuple[Facts, Period], first_weekday: int) -> None:
    facts, period = diary
    sums = days(facts, period)
    at_once = span(sums, period, 7)
    assert whole(spans(sums, weeks(period, first_weekday), WEEK_LEAST), period, 7) == at_once
    assert whole(spans(sums, months(period), MONTH_LEAST), period, 7) == at_once


@given(diaries())
@brief
def test_a_mean_is_that_of_the_levels_that_count(diary: tuple[Facts, Period]) -> None:
    facts, period = diary
    levels = [
        rating.level
        for day, rating in facts.averages.items()
        if day in period and rating.recalled != "excluded"
    ]
    summed = span(days(facts, period), period, 7)
    assert summed.rated_days == len(levels)
    assert summed.mean == (pytest.approx(sum(levels) / len(levels)) if len(levels) >= 7 else None)


@given(diaries())
@brief
def test_spasm_days_are_those_that_some_episode_covers(diary: tuple[Facts, Period]) -> None:
    facts, period = diary
    covered = {
        first + timedelta(days=number)
        for first, last in facts.episodes
        for number in range((last - first).days + 1)
    }
    assert spasm_days(facts.episodes, period) == covered.intersection(period)


@pytest.mark.parametrize(
    ("logged", "known_days", "period", "comparable"),
    [
        (4, 7, WEEK, True),
        (4, 6, WEEK, False),
        (3, 7, WEEK, False),
        (4, 0, WEEK, False),
        (4, 7, Period(on(1), on(6)), False),
        (4, 7, Period(on(-9), on(5)), False),
        (4, 7, Period(on(-9), on(9)), True),
    ],
)
def test_a_week_is_compared_if_it_is_whole_has_a_mean_and_exercise_is_known(
    logged: int, known_days: int, period: Period, comparable: bool
) -> None:
    facts = Facts(
        averages={on(n): Rating(4, None) for n in range(logged)},
        sessions={on(n): 1 for n in range(known_days)},
    )
    assert span(week_of(facts), WEEK, WEEK_LEAST).is_comparable(period) is comparable

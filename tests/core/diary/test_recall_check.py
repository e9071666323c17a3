"""The recall check: which week, which guess counts, and how far memory and diary lie apart."""

import random
from datetime import UTC, date, datetime, timedelta
from math import sqrt
from uuid import uuid4

import numpy
import pytest
import scipy

from journal.core.diary.recall_check import (
    RecallCheck,
    guessed,
    last_week,
    recall_check,
    shown_before,
)
from journal.core.model.periods import Period
from journal.core.model.recall_guess import RecallGuess
from journal.core.statistics.mean_of_weeks import mean_of_weeks
from journal.words.recall import noted_and_remembered, recall_sentence

MONDAY = date(2026, 3, 2)
WEEK = timedelta(weeks=1)


def guess(
    first: date, level: int, *, seen_before: bool | None = False, days: int = 7
) -> RecallGuess:
    day = first + timedelta(days=days)
    return RecallGuess(
        id=str(uuid4()),
        day=day,
        guessed_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        zone="UTC",
        week_starts_on=first,
        level=level,
        seen_before=seen_before,
    )


def logged(first: date, level: float, days: int = 7) -> dict[date, float]:
    return {first + timedelta(days=day): level for day in range(days)}


@pytest.mark.parametrize(
    ("today", "first_weekday", "first"),
    [
        (date(2026, 3, 9), 0, date(2026, 3, 2)),
        (date(2026, 3, 15), 0, date(2026, 3, 2)),
        (date(2026, 3, 14), 6, date(2026, 3, 1)),
        (date(2026, 3, 15), 6, date(2026, 3, 8)),
    ],
)
def test_last_week_begins_on_the_weekday_a_person_chose(
    today: date, first_weekday: int, first: date
) -> None:
    assert last_week(today, first_weekday) == Period(first, first + timedelta(days=6))


@pytest.mark.parametrize(("days", "weeks"), [(6, 0), (7, 1), (13, 1), (14, 0)])
def test_a_guess_counts_if_it_is_made_in_the_week_after(days: int, weeks: int) -> None:
    check = recall_check([guess(MONDAY, 4, days=days)], logged(MONDAY, 3.0))
    assert check.weeks == weeks


def test_averages_shown_on_its_last_day_or_later_void_a_week() -> None:
    week = Period(MONDAY, MONDAY + timedelta(days=6))
    assert shown_before(week, None, None)
    assert shown_before(week, week.last, None), "turned on when it may have been seen already"
    on = week.last - timedelta(days=1)
    assert not shown_before(week, on, None)
    assert not shown_before(week, on, on)
    assert shown_before(week, on, week.last)
    assert shown_before(week, on, week.last + timedelta(days=3))


def test_weeks_that_share_a_day_are_one_question() -> None:
    other = Period(MONDAY + timedelta(days=6), MONDAY + timedelta(days=12))
    assert guessed(other, [guess(MONDAY, 3)])
    assert not guessed(Period(MONDAY + WEEK, MONDAY + timedelta(days=13)), [guess(MONDAY, 3)])


@pytest.mark.parametrize("seen_before", [True, None])
def test_a_guess_made_after_the_average_was_seen_never_counts(seen_before: bool | None) -> None:
    assert (
        recall_check([guess(MONDAY, 3, seen_before=seen_before)], logged(MONDAY, 3.0)).weeks == 0
    )


def test_a_week_with_four_days_logged_does_not_count_and_one_with_five_does() -> None:
    assert recall_check([guess(MONDAY, 3)], logged(MONDAY, 3.0, days=4)).weeks == 0
    assert recall_check([guess(MONDAY, 3)], logged(MONDAY, 3.0, days=5)).weeks == 1


def test_of_two_guesses_of_a_week_the_first_counts() -> None:
    first = [guess(MONDAY + WEEK * n, 6) for n in range(8)]
    second = [guess(MONDAY + WEEK * n, 1, days=8) for n in range(8)]
    levels = {k: v for n in range(8) for k, v in logged(MONDAY + WEEK * n, 4.0).items()}
    check = recall_check([*second, *first], levels)
    assert check.difference
    assert check.difference.value == 2


def test_below_eight_weeks_nothing_is_said() -> None:
    guesses = [guess(MONDAY + WEEK * n, 6) for n in range(8)]
    levels = {k: v for n in range(8) for k, v in logged(MONDAY + WEEK * n, 4.0).items()}
    assert recall_check(guesses[:7], levels).difference is None
    assert recall_check(guesses, levels).difference is not None


DIFFERENCES = [1.2, 0.4, 2.0, 1.1, -0.3, 1.9, 0.8, 1.6, 0.2, 1.4, 2.2, 0.9, 1.0, 1.3]
"""They turn up and down: no week resembles the one before."""


def test_unlike_weeks_have_the_t_interval_of_paired_differences() -> None:
    mean = mean_of_weeks(DIFFERENCES)
    interval = scipy.stats.ttest_1samp(DIFFERENCES, 0).confidence_interval()
    assert mean
    assert mean.r == 0
    assert (mean.low, mean.high) == pytest.approx((interval.low, interval.high), abs=1e-10)
    assert mean.value == pytest.approx(float(numpy.mean(DIFFERENCES)), abs=1e-12)


ALIKE = [0.0, 0.3, 0.5, None, 0.9, 1.4, 1.2, 1.6, 1.5, 1.1, 0.8, None, 0.2, 0.1]


def test_weeks_that_resemble_count_for_fewer() -> None:
    """Worked out once more with numpy and scipy, from the definition alone."""
    places = numpy.array([at for at, value in enumerate(ALIKE) if value is not None])
    values = numpy.array([value for value in ALIKE if value is not None])
    off = values - values.mean()
    steps = numpy.flatnonzero(numpy.diff(places) == 1)
    r1 = min(max(float((off[steps] * off[steps + 1]).mean() / (off**2).mean()), -0.2), 0.97)
    n = len(values)
    r = min(max((n * r1 + 1) / (n - 4), 0), 0.97)
    count = max(3.0, n * (1 - r) / (1 + r))
    half = scipy.stats.t.ppf(0.975, count - 1) * sqrt(
        float((off**2).sum()) / n / (1 - 1 / count) / count
    )
    mean = mean_of_weeks(ALIKE)
    assert mean
    assert r > 0.5
    assert mean.weeks == 12
    assert mean.n_eff == pytest.approx(count, abs=1e-9)
    assert mean.low == pytest.approx(values.mean() - half, abs=1e-9)
    assert mean.high == pytest.approx(values.mean() + half, abs=1e-9)


@pytest.mark.parametrize("value", [1.0, 0.1, -7 / 3])
def test_of_differences_that_are_all_equal_no_range_is_told(value: float) -> None:
    mean = mean_of_weeks([value] * 9)
    assert mean
    assert (mean.has_range, mean.clear) == (False, False)
    assert mean.value == pytest.approx(value)
    assert "likely range" not in recall_sentence(RecallCheck(9, mean))
    assert "no clear difference can be told" in recall_sentence(RecallCheck(9, mean))
    assert "likely range" not in noted_and_remembered(mean)


def test_differences_that_vary_have_a_range() -> None:
    mean = mean_of_weeks(DIFFERENCES)
    assert mean
    assert (mean.has_range, mean.clear) == (True, True)


@pytest.mark.parametrize(("phi", "least"), [(0.0, 0.93), (0.3, 0.91), (0.6, 0.86)])
def test_the_range_holds_the_truth_about_as_often_as_it_says(phi: float, least: float) -> None:
    rng = random.Random(13)  # noqa: S311 (a fixed simulation)
    holds = 0
    for _ in range(600):
        value = rng.gauss(0, 1)
        weeks = []
        for _ in range(14):
            weeks.append(value)
            value = phi * value + sqrt(1 - phi * phi) * rng.gauss(0, 1)
        mean = mean_of_weeks(weeks)
        assert mean
        holds += mean.low <= 0 <= mean.high
    assert holds / 600 >= least

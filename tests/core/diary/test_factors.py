"""Factors of days: means of both groups with their n, or none, and never a difference."""

from collections.abc import Sequence
from datetime import date, timedelta

from journal.core.diary.factors import factor_series, factors
from journal.core.diary.summary import Facts, Rating, days
from journal.core.model.periods import Period
from journal.core.model.records import DayNote

FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
SUMS = days(
    Facts(
        averages={
            day: Rating(n % 5, "excluded" if n == 11 else None) for n, day in enumerate(DAYS)
        }
    ),
    Period(DAYS[0], DAYS[-1]),
)
LEVELS = {day.day: day.value for day in SUMS if day.value is not None}


def noted(field: str, values: Sequence[object]) -> list[DayNote]:
    return [
        DayNote(day=day, **{field: value})  # type: ignore[arg-type]  # the values of a field
        for day, value in zip(DAYS, values, strict=False)
    ]


def test_five_days_of_each_have_means() -> None:
    (factor,) = factors(LEVELS, noted("stress", [True] * 5 + [False] * 5))
    assert (factor.name, factor.present, factor.means) == ("stress", (0, 1, 2, 3, 4), (2.0, 2.0))


def test_four_days_of_one_have_no_means_but_are_counted() -> None:
    (factor,) = factors(LEVELS, noted("stress", [True] * 4 + [False] * 6))
    assert (len(factor.present), len(factor.absent), factor.means) == (4, 6, None)


def test_what_was_not_noted_is_neither_with_nor_without() -> None:
    (factor,) = factors(LEVELS, noted("stress", [None, True, None, False]))
    assert (factor.present, factor.absent) == ((1.0,), (3.0,))


def test_a_level_recalled_too_late_is_left_out() -> None:
    (factor,) = factors(LEVELS, noted("stress", [None] * 10 + [True, True]))
    assert factor.present == (0.0,)


def test_sleep_is_halved_at_five() -> None:
    (factor,) = factors(LEVELS, noted("sleep", [4, 5, 0, 10]))
    assert (factor.present, factor.absent) == ((1.0, 3.0), (0.0, 2.0))


def test_nothing_noted_is_no_factor() -> None:
    assert factors(LEVELS, noted("no_exercise", [True])) == []


def test_a_series_keeps_levels_and_the_three_states() -> None:
    series = factor_series(SUMS, [DayNote(day=DAYS[1], sleep=7, stress=False)])
    assert series["sleep"][:3] == [None, 7.0, None]
    assert series["stress"][:3] == [None, 0.0, None]
    assert set(series["sitting_over_6h"]) == {None}

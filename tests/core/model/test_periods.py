"""Periods: the days one asks for, and the weeks and months they touch."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model.periods import (
    ONE_DAY,
    PRESETS,
    Asked,
    Period,
    asked,
    month_start,
    months,
    next_month,
    week_start,
    weeks,
)
from journal.words.problems import sentence

TODAY = date(2026, 5, 31)
ARABIC_DAY = "2026-05-31".translate({ord(str(digit)): 0x660 + digit for digit in range(10)})
DIARY = Period(date(2020, 2, 29), date(2026, 5, 29))


def ask(**texts: str) -> Asked:
    """What is answered to a query, where ``from_`` stands for ``from``."""
    query = {name.rstrip("_"): text for name, text in texts.items()}
    return asked(query, diary=DIARY, today=TODAY, preset="4w")


def between(first: str, last: str) -> Period:
    """A period by its days."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@st.composite
def periods(draw: st.DrawFn, most: int = 400) -> Period:
    """A period of up to ``most`` days."""
    first = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    return Period(first, first + timedelta(days=draw(st.integers(0, most - 1))))


@given(periods())
def test_a_period_holds_its_first_its_last_and_the_days_between(period: Period) -> None:
    days = list(period)
    assert (days[0], days[-1], len(days)) == (period.first, period.last, len(period))
    assert all(after - before == ONE_DAY for before, after in pairwise(days))
    assert all(day in period for day in days)
    assert period.first - ONE_DAY not in period
    assert period.last + ONE_DAY not in period
    assert Period.ending(period.last, len(period)) == period


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2026-06-01 is after 2026-05-31"):
        Period(date(2026, 6, 1), TODAY)
    assert len(Period(TODAY, TODAY)) == 1


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, "day"), (366, "day"), (367, "week"), (3653, "week"), (3654, "month"), (20_000, "month")],
)
def test_a_long_period_is_drawn_in_fewer_steps(days: int, step: str) -> None:
    assert Period.ending(TODAY, days).step == step


@pytest.mark.parametrize(("preset", "days"), [("4w", 28), ("12w", 84), ("1y", 365)])
def test_a_preset_is_so_many_days_up_to_today(preset: str, days: int) -> None:
    answer = ask(range=preset)
    assert answer == Asked(Period.ending(TODAY, days), preset)
    assert len(answer.period) == days == PRESETS[preset]


def test_all_is_from_the_first_to_the_last_recorded_day() -> None:
    assert ask(range="all") == Asked(DIARY, "all")


def test_who_asks_nothing_gets_the_default() -> None:
    assert ask() == ask(range="") == ask(from_="", to="") == Asked(Period.ending(TODAY, 28), "4w")


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        ({"from_": "2026-05-01", "to": "2026-05-07"}, ("2026-05-01", "2026-05-07")),
        ({"from_": "2026-05-01", "to": "2026-05-01"}, ("2026-05-01", "2026-05-01")),
        ({"from_": " 2026-05-01 ", "to": ""}, ("2026-05-01", "2026-05-31")),
        ({"to": "2020-03-01"}, ("2020-02-29", "2020-03-01")),
        ({"from_": "2026-05-31", "to": "2027-01-01"}, ("2026-05-31", "2026-05-31")),
        ({"from_": "1950-01-01", "to": "8999-12-31"}, ("2020-02-29", "2026-05-31")),
        ({"from_": "1950-01-01", "to": "2020-02-29"}, ("2020-02-29", "2020-02-29")),
        ({"from_": "2019-03-01", "to": "2020-02-29"}, ("2019-03-01", "2020-02-29")),
        ({"from_": "2019-02-28", "to": "2020-02-29"}, ("2020-02-29", "2020-02-29")),
        ({"to": "2020-02-28"}, ("2020-02-28", "2020-02-28")),
        ({"from_": "2020-02-01", "to": "2020-02-28"}, ("2020-02-01", "2020-02-28")),
        ({"from_": "2026-05-01", "range": "1y"}, ("2026-05-01", "2026-05-31")),
        ({"from_": "2026-05-01", "range": "nonsense"}, ("2026-05-01", "2026-05-31")),
    ],
)
def test_two_days_ask_for_all_between_them_beyond_a_year_for_what_the_diary_holds(
    texts: dict[str, str], period: tuple[str, str]
) -> None:
    assert ask(**texts) == Asked(between(*period), "")


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"range": "2y"}, "range"),
        ({"range": "4W"}, "range"),
        ({"from_": "2026-02-30"}, "from"),
        ({"from_": "yesterday", "to": "2026-05-01"}, "from"),
        ({"from_": "2026-05-01", "to": "31.05.2026"}, "to"),
        ({"to": "20260531"}, "to"),
        ({"to": ARABIC_DAY}, "to"),
        ({"to": "2026-05-31\0"}, "to"),
        ({"from_": "0001-01-01"}, "from"),
        ({"to": "1899-12-31"}, "to"),
        ({"from_": "2026-06-01"}, "from"),
        ({"from_": "9999-12-31"}, "from"),
        ({"from_": "2026-06-01", "to": "2026-06-30"}, "from"),
        ({"from_": "2026-05-02", "to": "2026-05-01"}, "to"),
        ({"to": "9999-12-31"}, "to"),
    ],
)
def test_what_cannot_be_is_answered_with_the_default_and_a_problem(
    texts: dict[str, str], field: str
) -> None:
    answer = ask(**texts)
    assert (answer.period, answer.preset) == (Period.ending(TODAY, 28), "4w")
    assert [problem.field for problem in answer.problems] == [field]
    assert sentence(answer.problems[0]).endswith(".")


@given(
    st.dictionaries(
        st.sampled_from(["range", "from", "to"]),
        st.text() | st.dates().map(str) | st.sampled_from(["all", "1y"]),
    )
)
def test_no_question_reaches_past_today(texts: dict[str, str]) -> None:
    answer = asked(texts, diary=DIARY, today=TODAY, preset="12w")
    assert answer.period.last <= TODAY
    assert bool(answer.problems) <= (answer.preset == "12w")


def test_a_diary_of_one_day_can_be_asked_for() -> None:
    diary = Period(TODAY, TODAY)
    for texts in ({"range": "all"}, {"from": "2020-01-01"}, {"to": "2026-05-31"}):
        assert asked(texts, diary=diary, today=TODAY, preset="4w").period == diary


@pytest.mark.parametrize(
    ("day", "first_weekday", "start"),
    [
        (date(2026, 5, 31), 0, date(2026, 5, 25)),  # a Sunday in a week that begins on Monday
        (date(2026, 5, 31), 6, date(2026, 5, 31)),
        (date(2026, 5, 31), 5, date(2026, 5, 30)),
        (date(2026, 5, 25), 0, date(2026, 5, 25)),
        (date(2027, 1, 1), 0, date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_the_weekday_one_chose(
    day: date, first_weekday: int, start: date
) -> None:
    assert week_start(day, first_weekday) == start


@given(periods(), st.integers(0, 6))
def test_weeks_cover_each_day_of_a_period_once(period: Period, first_weekday: int) -> None:
    blocks = weeks(period, first_weekday)
    assert all(len(week) == 7 and week.first.weekday() == first_weekday for week in blocks)
    assert_cover(blocks, period)


@given(periods(4000))
def test_months_cover_each_day_of_a_period_once(period: Period) -> None:
    blocks = months(period)
    for month in blocks:
        assert month.first.day == 1
        assert next_month(month.first) == month.last + ONE_DAY == next_month(month.last)
        assert month_start(month.last) == month.first
        assert (month.last + ONE_DAY).day == 1
        assert month.first.month == month.last.month
    assert_cover(blocks, period)


def assert_cover(parts: list[Period], period: Period) -> None:
    """Parts follow each other without a gap, and none of them is outside the period."""
    assert period.first in parts[0]
    assert period.last in parts[-1]
    for before, after in pairwise(parts):
        assert after.first - before.last == ONE_DAY

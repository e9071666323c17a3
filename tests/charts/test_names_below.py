"""What is written below a chart names what stands above it, and no two names collide."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.charts.episodes import episodes
from journal.charts.over_time import spans_over_time
from journal.charts.report_chart import DATES_MOST, LEFT, NARROW, NARROW_DATES, RIGHT, dates
from journal.charts.svg import drawing
from journal.charts.svg_axes import Mark
from journal.core.diary.summary import PeriodTotals
from journal.core.model.periods import ONE_DAY, Period, months, weeks
from journal.words.dates import month_text

LAST = date(2026, 12, 1)
PHONE = 318
"""Pixels between the ends of an axis, on a phone."""
LEFT_OF_AXIS, RIGHT_OF_AXIS = 44, 12
LETTER = 7
"""Pixels that a letter takes at most there, on average."""


def names_below(marks: list[Mark]) -> list[tuple[float, str]]:
    """Where words below a drawing stand, in percent of its width, and the words."""
    words = [mark for mark in marks if mark.tag == "text" and mark.attributes["x"].endswith("%")]
    lowest = max(float(mark.attributes["y"]) for mark in words)
    below = [mark for mark in words if float(mark.attributes["y"]) == lowest]
    return sorted((float(mark.attributes["x"][:-1]), mark.words) for mark in below)


def assert_apart(names: list[tuple[float, str]], width: int) -> None:
    """No two names in a row reach into each other, and none beyond the drawing's edge."""
    for (place, words), (following, next_words) in pairwise(names):
        room = (following - place) * width / 100
        assert room >= (len(words) + len(next_words)) / 2 * LETTER, (words, next_words)
    for place, words in names:
        half = len(words) / 2 * LETTER
        assert half - LEFT_OF_AXIS <= place * width / 100 <= width + RIGHT_OF_AXIS - half, words


@pytest.mark.parametrize("days", [1, 28, 84, 150, 200, 365, 400, 700])
def test_each_bar_of_spasms_is_named_under_its_own_middle(days: int) -> None:
    counts = [(month, at % 3) for at, month in enumerate(months(Period.ending(LAST, days)))]
    marks = drawing(episodes(counts, name="spasms")).marks
    bars = [mark.attributes for mark in marks if mark.tag == "rect"]
    assert len(bars) == len(counts)
    middles = {
        month_text(month.first): float(bar["x"][:-1]) + float(bar["width"][:-1]) / 2
        for (month, _count), bar in zip(counts, bars, strict=True)
    }
    names = names_below(marks)
    assert 1 <= len(names) <= 4
    assert len(counts) > 4 or len(names) == len(counts)
    for place, words in names:
        assert place == pytest.approx(middles[words], abs=0.1)
    assert_apart(names, PHONE)


def test_years_of_spasms_are_named_under_their_bars() -> None:
    counts = [(Period(date(year, 1, 1), date(year, 12, 31)), 2) for year in range(2001, 2027)]
    figure = episodes(counts, name="spasms")
    axis, bars = figure["layout"]["xaxis"], figure["data"][0]["x"]
    places = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert 2 <= len(places) <= 4
    assert all(place in bars and place.startswith(words) for place, words in places.items())


@given(st.integers(400, 4000), st.integers(0, 400))
def test_months_are_named_at_their_middle_and_apart(days: int, ago: int) -> None:
    period = Period.ending(LAST - timedelta(days=ago), days)
    spans = [PeriodTotals(week, 1, 2, 8.0, 0, 0, 0, 0) for week in weeks(period, 0)]
    names = names_below(drawing(spans_over_time(period, spans)).marks)
    assert 2 <= len(names) <= 5
    for place, words in names:
        day = period.first + timedelta(days=place / 100 * len(period) - 0.5)
        near = {month_text(day + timedelta(days=shift)) for shift in (-8, 0, 8)}
        assert near == {words}
    assert_apart(names, PHONE)


@given(st.integers(1, 12000), st.integers(0, 400))
def test_dates_below_the_drawing_of_a_summary_are_apart(days: int, ago: int) -> None:
    period = Period.ending(LAST - ago * ONE_DAY, days)
    for most, right in ((DATES_MOST, RIGHT), (NARROW_DATES, NARROW - 6)):
        labels = dates(period, most)
        for (day, words), (following, _others) in pairwise(labels):
            room = (following - day).days / len(period) * (right - LEFT)
            assert room >= len(words) * LETTER + 3, (words, following)

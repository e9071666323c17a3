"""Charts: Plotly takes every skeleton, roles have colours, the server's drawing says the same."""

import importlib
import json
import pkgutil
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from plotly import graph_objects as go

from journal import charts
from journal.charts.chart import COLOURS, SCALES, Chart, Figure
from journal.charts.episodes import episodes
from journal.charts.over_time import over_time, spans_over_time
from journal.charts.standalone import DAYLIGHT, standalone
from journal.charts.svg import drawing
from journal.charts.svg_axes import number
from journal.core.diary.event_marks import EventMark
from journal.core.diary.summary import Facts, PeriodTotals, Rating, days
from journal.core.model.periods import Period, weeks
from tests.test_house import ROOT

MODULES = [
    importlib.import_module(f"journal.charts.{each.name}")
    for each in pkgutil.iter_modules(charts.__path__)
]
ALL: list[Chart] = [module.CHART for module in MODULES if hasattr(module, "CHART")]
FIRST = date(2026, 5, 1)
MAY = Period(FIRST, FIRST + timedelta(days=27))
FEW_WEEKS = Period(FIRST, FIRST + timedelta(days=49))
"""Fifty days."""


def may(**levels: int) -> Figure:
    """Four weeks of pain by day of the month, and the chart of them."""
    rated = {date(2026, 5, int(day[1:])): Rating(level) for day, level in levels.items()}
    return over_time(MAY, days(Facts(averages=rated, sessions={FIRST: 2}), MAY), [])


def test_there_are_charts_to_check() -> None:
    assert {chart.name for chart in ALL} >= {"over_time", "by_frequency", "episodes", "trend"}


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.name)
def test_plotly_takes_the_skeleton_and_every_colour_of_its_roles(chart: Chart) -> None:
    assert {trace["meta"] for trace in chart.data} == set(chart.tones)
    figure = go.Figure(data=list(chart.data), layout=chart.layout)
    for trace in figure.data:
        for path, tone in chart.tones[trace.meta].items():
            assert tone in COLOURS + SCALES
            value: Any = [[0, "red"], [1, "blue"]] if tone in SCALES else "red"
            trace.update({path.replace(".", "_"): value})


def test_the_colours_are_those_of_the_stylesheet() -> None:
    sheet = (ROOT / "static/journal.css").read_text()
    for name in COLOURS:
        assert f"--{name}:" in sheet
    for name in ("ink", "soft", "edge", "line", "accent", "wash"):
        assert f"--{name}: {DAYLIGHT[name]}" in sheet


def test_each_day_is_a_dot_in_the_colour_of_its_level_at_its_place() -> None:
    picture = drawing(may(d1=3, d15=7))
    dots = [mark.attributes for mark in picture.marks if mark.tag == "circle"]
    assert [dot["class"].split()[0] for dot in dots] == ["f-p3", "f-p7"]
    start, middle = (float(dot["cx"].rstrip("%")) for dot in dots)
    assert start == pytest.approx(100 * 0.5 / 28, abs=0.01)
    assert middle == pytest.approx(100 * 14.5 / 28, abs=0.01)
    assert float(dots[0]["cy"]) > float(dots[1]["cy"])


def test_a_line_breaks_where_days_are_missing() -> None:
    levels = {f"d{day}": 4 for day in (*range(1, 8), *range(18, 28))}
    picture = drawing(may(**levels))
    assert len(picture.lines) == 2
    assert all(mark.tag == "polyline" for mark in picture.lines)


def test_bars_are_as_high_as_their_numbers() -> None:
    months = [
        (Period(date(2026, at, 1), date(2026, at, 28)), count) for at, count in ((1, 2), (2, 4))
    ]
    picture = drawing(episodes(months, name="spasms"))
    first, other = [float(m.attributes["height"]) for m in picture.marks if m.tag == "rect"]
    assert other == pytest.approx(2 * first, abs=0.05)
    assert [m.words for m in picture.marks if m.words in ("2", "4") and "%" in m.attributes["x"]]


def test_a_year_has_its_months_written_under_it() -> None:
    year = Period(date(2025, 6, 1), date(2026, 5, 31))
    picture = drawing(over_time(year, days(Facts(averages={FIRST: Rating(3)}), year), []))
    words = [mark.words for mark in picture.marks if mark.tag == "text"]
    assert (
        sum(word.endswith(("2025", "2026")) for word in words)
        + sum(word.startswith("1 ") for word in words)
        >= 3
    )


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 5, 7, 12, 40])
def test_the_title_of_the_exercises_lies_on_no_number(most: int) -> None:
    facts = Facts(averages={FIRST: Rating(3)}, sessions={FIRST: most})
    marks = drawing(over_time(MAY, days(facts, MAY), [])).marks
    words = [mark for mark in marks if mark.tag == "text"]
    (title,) = [mark for mark in words if mark.words == "Exercises"]
    numbers = [mark for mark in words if mark.attributes["x"] == "-8"]
    assert f"{most or 1}" in [mark.words for mark in numbers]
    places = [float(mark.attributes["y"]) for mark in numbers]
    assert min(abs(place - float(title.attributes["y"])) for place in places) >= 12


def test_dates_are_numbers_of_days() -> None:
    assert number("1970-01-02") == 1
    assert number("1970-01-02 12:00") == 1.5
    assert number(3) == 3


def test_a_chart_of_its_own_needs_nothing_from_outside() -> None:
    page = standalone(may(d1=3, d2=4), "May <b>")
    assert "<title>May &lt;b&gt;</title>" in page
    assert " src=" not in page[: page.index("<script")]
    assert len(page) > 1_000_000
    assert "#0f5e5c" in page


def test_whoever_has_the_file_alone_reads_what_each_line_and_colour_is() -> None:
    rated = {FIRST: Rating(4), date(2026, 5, 8): Rating(6, recalled="yes")}
    facts = Facts(
        averages=rated, highest={FIRST: 7}, episodes=[(FIRST, FIRST)], sessions={FIRST: 2}
    )
    figure = over_time(MAY, days(facts, MAY), [], [EventMark(FIRST, "1")])
    traces = plotted(standalone(figure, "May"))
    assert [trace["name"] for trace in traces if trace["showlegend"]] == [
        "exercises",
        "highest logged",
        "7-day average",
        "a day’s average; a stronger colour is more pain",
        "logged later",
        "spasm",
        "event, by its number in your list",
    ]
    assert all(trace["showlegend"] for trace in traces)


def test_the_legend_of_a_chart_names_only_what_is_drawn() -> None:
    traces = plotted(standalone(may(d1=3), "May"))
    names = [trace["name"] for trace in traces if trace["showlegend"]]
    assert names == [
        "exercises",
        "7-day average",
        "a day’s average; a stronger colour is more pain",
    ]


def plotted(page: str) -> list[Figure]:
    """The traces that a page of its own draws."""
    start = page.index("[", page.index("Plotly.newPlot("))
    traces, _end = json.JSONDecoder().raw_decode(page[start:])
    return list(traces)


def test_hundreds_of_days_are_a_few_paths_and_say_the_same() -> None:
    year = Period(date(2025, 6, 1), date(2026, 5, 31))
    rated = {day: Rating(number % 11) for number, day in enumerate(year)}
    picture = drawing(over_time(year, days(Facts(averages=rated), year), []))
    paths = [mark for mark in picture.lines if mark.tag == "path"]
    assert [mark.attributes["class"] for mark in paths] == [f"s-p{n} dots" for n in range(11)]
    assert sum(mark.attributes["d"].count("M") for mark in paths) == len(year)
    assert not [mark for mark in picture.marks if mark.tag == "circle"]


def test_many_bars_and_dashes_are_one_mark_of_each_row_and_say_the_same() -> None:
    noted = {day: 8 + place % 2 for place, day in enumerate(FEW_WEEKS)}
    sessions = {day: 1 + place % 3 for place, day in enumerate(FEW_WEEKS)}
    figure = over_time(FEW_WEEKS, days(Facts(highest=noted, sessions=sessions), FEW_WEEKS), [])
    picture = drawing(figure)
    dashes = [mark for mark in picture.marks if "dash-mark" in mark.attributes["class"]]
    assert [len(mark.words) for mark in dashes] == [25, 25]
    first = [float(mark.attributes["x"].split("%")[0]) for mark in dashes]
    assert first == [1.0, 3.0], "each in the middle of its day, a fiftieth of the width"
    (bars,) = (mark for mark in picture.lines if "bars" in mark.attributes["class"])
    heights = [
        float(bar.partition(" ")[2].partition("V")[0]) - float(bar.split("V")[1].split("h")[0])
        for bar in bars.attributes["d"].split("M")[1:]
    ]
    assert len(heights) == len(FEW_WEEKS)
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert heights[2] == pytest.approx(3 * heights[0], abs=0.2)


def test_hundreds_of_spasms_are_one_text_with_a_place_for_each() -> None:
    years = Period(FIRST, FIRST + timedelta(weeks=300) - timedelta(days=1))
    with_spasms = [
        PeriodTotals(
            period=week,
            least=4,
            rated_days=0,
            total=0.0,
            exercise_days=0,
            known_days=0,
            sessions=0,
            spasm_days=at % 2,
        )
        for at, week in enumerate(weeks(years, FIRST.weekday()))
    ]
    figure = spans_over_time(years, with_spasms)
    wedges = [mark for mark in drawing(figure).marks if "wedge-mark" in mark.attributes["class"]]
    assert [len(mark.words) for mark in wedges] == [150]
    places = [float(place.removesuffix("%")) for place in wedges[0].attributes["x"].split()]
    assert places == sorted(places)
    gaps = {round(later - place, 1) for place, later in pairwise(places)}
    assert len(places) == 150
    assert gaps == {round(2 * 100 * 7 / (300 * 7), 1)}

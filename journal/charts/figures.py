"""Figures: series in, Plotly figures as plain dictionaries out.

Each starts from a skeleton that Plotly built and checked (see ``skeletons``); a request only fills
in its lists, which costs a fiftieth. Colours are not here: every trace says its role in ``meta``,
and the page gives roles their colours, so that one figure serves light and dark.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from journal.core.diary.summary import DaySummary, PeriodTotals
from journal.core.model.periods import ONE_DAY, WEEK, WEEKLY_BARS_BEYOND, Period, Step
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.core.statistics.estimators import rolling_mean

Figure = dict[str, Any]  # the JSON of a Plotly figure

SPASM_AT: Final = LEVEL_HIGHEST + 0.8
"""Where the marks of spasm days stand, just above the highest level."""

BAR_SHARE: Final = 0.7
CROWDED: Final = 20
"""From so many dots on, those of one column of the frequency chart are set side by side."""

DOT, SMALL_DOT, SMALL_DOTS_FROM = 11, 7, 60
DAY_DOT, SMALL_DAY_DOT = 7, 5

MILLISECONDS_A_DAY: Final = 86_400_000
DATE: Final = "%{x|%-d %b %Y}"
LONGEST_MONTH: Final = 31
NUMBERED_BARS: Final = 24
"""Up to so many bars have room for their number."""


SKELETONS: Final = Path(__file__).with_name("skeletons.json")


@cache
def _skeletons() -> dict[str, Figure]:
    found: dict[str, Figure] = json.loads(SKELETONS.read_text("utf-8"))
    return found


def filled(name: str, series: dict[str, Figure], layout: Figure) -> Figure:
    """A skeleton with each role's lists and some of the layout filled in."""
    skeleton = _skeletons()[name]
    return {
        "data": [_merged(trace, series[trace["meta"]]) for trace in skeleton["data"]],
        "layout": _merged(skeleton["layout"], layout),
    }


def _merged(base: Figure, more: Figure) -> Figure:
    return base | {
        name: _merged(base[name], value)
        if isinstance(value, dict) and isinstance(base.get(name), dict)
        else value
        for name, value in more.items()
    }


def _dates(period: Period) -> Figure:
    return {
        "range": [f"{period.first - ONE_DAY} 12:00", f"{period.last} 12:00"],
        "tickformat": "%-d %b" if period.step == "day" else "%b %Y",
    }


def over_time(period: Period, sums: Sequence[DaySummary], bars: Sequence[PeriodTotals]) -> Figure:
    """Pain by day with its trailing 7-day mean, spasm days, and exercise beneath.

    ``sums``: the days of ``period`` after the six before it, from which the first means come;
    ``bars``: weeks instead of days for the exercise, where there are any.
    """
    means = rolling_mean([day.value for day in sums])
    shown = [(day, mean) for day, mean in zip(sums, means, strict=True) if day.day in period]
    rated = [(day.day, day.average) for day, _ in shown if day.average is not None]
    noted = [
        (day.day, day.highest)
        for day, _ in shown
        if day.highest is not None and (day.average is None or day.highest > day.average.level)
    ]
    spasms = [day.day for day, _ in shown if day.spasm]
    series = {
        "level": {
            "x": [str(day) for day, _ in rated],
            "y": [rating.level for _, rating in rated],
            "customdata": [", recalled" if rating.recalled else "" for _, rating in rated],
            "hovertemplate": f"{DATE}: %{{y}}%{{customdata}}<extra></extra>",
            "marker": {
                "color": [rating.level for _, rating in rated],
                "symbol": ["circle-open" if rating.recalled else "circle" for _, rating in rated],
                "size": DAY_DOT if len(period) <= WEEKLY_BARS_BEYOND else SMALL_DAY_DOT,
            },
        },
        "highest": {
            "x": [str(day) for day, _ in noted],
            "y": [level for _, level in noted],
            "hovertemplate": f"{DATE}: highest %{{y}}<extra></extra>",
        },
        "mean": {
            "x0": str(period.first),
            "dx": MILLISECONDS_A_DAY,
            "y": [None if mean is None else round(mean, 2) for _, mean in shown],
        },
        "spasm": {
            "x": [str(day) for day in spasms],
            "y": [SPASM_AT] * len(spasms),
            "hovertemplate": f"{DATE}: spasm<extra></extra>",
        },
        "exercise": _span_bars(bars) if bars else _day_bars([day for day, _ in shown]),
    }
    return filled("over_time", series, {"xaxis": _dates(period)})


def _day_bars(shown: Sequence[DaySummary]) -> Figure:
    done = [day for day in shown if day.sessions]
    return {
        "x": [str(day.day) for day in done],
        "y": [day.sessions for day in done],
        "width": BAR_SHARE * MILLISECONDS_A_DAY,
        "hovertemplate": f"{DATE}: %{{y}} done<extra></extra>",
    }


def _span_bars(spans: Sequence[PeriodTotals]) -> Figure:
    return _places(spans) | {
        "y": [span.sessions for span in spans],
        "width": BAR_SHARE * len(spans[0].period) * MILLISECONDS_A_DAY if spans else None,
        "hovertemplate": f"{_around(spans)}: %{{y}} done<extra></extra>",
    }


def _places(spans: Sequence[PeriodTotals]) -> Figure:
    """Where weeks or months stand on the axis: each in its middle."""
    middles = [span.period.first + (len(span.period) // 2) * ONE_DAY for span in spans]
    if spans and len(spans[0].period) == WEEK:
        return {"x0": str(middles[0]), "dx": WEEK * MILLISECONDS_A_DAY}
    return {"x": [str(middle) for middle in middles]}


def _around(spans: Sequence[PeriodTotals]) -> str:
    """The name of a week or month in a hover text, from where it stands."""
    weekly = spans and len(spans[0].period) == WEEK
    return f"Week around {DATE}" if weekly else "%{x|%b %Y}"


def spans_over_time(period: Period, spans: Sequence[PeriodTotals]) -> Figure:
    """The same by weeks or months: their means as dots and line, spasm days as marks."""
    means = [None if span.mean is None else round(span.mean, 1) for span in spans]
    places = _places(spans)
    series: dict[str, Figure] = {
        "level": places
        | {
            "y": means,
            "customdata": [span.logged for span in spans],
            "hovertemplate": f"{_around(spans)}: %{{y}} (%{{customdata}} logged)<extra></extra>",
            "marker": {"color": means, "size": 5},
        },
        "highest": {"x": [], "y": []},
        "mean": places | {"y": means, "line": {"width": 1.5}},
        "spasm": places
        | {
            "y": [SPASM_AT if span.spasm_days else None for span in spans],
            "customdata": [span.spasm_days for span in spans],
            "hovertemplate": f"{_around(spans)}: %{{customdata}} days with a spasm<extra></extra>",
            "marker": {"size": 5},
        },
        "exercise": _span_bars(spans),
    }
    return filled("over_time", series, {"xaxis": _dates(period)})


def episodes(counted: Sequence[tuple[Period, int]]) -> Figure:
    """How many spasms began in each month or year: a bar each, with its number."""
    yearly = len(counted[0][0]) > LONGEST_MONTH
    middles = [part.first + (len(part) // 2) * ONE_DAY for part, _ in counted]
    few = len(counted) <= NUMBERED_BARS
    series = {
        "count": {
            "x": [str(middle) for middle in middles],
            "y": [count for _, count in counted],
            "text": [str(count) if count and few else "" for _, count in counted],
            "width": BAR_SHARE * len(counted[0][0]) * MILLISECONDS_A_DAY,
            "hovertemplate": ("%{x|%Y}" if yearly else "%{x|%b %Y}") + ": %{y}<extra></extra>",
        }
    }
    edges = [f"{counted[0][0].first}", f"{counted[-1][0].last}"]
    layout = {"range": edges, "tickformat": "%Y" if yearly else "%b %Y"}
    return filled("episodes", series, {"xaxis": layout})


def straight(line: tuple[float, float] | None, first: float, last: float) -> Figure:
    """Two ends of a line, given where it begins at 0 and how steep it is; none where None."""
    if line is None:
        return {"x": [], "y": []}
    return {"x": [first, last], "y": [round(line[0] + line[1] * x, 2) for x in (first, last)]}


def by_frequency(
    spans: Sequence[PeriodTotals], step: Step, line: tuple[float, float] | None = None
) -> Figure:
    """One dot a week (or month): days with exercise a week against mean pain, older ones paler.

    Each of ``spans`` has a mean. ``line``: the mean pain without exercise days and what each
    adds, where the rules allow a statement.
    """
    per_week = [span.exercise_days * WEEK / len(span.period) for span in spans]
    aside = [
        (number % 5 - 2) * 0.12 if len(spans) > CROWDED else 0 for number in range(len(spans))
    ]
    name = "%{customdata[0]|%b %Y}" if step == "month" else "Week of %{customdata[0]|%-d %b %Y}"
    series = {
        "week": {
            "x": [round(days + offset, 2) for days, offset in zip(per_week, aside, strict=True)],
            "y": [round(span.mean, 1) for span in spans if span.mean is not None],
            "customdata": [[str(span.period.first), span.exercise_days] for span in spans],
            "hovertemplate": f"{name}: %{{y}}, exercise on %{{customdata[1]}} days<extra></extra>",
            "marker": {
                "color": list(range(len(spans))),
                "size": DOT if len(spans) < SMALL_DOTS_FROM else SMALL_DOT,
            },
        },
        "line": straight(line, 0, WEEK),
    }
    title = "Days with exercise a week" if step == "month" else "Days with exercise in the week"
    return filled("by_frequency", series, {"xaxis": {"title": {"text": title}}})

"""Pain over time with exercise beneath it: days, or the weeks or months of a longer period."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from journal.charts.chart import (
    AXIS,
    BAR_SHARE,
    DATE,
    DAYS_BELOW,
    LAYOUT,
    MILLISECONDS_A_DAY,
    MONTHS_BELOW,
    Chart,
    Figure,
)
from journal.core.diary.event_marks import EventMark
from journal.core.diary.summary import DaySummary, PeriodTotals, Rating
from journal.core.model.periods import ONE_DAY, WEEK, WEEKLY_BARS_BEYOND, Period
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.core.statistics.estimators import rolling_mean
from journal.words.charts import chart_text

SPASM_AT: Final = LEVEL_HIGHEST + 0.8
"""Where the marks of spasm days are, just above the highest level."""

EVENT_AT: Final = SPASM_AT + 1
"""Where the numbers of events are."""

DAY_DOT, SMALL_DAY_DOT = 7, 5

CHART: Final = Chart(
    "over_time",
    data=[
        {"type": "bar", "meta": "exercise", "yaxis": "y2"},
        {
            "type": "scatter",
            "meta": "highest",
            "mode": "markers",
            "marker": {"symbol": "line-ew", "size": 7, "line": {"width": 1.5}},
        },
        {
            "type": "scatter",
            "meta": "mean",
            "mode": "lines",
            "connectgaps": False,
            "line": {"width": 2.5, "shape": "linear"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "meta": "level",
            "mode": "markers",
            "marker": {
                "size": 7,
                "cmin": 0,
                "cmax": LEVEL_HIGHEST,
                "opacity": 1,
                "line": {"width": 1},
            },
        },
        {
            "type": "scatter",
            "meta": "later",
            "mode": "markers",
            "marker": {"symbol": "circle-open", "size": 7},
        },
        {
            "type": "scatter",
            "meta": "spasm",
            "mode": "markers",
            "marker": {"symbol": "triangle-down", "size": 8},
            "cliponaxis": False,
        },
        {
            "type": "scatter",
            "meta": "event",
            "mode": "lines+text",
            "connectgaps": False,
            "line": {"width": 1, "dash": "dot"},
            "textposition": "middle right",
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ],
    layout=LAYOUT
    | {
        "xaxis": AXIS | {"anchor": "y2", "type": "date", "nticks": 6},
        "yaxis": AXIS
        | {
            "domain": [0.3, 1],
            "range": [-0.4, SPASM_AT + 0.4],
            "tickvals": [0, 2, 4, 6, 8, 10],
        },
        "yaxis2": AXIS | {"domain": [0, 0.2], "rangemode": "tozero", "tickformat": "d"},
        "bargap": 0.2,
    },
    tones={
        "exercise": {"marker.color": "accent"},
        "highest": {"marker.color": "soft", "marker.line.color": "soft"},
        "mean": {"line.color": "ink"},
        "level": {"marker.colorscale": "ramp", "marker.line.color": "edge"},
        "later": {"marker.color": "ink"},
        "spasm": {"marker.color": "accent"},
        "event": {"line.color": "ink"},
    },
)


def _dates(period: Period) -> Figure:
    return {
        "range": [f"{period.first - ONE_DAY} 12:00", f"{period.last} 12:00"],
        **(DAYS_BELOW if period.step == "day" else MONTHS_BELOW),
    }


def over_time(
    period: Period,
    sums: Sequence[DaySummary],
    bars: Sequence[PeriodTotals],
    marks: Sequence[EventMark] = (),
) -> Figure:
    """Pain by day with its trailing 7-day mean, spasm days, and exercise beneath.

    ``sums``: the days of ``period`` after the six before it, from which the first means come;
    ``bars``: weeks instead of days for the exercise, where there are any; ``marks``: the events.
    """
    means = rolling_mean([day.value for day in sums])
    day_means = [(day, mean) for day, mean in zip(sums, means, strict=True) if day.day in period]
    rated = [(day.day, day.average) for day, mean in day_means if day.average is not None]
    noted = [
        (day.day, day.worst)
        for day, mean in day_means
        if day.worst is not None and (day.average is None or day.worst > day.average.level)
    ]
    spasms = [day.day for day, mean in day_means if day.spasm]
    series = {
        "level": _day_dots(rated, DAY_DOT if len(period) <= WEEKLY_BARS_BEYOND else SMALL_DAY_DOT),
        "later": _only_named(
            chart_text("logged_later"), [day for day, rating in rated if rating.recalled]
        ),
        "highest": _highest(noted),
        "mean": {
            "name": chart_text("seven_day_average"),
            "x0": str(period.first),
            "dx": MILLISECONDS_A_DAY,
            "y": [None if mean is None else round(mean, 2) for day, mean in day_means],
        },
        "spasm": _spasm_days(spasms),
        "exercise": _span_bars(bars) if bars else _day_bars([day for day, mean in day_means]),
    }
    sessions = [day.sessions for day, mean in day_means] or [0]
    most = max(span.sessions for span in bars) if bars else max(sessions)
    return _filled(series, period, most, marks)


def _highest(noted: Sequence[tuple[date, int]]) -> Figure:
    highest = chart_text("highest")
    return {
        "name": chart_text("highest_logged"),
        "x": [str(day) for day, level in noted],
        "y": [level for day, level in noted],
        "hovertemplate": f"{DATE}: {highest} %{{y}}<extra></extra>",
    }


def _spasm_days(spasms: Sequence[date]) -> Figure:
    name = chart_text("spasm")
    return {
        "name": name,
        "x": [str(day) for day in spasms],
        "y": [SPASM_AT] * len(spasms),
        "hovertemplate": f"{DATE}: {name}<extra></extra>",
    }


def _day_dots(rated: Sequence[tuple[date, Rating]], size: int) -> Figure:
    """The average of each day, open where it was logged later."""
    late = chart_text("logged_later")
    return {
        "name": chart_text("day_average"),
        "x": [str(day) for day, rating in rated],
        "y": [rating.level for day, rating in rated],
        "customdata": [f", {late}" if rating.recalled else "" for day, rating in rated],
        "hovertemplate": f"{DATE}: %{{y}}%{{customdata}}<extra></extra>",
        "marker": {
            "color": [rating.level for day, rating in rated],
            "symbol": ["circle-open" if rating.recalled else "circle" for day, rating in rated],
            "size": size,
        },
    }


def _only_named(name: str, days: Sequence[date]) -> Figure:
    """No dot but that of a legend, where there are such days: others draw those."""
    return {"name": name, "x": [str(day) for day in days[:1]], "y": [None for _day in days[:1]]}


def _titles(most: int) -> Figure:
    """The titles of both axes; below, nothing and the most there was are numbered."""
    return {
        "yaxis": {"title": {"text": chart_text("pain_title")}},
        "yaxis2": {"title": {"text": chart_text("exercises_title")}, "tickvals": [0, most or 1]},
    }


def _day_bars(days: Sequence[DaySummary]) -> Figure:
    exercise_days = [day for day in days if day.sessions]
    name = chart_text("exercises")
    return {
        "name": name,
        "x": [str(day.day) for day in exercise_days],
        "y": [day.sessions for day in exercise_days],
        "width": BAR_SHARE * MILLISECONDS_A_DAY,
        "hovertemplate": f"{DATE}: {name}: %{{y}}<extra></extra>",
    }


def _span_bars(spans: Sequence[PeriodTotals]) -> Figure:
    name = chart_text("exercises")
    return _places(spans) | {
        "name": name,
        "y": [span.sessions for span in spans],
        "width": BAR_SHARE * len(spans[0].period) * MILLISECONDS_A_DAY if spans else None,
        "hovertemplate": f"{_around(spans)}: {name}: %{{y}}<extra></extra>",
    }


def _places(spans: Sequence[PeriodTotals]) -> Figure:
    """Where weeks or months stand on the axis: each in its middle."""
    middles = [span.period.first + (len(span.period) // 2) * ONE_DAY for span in spans]
    if spans and len(spans[0].period) == WEEK:
        return {"x0": str(middles[0]), "dx": WEEK * MILLISECONDS_A_DAY}
    return {"x": [str(middle) for middle in middles]}


def _around(spans: Sequence[PeriodTotals]) -> str:
    """The name of a week or month in a hover text, from where it stands."""
    week_text = chart_text("week_around")
    weekly = spans and len(spans[0].period) == WEEK
    return f"{week_text} {DATE}" if weekly else "%{x|%b %Y}"


def _filled(
    series: dict[str, Figure], period: Period, most: int, marks: Sequence[EventMark]
) -> Figure:
    """The figure, with room above for the numbers of events where there are any."""
    layout = {"xaxis": _dates(period)} | _titles(most)
    if marks:
        layout["yaxis"] = layout["yaxis"] | {"range": [-0.4, EVENT_AT + 0.6]}
    return CHART.filled(series | {"event": _event_lines(marks)}, layout)


def _event_lines(marks: Sequence[EventMark]) -> Figure:
    """A line down from the number of each, and a gap before the next."""
    return {
        "name": chart_text("event"),
        "x": [str(mark.day) for mark in marks for _end in range(3)],
        "y": [y for _mark in marks for y in (EVENT_AT, -0.4, None)],
        "text": [words for mark in marks for words in (mark.label, "", "")],
    }


def spans_over_time(
    period: Period, spans: Sequence[PeriodTotals], marks: Sequence[EventMark] = ()
) -> Figure:
    """The same by weeks or months: their means as dots and line, spasm days as marks."""
    means = [None if span.mean is None else round(span.mean, 1) for span in spans]
    places = _places(spans)
    rated, spasms = chart_text("days_with_average"), chart_text("days_with_spasm")
    weekly = len(spans[0].period) == WEEK
    series: dict[str, Figure] = {
        "level": places
        | {
            "name": chart_text("week_average") if weekly else chart_text("month_average"),
            "y": means,
            "customdata": [span.rated_days for span in spans],
            "hovertemplate": f"{_around(spans)}: %{{y}} (%{{customdata}} {rated})<extra></extra>",
            "marker": {"color": means, "size": 5},
        },
        "later": _only_named("", []),
        "highest": {"x": [], "y": []},
        "mean": places | {"y": means, "line": {"width": 1.5}},
        "spasm": places
        | {
            "name": chart_text("spasm"),
            "y": [SPASM_AT if span.spasm_days else None for span in spans],
            "customdata": [span.spasm_days for span in spans],
            "hovertemplate": f"{_around(spans)}: {spasms}: %{{customdata}}<extra></extra>",
            "marker": {"size": 5},
        },
        "exercise": _span_bars(spans),
    }
    most = max(span.sessions for span in spans)
    return _filled(series, period, most, marks)

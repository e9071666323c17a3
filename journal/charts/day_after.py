"""The pain of days after exercise and of other days, as two distributions above each other."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from journal.charts.chart import AXIS, LAYOUT, TITLED, Chart, Figure
from journal.core.insight.comparison import Comparison
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.core.statistics.estimators import mean
from journal.words.charts import chart_text
from journal.words.numbers import decimal

LEVELS: Final = range(LEVEL_HIGHEST + 1)
HEADROOM, MEAN_RISES = 1.4, 1.15
"""How far a panel, and the line of a mean, go above the highest bar."""

_MEAN: Final[Figure] = {
    "type": "scatter",
    "hoverinfo": "skip",
    "cliponaxis": False,
    "mode": "lines+text",
    "textposition": "top right",
    "line": {"width": 2},
}
_MEAN_TONES: Final = {"line.color": "ink", "textfont.color": "ink"}

CHART: Final = Chart(
    "day_after",
    data=[
        {"type": "bar", "meta": "after", "width": 0.8},
        {
            "type": "bar",
            "meta": "other",
            "width": 0.8,
            "yaxis": "y2",
            "marker": {"line": {"width": 1.5}},
        },
        _MEAN | {"meta": "mean_after"},
        _MEAN | {"meta": "mean_other", "yaxis": "y2"},
    ],
    layout=LAYOUT
    | {
        "height": 300,
        "margin": TITLED | {"t": 28},
        "xaxis": AXIS
        | {"anchor": "y2", "range": [-0.6, LEVEL_HIGHEST + 0.6], "tickvals": list(LEVELS)},
        "yaxis": AXIS | {"domain": [0.56, 1], "nticks": 4, "ticksuffix": " %"},
        "yaxis2": AXIS | {"domain": [0, 0.44], "nticks": 4, "ticksuffix": " %"},
    },
    tones={
        "after": {"marker.color": "accent"},
        "other": {"marker.color": "paper", "marker.line.color": "accent"},
        "mean_after": _MEAN_TONES,
        "mean_other": _MEAN_TONES,
    },
)


def day_after(comparison: Comparison) -> Figure:
    """The pain of the days after exercise and of the other days, as shares of their number."""
    shares = {"after": _shares(comparison.after), "other": _shares(comparison.other)}
    top = max(1.0, *shares["after"], *shares["other"]) * HEADROOM
    series: dict[str, Figure] = {}
    pain_text, days_text = chart_text("pain_title"), chart_text("days")
    hover = f"{pain_text} %{{x}}: %{{customdata}} {days_text}, %{{y}}<extra></extra>"
    for name, title, levels in (
        ("after", chart_text("days_after_exercise"), comparison.after),
        ("other", chart_text("other_days"), comparison.other),
    ):
        series[name] = {
            "name": title,
            "x": list(LEVELS),
            "y": shares[name],
            "customdata": [levels.count(level) for level in LEVELS],
            "hovertemplate": hover,
        }
        series[f"mean_{name}"] = _mean_line(levels if comparison.describable else [], top)
    axis = {"range": [0, round(top, 1)]}
    notes = [
        _panel(chart_text("days_after_exercise_counted", count=comparison.n1), 1),
        _panel(chart_text("other_days_counted", count=comparison.n0), 0.44),
    ]
    layout = {
        "xaxis": {"title": {"text": chart_text("pain_of_the_day")}},
        "yaxis": axis,
        "yaxis2": axis,
        "annotations": notes,
    }
    return CHART.filled(series, layout)


def _shares(levels: Sequence[float]) -> list[float]:
    counts = Counter(levels)
    return [round(100 * counts[level] / (len(levels) or 1), 1) for level in LEVELS]


def _mean_line(levels: Sequence[float], top: float) -> Figure:
    if not levels:
        return {"x": [], "y": []}
    value = mean(levels)
    height = round(top / HEADROOM * MEAN_RISES, 1)
    return {
        "x": [round(value, 2)] * 2,
        "y": [0, height],
        "text": ["", chart_text("average_value", value=decimal(value))],
        "textposition": "top left" if value > LEVEL_HIGHEST / 2 else "top right",
    }


def _panel(text: str, y: float) -> Figure:
    """A heading over a panel, at its left."""
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return place | {"x": 0, "y": y, "text": text, "showarrow": False}

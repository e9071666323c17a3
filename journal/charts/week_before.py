"""Days by their pain and the exercise days of the week before them."""

from collections import Counter
from typing import Final

from journal.charts.chart import (
    AXIS,
    LAYOUT,
    LINE,
    LINE_TONES,
    TITLED,
    Chart,
    Figure,
    levels_axis,
    straight,
)
from journal.core.insight.comparison import Comparison
from journal.core.model.periods import WEEK
from journal.core.statistics.estimators import MEANS_LEAST, mean
from journal.words.charts import chart_text

WIDEST: Final = 24
"""The diameter of the circle that means the most days, in pixels."""

CHART: Final = Chart(
    "week_before",
    data=[
        {
            "type": "scatter",
            "meta": "days",
            "mode": "markers",
            "marker": {"sizemode": "area", "sizemin": 3, "line": {"width": 1}},
        },
        {
            "type": "scatter",
            "meta": "day_mean",
            "mode": "markers",
            "marker": {"symbol": "line-ew", "size": 26, "line": {"width": 3}},
        },
        LINE,
    ],
    layout=LAYOUT
    | {
        "height": 260,
        "xaxis": AXIS | {"range": [-0.6, WEEK + 0.6], "tickvals": list(range(WEEK + 1))},
        "margin": TITLED,
        "yaxis": levels_axis(""),
    },
    tones={
        "days": {"marker.color": "wash", "marker.line.color": "accent"},
        "day_mean": {"marker.color": "ink", "marker.line.color": "ink"},
    }
    | LINE_TONES,
)


def week_before(comparison: Comparison, *, line_allowed: bool) -> Figure:
    """Days by their pain and the exercise days of the week before; a line where allowed.

    The line is the one the sentence speaks of, in the middle of the time that was looked at.
    """
    circles = Counter((int(x), int(level)) for day, level, x in comparison.pairs)
    most = max(circles.values(), default=1)
    means = {
        x: mean(levels)
        for x, levels in comparison.by_regressor.items()
        if len(levels) >= MEANS_LEAST
    }
    words = ("exercise_days", "pain", "days", "average")
    exercised, pain, days, average = map(chart_text, words)
    series: dict[str, Figure] = {
        "days": {
            "x": [x for x, level in circles],
            "y": [level for x, level in circles],
            "customdata": list(circles.values()),
            "hovertemplate": f"{exercised}: %{{x}}, {pain} %{{y}}: "
            f"%{{customdata}} {days}<extra></extra>",
            "marker": {
                "size": list(circles.values()),
                "sizeref": round(2 * most / WIDEST**2, 5),
            },
        },
        "day_mean": {
            "x": list(means),
            "y": [round(value, 2) for value in means.values()],
            "hovertemplate": f"{exercised}: %{{x}}, {average} %{{y:.1f}}<extra></extra>",
        },
        "line": straight(line_of(comparison) if line_allowed else None, 0, WEEK),
    }
    layout = {
        "xaxis": {"title": {"text": chart_text("exercise_days_before")}},
        "yaxis": {"title": {"text": chart_text("pain_of_the_day")}},
    }
    return CHART.filled(series, layout)


def line_of(comparison: Comparison) -> tuple[float, float] | None:
    """The pain at 0 of the regressor and what each more of it adds, as the sentence has it."""
    fit = comparison.adjusted
    return (fit.beta[0], fit.value) if fit else None

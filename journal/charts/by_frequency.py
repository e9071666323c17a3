"""Pain against how often one exercised: a dot a week, or a month."""

from collections.abc import Sequence
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
from journal.core.diary.summary import PeriodTotals
from journal.core.model.periods import WEEK, Step

CROWDED: Final = 20
"""From so many dots on, those of one column are set side by side."""
DOT, SMALL_DOT, SMALL_DOTS_FROM = 11, 7, 60

CHART: Final = Chart(
    "by_frequency",
    data=[
        {
            "type": "scatter",
            "meta": "week",
            "mode": "markers",
            "marker": {"size": 11, "line": {"width": 1}},
        },
        LINE,
    ],
    layout=LAYOUT
    | {
        "xaxis": AXIS | {"range": [-0.5, WEEK + 0.5], "tickvals": list(range(WEEK + 1))},
        "margin": TITLED,
        "yaxis": levels_axis(""),
    },
    tones={"week": {"marker.colorscale": "fade", "marker.line.color": "edge"}} | LINE_TONES,
)


def by_frequency(
    spans: Sequence[PeriodTotals],
    step: Step,
    line: tuple[float, float] | None = None,
    **words: str,
) -> Figure:
    """One dot a week (or month): days with exercise a week against mean pain, older ones paler.

    Each of ``spans`` has a mean. ``line``: the mean pain without exercise days and what each
    adds, where the rules allow a statement. ``words``: of a dot, and of both axes.
    """
    per_week = [span.exercise_days_a_week or 0.0 for span in spans]
    aside = [
        (number % 5 - 2) * 0.12 if len(spans) > CROWDED else 0 for number in range(len(spans))
    ]
    week = f"{words['week']} %{{customdata[0]|%-d %b %Y}}"
    name = "%{customdata[0]|%b %Y}" if step == "month" else week
    series: dict[str, Figure] = {
        "week": {
            "name": words["dot"],
            "x": [round(days + offset, 2) for days, offset in zip(per_week, aside, strict=True)],
            "y": [round(span.mean, 1) for span in spans if span.mean is not None],
            "customdata": [[str(span.period.first), span.exercise_days] for span in spans],
            "hovertemplate": f"{name}: %{{y}}, {words['days']}: %{{customdata[1]}}<extra></extra>",
            "marker": {
                "color": list(range(len(spans))),
                "size": DOT if len(spans) < SMALL_DOTS_FROM else SMALL_DOT,
            },
        },
        "line": {"name": words["line_name"]} | straight(line, 0, WEEK),
    }
    layout = {
        "xaxis": {"title": {"text": words["x_title"]}},
        "yaxis": {"title": {"text": words["y_title"]}},
    }
    return CHART.filled(series, layout)

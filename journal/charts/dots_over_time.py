"""What charts of single dots over time share."""

from collections.abc import Sequence
from datetime import date

from journal.charts.chart import (
    AXIS,
    DAYS_BELOW,
    LAYOUT,
    LINE,
    LINE_TONES,
    MONTHS_BELOW,
    Chart,
    Figure,
    levels_axis,
)
from journal.core.model.periods import ONE_DAY, WEEK, WEEKLY_BARS_BEYOND, Period


def dots_over_time(name: str) -> Chart:
    """A chart of dots between 0 and 10, with a line where one is allowed."""
    return Chart(
        name,
        data=[
            {
                "type": "scatter",
                "meta": "score",
                "mode": "markers",
                "marker": {"size": 8, "line": {"width": 1}},
            },
            LINE,
        ],
        layout=LAYOUT
        | {
            "xaxis": AXIS | {"type": "date", "nticks": 4, "tickangle": 0},
            "yaxis": levels_axis(""),
        },
        tones={"score": {"marker.color": "accent", "marker.line.color": "paper"}} | LINE_TONES,
    )


def dates_axis(days: Sequence[date]) -> Figure:
    """An axis that holds days in order, with a week to either side."""
    period = Period(days[0] - WEEK * ONE_DAY, days[-1] + WEEK * ONE_DAY)
    ticks = DAYS_BELOW if len(period) <= WEEKLY_BARS_BEYOND else MONTHS_BELOW
    return {"range": [str(period.first), str(period.last)], **ticks}

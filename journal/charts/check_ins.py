"""The PEG score of each weekly check-in."""

from collections.abc import Sequence
from typing import Final

from journal.charts.chart import DATE, Figure, straight
from journal.charts.dots_over_time import dates_axis, dots_over_time
from journal.core.model.check_in import CheckIn
from journal.words.charts import chart_text

CHART: Final = dots_over_time("check_ins")


def check_ins(records: Sequence[CheckIn]) -> Figure:
    """The PEG score of each check-in."""
    series: dict[str, Figure] = {
        "score": {
            "name": chart_text("check_in"),
            "x": [str(each.day) for each in records],
            "y": [round(each.peg, 2) for each in records],
            "hovertemplate": f"{DATE}: %{{y:.1f}}<extra></extra>",
        },
        "line": straight(None, 0, 0),
    }
    layout = {
        "xaxis": dates_axis([each.day for each in records]),
        "yaxis": {"title": {"text": chart_text("average_of_three")}},
    }
    return CHART.filled(series, layout)

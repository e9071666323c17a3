"""The PEG score of each weekly check-in."""

from collections.abc import Sequence
from typing import Final

from journal.charts.chart import DATE, Figure, straight
from journal.charts.dots_over_time import dates_axis, dots_over_time
from journal.core.model.check_in import CheckIn

CHART: Final = dots_over_time("check_ins")


def check_ins(records: Sequence[CheckIn], *, name: str, title: str) -> Figure:
    """The PEG score of each check-in."""
    series: dict[str, Figure] = {
        "score": {
            "name": name,
            "x": [str(each.day) for each in records],
            "y": [round(each.peg, 2) for each in records],
            "hovertemplate": f"{DATE}: %{{y:.1f}}<extra></extra>",
        },
        "line": straight(None, 0, 0),
    }
    layout = {
        "xaxis": dates_axis([each.day for each in records]),
        "yaxis": {"title": {"text": title}},
    }
    return CHART.filled(series, layout)

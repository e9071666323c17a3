"""How many spasms began in each month or year."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from journal.charts.chart import AXIS, BAR_SHARE, LAYOUT, MILLISECONDS_A_DAY, Chart, Figure
from journal.core.model.periods import ONE_DAY, Period
from journal.words.dates import month_text

LONGEST_MONTH: Final = 31
NUMBERED_BARS: Final = 24
"""Up to so many bars have room for their number."""
NAMED_BARS: Final = 4
"""Up to so many have room for their name, on a phone too."""

CHART: Final = Chart(
    "episodes",
    data=[
        {
            "type": "bar",
            "meta": "count",
            "textposition": "outside",
            "cliponaxis": False,
        }
    ],
    layout=LAYOUT
    | {
        "height": 220,
        "xaxis": AXIS | {"type": "date", "tickangle": 0},
        "yaxis": AXIS | {"rangemode": "tozero", "nticks": 4, "tickformat": "d"},
        "bargap": 0.25,
    },
    tones={"count": {"marker.color": "accent", "textfont.color": "ink"}},
)


def episodes(counts: Sequence[tuple[Period, int]], *, name: str) -> Figure:
    """How many spasms began in each month or year: a bar each, with its number.

    As many as there is room for are named below their middle, none so near the edge that its
    name would not fit.
    """
    yearly = len(counts[0][0]) > LONGEST_MONTH
    middles = [part.first + (len(part) // 2) * ONE_DAY for part, _count in counts]
    few = len(counts) <= NUMBERED_BARS
    series = {
        "count": {
            "name": name,
            "x": [str(middle) for middle in middles],
            "y": [count for _part, count in counts],
            "text": [str(count) if count and few else "" for _part, count in counts],
            "width": BAR_SHARE * len(counts[0][0]) * MILLISECONDS_A_DAY,
            "hovertemplate": ("%{x|%Y}" if yearly else "%{x|%b %Y}") + ": %{y}<extra></extra>",
        }
    }
    edges = [f"{counts[0][0].first}", f"{counts[-1][0].last}"]
    step = ceil(len(counts) / NAMED_BARS)
    named_bars = range(len(counts) - 1 - step // 2, -1, -step)
    firsts = [counts[at][0].first for at in named_bars]
    names = {
        "tickvals": [str(middles[at]) for at in named_bars],
        "ticktext": [str(day.year) if yearly else month_text(day) for day in firsts],
    }
    return CHART.filled(series, {"xaxis": {"range": edges} | names})

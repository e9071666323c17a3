"""What every chart is made of: a skeleton, the colours of its roles, and the numbers filled in.

A chart is one module of this folder. Its skeleton is the part of a Plotly figure that never
changes; a test has Plotly check it. Each trace says its role in ``meta``. ``tones`` gives the
roles their colours, by the names the stylesheet has for them, so that one figure serves light
and dark, the browser and the drawing that the server makes of it (see ``svg``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from journal.core.model.vocabulary import LEVEL_HIGHEST

Figure = dict[str, Any]  # the JSON of a Plotly figure

COLOURS: Final = ("paper", "ink", "soft", "edge", "line", "accent", "wash")
SCALES: Final = ("ramp", "fade")
"""The colours of pain from 0 to 10, and from pale to the accent."""

MILLISECONDS_A_DAY: Final = 86_400_000
BAR_SHARE: Final = 0.7
DATE: Final = "%{x|%-d %b %Y}"

DAYS_BELOW: Final[Figure] = {"tickformat": "%-d %b"}
MONTHS_BELOW: Final[Figure] = {"tickformat": "%b %Y", "ticklabelmode": "period"}
"""What is written below an axis of dates: days at their place, or months at their middle."""

AXIS: Final[Figure] = {"fixedrange": True, "zeroline": False, "showline": False, "ticks": ""}
LAYOUT: Final[Figure] = {
    "template": "none",
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "margin": {"l": 44, "r": 12, "t": 12, "b": 28},
    "height": 340,
}
TITLED: Final[Figure] = LAYOUT["margin"] | {"b": 48}
LINE: Final[Figure] = {
    "type": "scatter",
    "meta": "line",
    "mode": "lines",
    "line": {"width": 2.5},
    "hoverinfo": "skip",
}
LINE_TONES: Final = {"line": {"line.color": "ink"}}


@dataclass(frozen=True, slots=True)
class Chart:
    """The unchanging part of a chart, and the colours of its roles."""

    name: str
    data: Sequence[Figure]
    layout: Figure
    tones: Mapping[str, Mapping[str, str]]
    """For each role: where in its trace a colour goes, and which."""

    def filled(self, series: Mapping[str, Figure], layout: Figure) -> Figure:
        """The figure with each role's lists and some of the layout filled in."""
        return {
            "data": [merged(trace, series[trace["meta"]]) for trace in self.data],
            "layout": merged(self.layout, layout),
            "tones": self.tones,
        }


def merged(base: Figure, more: Figure) -> Figure:
    """``base`` with what ``more`` adds or replaces, dictionaries within dictionaries too."""
    return base | {
        name: merged(base[name], value)
        if isinstance(value, dict) and isinstance(base.get(name), dict)
        else value
        for name, value in more.items()
    }


def levels_axis(title: str) -> Figure:
    """An axis of pain levels."""
    return AXIS | {
        "range": [-0.6, LEVEL_HIGHEST + 0.6],
        "tickvals": [0, 2, 4, 6, 8, 10],
        "title": {"text": title},
    }


def straight(line: tuple[float, float] | None, first: float, last: float) -> Figure:
    """Two ends of a line, given where it begins at 0 and how steep it is; none where None."""
    if line is None:
        return {"x": [], "y": []}
    return {"x": [first, last], "y": [round(line[0] + line[1] * x, 2) for x in (first, last)]}

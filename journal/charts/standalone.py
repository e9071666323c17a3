"""One chart as a page of its own: interactive, with everything it needs inside, for anybody."""

import html
from copy import deepcopy
from typing import Any, Final

from journal.charts.chart import Figure

DAYLIGHT: Final = {
    "paper": "#faf6ee",
    "ink": "#22292b",
    "soft": "#566064",
    "edge": "#8a8578",
    "line": "#e6dfd2",
    "accent": "#0f5e5c",
    "wash": "#e2ede8",
}
RAMP: Final = (
    *("#f1e5cc", "#e7cfb1", "#dcb99a", "#d1a387", "#c58d78", "#b8776c"),
    *("#a86163", "#984f5e", "#853c59", "#712a55", "#5c1951"),
)

VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
TITLE_HEIGHT, LEGEND_LINE = 60, 20
"""In pixels."""


def standalone(figure: Figure, title: str, label: str = "") -> str:
    """A whole HTML page that draws the figure; about five megabytes, as Plotly is inside.

    ``label`` stands below the title, in a line of its own: a phone has no room beside it.

    Plotly is loaded only here: that takes half a second.
    """
    from plotly.io import to_html  # noqa: PLC0415 (slow, and needed for downloads alone)

    traces = _coloured(figure)
    plot: Figure = {"data": traces, "layout": _legend(deepcopy(figure["layout"]), traces)}
    lines = "<br>".join(html.escape(line) for line in (title, label) if line)
    plot["layout"] |= {
        "title": {"text": lines, "font": {"size": 15}},
        "paper_bgcolor": DAYLIGHT["paper"],
    }
    plot["layout"]["template"] = {}
    plot["layout"]["plot_bgcolor"] = DAYLIGHT["paper"]
    config = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": ""}
    page: str = to_html(plot, config=config, div_id="chart", validate=False)
    head = f"<head>{VIEWPORT}<title>{html.escape(title)}</title>"
    return page.replace("<head>", head, 1)


def _legend(layout: Figure, traces: list[Figure]) -> Figure:
    """The layout with room for a title above and a legend below.

    Each trace that has a name and data is in the legend, on a phone in a line of its own.
    """
    for trace in traces:
        trace["showlegend"] = bool(trace.get("name") and trace["y"])
    below = LEGEND_LINE * sum(trace["showlegend"] for trace in traces)
    margin, legend = layout["margin"], {"orientation": "h", "itemclick": False}
    return layout | {
        "showlegend": True,
        "legend": legend | {"yref": "container", "yanchor": "bottom", "y": 0, "x": 0},
        "height": layout["height"] + TITLE_HEIGHT - margin["t"] + below,
        "margin": margin | {"t": TITLE_HEIGHT, "b": margin["b"] + below},
    }


def _coloured(figure: Figure) -> list[Figure]:
    scales: dict[str, Any] = DAYLIGHT | {  # colours, and scales of colours
        "ramp": [[at / 10, colour] for at, colour in enumerate(RAMP)],
        "fade": [[0, DAYLIGHT["line"]], [1, DAYLIGHT["accent"]]],
    }
    traces: list[Figure] = deepcopy(figure["data"])
    for trace in traces:
        for path, tone in figure["tones"][trace["meta"]].items():
            *names, last = path.split(".")
            at = trace
            for name in names:
                at = at.setdefault(name, {})
            at[last] = scales[tone]
    return traces

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


def standalone(figure: Figure, title: str, label: str = "") -> str:
    """A whole HTML page that draws the figure; about five megabytes, as Plotly is inside.

    ``label`` stands below the title, in a line of its own: a phone has no room beside it.

    Plotly is loaded only here: that takes half a second.
    """
    from plotly.io import to_html  # noqa: PLC0415 (slow, and needed for downloads alone)

    plot = {"data": _coloured(figure), "layout": deepcopy(figure["layout"])}
    lines = "<br>".join(html.escape(line) for line in (title, label) if line)
    plot["layout"] |= {
        "title": {"text": lines, "font": {"size": 15}},
        "paper_bgcolor": DAYLIGHT["paper"],
    }
    plot["layout"]["template"] = {}
    plot["layout"]["plot_bgcolor"] = DAYLIGHT["paper"]
    plot["layout"]["margin"] = plot["layout"]["margin"] | {"t": 60}
    config = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": ""}
    page: str = to_html(plot, config=config, div_id="chart", validate=False)
    return page.replace("<head>", f"<head><title>{html.escape(title)}</title>", 1)


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

"""What every figure starts from, checked by Plotly: ``python -m journal.charts.skeletons``.

Plotly takes half a second and thirty megabytes to load, and a skeleton never changes between two
releases. So it stands ready in ``skeletons.json``; a test builds it anew and compares.
"""

import json
from typing import Any, Final

from plotly import graph_objects as go

from journal.charts.figures import SKELETONS, SPASM_AT, Figure
from journal.core.model.periods import WEEK
from journal.core.model.vocabulary import LEVEL_HIGHEST


def _over_time() -> Figure:
    return _built(
        go.Figure(
            data=[
                go.Bar(meta="exercise", yaxis="y2"),
                go.Scatter(
                    meta="highest",
                    mode="markers",
                    marker={"symbol": "line-ew", "size": 7, "line": {"width": 1.5}},
                ),
                go.Scatter(
                    meta="mean",
                    mode="lines",
                    connectgaps=False,
                    line={"width": 2.5, "shape": "linear"},
                    hoverinfo="skip",
                ),
                go.Scatter(
                    meta="level",
                    mode="markers",
                    marker={"size": 7, "cmin": 0, "cmax": LEVEL_HIGHEST, "line": {"width": 1}},
                ),
                go.Scatter(
                    meta="spasm",
                    mode="markers",
                    marker={"symbol": "triangle-down", "size": 8},
                    cliponaxis=False,
                ),
            ],
            layout=_layout()
            | {
                "xaxis": _axis() | {"anchor": "y2", "type": "date", "nticks": 6},
                "yaxis": _axis()
                | {
                    "domain": [0.3, 1],
                    "range": [-0.4, SPASM_AT + 0.4],
                    "tickvals": [0, 2, 4, 6, 8, 10],
                    "title": {"text": "Pain"},
                },
                "yaxis2": _axis()
                | {
                    "domain": [0, 0.2],
                    "rangemode": "tozero",
                    "nticks": 3,
                    "tickformat": "d",
                    "title": {"text": "Exercises"},
                },
                "bargap": 0.2,
            },
        )
    )


def _by_frequency() -> Figure:
    return _built(
        go.Figure(
            data=[
                go.Scatter(
                    meta="week",
                    mode="markers",
                    marker={"size": 11, "line": {"width": 1}},
                ),
                _line(),
            ],
            layout=_layout()
            | {
                "xaxis": _axis()
                | {
                    "range": [-0.5, WEEK + 0.5],
                    "tickvals": list(range(WEEK + 1)),
                    "title": {"text": "Days with exercise in the week"},
                },
                "margin": _with_title(),
                "yaxis": _levels("Mean pain"),
            },
        )
    )


def _episodes() -> Figure:
    return _built(
        go.Figure(
            data=[go.Bar(meta="count", textposition="outside", cliponaxis=False)],
            layout=_layout()
            | {
                "height": 220,
                "xaxis": _axis() | {"type": "date", "nticks": 6, "ticklabelmode": "period"},
                "yaxis": _axis() | {"rangemode": "tozero", "nticks": 4, "tickformat": "d"},
                "bargap": 0.25,
            },
        )
    )


def _day_after() -> Figure:
    """Two distributions above each other, filled and outlined, each with its mean as a line."""
    means = {"mode": "lines+text", "textposition": "top right", "line": {"width": 2}}
    return _built(
        go.Figure(
            data=[
                go.Bar(meta="after", width=0.8),
                go.Bar(meta="other", width=0.8, yaxis="y2", marker={"line": {"width": 1.5}}),
                go.Scatter(meta="mean_after", hoverinfo="skip", cliponaxis=False, **means),
                go.Scatter(
                    meta="mean_other", hoverinfo="skip", cliponaxis=False, yaxis="y2", **means
                ),
            ],
            layout=_layout()
            | {
                "height": 400,
                "margin": _with_title() | {"t": 28},
                "xaxis": _axis()
                | {
                    "anchor": "y2",
                    "range": [-0.6, LEVEL_HIGHEST + 0.6],
                    "tickvals": list(range(LEVEL_HIGHEST + 1)),
                    "title": {"text": "Pain of the day"},
                },
                "yaxis": _axis() | {"domain": [0.56, 1], "nticks": 4, "ticksuffix": " %"},
                "yaxis2": _axis() | {"domain": [0, 0.44], "nticks": 4, "ticksuffix": " %"},
            },
        )
    )


def _week_before() -> Figure:
    """Days as circles the larger the more they are, the mean of each column as a dash."""
    return _built(
        go.Figure(
            data=[
                go.Scatter(
                    meta="days",
                    mode="markers",
                    marker={"sizemode": "area", "sizemin": 3, "line": {"width": 1}},
                ),
                go.Scatter(
                    meta="day_mean",
                    mode="markers",
                    marker={"symbol": "line-ew", "size": 26, "line": {"width": 3}},
                ),
                _line(),
            ],
            layout=_layout()
            | {
                "xaxis": _axis()
                | {
                    "range": [-0.6, WEEK + 0.6],
                    "tickvals": list(range(WEEK + 1)),
                    "title": {"text": "Exercise days in the seven days before"},
                },
                "margin": _with_title(),
                "yaxis": _levels("Pain of the day"),
            },
        )
    )


def _dots_over_time(title: str) -> Figure:
    return _built(
        go.Figure(
            data=[
                go.Scatter(meta="score", mode="markers", marker={"size": 8, "line": {"width": 1}}),
                _line(),
            ],
            layout=_layout()
            | {
                "xaxis": _axis() | {"type": "date", "nticks": 4, "tickangle": 0},
                "yaxis": _levels(title),
            },
        )
    )


def _trend() -> Figure:
    return _dots_over_time("Mean pain of the week")


def _check_ins() -> Figure:
    return _dots_over_time("Mean of the three")


def _line() -> Any:  # one of Plotly's own
    return go.Scatter(meta="line", mode="lines", line={"width": 2.5}, hoverinfo="skip")


def _levels(title: str) -> Figure:
    return _axis() | {
        "range": [-0.6, LEVEL_HIGHEST + 0.6],
        "tickvals": [0, 2, 4, 6, 8, 10],
        "title": {"text": title},
    }


def _with_title() -> Figure:
    margin: Figure = _layout()["margin"] | {"b": 48}
    return margin


def _layout() -> Figure:
    return {
        "template": "none",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "margin": {"l": 44, "r": 12, "t": 12, "b": 28},
        "height": 340,
    }


def _axis() -> Figure:
    return {"fixedrange": True, "zeroline": False, "showline": False, "ticks": ""}


def _built(figure: Any) -> Figure:  # Plotly's own figure has no types
    built: Figure = figure.to_plotly_json()
    return built


BUILT: Final = {
    "over_time": _over_time,
    "by_frequency": _by_frequency,
    "episodes": _episodes,
    "day_after": _day_after,
    "week_before": _week_before,
    "trend": _trend,
    "check_ins": _check_ins,
}


def skeletons() -> str:
    """The skeletons by name, as JSON text."""
    built = {name: build() for name, build in BUILT.items()}
    return json.dumps(built, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SKELETONS.write_text(skeletons(), "utf-8")

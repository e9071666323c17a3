"""What every figure starts from, built and checked by Plotly: ``python -m journal.skeletons``.

Plotly takes half a second and thirty megabytes to load, and a skeleton never changes between two
releases. So it stands ready in ``skeletons.json``; a test builds it anew and compares.
"""

import json
from typing import Any, Final

from plotly import graph_objects as go

from journal.core.vocabulary import LEVEL_HIGHEST
from journal.figures import SKELETONS, SPASM_AT, WEEK, Figure


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
                )
            ],
            layout=_layout()
            | {
                "xaxis": _axis()
                | {
                    "range": [-0.5, WEEK + 0.5],
                    "tickvals": list(range(WEEK + 1)),
                    "title": {"text": "Days with exercise in the week"},
                },
                "margin": _layout()["margin"] | {"b": 48},
                "yaxis": _axis()
                | {
                    "range": [-0.4, LEVEL_HIGHEST + 0.4],
                    "tickvals": [0, 2, 4, 6, 8, 10],
                    "title": {"text": "Mean pain"},
                },
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
                "xaxis": _axis() | {"type": "date", "nticks": 6},
                "yaxis": _axis() | {"rangemode": "tozero", "nticks": 4, "tickformat": "d"},
                "bargap": 0.25,
            },
        )
    )


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


BUILT: Final = {"over_time": _over_time, "by_frequency": _by_frequency, "episodes": _episodes}


def skeletons() -> str:
    """The skeletons by name, as JSON text."""
    built = {name: build() for name, build in BUILT.items()}
    return json.dumps(built, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SKELETONS.write_text(skeletons(), "utf-8")

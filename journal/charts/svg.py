"""A figure as a drawing that is in the page itself: at first paint, in print, without scripts.

Lengths across are shares of the drawing's width, so that letters and dots keep their size on
every screen; lengths down are pixels. Colours are classes of the stylesheet. It draws what the
charts of this folder use of Plotly: bars, dots, lines, letters and two axes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final

from journal.charts.chart import MILLISECONDS_A_DAY, Figure
from journal.charts.svg_axes import WIDE, Axis, Mark, dates, grid, notes, number, text

MANY: Final = 200
"""From so many points on they are drawn as paths, so that no page grows with the years."""
SEVERAL: Final = 40
"""From so many on bars are one path, and letters of a row one text: they look the same so."""
WIDE_DASH: Final = 10
"""From this radius on a dash is a wide one."""
LETTERS: Final = {"line-ew": "\u2013", "triangle-down": "\u25bc"}
"""The symbols that are drawn as a letter: a dash and a wedge."""


@dataclass(slots=True)
class Drawing:
    """A figure drawn: marks placed in shares of the width, lines in a drawing of their own."""

    height: int
    marks: list[Mark] = field(default_factory=list)
    lines: list[Mark] = field(default_factory=list)


def drawing(figure: Figure) -> Drawing:
    """The drawing of a filled figure."""
    layout = figure["layout"]
    canvas = Drawing(layout["height"])
    across = Axis(*_range(figure, "x"), 0, 100)
    for name in ("y", "y2"):
        axis = layout.get(f"yaxis{name[1:]}")
        if axis is None:
            continue
        down = _down(figure, name)
        canvas.marks += grid(axis, down)
        for trace in figure["data"]:
            if trace.get("yaxis", "y") == name:
                _draw(canvas, trace, figure["tones"][trace["meta"]], across, down)
    canvas.marks += dates(layout["xaxis"], across, layout)
    canvas.marks += notes(layout)
    return canvas


def _down(figure: Figure, name: str) -> Axis:
    layout = figure["layout"]
    margin, low_high = layout["margin"], layout[f"yaxis{name[1:]}"].get("domain", [0, 1])
    inner = layout["height"] - margin["t"] - margin["b"]
    bottom, top = (margin["t"] + inner * (1 - share) for share in low_high)
    return Axis(*_range(figure, name), bottom, top)


def _range(figure: Figure, name: str) -> tuple[float, float]:
    """The ends of an axis: those of the layout, or from 0 to just above the highest bar."""
    axis = figure["layout"].get("xaxis" if name == "x" else f"yaxis{name[1:]}", {})
    if "range" in axis:
        low, high = (number(end) for end in axis["range"])
        return low, high
    values = [
        y
        for trace in figure["data"]
        if trace.get("yaxis", "y") == name
        for y in trace.get("y", ())
        if y is not None
    ]
    return 0.0, max(values, default=1) * 1.1 or 1.0


def _places(trace: Figure) -> list[float]:
    if "x0" in trace:
        first, step = number(trace["x0"]), trace["dx"] / MILLISECONDS_A_DAY
        return [first + step * at for at in range(len(trace["y"]))]
    return [number(value) for value in trace["x"]]


def _points(trace: Figure) -> list[tuple[int, float, float]]:
    """The points of a trace that have a value: their number, x and y."""
    places = _places(trace)
    return [
        (at, x, y)
        for at, (x, y) in enumerate(zip(places, trace["y"], strict=True))
        if y is not None
    ]


def _draw(canvas: Drawing, trace: Figure, tones: dict[str, str], across: Axis, down: Axis) -> None:
    if trace["type"] == "bar" and len(trace["y"]) > SEVERAL:
        canvas.lines.append(_many_bars(trace, tones, across, down))
    elif trace["type"] == "bar":
        canvas.marks += _bars(trace, tones, across, down)
    elif "lines" in trace["mode"]:
        canvas.lines += _line(trace, tones, across, down)
        canvas.marks += _letters(trace, across, down)
    elif len(trace["y"]) > MANY and tones.get("marker.colorscale") == "ramp":
        canvas.lines += _many_dots(trace, across, down)
    elif len(trace["y"]) > SEVERAL and trace["marker"].get("symbol") in list(LETTERS):
        canvas.marks += _many_letters(trace, tones, across, down)
    else:
        canvas.marks += _dots(trace, tones, across, down)


def _many_bars(trace: Figure, tones: dict[str, str], across: Axis, down: Axis) -> Mark:
    """Many bars as one path, which is a fifth of their size."""
    width = round(across.width(trace["width"] / MILLISECONDS_A_DAY) * WIDE / 100, 1)
    bottom = round(down.place(0), 1)
    (wide, left), (tall, top) = across.line(WIDE), down.line()
    left -= width / 2
    bar = f"h{width:g}V{bottom:g}"
    path = "".join(
        f"M{x * wide + left:.1f} {bottom:g}V{y * tall + top:.1f}{bar}"
        for _, x, y in _points(trace)
    )
    return Mark("path", {"d": path, "class": f"{_classes(tones)} bars"})


def _many_dots(trace: Figure, across: Axis, down: Axis) -> Iterator[Mark]:
    """Hundreds of dots as one path for each pain level: strokes of no length with round ends."""
    colours = trace["marker"]["color"]
    (wide, left), (tall, top) = across.line(WIDE), down.line()
    by_level: dict[int, list[str]] = {}
    for at, x, y in _points(trace):
        dot = f"M{x * wide + left:.1f} {y * tall + top:.0f}h0"
        by_level.setdefault(round(colours[at]), []).append(dot)
    for level, dots in sorted(by_level.items()):
        yield Mark("path", {"d": "".join(dots), "class": f"s-p{level} dots"})


def _many_letters(
    trace: Figure, tones: dict[str, str], across: Axis, down: Axis
) -> Iterator[Mark]:
    """Many wedges or dashes as one text of each row, whose letters have places."""
    rows: dict[float, list[str]] = {}
    wide, left = across.line()
    for _, x, y in _points(trace):
        rows.setdefault(y, []).append(f"{x * wide + left:.2f}%")
    symbol, radius = trace["marker"]["symbol"], _radius(trace["marker"], 0)
    for y, places in rows.items():
        letters = LETTERS[symbol] * len(places)
        yield _letters_at(" ".join(places), down.place(y), _classes(tones), letters, radius)


def _letters_at(x: str, cy: float, classes: str, letters: str, radius: float) -> Mark:
    """Wedges or dashes of a row, each at its place of ``x``."""
    if letters.startswith(LETTERS["triangle-down"]):
        return Mark("text", {"x": x, "y": f"{cy + 5}", "class": f"{classes} wedge-mark"}, letters)
    wide = " wide" if radius > WIDE_DASH else ""
    return Mark("text", {"x": x, "y": f"{cy}", "class": f"{classes} dash-mark{wide}"}, letters)


def _bars(trace: Figure, tones: dict[str, str], across: Axis, down: Axis) -> Iterator[Mark]:
    dated = trace["x"] and isinstance(trace["x"][0], str) if "x" in trace else True
    width = (trace.get("width") or 0.8) / (MILLISECONDS_A_DAY if dated else 1)
    for at, x, y in _points(trace):
        left, right = across.place(x - width / 2), across.place(x + width / 2)
        top, bottom = down.place(y), down.place(0)
        yield Mark(
            "rect",
            {
                "x": f"{left}%",
                "y": f"{top}",
                "width": f"{round(right - left, 2)}%",
                "height": f"{round(bottom - top, 2)}",
                "class": _classes(tones),
            },
        )
        words = trace.get("text", ())
        if at < len(words) and words[at]:
            yield text(words[at], f"{across.place(x)}%", top - 5, "middle")


def _dots(trace: Figure, tones: dict[str, str], across: Axis, down: Axis) -> Iterator[Mark]:
    marker = trace["marker"]
    for at, x, y in _points(trace):
        cx, cy = f"{across.place(x)}%", down.place(y)
        symbol = _at(marker.get("symbol", "circle"), at)
        radius = _radius(marker, at)
        classes = _classes(tones, _at(marker.get("color"), at), marker)
        if symbol in LETTERS:
            yield _letters_at(cx, cy, classes, LETTERS[symbol], radius)
        else:
            hollow = " hollow" if symbol == "circle-open" else ""
            attributes = {"cx": cx, "cy": f"{cy}", "r": f"{radius}", "class": classes + hollow}
            yield Mark("circle", attributes)


def _at(value: Any, at: int) -> Any:  # one for all, or one for each
    return value[at] if isinstance(value, list) else value


def _radius(marker: Figure, at: int) -> float:
    return round(_size(marker, at) / 2, 1)


def _size(marker: Figure, at: int) -> float:
    size: float = _at(marker.get("size", 6), at)
    if marker.get("sizemode") == "area":
        diameter: float = max(marker["sizemin"] * 2, sqrt(2 * size / marker["sizeref"]))
        return diameter
    return size


def _classes(tones: dict[str, str], level: Any = None, marker: Figure | None = None) -> str:
    """The classes of a mark: ``f-`` what it is filled with, ``s-`` the colour of its edge."""
    names = []
    scale = tones.get("marker.colorscale")
    if scale == "ramp" and isinstance(level, int | float):
        names.append(f"f-p{round(level)}")
    elif scale == "fade" and marker:
        last = max(1, len(marker["color"]) - 1)
        names.append(f"f-fade{round(4 * level / last)}")
    elif "marker.color" in tones:
        names.append(f"f-{tones['marker.color']}")
    if edge := tones.get("marker.line.color"):
        names.append(f"s-{edge}")
    return " ".join(names)


def _line(trace: Figure, tones: dict[str, str], across: Axis, down: Axis) -> Iterator[Mark]:
    """The stretches of a line between its gaps."""
    (wide, left), (tall, top) = across.line(WIDE), down.line()
    run: list[str] = []
    before = -1
    for at, x, y in _points(trace):
        if at != before + 1 and run:
            yield _polyline(run, tones, trace)
            run = []
        run.append(f"{x * wide + left:.1f},{y * tall + top:.1f}")
        before = at
    if run:
        yield _polyline(run, tones, trace)


def _polyline(points: Sequence[str], tones: dict[str, str], trace: Figure) -> Mark:
    dotted = " dotted" if "dash" in trace["line"] else ""
    classes = f"s-{tones['line.color']}{dotted}"
    return Mark("polyline", {"points": " ".join(points), "class": classes})


def _letters(trace: Figure, across: Axis, down: Axis) -> Iterator[Mark]:
    words = trace.get("text", ())
    for at, x, y in _points(trace):
        if at < len(words) and words[at]:
            left = "left" in trace["textposition"]
            yield text(words[at], f"{across.place(x)}%", down.place(y), "end" if left else "start")

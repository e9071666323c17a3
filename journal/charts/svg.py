"""A figure as a drawing that is in the page itself: at first paint, in print, without scripts.

Lengths across are shares of the drawing's width, so that letters and dots keep their size on
every screen; lengths down are pixels. Colours are classes of the stylesheet. It draws what the
charts of this folder use of Plotly: bars, dots, lines, letters and two axes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, floor, log10, sqrt
from typing import Any, Final

from journal.charts.chart import MILLISECONDS_A_DAY, Figure

WIDE: Final = 1000
"""The width of the inner drawing of lines, which is stretched to the real one."""
TICKS: Final = 5
WIDE_DASH: Final = 10
"""From this radius on a dash is a wide one."""
DAYS_A_MONTH: Final = 30.4
DASH, WEDGE = "\u2013", "\u25bc"
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 (Plotly's dates have no zone)


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of the drawing."""

    tag: str
    attributes: dict[str, str]
    words: str = ""


@dataclass(slots=True)
class Drawing:
    """A figure drawn: marks placed in shares of the width, lines in a drawing of their own."""

    height: int
    marks: list[Mark] = field(default_factory=list)
    lines: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From the values of an axis to its place; down in pixels, across in percent."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.end - self.start), 2)


def drawing(figure: Figure) -> Drawing:
    """The drawing of a filled figure."""
    layout = figure["layout"]
    found = Drawing(layout["height"])
    across = _Axis(*_range(figure, "x"), 0, 100)
    for name in ("y", "y2"):
        axis = layout.get(f"yaxis{name[1:]}")
        if axis is None:
            continue
        down = _down(figure, name)
        found.marks += _grid(axis, down)
        for trace in figure["data"]:
            if trace.get("yaxis", "y") == name:
                _draw(found, trace, figure["tones"][trace["meta"]], across, down)
    found.marks += _dates(layout["xaxis"], across, layout)
    found.marks += _notes(layout)
    return found


def _down(figure: Figure, name: str) -> _Axis:
    layout = figure["layout"]
    margin, low_high = layout["margin"], layout[f"yaxis{name[1:]}"].get("domain", [0, 1])
    inner = layout["height"] - margin["t"] - margin["b"]
    bottom, top = (margin["t"] + inner * (1 - share) for share in low_high)
    return _Axis(*_range(figure, name), bottom, top)


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


def number(value: Any) -> float:  # a number, or a date as Plotly writes it
    """A place on an axis as a number; days since 1970 where it is a date."""
    if isinstance(value, int | float):
        return float(value)
    return (datetime.fromisoformat(value) - EPOCH) / timedelta(days=1)


def _places(trace: Figure) -> list[float]:
    if "x0" in trace:
        step = trace["dx"] / MILLISECONDS_A_DAY
        return [number(trace["x0"]) + step * at for at in range(len(trace["y"]))]
    return [number(value) for value in trace["x"]]


def _points(trace: Figure) -> list[tuple[int, float, float]]:
    """The points of a trace that have a value: their number, x and y."""
    places = _places(trace)
    return [
        (at, x, y)
        for at, (x, y) in enumerate(zip(places, trace["y"], strict=True))
        if y is not None
    ]


def _draw(
    found: Drawing, trace: Figure, tones: dict[str, str], across: _Axis, down: _Axis
) -> None:
    if trace["type"] == "bar":
        found.marks += _bars(trace, tones, across, down)
    elif "lines" in trace["mode"]:
        found.lines += _line(trace, tones, across, down)
        found.marks += _letters(trace, across, down)
    else:
        found.marks += _dots(trace, tones, across, down)


def _bars(trace: Figure, tones: dict[str, str], across: _Axis, down: _Axis) -> Iterator[Mark]:
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
            yield _text(words[at], f"{across.place(x)}%", top - 5, "middle")


def _dots(trace: Figure, tones: dict[str, str], across: _Axis, down: _Axis) -> Iterator[Mark]:
    marker = trace["marker"]
    for at, x, y in _points(trace):
        cx, cy = f"{across.place(x)}%", down.place(y)
        symbol = _at(marker.get("symbol", "circle"), at)
        radius = round(_size(marker, at) / 2, 1)
        classes = _classes(tones, _at(marker.get("color"), at), marker)
        if symbol == "line-ew":
            wide = " wide" if radius > WIDE_DASH else ""
            attributes = {"x": cx, "y": f"{cy}", "class": f"{classes} dash-mark{wide}"}
            yield Mark("text", attributes, DASH)
        elif symbol == "triangle-down":
            yield Mark(
                "text", {"x": cx, "y": f"{cy + 5}", "class": f"{classes} wedge-mark"}, WEDGE
            )
        else:
            hollow = " hollow" if symbol == "circle-open" else ""
            attributes = {"cx": cx, "cy": f"{cy}", "r": f"{radius}", "class": classes + hollow}
            yield Mark("circle", attributes)


def _at(value: Any, at: int) -> Any:  # one for all, or one for each
    return value[at] if isinstance(value, list) else value


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


def _line(trace: Figure, tones: dict[str, str], across: _Axis, down: _Axis) -> Iterator[Mark]:
    """The stretches of a line between its gaps."""
    run: list[str] = []
    before = -1
    for at, x, y in _points(trace):
        if at != before + 1 and run:
            yield _polyline(run, tones)
            run = []
        run.append(f"{round(across.place(x) * WIDE / 100, 1)},{down.place(y)}")
        before = at
    if run:
        yield _polyline(run, tones)


def _polyline(points: Sequence[str], tones: dict[str, str]) -> Mark:
    return Mark("polyline", {"points": " ".join(points), "class": f"s-{tones['line.color']}"})


def _letters(trace: Figure, across: _Axis, down: _Axis) -> Iterator[Mark]:
    words = trace.get("text", ())
    for at, x, y in _points(trace):
        if at < len(words) and words[at]:
            left = "left" in trace["textposition"]
            yield _text(
                words[at], f"{across.place(x)}%", down.place(y), "end" if left else "start"
            )


def _text(words: str, x: str, y: float, anchor: str) -> Mark:
    return Mark("text", {"x": x, "y": f"{round(y, 1)}", "class": f"a-{anchor}"}, str(words))


def _grid(axis: Figure, down: _Axis) -> Iterator[Mark]:
    """The lines across at the values of an axis, their numbers, and its title above them."""
    values = axis.get("tickvals") or _round_values(down.high, axis.get("nticks", TICKS))
    suffix = axis.get("ticksuffix", "")
    for value in values:
        y = f"{down.place(value)}"
        yield Mark("line", {"x1": "0", "x2": "100%", "y1": y, "y2": y, "class": "s-line"})
        yield _text(f"{value:g}{suffix}", "-8", down.place(value) + 4, "end")
    title = axis.get("title", {}).get("text")
    if title:
        yield _text(title, "-36", down.end - 1, "start")


def _round_values(high: float, most: int) -> list[float]:
    """At most so many round values from 0 up to ``high``."""
    rough = high / max(1, most - 1)
    size = 10 ** floor(log10(rough)) if rough > 0 else 1
    step = max(1, next(size * each for each in (1, 2, 5, 10) if size * each >= rough))
    return [step * at for at in range(floor(high / step) + 1)]


def _dates(axis: Figure, across: _Axis, layout: Figure) -> Iterator[Mark]:
    """What is written under the drawing: days or months, or the values of a scale."""
    bottom = layout["height"] - layout["margin"]["b"] + 18
    if axis.get("type") == "date":
        for day in _days(across):
            words = day.strftime(axis["tickformat"])
            yield _text(words, f"{across.place(number(day.isoformat()))}%", bottom, "middle")
    else:
        for value in axis["tickvals"]:
            yield _text(f"{value:g}", f"{across.place(value)}%", bottom, "middle")
    title = axis.get("title", {}).get("text")
    if title:
        yield _text(title, "50%", bottom + 20, "middle")


def _days(across: _Axis) -> Iterator[datetime]:
    """Up to five days or firsts of months, evenly apart."""
    span = across.high - across.low
    if span <= DAYS_A_MONTH * 4:
        step = max(1, ceil(span / TICKS))
        day = EPOCH + timedelta(days=ceil(across.low) + step // 2)
        while number(day.isoformat()) < across.high:
            yield day
            day += timedelta(days=step)
        return
    months = max(1, ceil(span / DAYS_A_MONTH / TICKS))
    first = EPOCH + timedelta(days=across.low)
    at = first.year * 12 + first.month
    while True:
        day = datetime(at // 12, at % 12 + 1, 1)  # noqa: DTZ001 (as EPOCH)
        if number(day.isoformat()) > across.high:
            return
        yield day
        at += months


def _notes(layout: Figure) -> Iterator[Mark]:
    margin = layout["margin"]
    inner = layout["height"] - margin["t"] - margin["b"]
    for note in layout.get("annotations", ()):
        yield _text(note["text"], "0", margin["t"] + inner * (1 - note["y"]) - 6, "start")

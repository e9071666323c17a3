"""What a page is laid out of: blocks of a known height that draw themselves.

Lengths are points (1/72 inch). A group is kept on one page where it is short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from journal.pdf.text_lines import Run, lines
from journal.pdf.tree import Element

Canvas = Any  # reportlab's canvas, which has no types

INK: Final = "#1b2123"
SOFT: Final = "#4d5558"
RULE: Final = "#d3d7d8"
LEADING: Final = 1.32


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    size: float
    bold: bool = False
    colour: str = INK


BODY: Final = Style(9.5)
ASIDE: Final = Style(8, colour=SOFT)
TITLE: Final = Style(14, bold=True)
HEADING: Final = Style(10, bold=True)
VALUE: Final = Style(15, bold=True)
CELL: Final = Style(9)


@dataclass(frozen=True, slots=True)
class PageBlock:
    """Something of a height that is drawn from its upper left corner."""

    height: float
    draw: Callable[[Canvas, float, float], None]


Group = list[PageBlock]


def space(height: float) -> PageBlock:
    """Nothing, of some height."""
    return PageBlock(height, lambda _canvas, _x, _y: None)


def text(words: str, width: float, style: Style, *, right: bool = False) -> Group:
    """A text as a block a line."""
    return [
        _line(line, width, style, right=right)
        for line in lines(words, width / style.size, bold=style.bold)
    ]


def _line(line: Sequence[Run], width: float, style: Style, *, right: bool) -> PageBlock:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColor(style.colour)
        if right:
            x += width - sum(run.width for run in line) * style.size
        for run in line:
            canvas.setFont(run.file, style.size)
            canvas.drawString(x, y - style.size, run.text)
            x += run.width * style.size

    return PageBlock(style.size * LEADING, draw)


def beside(columns: Sequence[tuple[float, Group]]) -> PageBlock:
    """Several columns, each at its distance from the left."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for across, group in columns:
            place = y
            for block in group:
                block.draw(canvas, x + across, place)
                place -= block.height

    return PageBlock(max((high(group) for _, group in columns), default=0), draw)


def high(group: Sequence[PageBlock]) -> float:
    """How high blocks are, one below the other."""
    return sum(block.height for block in group)


def rule(width: float, colour: str = RULE, thick: float = 0.5) -> PageBlock:
    """A line across."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(thick)
        canvas.line(x, y - 1, x + width, y - 1)

    return PageBlock(2, draw)


def drawing(svg: Element, width: float) -> PageBlock:
    """A drawing of lines, dots, shapes and words, as wide as asked for."""
    _, _, wide, tall = (float(number) for number in svg.attributes["viewbox"].split())
    scale = width / wide

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.translate(x, y - tall * scale)
        canvas.scale(scale, scale)
        for mark in svg.elements:
            _MARKS[mark.tag](canvas, mark, tall)
        canvas.restoreState()

    return PageBlock(tall * scale, draw)


def _paint(canvas: Canvas, mark: Element) -> dict[str, int]:
    fill, stroke = mark.attributes.get("fill", INK), mark.attributes.get("stroke", "none")
    if fill != "none":
        canvas.setFillColor(fill)
    if stroke != "none":
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(float(mark.attributes.get("stroke-width", 1)))
    return {"fill": int(fill != "none"), "stroke": int(stroke != "none")}


def _numbers(mark: Element, *names: str) -> list[float]:
    return [float(mark.attributes[name]) for name in names]


def _draw_line(canvas: Canvas, mark: Element, tall: float) -> None:
    _paint(canvas, mark)
    x1, y1, x2, y2 = _numbers(mark, "x1", "y1", "x2", "y2")
    canvas.line(x1, tall - y1, x2, tall - y2)


def _draw_dot(canvas: Canvas, mark: Element, tall: float) -> None:
    x, y, radius = _numbers(mark, "cx", "cy", "r")
    canvas.circle(x, tall - y, radius, **_paint(canvas, mark))


def _draw_corners(canvas: Canvas, mark: Element, tall: float) -> None:
    path = canvas.beginPath()
    corners = [corner.split(",") for corner in mark.attributes["points"].split()]
    for at, (x, y) in enumerate(corners):
        (path.lineTo if at else path.moveTo)(float(x), tall - float(y))
    if mark.tag == "polygon":
        path.close()
    canvas.drawPath(path, **_paint(canvas, mark))


def _draw_words(canvas: Canvas, mark: Element, tall: float) -> None:
    _paint(canvas, mark)
    (line,) = lines(mark.text, float("inf"))
    x, y, size = _numbers(mark, "x", "y", "font-size")
    if mark.attributes.get("text-anchor") == "end":
        x -= sum(run.width for run in line) * size
    for run in line:
        canvas.setFont(run.file, size)
        canvas.drawString(x, tall - y, run.text)
        x += run.width * size


_MARKS: Final = {
    "line": _draw_line,
    "circle": _draw_dot,
    "polygon": _draw_corners,
    "polyline": _draw_corners,
    "text": _draw_words,
}

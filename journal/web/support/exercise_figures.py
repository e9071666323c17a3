"""The drawings of the journal's own exercises as marks, for a printer that knows no symbols."""

from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree

from journal.config import ROOT

SVG: Final = "{http://www.w3.org/2000/svg}"
INK: Final = "#1b2123"
WIDTH: Final = 240
"""Of one drawing, in its own units."""


@dataclass(frozen=True, slots=True)
class FigureMark:
    """One shape of a drawing."""

    tag: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class ExerciseFigure:
    """How an exercise begins and where it goes, beside each other."""

    view_box: str
    groups: list[tuple[dict[str, str], list[FigureMark]]]


@cache
def exercise_figure(token: str) -> ExerciseFigure | None:
    """The figure of one of the journal's own exercises; None: there is none."""
    root = ElementTree.parse(ROOT / "static" / "figures.svg").getroot()  # noqa: S314 (its own)
    symbols = {symbol.get("id"): symbol for symbol in root}
    parts = [symbols.get(f"{token}-{end}") for end in ("start", "end")]
    groups, view_box = [], ""
    for at, part in enumerate(parts):
        if part is None:
            return None
        left, top, _, height = part.get("viewBox", "").split()
        view_box = f"{left} {top} {2 * WIDTH} {height}"
        for group in part:
            place = {"transform": f"translate({at * WIDTH} 0)"}
            marks = [FigureMark(mark.tag.removeprefix(SVG), _inked(mark)) for mark in group]
            groups.append((_inked(group) | place, marks))
    return ExerciseFigure(view_box, groups)


def _inked(element: ElementTree.Element) -> dict[str, str]:
    return {name: INK if text == "currentColor" else text for name, text in element.attrib.items()}

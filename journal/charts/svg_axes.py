"""The axes of a drawing: where values are placed, and what is written beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil, floor, log10
from typing import Any, Final

from journal.charts.chart import Figure
from journal.words.dates import day_of_month, month_text
from journal.words.language import numerals

WIDE: Final = 1000
"""The width of the inner drawing of lines, which is stretched to the real one."""
TICKS: Final = 5
MONTH_TICKS: Final = 4
"""Names of months with their year are longer than those of days, and a phone is narrow."""
EDGE: Final = 1 / 16
"""The last part of an axis, in which the name of a month would be cut off."""
DAYS_A_MONTH: Final = 30.4
TICKS_OF_DAYS: Final[Mapping[str, Callable[[date], str]]] = {
    "%-d %b": day_of_month,
    "%b %Y": month_text,
}
"""What the formats of Plotly's ticks mean, in the language of the reader."""
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 (Plotly's dates have no zone)

NUMBER_HEIGHT: Final = 9
"""Pixels from the middle of a number at an axis up to where words above it may end."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of the drawing."""

    tag: str
    attributes: dict[str, str]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """From the values of an axis to its place; down in pixels, across in percent."""

    low: float
    high: float
    start: float
    end: float

    def line(self, end: float | None = None) -> tuple[float, float]:
        """How steep the places of this axis are over its values, and where they are at 0.

        For hundreds of values, where a call for each takes longer than the sum. ``end``: as long
        as the axis would then be, such as in the inner drawing.
        """
        steep = ((self.end if end is None else end) - self.start) / ((self.high - self.low) or 1)
        return steep, self.start - self.low * steep

    def width(self, length: float) -> float:
        """How much of the axis a length takes, in percent."""
        return 100 * length / ((self.high - self.low) or 1)

    def place(self, value: float) -> float:
        """Where a value is, between the ends of the axis."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.end - self.start), 2)


def number(value: Any) -> float:  # a number, or a date as Plotly writes it
    """A place on an axis as a number; days since 1970 where it is a date."""
    return float(value) if isinstance(value, int | float) else _days_since_epoch(value)


@lru_cache(maxsize=4096)  # the days of a chart are in each of its traces, and in the next chart
def _days_since_epoch(text: str) -> float:
    return (datetime.fromisoformat(text) - EPOCH) / timedelta(days=1)


def text(words: str, x: str, y: float, anchor: str) -> Mark:
    """Words at a place of the drawing."""
    return Mark("text", {"x": x, "y": f"{round(y, 1)}", "class": f"a-{anchor}"}, str(words))


def grid(axis: Figure, down: Axis) -> Iterator[Mark]:
    """The lines across at the values of an axis, their numbers, and its title above them."""
    values = axis.get("tickvals") or _round_values(down.high, axis.get("nticks", TICKS))
    suffix = axis.get("ticksuffix", "")
    for value in values:
        y = f"{down.place(value)}"
        yield Mark("line", {"x1": "0", "x2": "100%", "y1": y, "y2": y, "class": "s-line"})
        yield text(numerals(f"{value:g}{suffix}"), "-8", down.place(value) + 4, "end")
    title = axis.get("title", {}).get("text")
    if title:
        above_all = down.place(max(values)) - NUMBER_HEIGHT
        yield text(title, "-36", min(down.end - 1, above_all), "start")


def _round_values(high: float, most: int) -> list[float]:
    """At most so many round values from 0 up to ``high``."""
    rough = high / max(1, most - 1)
    size = 10 ** floor(log10(rough)) if rough > 0 else 1
    step = max(1, next(size * each for each in (1, 2, 5, 10) if size * each >= rough))
    return [step * at for at in range(floor(high / step) + 1)]


def dates(axis: Figure, across: Axis, layout: Figure) -> Iterator[Mark]:
    """What is written under the drawing: days or months, or the values of a scale."""
    bottom = layout["height"] - layout["margin"]["b"] + 18
    if "ticktext" in axis:
        for value, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
            yield text(words, f"{across.place(number(value))}%", bottom, "middle")
    elif axis.get("type") == "date":
        for day in _days(across, monthly="%-d" not in axis["tickformat"]):
            words = TICKS_OF_DAYS[axis["tickformat"]](day)
            yield text(words, f"{across.place(number(day.isoformat()))}%", bottom, "middle")
    else:
        for value in axis["tickvals"]:
            yield text(numerals(f"{value:g}"), f"{across.place(value)}%", bottom, "middle")
    title = axis.get("title", {}).get("text")
    if title:
        yield text(title, "50%", bottom + 20, "middle")


def _days(across: Axis, *, monthly: bool) -> Iterator[datetime]:
    """Up to five days, four middles of months (``monthly``) or firsts of them, evenly apart."""
    span = across.high - across.low
    if span <= DAYS_A_MONTH * 4 and not monthly:
        step = max(1, ceil(span / TICKS))
        day = EPOCH + timedelta(days=ceil(across.low) + step // 2)
        while number(day.isoformat()) < across.high:
            yield day
            day += timedelta(days=step)
        return
    months = max(1, ceil(span / DAYS_A_MONTH / MONTH_TICKS))
    middle_or_first = 16 if monthly else 1
    first = EPOCH + timedelta(days=across.low)
    at = first.year * 12 + first.month
    while True:
        day = datetime(at // 12, at % 12 + 1, middle_or_first)  # noqa: DTZ001 (as EPOCH)
        if number(day.isoformat()) > across.high - span * EDGE:
            return
        if number(day.isoformat()) >= across.low:
            yield day
            at += months
        else:
            at += 1


def notes(layout: Figure) -> Iterator[Mark]:
    """The headings over the panels."""
    margin = layout["margin"]
    inner = layout["height"] - margin["t"] - margin["b"]
    for note in layout.get("annotations", ()):
        yield text(note["text"], "0", margin["t"] + inner * (1 - note["y"]) - 6, "start")

"""The pain of a report as a drawing: plain marks that a page and a printer draw alike.

Black, greys and white only; the band is told from the line by its shape. A gap stays a gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from journal.core.diary.event_marks import EventMark
from journal.core.model.periods import ONE_DAY, Period, month_start, next_month
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.core.report.report import PainPoint
from journal.words.charts import chart_text
from journal.words.dates import day_of_month, short_month

WIDTH: Final = 720
HEIGHT: Final = 190
LEFT: Final = 26
RIGHT: Final = 650
TOP: Final = 10
FOOT: Final = 150
"""Where level 0 is drawn; spasm days and dates stand below."""

INK: Final = "#1b2123"
GREY: Final = "#5c6467"
BAND: Final = "#d3d7d8"
GRID: Final = "#e3e6e6"
WORDS: Final = 12
DATES_MOST: Final = 12
NARROW: Final = 340
"""The width of the drawing for a phone, whose words are not written beside it."""
NARROW_DATES: Final = 4
LEVELS: Final = (0, 2, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class SheetMark:
    """One mark, named and described as in SVG; ``words`` is the text of a text."""

    tag: str
    attributes: dict[str, str | float] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Marks on a sheet of some width and height, in the order they are drawn."""

    width: int
    height: int
    marks: list[SheetMark]


@dataclass(frozen=True, slots=True)
class _Axis:
    period: Period
    right: float = RIGHT

    def across(self, day: date, part: float = 0.5) -> float:
        """Where a day stands, at its middle or another part of it."""
        share = ((day - self.period.first).days + part) / len(self.period)
        return round(LEFT + share * (self.right - LEFT), 1)

    def middle(self, part: Period) -> float:
        """Where the middle of a week or month stands, within the sheet."""
        first, last = max(part.first, self.period.first), min(part.last, self.period.last)
        return round((self.across(first, 0) + self.across(last, 1)) / 2, 1)


def down(level: float) -> float:
    """Where a level stands."""
    return round(FOOT - level / LEVEL_HIGHEST * (FOOT - TOP), 1)


def pain_drawing(
    points: Sequence[PainPoint],
    period: Period,
    events: Sequence[EventMark] = (),
    *,
    narrow: bool = False,
) -> Sheet:
    """Levels, the median with its quartile band, events and spasm days, over a period.

    ``narrow``: as wide as a phone.
    """
    axis = _Axis(period, NARROW - 6) if narrow else _Axis(period)
    marks = list(_grid(axis, NARROW_DATES if narrow else DATES_MOST))
    marks += _events(events, axis)
    runs = [
        list(run)
        for has_pain, run in groupby(points, lambda point: point.pain is not None)
        if has_pain
    ]
    for run in runs:
        marks += _band(run, axis)
    marks += _dots(points, axis)
    for run in runs:
        marks += _line(run, axis)
    if not narrow:
        marks += _labels(runs)
    width = NARROW if narrow else WIDTH
    return Sheet(width, HEIGHT, [*marks, *_spasms(points, axis, with_word=not narrow)])


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = GREY) -> SheetMark:
    style: dict[str, str | float] = {"text-anchor": anchor, "fill": colour, "font-size": WORDS}
    return SheetMark("text", {**style, "x": x, "y": y}, words)


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> SheetMark:
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return SheetMark("line", {**ends, "stroke": colour, "stroke-width": width})


def _grid(axis: _Axis, most: int) -> Iterator[SheetMark]:
    for level in LEVELS:
        yield _stroke(LEFT, down(level), axis.right, down(level), GRID, 1)
        yield _text(LEFT - 6, down(level) + 4, str(level), "end")
    for day, words in dates(axis.period, most):
        x = axis.across(day, 0)
        yield _stroke(x, FOOT, x, FOOT + 4, GREY, 1)
        yield _text(x, HEIGHT - 6, words)


def dates(period: Period, most: int = DATES_MOST) -> list[tuple[date, str]]:
    """The days that are named below a drawing: at most about so many, evenly."""
    if len(period) <= 6 * DATES_MOST:
        step = max(7, -(-len(period) // most // 7) * 7)
        offsets = range(0, max(1, len(period) - step // 2), step)
        days = [period.first + timedelta(days=at) for at in offsets]
        return [(day, day_of_month(day)) for day in days]
    starts = []
    start = month_start(period.first)
    if start < period.first:
        start = next_month(start)
    while start <= period.last - 15 * ONE_DAY:
        starts.append(start)
        start = next_month(start)
    years = [day for day in starts if day.month == 1]
    if len(starts) > 2 * most and len(years) > 1:
        return [(day, str(day.year)) for day in years[:: -(-len(years) // most)]]
    every = -(-len(starts) // most)
    named_days = starts[::every]
    # January is named by its year alone, as both would reach into February
    return [(day, str(day.year) if day.month == 1 else short_month(day)) for day in named_days]


def _dots(points: Sequence[PainPoint], axis: _Axis) -> Iterator[SheetMark]:
    """The levels; those that no median goes with are all there is to see, so they are larger."""
    for point in points:
        if point.level is not None:
            place: dict[str, str | float] = {
                "cx": axis.middle(point.period),
                "cy": down(point.level),
            }
            look: dict[str, str | float] = (
                {"r": 1.6, "fill": GREY} if point.pain else {"r": 2.8, "fill": INK}
            )
            yield SheetMark("circle", place | look)


def _events(events: Sequence[EventMark], axis: _Axis) -> Iterator[SheetMark]:
    """A line at each event, and its number beside its foot."""
    for event in events:
        x = axis.across(event.day)
        yield _stroke(x, TOP - 6, x, FOOT, GREY, 0.75)
        yield _text(x + 3, TOP + 4, event.label, colour=INK)


def _band(run: Sequence[PainPoint], axis: _Axis) -> Iterator[SheetMark]:
    """The middle half: a band over several, an upright bar for one alone."""
    edges = [(axis.middle(point.period), point.pain) for point in run]
    upper = [(x, down(pain.high)) for x, pain in edges if pain]
    lower = [(x, down(pain.low)) for x, pain in edges if pain]
    if len(run) == 1:
        yield _stroke(*upper[0], *lower[0], BAND, 5)
        return
    corners = " ".join(f"{x},{y}" for x, y in [*upper, *reversed(lower)])
    yield SheetMark(
        "polygon", {"points": corners, "fill": BAND, "stroke": BAND, "stroke-width": 1}
    )


def _line(run: Sequence[PainPoint], axis: _Axis) -> Iterator[SheetMark]:
    middles = [(axis.middle(point.period), down(point.pain.median)) for point in run if point.pain]
    if len(run) == 1:
        (x, y) = middles[0]
        yield _stroke(x - 2.5, y, x + 2.5, y, INK, 2)
        return
    corners = " ".join(f"{x},{y}" for x, y in middles)
    yield SheetMark(
        "polyline", {"points": corners, "fill": "none", "stroke": INK, "stroke-width": 2}
    )


def _labels(runs: Sequence[Sequence[PainPoint]]) -> Iterator[SheetMark]:
    """What line and band are, written at their right end."""
    if not runs or (last := runs[-1][-1].pain) is None:
        return
    line = min(max(down(last.median) + 4, TOP + 8), FOOT - WORDS)
    yield _text(RIGHT + 6, line, chart_text("median"), colour=INK)
    yield _text(RIGHT + 6, line + WORDS + 2, chart_text("middle_half"))


def _spasms(points: Sequence[PainPoint], axis: _Axis, *, with_word: bool) -> Iterator[SheetMark]:
    """A wedge under each day, week or month with a spasm, ``with_word``: its word beside it."""
    marked = [axis.middle(point.period) for point in points if point.spasm_days]
    y = FOOT + 9
    for x in marked:
        corners = f"{round(x - 3, 1)},{y + 6} {round(x + 3, 1)},{y + 6} {x},{y}"
        yield SheetMark("polygon", {"points": corners, "fill": INK})
    if marked and with_word:
        yield _text(RIGHT + 6, y + 7, chart_text("spasm"), colour=INK)

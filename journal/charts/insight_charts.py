"""The figures of insight: the very days that a verdict or a description rests on."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from journal.charts.figures import DATE, Figure, filled, straight
from journal.core.insight.questions import Comparison, Trend
from journal.core.model.periods import ONE_DAY, WEEK, WEEKLY_BARS_BEYOND, Period
from journal.core.model.records import CheckIn
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.core.statistics.estimators import MEANS_LEAST, mean

LEVELS: Final = range(LEVEL_HIGHEST + 1)
HEADROOM, MEAN_RISES = 1.4, 1.15
"""How far a panel, and the line of a mean, go above the highest bar."""
WIDEST: Final = 24
"""The diameter of the circle that stands for the most days, in pixels."""
HALF_WEEK: Final = timedelta(days=3)


def day_after(found: Comparison) -> Figure:
    """The pain of the days after exercise and of the other days, as shares of their number."""
    shares = {"after": _shares(found.after), "other": _shares(found.other)}
    top = max(1.0, *shares["after"], *shares["other"]) * HEADROOM
    series: dict[str, Figure] = {}
    for name, levels in (("after", found.after), ("other", found.other)):
        series[name] = {
            "x": list(LEVELS),
            "y": shares[name],
            "customdata": [levels.count(level) for level in LEVELS],
            "hovertemplate": "Pain %{x}: %{customdata} days, %{y}<extra></extra>",
        }
        series[f"mean_{name}"] = _mean_line(levels if found.describable else [], top)
    axis = {"range": [0, round(top, 1)]}
    notes = [
        _panel(f"Days after exercise, {found.n1}", 1),
        _panel(f"Other days, {found.n0}", 0.44),
    ]
    return filled("day_after", series, {"yaxis": axis, "yaxis2": axis, "annotations": notes})


def _shares(levels: Sequence[float]) -> list[float]:
    counts = Counter(levels)
    return [round(100 * counts[level] / (len(levels) or 1), 1) for level in LEVELS]


def _mean_line(levels: Sequence[float], top: float) -> Figure:
    if not levels:
        return {"x": [], "y": []}
    value = mean(levels)
    height = round(top / HEADROOM * MEAN_RISES, 1)
    return {
        "x": [round(value, 2)] * 2,
        "y": [0, height],
        "text": ["", f"mean {value:.1f}"],
        "textposition": "top left" if value > LEVEL_HIGHEST / 2 else "top right",
    }


def _panel(text: str, y: float) -> Figure:
    """A heading over a panel, at its left."""
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return place | {"x": 0, "y": y, "text": text, "showarrow": False}


def week_before(found: Comparison, *, line_allowed: bool) -> Figure:
    """Days by their pain and the exercise days of the week before; a line where allowed.

    The line is the one the sentence speaks of, in the middle of the time that was looked at.
    """
    circles = Counter((int(x), int(level)) for _, level, x in found.pairs)
    most = max(circles.values(), default=1)
    means = {
        x: mean(levels) for x, levels in found.by_regressor.items() if len(levels) >= MEANS_LEAST
    }
    series: dict[str, Figure] = {
        "days": {
            "x": [x for x, _ in circles],
            "y": [level for _, level in circles],
            "customdata": list(circles.values()),
            "hovertemplate": "%{x} exercise days, pain %{y}: %{customdata} days<extra></extra>",
            "marker": {
                "size": list(circles.values()),
                "sizeref": round(2 * most / WIDEST**2, 5),
            },
        },
        "day_mean": {
            "x": list(means),
            "y": [round(value, 2) for value in means.values()],
            "hovertemplate": "%{x} exercise days: mean %{y:.1f}<extra></extra>",
        },
        "line": straight(line_of(found) if line_allowed else None, 0, WEEK),
    }
    return filled("week_before", series, {})


def line_of(found: Comparison) -> tuple[float, float] | None:
    """The pain at 0 of the regressor and what each more of it adds, as the sentence has it."""
    return (found.E.beta[0], found.E.value) if found.E else None


def weeks_of(found: Trend, last: date) -> list[tuple[date, float | None]]:
    """The first day of each week up to ``last``, and its mean where it has one."""
    first = last - WEEK * len(found.means) * ONE_DAY + ONE_DAY
    return [(first + WEEK * at * ONE_DAY, value) for at, value in enumerate(found.means)]


def trend(found: Trend, last: date, *, line_allowed: bool) -> Figure:
    """The mean of each week up to ``last``, with the line of the sentence where allowed."""
    weeks = [(day + HALF_WEEK, value) for day, value in weeks_of(found, last)]
    test = found.test if line_allowed else None
    line = (test.intercept, test.slope_per_week) if test else None
    ends = straight(line, 0, len(weeks) - 1)
    series: dict[str, Figure] = {
        "score": {
            "x": [str(day) for day, value in weeks if value is not None],
            "y": [round(value, 2) for _, value in weeks if value is not None],
            "hovertemplate": f"Week around {DATE}: %{{y:.1f}}<extra></extra>",
        },
        "line": ends | {"x": [str(weeks[at][0]) for at in ends["x"]]},
    }
    return filled("trend", series, {"xaxis": _dates([day for day, _ in weeks])})


def check_ins(found: Sequence[CheckIn]) -> Figure:
    """The PEG score of each check-in."""
    series: dict[str, Figure] = {
        "score": {
            "x": [str(each.day) for each in found],
            "y": [round(each.peg, 2) for each in found],
            "hovertemplate": f"{DATE}: %{{y:.1f}}<extra></extra>",
        },
        "line": straight(None, 0, 0),
    }
    return filled("check_ins", series, {"xaxis": _dates([each.day for each in found])})


def _dates(days: Sequence[date]) -> Figure:
    """An axis that holds days in order, with a week to either side."""
    shown = Period(days[0] - WEEK * ONE_DAY, days[-1] + WEEK * ONE_DAY)
    ticks = "%-d %b" if len(shown) <= WEEKLY_BARS_BEYOND else "%b %Y"
    return {"range": [str(shown.first), str(shown.last)], "tickformat": ticks}

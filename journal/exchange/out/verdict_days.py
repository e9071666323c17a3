"""The days a verdict rests on, as a CSV file: what anybody needs to work it out again."""

import csv
from datetime import date
from io import StringIO

from journal.core.insight.comparison import Comparison
from journal.core.insight.schedule import Verdict
from journal.core.model.periods import Period
from journal.core.statistics.estimators import Series

COLUMNS = ("question", "day", "pain", "exercise")


def as_csv(verdict: Verdict, last: date) -> str:
    """A line for each day up to ``last``; what was not logged or is not known stays empty.

    ``exercise``: 1 on days with exercise, 0 on confirmed rest days; empty for the trend.
    """
    analysis = verdict.analysis
    pain = analysis.pain
    nothing: Series = [None] * len(pain)
    exercise = analysis.exercise if isinstance(analysis, Comparison) else nothing
    days = Period.ending(last, len(pain)) if pain else ()
    lines = StringIO(newline="")
    writing = csv.writer(lines)
    writing.writerow(COLUMNS)
    for day, level, exposure in zip(days, pain, exercise, strict=True):
        writing.writerow([verdict.name, day, _written(level), _written(exposure)])
    return lines.getvalue()


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:g}"

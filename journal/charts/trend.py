"""The mean of each week, with the line of the sentence where one is allowed."""

from datetime import date, timedelta
from typing import Final

from journal.charts.chart import DATE, Figure, straight
from journal.charts.dots_over_time import dates_axis, dots_over_time
from journal.core.insight.trend_question import Trend
from journal.core.model.periods import ONE_DAY, WEEK
from journal.words.charts import chart_text

HALF_WEEK: Final = timedelta(days=3)

CHART: Final = dots_over_time("trend")


def weeks_of(analysis: Trend, last: date) -> list[tuple[date, float | None]]:
    """The first day of each week up to that of ``last``, and its mean where it has one."""
    end = last + analysis.to_come * ONE_DAY
    first = end - WEEK * len(analysis.means) * ONE_DAY + ONE_DAY
    return [(first + WEEK * at * ONE_DAY, value) for at, value in enumerate(analysis.means)]


def trend(analysis: Trend, last: date, *, line_allowed: bool) -> Figure:
    """The mean of each week up to ``last``, with the line of the sentence where allowed."""
    weeks = [(day + HALF_WEEK, value) for day, value in weeks_of(analysis, last)]
    test = analysis.test if line_allowed else None
    week_text = chart_text("week_around")
    line = (test.intercept, test.slope_per_week) if test else None
    ends = straight(line, 0, len(weeks) - 1)
    series: dict[str, Figure] = {
        "score": {
            "x": [str(day) for day, value in weeks if value is not None],
            "y": [round(value, 2) for day, value in weeks if value is not None],
            "hovertemplate": f"{week_text} {DATE}: %{{y:.1f}}<extra></extra>",
        },
        "line": ends | {"x": [str(weeks[at][0]) for at in ends["x"]]},
    }
    layout = {
        "height": 220,
        "xaxis": dates_axis([day for day, value in weeks]),
        "yaxis": {"title": {"text": chart_text("average_pain_of_the_week")}},
    }
    return CHART.filled(series, layout)

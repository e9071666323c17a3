"""A period of a report in a few numbers, and whether it may stand beside the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.core.diary.summary import DaySummary
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.core.report.options import ReportData, ReportOptions
from journal.core.statistics.estimators import MEAN_LEAST, Quartiles, logged, quartiles


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """A period in a few numbers; None for a section that was not chosen, or where too few."""

    period: Period
    rated_days: int
    """Days whose average counts."""
    late_days: int
    """Days whose average came too late to count."""
    logged_days: int
    """Days with any entry, those without an average among them."""
    spasm_days: int | None
    peak: int | None
    """The highest level noted, in whichever way."""
    pain: Quartiles | None


def extent(
    sums: Sequence[DaySummary], period: Period, options: ReportOptions, material: ReportData
) -> PeriodSummary:
    """A period in numbers, of days that reach over it; the median of at least seven days."""
    inside = [day for day in sums if day.day in period]
    values = logged([day.value for day in inside])
    peaks = [episode.peak_level for episode in material.of(r.Episode, period)]
    levels = [day.highest for day in inside] + (peaks if options.has("spasms") else [])
    noted = [*values, *(level for level in levels if level is not None)]
    return PeriodSummary(
        period,
        len(values),
        sum(day.rated_too_late for day in inside),
        sum(day.day in material.logged for day in inside),
        sum(day.spasm for day in inside) if options.has("spasms") else None,
        int(max(noted)) if noted and options.has("spasms", "pain") else None,
        quartiles(values) if len(values) >= MEAN_LEAST and options.has("pain") else None,
    )


def uncompared(extent: PeriodSummary, before: PeriodSummary, begun_on: date | None) -> str | None:
    """Why two periods of one length are not compared; None: they are.

    ``few_averages``: one of them has too few for a median. ``begun_later``: the diary, which
    began on ``begun_on``, holds only a part of the one before. ``few_days``: fewer than half of
    the days of one of them have an entry, so that its counts say how much was logged, more than
    how it was.
    """
    if min(extent.rated_days, before.rated_days) < MEAN_LEAST:
        return "few_averages"
    if begun_on is None or begun_on > before.period.first:
        return "begun_later"
    is_half_logged = all(2 * each.logged_days >= len(each.period) for each in (extent, before))
    return None if is_half_logged else "few_days"

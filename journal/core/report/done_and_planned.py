"""The exercises of a report: what was done of what was planned, and what without being planned."""

from dataclasses import replace

from journal.core.diary.adherence import (
    Done,
    Unplanned,
    adherence,
    summed,
    unplanned,
    weeks_counted,
    whole_weeks,
)
from journal.core.model.periods import Period
from journal.core.report.options import ReportData


def done_of(material: ReportData, period: Period) -> dict[str, Done]:
    """What was done of what was prescribed in the whole weeks of a period, by exercise."""
    parts = whole_weeks(period)
    weeks = adherence(material.lines, material.logs, material.rest_days, parts, material.plan_days)
    difficulties = material.difficulties
    return {
        name: replace(count, difficulties=difficulties.get(name, {}))
        for name, count in summed(weeks).items()
    }


def unplanned_of(material: ReportData, period: Period) -> Unplanned:
    """What was done in the same weeks and is counted against no plan."""
    return unplanned(material.lines, material.logs, weeks_counted(period))

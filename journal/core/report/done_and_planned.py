"""The exercises of a report, done as planned or without being planned, and pauses of the diary."""

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
from journal.core.diary.pauses import paused_days
from journal.core.model.periods import ONE_DAY, Period
from journal.core.report.options import ReportData, ReportOptions


def done_of(material: ReportData, period: Period) -> dict[str, Done]:
    """What was done of what was prescribed in the whole weeks of a period, by exercise."""
    parts = whole_weeks(period)
    asking_nothing = {*material.rest_days, *paused_days(material.pauses, period)}
    weeks = adherence(material.lines, material.logs, asking_nothing, parts, material.plan_days)
    difficulties = material.difficulties
    return {
        name: replace(count, difficulties=difficulties.get(name, {}))
        for name, count in summed(weeks).items()
    }


def unplanned_of(material: ReportData, period: Period) -> Unplanned:
    """What was done in the same weeks and is counted against no plan."""
    return unplanned(material.lines, material.logs, weeks_counted(period))


def plans_of(material: ReportData, period: Period) -> list[Period]:
    """The days of a period on which a flare plan asked for less, those in a row together."""
    spells: list[Period] = []
    for day in sorted(day for day in material.plan_days if day in period):
        if spells and spells[-1].last + ONE_DAY == day:
            spells[-1] = Period(spells[-1].first, day)
        else:
            spells.append(Period(day, day))
    return spells


def pauses_of(options: ReportOptions, material: ReportData) -> list[Period]:
    """The pauses of the diary from the first day before the period to its last, in order."""
    reach = Period(options.before.first, options.period.last)
    return [days for pause in material.pauses if (days := pause.within(reach))]

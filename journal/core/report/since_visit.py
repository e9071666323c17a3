"""What of the programme is another since a visit, as far as its lines and their edits say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from journal.core.diary.programme import in_force
from journal.core.model.events import Event
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.records import Prescription
from journal.core.model.vocabulary import VISIT
from journal.core.report.day_list import as_chosen
from journal.core.report.options import ReportData, ReportOptions


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of the programme that is new, has ended, or is another than it was."""

    before: Prescription | None
    """None: it is new, or was edited and what it said before is not known any more."""
    after: Prescription | None
    """None: it has ended."""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class SinceVisit:
    """The visit on the first day of a period, and what came of it until the last."""

    visit: Event
    changes: list[LineChange] | None
    """None: the programme was not chosen."""


def since_visit(options: ReportOptions, material: ReportData) -> SinceVisit | None:
    """What came of the visit with which a period begins; None where it begins with none."""
    visits = visits_on(options.period.first, material) if options.has("events") else []
    if not visits or len(options.period) == 1:
        return None
    period = options.period
    changes = None
    if options.has("programme"):
        changes = programme_changes(material.lines, period, material.edited)
    return SinceVisit(as_chosen(visits[0], options), changes)


def visits_on(day: date, material: ReportData) -> list[Event]:
    """The visits of a day."""
    events = material.of(Event, Period(day, day))
    return [event for event in events if event.what == VISIT]


def programme_changes(
    lines: Sequence[Prescription], period: Period, edited: Collection[str]
) -> list[LineChange]:
    """What is another on the last day of a period than on the day before its first.

    So a change that was agreed on the first day is among them. ``edited``: the ids of the lines
    that were edited since.
    """
    before = in_force(lines, period.first - ONE_DAY)
    after = in_force(lines, period.last)
    additions = [line for line in after if line not in before]
    changes = []
    for line in before:
        if line in after:
            changes += [LineChange(None, line, edited=True)] if line.id in edited else []
            continue
        same = next((each for each in additions if each.exercise == line.exercise), None)
        if same is not None:
            additions.remove(same)
        changes.append(LineChange(line, same))
    return changes + [LineChange(None, line) for line in additions]

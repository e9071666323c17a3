"""The page for a doctor as its doors share it: what was asked for, and the sheets that show it."""

from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request

from journal.charts.report_chart import pain_drawing
from journal.core.diary.event_marks import event_marks
from journal.core.model.faults import Problem
from journal.core.model.periods import Asked
from journal.core.report.options import SECTIONS, PatientInfo, ReportOptions
from journal.core.report.report import (
    CHANGES_SHOWN,
    CHECKINS_SHOWN,
    EPISODES_SHOWN,
    EVENTS_SHOWN,
    EXERCISES_SHOWN,
    MEDICINES_SHOWN,
    NAMED_MEDICINES_SHOWN,
    Report,
    beginning,
)
from journal.store.db.models import Account
from journal.store.diary import report as store
from journal.web.support.diary_views import period_asked, recorded
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import db, first_weekday, today
from journal.words.recall import noted_and_remembered

PRESET: Final = "4w"
NOTE_LINE: Final = 40
"""So many letters of a note on a medicine stand on the first page."""


MOST: Final = {
    "episodes": EPISODES_SHOWN,
    "changes": CHANGES_SHOWN,
    "checkins": CHECKINS_SHOWN,
    "events": EVENTS_SHOWN,
    "exercises": EXERCISES_SHOWN,
    "medicines": MEDICINES_SHOWN,
    "named_medicines": NAMED_MEDICINES_SHOWN,
}
"""So many of each stand on the first page at most."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What somebody wants on the page, and what was wrong with how they asked."""

    asked: Asked
    chosen: ReportOptions
    problems: tuple[Problem, ...]
    begun: bool
    """Whether the diary has an entry."""

    @property
    def address(self) -> dict[str, Any]:  # the arguments of an address
        """What asks for the same page again."""
        query: dict[str, Any] = {
            "from": self.chosen.period.first.isoformat(),
            "to": self.chosen.period.last.isoformat(),
        }
        if self.asked.preset and not self.asked.problems:
            query = {"range": self.asked.preset}
        if self.chosen.sections != frozenset(SECTIONS):
            query["sections"] = ",".join(name for name in SECTIONS if name in self.chosen.sections)
        if self.chosen.notes:
            query["notes"] = "on"
        return query


def question(whose: Account | None = None) -> ReportRequest:
    """What the address asks for; whatever cannot be read is named, and the page stays whole.

    ``whose``: of which diary, where it is not that of whoever is signed in.
    """
    diary = recorded(whose)
    period_request = period_asked(diary, PRESET, whose)
    texts = request.args.getlist("sections")
    names = [name for text in texts for name in text.split(",") if name]
    problems = list(period_request.problems)
    if unknown := [name for name in names if name not in SECTIONS]:
        values = {"name": unknown[0][:40], "choices": SECTIONS}
        problems.append(Problem("sections", "unknown_section", values))
    sections = SECTIONS if unknown or not texts else names
    notes = request.args.get("notes") == "on"
    options = ReportOptions(period_request.period, frozenset(sections), notes)
    return ReportRequest(period_request, options, tuple(problems), diary is not None)


def on_sheets(report: Report, clock: str) -> dict[str, Any]:  # what a template shows
    """What ``report/_sheets.html`` draws: of the report alone, whoever reads it."""
    points, period = report.points or [], report.options.period
    marks = event_marks(report.events or [], period)
    has_averages = any(point.rated_days for point in points)
    return {
        "report": report,
        "drawing": pain_drawing(points, period, marks) if has_averages else None,
        "narrow": pain_drawing(points, period, marks, narrow=True) if has_averages else None,
        "recall": report.recall and noted_and_remembered(report.recall),
        "clock": clock,
        "most": MOST,
        "shortened": lambda text: beginning(text, 1, NOTE_LINE),
    }


def report_of(whose: Account, options: ReportOptions, name: str = "") -> Report:
    """The page of what was chosen, of somebody's diary; under another ``name``, if it has one."""
    who = store.patient_info(db(), whose)
    return report_about(replace(who, name=name) if name else who, whose, options)


def report_about(who: PatientInfo, whose: Account, options: ReportOptions) -> Report:
    """The same of a patient as they are known already."""
    about = (whose, options, today(whose), first_weekday(whose))
    return from_replica(whose, lambda: store.made_report(db(), *about, who=who))

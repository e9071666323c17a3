"""Cluster Headache Tracker's CSV export: attacks with start, end, intensity, medication."""

from typing import ClassVar, Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.questions import (
    Answers,
    Question,
    answered_dates,
    date_questions,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.attacks import MEDICATION_QUESTION, add_attack, ends_question
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

TIMES: Final = ("start_time", "end_time")
SOURCES: Final = {
    "started_at": "start_time",
    "ended_at": "end_time",
    "applied_at": "start_time",
    "day": "start_time",
    "peak_level": "intensity",
    "triggers": "triggers",
    "note": "notes",
}


class ClusterHeadache(TableFormat):
    """One row is one attack; the days between attacks say nothing."""

    word: ClassVar[str] = "cluster-headache"
    title: ClassVar[str] = "Cluster Headache Tracker"
    needed: ClassVar[frozenset[str]] = frozenset(
        {"start_time", "end_time", "intensity", "medication", "triggers"}
    )
    known: ClassVar[frozenset[str]] = frozenset({"notes"})

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; how days are written; the medication column; attacks without an end."""
        open_ones = any(not row["end_time"] for row in table.rows)
        ends = [ends_question()] if open_ones else []
        dates = date_questions(_dates(table, zone))
        return [zone_question(zone), *dates, MEDICATION_QUESTION, *ends]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the attacks."""
        dates = answered_dates(_dates(table, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            start, end = (_moment(row, name, dates, intake) for name in TIMES)
            if start and end is not None:
                add_attack(row, _texts(row, start, end), row["medication"], SOURCES, intake)


def _dates(table: Table, zone: str) -> Dates:
    return Dates((row[name] for row in table.rows for name in TIMES), zone=zone)


def _moment(row: Row, name: str, dates: Dates, intake: Intake) -> str | None:
    """A cell as a moment; empty where it is, None where it is none that can be read."""
    when = dates.read(row[name])
    if (when is None and row[name]) or (when is None and name == "start_time"):
        intake.refuse(row, name, "expected_moment")
    return when.text() if when else None if row[name] else ""


def _texts(row: Row, start: str, end: str) -> dict[str, str]:
    medication = f"Medication: {row['medication']}" if row["medication"] else ""
    return {
        "started_at": start,
        "ended_at": end,
        "peak_level": row["intensity"],
        "triggers": row["triggers"].replace("|", "/").replace(",", "|"),
        "note": joined("Cluster Headache Tracker", medication, row["notes"]),
    }

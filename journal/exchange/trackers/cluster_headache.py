"""Cluster Headache Tracker's CSV export: attacks with start, end, intensity, medication."""

from typing import ClassVar, Final

from journal.exchange.files.questions import Answers, Question, zone_question
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.attacks import ENDS_QUESTION, MEDICATION_QUESTION, add_attack
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

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
        """The zone; what the medication column means; what of attacks without an end."""
        open_ones = any(not row["end_time"] for row in table.rows)
        ends = [ENDS_QUESTION] if open_ones else []
        return [zone_question(zone), MEDICATION_QUESTION, *ends]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the attacks."""
        for row in table.rows:
            if intake.file.full:
                return
            add_attack(row, _texts(row), row["medication"], SOURCES, intake)


def _texts(row: Row) -> dict[str, str]:
    medication = f"Medication: {row['medication']}" if row["medication"] else ""
    return {
        "started_at": row["start_time"],
        "ended_at": row["end_time"],
        "peak_level": row["intensity"],
        "triggers": row["triggers"].replace("|", "/").replace(",", "|"),
        "note": joined("Cluster Headache Tracker", medication, row["notes"]),
    }

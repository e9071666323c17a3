"""Cluster Headache Tracker's CSV export: attacks with start, end, intensity, medication."""

from typing import ClassVar, Final

from journal.core import records as r
from journal.core.formats.formats import TableFormat
from journal.core.formats.intake import Intake, joined
from journal.core.formats.questions import RELIEF, Answers, Question, zone_question
from journal.core.formats.table import Row, Table

MEDICINE: Final = f"{RELIEF}:medicine"
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
    """One row is one attack, which becomes an episode; days between attacks say nothing."""

    word: ClassVar[str] = "cluster-headache"
    title: ClassVar[str] = "Cluster Headache Tracker"
    needed: ClassVar[frozenset[str]] = frozenset({"start_time", "end_time", "intensity"})
    known: ClassVar[frozenset[str]] = frozenset({"medication", "triggers", "notes"})

    def recognises(self, names: set[str]) -> bool:
        """Whether the header is one of its: no other columns than its own."""
        return self.needed <= names <= self.needed | self.known

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone, and what the medication column means."""
        choices = (("", "keep it in the note"), (MEDICINE, "a medicine taken as it began"))
        text = "What is the medication of an attack?"
        return [zone_question(zone), Question("medication", text, choices)]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the attacks."""
        for row in table.rows:
            if intake.file.full:
                return
            _take(row, intake)


def _take(row: Row, intake: Intake) -> None:
    medication = f"Medication: {row['medication']}" if row["medication"] else ""
    said = joined("Cluster Headache Tracker", medication, row["notes"])
    triggers = "|".join(row["triggers"].replace("|", "/").split(","))
    texts = {
        "started_at": row["start_time"],
        "ended_at": row["end_time"],
        "peak_level": row["intensity"],
        "triggers": triggers,
        "note": said,
    }
    key = [row["start_time"]]
    intake.add(row, r.Episode, key, texts, SOURCES)
    if medication and (use := intake.answers["medication"]):
        intake.put(row, use, "medication", row["start_time"], {"note": medication}, SOURCES, key)

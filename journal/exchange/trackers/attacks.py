"""What trackers of attacks share: an attack becomes an episode, and some have no end."""

from collections.abc import Mapping
from typing import Final

from journal.core.model import records as r
from journal.exchange.files.questions import RELIEF, Question
from journal.exchange.files.table import Row
from journal.exchange.trackers.intake import Intake, Sources

MEDICATION: Final = "medication"
ENDS: Final = "ends"
AS_IT_BEGAN: Final = "start"

MEDICATION_QUESTION: Final = Question(
    MEDICATION,
    "What is the medication of an attack?",
    (("", "words in its note"), (f"{RELIEF}:medicine", "a medicine taken as it began")),
)
ENDS_QUESTION: Final = Question(
    ENDS,
    "Some attacks have no end. What shall become of them?",
    (
        ("", "leave them out"),
        (AS_IT_BEGAN, "let them end as they began, and say so in the note"),
        ("open", "they are still going on"),
    ),
)


def add_attack(
    row: Row, texts: Mapping[str, str], medication: str, sources: Sources, intake: Intake
) -> None:
    """Bring in one attack, and its medication as relief where that was answered."""
    start, said = texts["started_at"], dict(texts)
    if not said.get("ended_at"):
        if not (wanted := intake.answers[ENDS]):
            intake.leave("attack", "without an end")
            return
        if wanted == AS_IT_BEGAN:
            said["ended_at"] = start
            said["note"] = f"{said['note']} · no end was noted"
    intake.add(row, r.Episode, [start], said, sources)
    if medication and (use := intake.answers[MEDICATION]):
        note = {"note": f"Medication: {medication}"}
        if "day" in texts:
            note["day"] = texts["day"]
        intake.put(row, use, MEDICATION, start, note, sources, [start])

"""What trackers of attacks share: an attack becomes an episode, and some have no end."""

from collections.abc import Mapping
from typing import Final

from journal.core.model import records as r
from journal.exchange.files.questions import RELIEF, Question
from journal.exchange.files.table import Row
from journal.exchange.files.texts import text
from journal.exchange.trackers.intake import Intake, Sources

MEDICATION: Final = "medication"
ENDS: Final = "ends"
AS_IT_BEGAN: Final = "start"

MEDICATION_QUESTION: Final = Question(
    MEDICATION,
    text("what_is_medication"),
    (("", text("words_in_note")), (f"{RELIEF}:medicine", text("medicine_as_it_began"))),
)


def ends_question(guess: str = "") -> Question:
    """What shall become of attacks that have no end."""
    choices = (
        ("", text("leave_them_out")),
        (AS_IT_BEGAN, text("end_as_they_began")),
        ("open", text("still_going_on")),
    )
    return Question(ENDS, text("what_of_missing_ends"), choices, guess)


def add_attack(
    row: Row, texts: Mapping[str, str], medication: str, sources: Sources, intake: Intake
) -> None:
    """Bring in one attack, and its medication as relief where that was answered."""
    start, episode_texts = texts["started_at"], dict(texts)
    if not episode_texts.get("ended_at"):
        if not (answer := intake.answers[ENDS]):
            intake.leave("attack", "without_end", line=row.line)
            return
        if answer == AS_IT_BEGAN:
            episode_texts["ended_at"] = start
            episode_texts["note"] = f"{episode_texts['note']} · no end was noted"
    intake.add(row, r.Episode, [start], episode_texts, sources)
    if medication and (use := intake.answers[MEDICATION]):
        note = {"note": f"Medication: {medication}"}
        if "day" in texts:
            note["day"] = texts["day"]
        intake.put(row, use, MEDICATION, start, note, sources, [start])

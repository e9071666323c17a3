"""What trackers of attacks share: an attack becomes an episode, and some have no end."""

from collections.abc import Iterator, Mapping
from typing import Final

from journal.core.model import records as r
from journal.exchange.files.questions import RELIEF, Question
from journal.exchange.files.table import Row
from journal.exchange.files.texts import text
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.cell_reader import says_nothing
from journal.exchange.trackers.column_roles import HAD, LASTED, SPASM, SPASM_ROLES
from journal.exchange.trackers.column_words import says_end, says_still_on
from journal.exchange.trackers.intake import Intake, Sources

MEDICATION: Final = "medication"
ENDS: Final = "ends"
AS_IT_BEGAN: Final = "start"
PEAK_ROLES: Final = ("peak_level", f"{SPASM}:peak_level")

MEDICATION_QUESTION: Final = Question(
    MEDICATION,
    text("what_is_medication"),
    (("", text("words_in_note")), (f"{RELIEF}:medicine", text("medicine_as_it_began"))),
)


def ends_question(code: str = "which_end_of_attacks", guess: str = "") -> Question:
    """What shall become of attacks, or of spasms, that have no end."""
    choices = (
        ("", text("leave_them_out")),
        (AS_IT_BEGAN, text("end_as_they_began")),
        ("open", text("still_going_on")),
    )
    return Question(ENDS, text(code), choices, guess)


def missing_ends(any_table: AnyTable, roles: Mapping[str, list[str]]) -> Iterator[Question]:
    """What becomes of spasms that have no end, where there are any.

    One whose level is noted is not lost: it ends when it began. Not so where one is said to be
    still going on, which such an end would deny.
    """
    own_spasms = [key for role in SPASM_ROLES for key in roles.get(role, [])]
    lengths = ("ended_at", LASTED, f"{SPASM}:{LASTED}")
    keys = [key for role in lengths for key in roles.get(role, [])]
    whether = roles.get(HAD, [])
    endless = [
        row
        for row, is_sum in any_table.rows()
        if not (is_sum or any(says_end(row[key]) for key in keys))
        and (not own_spasms or any(row[key] and not says_nothing(row[key]) for key in own_spasms))
        and not (whether and all(says_nothing(row[key]) for key in whether))
    ]
    if endless:
        peaks = [key for role in PEAK_ROLES for key in roles.get(role, [])]
        is_known = whether or not keys or any(row[key] for row in endless for key in peaks)
        goes_on = any(says_still_on(row[key]) for row in endless for key in keys)
        yield ends_question("which_end_of_spasms", AS_IT_BEGAN if is_known and not goes_on else "")


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

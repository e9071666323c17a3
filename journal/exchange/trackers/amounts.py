"""What the numbers that another tracker counts for an exercise are."""

from typing import Final

from journal.exchange.files.questions import Question
from journal.exchange.files.texts import text

AMOUNTS: Final = (
    ("", text("only_done")),
    ("reps", text("field", field="reps")),
    ("sets", text("field", field="sets")),
    ("minutes", text("field", field="minutes")),
    ("hold_seconds", text("field", field="hold_seconds")),
)
UNITS: Final = {
    "m": "minutes",
    "min": "minutes",
    "mins": "minutes",
    "minute": "minutes",
    "minutes": "minutes",
    "rep": "reps",
    "reps": "reps",
    "repetitions": "reps",
    "times": "reps",
    "sets": "sets",
    "s": "hold_seconds",
    "sec": "hold_seconds",
    "seconds": "hold_seconds",
}


def amount_question(name: str, unit: str, depends: str) -> Question:
    """What the numbers of ``name`` count, guessed from their unit."""
    label = f"{name} ({unit})" if unit else name
    guess = UNITS.get(unit.lower(), "")
    what = text("what_do_numbers_count", name=label)
    return Question(f"amount:{name}", what, AMOUNTS, guess, depends, group="amounts")


def amount(field: str, number: float) -> dict[str, str]:
    """The field that a number fills, if it is a whole one above zero; the note keeps the rest."""
    if field and number > 0 and number == int(number):
        return {field: str(int(number))}
    return {}

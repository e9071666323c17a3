"""What the numbers that another tracker counts for an exercise are."""

from typing import Final

from journal.exchange.files.questions import Question

AMOUNTS: Final = (
    ("", "only that it was done"),
    ("reps", "repetitions"),
    ("sets", "sets"),
    ("minutes", "minutes"),
    ("hold_seconds", "seconds held"),
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
    said = f" ({unit})" if unit else ""
    text = f"What do the numbers of “{name}”{said} count, if it is an exercise?"
    return Question(f"amount:{name}", text, AMOUNTS, UNITS.get(unit.lower(), ""), depends)


def amount(field: str, number: float) -> dict[str, str]:
    """The field that a number fills, if it is a whole one above zero; the note keeps the rest."""
    if field and number > 0 and number == int(number):
        return {field: str(int(number))}
    return {}

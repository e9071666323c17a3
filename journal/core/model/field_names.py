"""Names of fields that belong together, in whichever record they stand."""

from typing import Final

DOSE: Final = ("sets", "reps", "hold_seconds", "side", "minutes")
"""What an exercise is done or prescribed with."""

PER_SIDE: Final = ("reps", "hold_seconds")
"""What of a dose may be another on the right side."""

RIGHT: Final = tuple(f"{name}_right" for name in PER_SIDE)
"""The fields of a dose of the right side; used only of what is asked of both sides."""

PRESCRIBED: Final = (*DOSE, *RIGHT, "times_per_day", "days_per_week")
"""What is prescribed of an exercise: its dose and how often."""

DECIDED: Final = ("id", "recalled", "confirmed_on", "seen_before")
"""The fields that the journal decides by itself; a file brings them, a person does not."""

FORMER_NAMES: Final = {"frozen": "rest_reason"}
"""What fields were called before, in files and changes that may still exist."""


def of_exercise(*names: str) -> tuple[tuple[str, str], ...]:
    """Each of these fields beside the exercise that it is of."""
    return tuple(("exercise", name) for name in names)

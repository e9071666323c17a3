"""What happened since a clinician looked last, and the order of a list by it.

No level of pain ranks anybody: what counts is whether something came since then.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

ORDER: Final = ("answered", "accepted", "stopped", "hurt", "spasm", "entries")
"""What may have happened, that which waits for the clinician first."""

SEARCHED_ABOVE: Final = 15
"""A longer list is searched by name."""
SHOWN_FIRST: Final = 20
"""So many lines a page shows at first, and all of them when asked."""


@dataclass(frozen=True, slots=True)
class PatientLine:
    """A patient on a clinician's list, and what happened since they looked last."""

    id: str
    name: str
    looked_at: datetime | None
    happened: tuple[str, ...]
    """Of ORDER, and in that order."""
    last_day: date | None = None
    """That of their latest entry."""


def named_like(lines: list[PatientLine], text: str) -> list[PatientLine]:
    """The lines whose name holds every word of a text, whatever its capitals."""
    parts = text.casefold().split()
    return [line for line in lines if all(part in line.name.casefold() for part in parts)]

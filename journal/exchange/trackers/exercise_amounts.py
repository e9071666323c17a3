"""How much of an exercise was done, where its cell says it behind its name: ``walk x 20 min``."""

import re
from typing import Final

from journal.core.model.vocabulary import NAME_LENGTH

LONGEST: Final = NAME_LENGTH + len(" (x 100 minutes)")
"""A longer cell is no name with an amount behind it, and would take long to be looked through."""
DOSED: Final = re.compile(
    r"(?P<name>[^\d,;]*?[^\W\d_][^\d,;]*?)[\s:(]*(?:"
    r"(?:[x×]\s*)?(?P<minutes>[1-9]\d{0,2})\s*(?:min|mins|minutes?|minuten?|minutos?|minuti)\.?"
    r"|(?P<sets>[1-9]\d?)\s*[x×]\s*(?P<reps>[1-9]\d{0,2}))\)?",
    re.IGNORECASE,
)
NO_AMOUNTS: Final[dict[str, str]] = {}


def name_and_amounts(cell: str) -> tuple[str, dict[str, str]]:
    """The exercise that a cell names, and the fields of how much of it was done."""
    shape = DOSED.fullmatch(cell.strip()) if len(cell) <= LONGEST else None
    if shape is None:
        return cell, NO_AMOUNTS
    amounts = {name: shape[name] for name in ("minutes", "sets", "reps") if shape[name]}
    return shape["name"].strip(), amounts

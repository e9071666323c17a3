"""How often the rules of insight find something in made-up diaries, as last measured.

``python3 run.py evidence`` measures it with the code of the journal itself and writes the table.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

TABLE: Final = Path(__file__).with_name("evidence.json")

Kind = Literal["ordinary", "extreme", "difference"]


@dataclass(frozen=True, slots=True)
class Row:
    """The shares of a family's diaries in which a year of looks ever claimed something."""

    family: str
    kind: Kind
    """``ordinary`` and ``extreme``: nothing to find. Extreme ones are reported, not judged."""
    diaries: int
    seed: int
    day_after: float
    week_before: float
    trend: float
    any: float
    """Any of the three; in a recovery any of the first two, as the trend is real there."""
    direction_unclear: float
    """In so many the direction was ever called unclear, which is no claim."""

    @property
    def situation(self) -> str:
        """What the diaries of the family have in common, without how much their pain lingers."""
        return self.family.rpartition(", phi ")[0]

    @property
    def lingers(self) -> str:
        """The correlation of pain with that of the day before, from 0 to 1."""
        return self.family.rpartition(", phi ")[2]


@cache
def measured() -> tuple[Row, ...]:
    """The table, a row for each family."""
    return tuple(Row(**row) for row in json.loads(TABLE.read_text(encoding="utf-8")))

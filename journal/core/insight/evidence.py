"""How often the rules of insight find something in made-up diaries, as last measured.

``python3 run.py evidence`` measures it with the code of the journal itself and writes the table.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

TABLE: Final = Path(__file__).with_name("evidence.json")

Kind = Literal["ordinary", "extreme", "difference"]


@dataclass(frozen=True, slots=True)
class SituationRow:
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
        return self.family.rpartition(", ")[0]

    @property
    def lingers(self) -> str:
        """How much pain lingers: ``0.6`` its correlation with that of the day before, from 0 to 1.

        ``d 0.3`` instead for a memory that fades over years: how slowly, from 0 to 0.5.
        """
        return self.family.rpartition(", ")[2].removeprefix("phi ")


@cache
def measured() -> tuple[SituationRow, ...]:
    """The table, a row for each family."""
    return tuple(SituationRow(**row) for row in json.loads(TABLE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Summary:
    """The table in a few shares, each the lowest and the highest of some rows."""

    judged: tuple[float, float]
    """Any false alarm, where the rules promise few."""
    long_memory: tuple[float, float]
    yearly: tuple[float, float]
    foreseen: tuple[float, float]
    """Any false alarm in three situations that no rule can tell."""
    half_a_point: tuple[float, float]
    one_point: tuple[float, float]
    """How often such a difference the day after was found."""


def summary(rows: Iterable[SituationRow]) -> Summary:
    """The table of the product in a few shares."""
    table = list(rows)

    def alarms(*words: str) -> tuple[float, float]:
        return _ends(row.any for row in table if row.family.startswith(words))

    def power_ends(words: str) -> tuple[float, float]:
        return _ends(row.day_after for row in table if row.situation == words)

    return Summary(
        judged=_ends(row.any for row in table if row.kind == "ordinary"),
        long_memory=alarms("long memory"),
        yearly=alarms("a yearly"),
        foreseen=alarms("skips when"),
        half_a_point=power_ends("-0.5 the day after"),
        one_point=power_ends("-1.0 the day after"),
    )


def _ends(shares: Iterable[float]) -> tuple[float, float]:
    sorted_shares = sorted(shares)
    return sorted_shares[0], sorted_shares[-1]

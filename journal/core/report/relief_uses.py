"""What was used for relief, as the page for a doctor counts it: counts rank nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from journal.core.diary.relief_offers import use_key
from journal.core.model import records as r
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS

NameAndDose = tuple[str, str | None, str | None, str | None]
"""A method, the key of a name, a dose and its unit; None where there is none."""


@dataclass(frozen=True, slots=True)
class ReliefUse:
    """How often one thing was used, by its name if it has one."""

    method: str
    times: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """How often a medicine was used, and what was noted of it, each with how often."""

    method: str
    times: int
    noted: list[tuple[str, int]]
    name: str | None = None
    dose: str | None = None
    unit: str | None = None
    month_days: int = 0
    """On how many days of the period's last calendar month, where it has a name."""


def relief_uses(reliefs: Iterable[r.Relief]) -> list[ReliefUse]:
    """How often each was used, as the methods are listed, then by name."""
    groups: dict[tuple[str, str | None], list[r.Relief]] = {}
    for relief in reliefs:
        groups.setdefault(use_key(relief.method, relief.name), []).append(relief)
    counts = [ReliefUse(key[0], len(uses), _name(uses)) for key, uses in groups.items()]
    return sorted(counts, key=lambda use: _place(use.method, use.name))


def medicines(
    reliefs: Sequence[r.Relief], of_month: Sequence[r.Relief], *, notes: bool
) -> list[Medicine]:
    """The medicines used, as listed, with what was noted of them where notes are wanted.

    ``of_month``: the reliefs of the calendar month in which the period ends.
    """
    groups: dict[NameAndDose, list[r.Relief]] = {}
    for relief in reliefs:
        if relief.method in MEDICINES:
            groups.setdefault(_name_and_dose(relief), []).append(relief)
    counts = [
        Medicine(
            method,
            len(uses),
            _noted(uses) if notes else [],
            _name(uses),
            dose,
            unit,
            month_days=len({relief.day for relief in of_month if _name_and_dose(relief) == key})
            if name_key
            else 0,
        )
        for key, uses in groups.items()
        for method, name_key, dose, unit in [key]
    ]
    return sorted(counts, key=lambda each: _place(each.method, each.name, each.dose, each.unit))


def _place(method: str, *names: str | None) -> tuple[int, tuple[str, ...]]:
    """Where a use stands in a list: by its method, then by its name."""
    return RELIEF_METHODS.index(method), tuple((name or "").casefold() for name in names)


def _name(uses: Iterable[r.Relief]) -> str | None:
    """What uses of one thing are called: as the last of them was typed."""
    return max(uses, key=lambda relief: relief.applied_at).name or None


def _name_and_dose(relief: r.Relief) -> NameAndDose:
    method, name_key = use_key(relief.method, relief.name)
    return method, name_key, relief.dose or None, relief.unit or None


def _noted(reliefs: Iterable[r.Relief]) -> list[tuple[str, int]]:
    counts = Counter(" ".join(relief.note.split()) for relief in reliefs if relief.note)
    return counts.most_common()

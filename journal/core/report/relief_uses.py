"""What was used for relief, as the page for a doctor counts it: counts rank nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from journal.core.model import records as r
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS

NameAndDose = tuple[str, str, str, str]
"""A method, a name, a dose and its unit; empty where there is none."""


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
    counts = Counter((relief.method, relief.name or "") for relief in reliefs)
    return [
        ReliefUse(method, counts[method, name], name or None)
        for method, name in sorted(counts, key=lambda key: _place(*key))
    ]


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
    return [
        Medicine(
            method,
            len(uses),
            _noted(uses) if notes else [],
            name or None,
            dose or None,
            unit or None,
            month_days=len({relief.day for relief in of_month if _name_and_dose(relief) == key})
            if name
            else 0,
        )
        for key, uses in sorted(groups.items(), key=lambda pair: _place(*pair[0]))
        for method, name, dose, unit in [key]
    ]


def _place(method: str, *names: str) -> tuple[int, tuple[str, ...]]:
    """Where a use stands in a list: by its method, then by its name."""
    return RELIEF_METHODS.index(method), tuple(name.casefold() for name in names)


def _name_and_dose(relief: r.Relief) -> NameAndDose:
    return relief.method, relief.name or "", relief.dose or "", relief.unit or ""


def _noted(reliefs: Iterable[r.Relief]) -> list[tuple[str, int]]:
    counts = Counter(" ".join(relief.note.split()) for relief in reliefs if relief.note)
    return counts.most_common()

"""What was used for relief, as the page for a doctor counts it: counts rank nothing."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from journal.core.diary.relief_offers import use_key
from journal.core.model import records as r
from journal.core.model.amounts import dose_key
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS

Uses = list[r.Relief]
"""Of one thing, at least one."""


@dataclass(frozen=True, slots=True)
class ReliefUse:
    """How often one thing was used, by its name and dose if it has them."""

    method: str
    times: int
    name: str | None = None
    dose: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """How often a medicine was used, and what was noted of it, each with how often."""

    method: str
    times: int
    noted: list[tuple[str, int]]
    name: str | None = None
    dose: str | None = None
    unit: str | None = None
    days: int = 0
    """On how many days the uses that are counted were."""


def relief_uses(reliefs: Iterable[r.Relief]) -> list[ReliefUse]:
    """How often each was used in each dose, as the methods are listed, then by name."""
    counts = [
        ReliefUse(uses[0].method, len(uses), _latest(all_uses).name, *_dose_text(uses))
        for all_uses, uses in _by_dose(reliefs)
    ]
    return sorted(counts, key=lambda each: _place(each.method, each.name, each.dose, each.unit))


def medicines(reliefs: Iterable[r.Relief], *, notes: bool) -> list[Medicine]:
    """Each dose of the medicines used, as listed, with what was noted where notes are wanted."""
    counts = [
        Medicine(
            uses[0].method,
            len(uses),
            _noted(uses) if notes else [],
            _latest(all_uses).name,
            *_dose_text(uses),
            days=len({use.day for use in uses}),
        )
        for all_uses, uses in _by_dose(each for each in reliefs if each.method in MEDICINES)
    ]
    return sorted(counts, key=lambda each: _place(each.method, each.name, each.dose, each.unit))


def _by_dose(reliefs: Iterable[r.Relief]) -> list[tuple[Uses, Uses]]:
    """The uses of each thing, however its name was typed, and those of them in each dose.

    It is what both lists count.
    """
    return [
        (all_uses, uses)
        for all_uses in _grouped(reliefs, _name)
        for uses in _grouped(all_uses, _dose)
    ]


def _grouped(reliefs: Iterable[r.Relief], key: Callable[[r.Relief], Hashable]) -> list[Uses]:
    groups: dict[Hashable, Uses] = {}
    for relief in reliefs:
        groups.setdefault(key(relief), []).append(relief)
    return list(groups.values())


def _name(relief: r.Relief) -> Hashable:
    return use_key(relief.method, relief.name)


def _dose(relief: r.Relief) -> Hashable:
    return dose_key(relief.dose, relief.unit)


def _dose_text(uses: Uses) -> tuple[str | None, str | None]:
    latest = _latest(uses)
    return latest.dose, latest.unit


def _place(method: str, *names: str | None) -> tuple[int, tuple[str, ...]]:
    """Where a use stands in a list: by its method, then by its name."""
    return RELIEF_METHODS.index(method), tuple((name or "").casefold() for name in names)


def _latest(uses: Uses) -> r.Relief:
    """The last of some uses: they are called as it was typed."""
    return max(uses, key=lambda relief: relief.applied_at)


def _noted(reliefs: Iterable[r.Relief]) -> list[tuple[str, int]]:
    counts = Counter(" ".join(relief.note.split()) for relief in reliefs if relief.note)
    return counts.most_common()

"""What is offered for relief in one tap: the methods, and what a person's own list names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from journal.core.diary.next_use import NextUse, next_use
from journal.core.model import records as r
from journal.core.model.amounts import dose_key
from journal.core.model.names import stored_name_key
from journal.core.model.own_method import OwnMethod
from journal.core.model.vocabulary import RELIEF_METHODS

OFFERED_FIRST: Final = (
    "nsaid_cream",
    "nsaid_plaster",
    "massage",
    "cold",
    "warmth",
    "gentle_movement",
    "position",
    "rest",
)
"""What is offered to somebody who has tried nothing yet: the article's four, then the others."""


def as_listed(counts: Mapping[str, int]) -> dict[str, int]:
    """How often each method was used, as the methods are listed: counts rank nothing."""
    return {method: counts[method] for method in RELIEF_METHODS if method in counts}


@dataclass(frozen=True, slots=True)
class LastUse:
    """When a method was used last, with the name it then had, if any."""

    method: str
    name: str | None
    at: datetime | None
    """The last time that was given at all."""
    before: datetime | None
    """The last time before the day that is shown: by these the offers are in order."""
    untimed_at: datetime | None = None
    """Where the last use is kept whose time nobody gave."""

    def or_later(self, other: "LastUse") -> "LastUse":
        """The last use of the two, which differ in how the name was typed."""
        return replace(
            self,
            at=_later(self.at, other.at),
            before=_later(self.before, other.before),
            untimed_at=_later(self.untimed_at, other.untimed_at),
        )


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    """The later of two moments, as far as there are any."""
    return max((moment for moment in (first, second) if moment), default=None)


@dataclass(frozen=True, slots=True)
class Offer:
    """One control that logs a relief."""

    method: str
    item: OwnMethod | None = None
    """What of the person's own list it is; None: just the method."""
    hours: int | None = None
    """The person's own rule for it: so many hours from one use to the next."""
    timed_at: datetime | None = None
    """When it was used last, of those whose time was given."""
    untimed_at: datetime | None = None
    """Where the last use is kept whose time nobody gave."""

    @property
    def key(self) -> str:
        """What tells it from the others of a page."""
        return self.item.id if self.item else self.method

    @property
    def fields(self) -> dict[str, str]:
        """What it logs, by the field of a relief."""
        if self.item is None:
            return {"method": self.method}
        names = ("method", "name", "dose", "unit")
        return {name: text for name in names if (text := getattr(self.item, name))}

    def next_use(self, now: datetime) -> NextUse | None:
        """What the person's own rule says of the next use, of which they are asked once more."""
        return next_use(self.timed_at, self.untimed_at, self.hours, now)

    @property
    def use_key(self) -> tuple[str, str | None]:
        """What its uses have in common."""
        return use_key(self.method, self.item.name if self.item else None)

    def uses(self, reliefs: Iterable[r.Relief], page: Iterable["Offer"] = ()) -> list[r.Relief]:
        """Those of the reliefs that are uses of it, in order.

        Of those in another dose, none that counts at another offer of the ``page``: at the one of
        its dose, or else at the first of its name.
        """
        same = [offer for offer in page if offer.use_key == self.use_key] or [self]
        uses = (
            relief
            for relief in reliefs
            if use_key(relief.method, relief.name) == self.use_key
            and _offer_of_dose(same, relief).key == self.key
        )
        return sorted(uses, key=lambda relief: relief.applied_at)


def _offer_of_dose(same: Sequence[Offer], relief: r.Relief) -> Offer:
    """Which of several offers of one name is of the dose of a relief, or else the first."""
    dose = dose_key(relief.dose, relief.unit)
    of_dose = (
        offer
        for offer in same
        if offer.item and dose_key(offer.item.dose, offer.item.unit) == dose
    )
    return next(of_dose, same[0])


def offers(items: Iterable[OwnMethod], uses: Iterable[LastUse]) -> list[Offer]:
    """The offers, in the one order in which they are shown anywhere.

    What was not used before the day comes first, as it was listed; then what was, the last used
    first; then what is offered to everybody; then what else was used on the day itself. Such a
    use moves nothing else, so that no control moves under a thumb.
    """
    listed, last_uses = list(items), dict[tuple[str, str | None], LastUse]()
    for use in uses:
        key = use_key(use.method, use.name)
        last_uses[key] = use.or_later(last_uses.get(key, use))
    all_hours, fresh, used = hours_by_name(listed), [], []
    for item in listed:
        last, hours = last_uses.get(use_key(item.method, item.name)), hours_set(item, all_hours)
        used_at = (last.at, last.untimed_at) if last else (None, None)
        offer = Offer(item.method, item, hours, *used_at)
        if last and last.before:
            used.append((last.before, offer))
        else:
            fresh.append(offer)
    nameless = [use for use in last_uses.values() if use.name is None and use.method != "own"]
    nameless.sort(key=lambda use: RELIEF_METHODS.index(use.method))
    used += [(use.before, Offer(use.method)) for use in nameless if use.before]
    used.sort(key=lambda pair: pair[0], reverse=True)
    unique: dict[str, Offer] = {}
    plain = (*OFFERED_FIRST, *(use.method for use in nameless))
    for offer in (*fresh, *(offer for _, offer in used), *map(Offer, plain)):
        unique.setdefault(offer.key, offer)
    return list(unique.values())


def use_key(method: str, name: str | None) -> tuple[str, str | None]:
    """What the uses of one thing have in common, however its name is typed."""
    return method, None if name is None else stored_name_key(name)


def namesakes(item: OwnMethod, listed: Iterable[OwnMethod]) -> list[OwnMethod]:
    """What is listed under the same name, however that is typed and whatever its dose is."""
    key = use_key(item.method, item.name)
    return [other for other in listed if use_key(other.method, other.name) == key]


HoursSet = Mapping[tuple[str, str | None], Mapping[tuple[str, str], int]]
"""The hours that a person set, by what uses have in common and then by the dose."""


def hours_by_name(listed: Iterable[OwnMethod]) -> HoursSet:
    """The hours set for what is listed, the longest where one dose of a name has several."""
    hours: dict[tuple[str, str | None], dict[tuple[str, str], int]] = {}
    for item in listed:
        if item.not_before_hours:
            of_name = hours.setdefault(use_key(item.method, item.name), {})
            dose = dose_key(item.dose, item.unit)
            of_name[dose] = max(of_name.get(dose, 0), item.not_before_hours)
    return hours


def hours_set(use: r.Relief | OwnMethod, hours: HoursSet) -> int | None:
    """The hours that the person set from one use of it to the next; None where they set none.

    Those of its dose, or else the longest of another dose: it is the same medicine.
    """
    of_name = hours.get(use_key(use.method, use.name), {})
    of_dose = of_name.get(dose_key(use.dose, use.unit))
    return of_dose or max(of_name.values(), default=None)

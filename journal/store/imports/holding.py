"""One thing that an account holds besides its records, as an archive takes it along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.words.imports import holding

Value = Any
"""What JSON can hold."""


class Unfit(Exception):
    """A value in an archive that is none this journal could have written; ``code`` says so."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class NewerValue(Exception):
    """A part of what an archive says that this journal does not know; ``name`` is its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class Clash(Exception):
    """What an archive adds does not go together with what is there; ``code`` says what to do."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def _all_of(_session: Session, _owner: str, value: Value) -> Value:
    return value


Naming = Callable[[str], str]
"""What an exercise of an archive is called here, by its name there."""


def as_it_is(value: Value, _name: Naming) -> Value:
    """A value that names no exercise of the archive's owner."""
    return value


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing: how it is read from an account, and how an account is made to hold another.

    ``put`` is given only what ``after`` made, or what was there once.
    """

    name: str
    of: Callable[[Session, str], Value]
    put: Callable[[Session, str, Value, datetime], None]
    unfit: Callable[[Value, datetime], bool]
    most: int | None = None
    """So many parts it has at most; of what it ``adds`` to, no more is asked once each is fit."""
    adds: bool = False
    """Whether what an archive says of it is added to what is there by name; it takes its place
    otherwise."""
    whole_only: bool = False
    """Whether an archive brings it only into an untouched account: anywhere else it may have been
    answered since, and would come back."""
    clash: str = ""
    """The code of what to do where the two do not go together, if that can be."""
    refusal: str = "archive_strange"
    """The code of what is said where no journal wrote what an archive says of it."""
    parts: frozenset[str] = frozenset()
    """The names of its parts, where an archive can have no others."""
    fills_up: bool = False
    """Whether parts that an archive made before they existed does not say stay as they are."""
    latest: str = ""
    """The part, if any, that is a day of which the later one counts: that of the archive or that
    which is there."""

    earliest: str = ""
    """The part, if any, that is a day of which the earlier one counts, once there is one."""
    puttable: Callable[[Session, str, Value], Value] = _all_of
    """What of a value an account can be made to hold as it is now; the rest is left as it is."""
    renamed: Callable[[Value, Naming], Value] = as_it_is
    """What an archive says, with its exercises as they are called here."""

    @property
    def words(self) -> str:
        """What the person calls it, within a sentence; as of several things."""
        return holding(self.name)

    def after(self, before: Value, value: Value, now: datetime) -> Value:
        """What an account will hold that held ``before``, and is told to hold ``value``.

        Raises Unfit where no journal wrote what is said, and Clash where it did, but the two
        do not go together.
        """
        if self.parts and isinstance(value, dict):
            if newer := sorted(set(value) - self.parts):
                raise NewerValue(newer[0])
            value = {**before, **value} if self.fills_up else value
        if not self._can_be(value, now):
            raise Unfit(self.refusal)
        if self.latest and before:
            later = max(filter(None, (before[self.latest], value[self.latest])), default=None)
            value = {**value, self.latest: later}
        if self.earliest and before[self.earliest]:
            days = filter(None, (before[self.earliest], value[self.earliest]))
            value = {**value, self.earliest: min(days)}
        if not self.adds:
            return value
        union = dict(sorted((before | value).items()))
        if not (self._can_be(union, now) if self.most is None else len(union) <= self.most):
            raise Clash(self.clash)
        return union

    def with_names(self, value: Value, name: Naming) -> Value:
        """What an archive says, with its exercises as they are called here, if it can be read."""
        try:
            return self.renamed(value, name)
        except (AttributeError, KeyError, TypeError):
            return value  # as it is refused later on

    def known_of(self, before: Value, value: Value, now: datetime) -> Value:
        """What of a newer journal's value this one knows: the other parts are not in it."""
        if not self.parts or not isinstance(value, dict):
            return value
        parts = {name: part for name, part in value.items() if name in self.parts}
        if not self.fills_up:
            return parts
        return {
            name: part for name, part in parts.items() if self._can_be({**before, name: part}, now)
        }

    def _can_be(self, value: Value, now: datetime) -> bool:
        try:
            too_many = self.most is not None and len(value) > self.most
            return not (too_many or self.unfit(value, now))
        except (AttributeError, KeyError, TypeError, ValueError):
            return False


def account_of(session: Session, owner: str) -> m.Account:
    """The account of an owner."""
    return session.scalars(select(m.Account).where(m.Account.id == owner)).one()


def are_days(texts: Iterable[Value]) -> bool:
    """Whether each is a day as this journal writes it, or none. Raises ValueError, TypeError."""
    return all(text is None or date.fromisoformat(text).isoformat() == text for text in texts)

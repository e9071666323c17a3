"""What a name means: what is called so now, or else what was called so once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.names import stored_name_key
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic

T = TypeVar("T")
Keys = tuple[str, ...]
"""The forms in which a name is looked up, the most exact first."""

EXERCISES, METHODS, SYMPTOMS, QUESTIONS = v.NAMED_LISTS


def meant(keys: Sequence[str], *lists: Mapping[str, T]) -> T | None:
    """What a name means by the first of ``lists`` that knows it, by its most exact form first."""
    for key in keys:
        for listed in lists:
            if key in listed:
                return listed[key]
    return None


def given_up(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """The forms of a name that was given up for another."""
    names_left = {*after}
    return [key for key in before if key not in names_left]


def name_keys(name: str) -> Keys:
    """How a name is looked up that stands once on its list."""
    return (stored_name_key(name),)


def method_keys(item: OwnMethod | r.Relief) -> Keys:
    """How something used is looked up: with its dose, as its button says it, then without."""
    exact = (item.method, item.dose or "", item.unit or "", item.name or "")
    return stored_name_key(*exact), stored_name_key(exact[0], exact[-1])


def listed_under(record: r.Record) -> tuple[str, Keys] | None:
    """The list that an entry of one belongs to, and its name there; None: it is no such entry."""
    if isinstance(record, OwnMethod):
        return METHODS, method_keys(record)
    if isinstance(record, OwnTopic):
        return SYMPTOMS if record.kind == "symptom" else QUESTIONS, name_keys(record.name)
    return None

"""Rules about rest days as plain values, for the archive and other programs."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from journal.core.diary.rest_days import RestDayRule
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Identifier
from journal.core.model.time_fields import Day

WRONG: Final = "wrong_rest_days"
PARTS: Final = {"starts_on", "ends_on", "set_on"}


def as_mapping(rule: RestDayRule) -> dict[str, str | None]:
    """What a rule says, as JSON can hold it, without its id."""
    return {
        "starts_on": rule.starts_on.isoformat(),
        "ends_on": rule.ends_on.isoformat() if rule.ends_on else None,
        "set_on": rule.set_on.isoformat(),
    }


def from_mapping(key: str, plain: Mapping[str, Any]) -> RestDayRule:
    """The rule that ``as_mapping`` wrote. Raises Unreadable, whatever else it is given."""
    if set(plain) != PARTS or not isinstance(key, str) or Identifier().fault(key):
        raise Unreadable(WRONG)
    ends_on = None if plain["ends_on"] is None else _day(plain, "ends_on")
    rule = RestDayRule(key, _day(plain, "starts_on"), ends_on, _day(plain, "set_on"))
    if rule.ends_on is not None and rule.ends_on < rule.starts_on:
        raise Unreadable(WRONG, place="ends_on")
    return rule


def _day(plain: Mapping[str, Any], name: str) -> date:
    text = plain[name]
    if not isinstance(text, str):
        raise Unreadable(WRONG, place=name)
    day = Day().read(text)
    if Day().fault(day):
        raise Unreadable(WRONG, place=name)
    return day

"""Records from texts by field, the fast way: each text of a field is read once.

What is not regular is left to ``parse_file``, which can say what is wrong.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final, Generic, TypeVar

from journal.core.model import moments
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Field
from journal.core.model.inputs import columns
from journal.core.model.records import Record
from journal.core.model.time_fields import Moment, Zone

R = TypeVar("R", bound=Record)
Read = Callable[[str], Any]  # each field's own type
Step = tuple[Read, dict[str, Any]]  # with the texts that are remembered
MEMORY: Final = 5000
"""So many texts of a field are remembered with what they mean."""


class _Irregular(Exception):
    """A text that ``parse_file`` would have something to say about."""


class RecordReader(Generic[R]):
    """Reads records of one kind at ``now``; ``zone`` stands in for one that is not given."""

    def __init__(self, kind: type[R], now: datetime, zone: str) -> None:
        self.kind, self.now, self.zone = kind, now, zone
        fields = {column.name: column.field for column in columns(kind)}
        self.fields: dict[str, Step] = {
            name: (partial(_value, field), {})
            for name, field in fields.items()
            if not isinstance(field, Moment | Zone)
        }
        self.moments = [name for name, field in fields.items() if isinstance(field, Moment)]
        self.has_zone, self.dated = "zone" in fields, bool(kind.MOMENT)
        self.zones: dict[str, dict[str, Step]] = {}

    def record(self, texts: Mapping[str, str]) -> R | None:
        """The record that ``texts`` say; None where they have a problem."""
        zone = texts.get("zone", "").strip() or self.zone
        try:
            record = self.kind(**self._values(texts, zone))
        except (_Irregular, KeyError, TypeError):  # the latter where a field is missing
            return None
        return None if record.rules(self.now) else record

    def _values(self, texts: Mapping[str, str], zone: str) -> dict[str, Any]:
        """What the fields say that are given."""
        values: dict[str, Any] = {"zone": zone} if self.has_zone else {}
        steps = self.zones.get(zone) or self._steps(zone)
        for name, text in texts.items():
            if text and (step := steps.get(name)):
                value = _remembered(*step, text)
                if value is not None:
                    values[name] = value
        if self.dated and "day" not in values:
            values["day"] = moments.local_day(values[self.kind.MOMENT], zone)
        return values

    def _steps(self, zone: str) -> dict[str, Step]:
        """How the texts of each field are read in a zone."""
        if not moments.zone_exists(zone):
            raise _Irregular
        timed: dict[str, Step] = {name: (partial(_moment, zone), {}) for name in self.moments}
        self.zones[zone] = self.fields | timed
        return self.zones[zone]


_MOMENT: Final = Moment()


def _remembered(reader: Read, memory: dict[str, Any], text: str) -> Any:  # the field's own type
    if text in memory:
        return memory[text]
    value = reader(text)
    if len(memory) < MEMORY:
        memory[text] = value
    return value


def _value(field: Field, text: str) -> Any:  # the field's own type
    """What a text says for a field; None where it says nothing."""
    stripped = text.strip()
    if not stripped:
        return None
    try:
        value = field.read(stripped)
    except Unreadable:
        raise _Irregular from None
    if value == ():
        return None
    if field.fault(value):
        raise _Irregular
    return value


def _moment(zone: str, text: str) -> datetime:
    try:
        return _MOMENT.read_in(zone, text.strip())
    except Unreadable:
        raise _Irregular from None

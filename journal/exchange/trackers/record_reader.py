"""Records from texts by field, the fast way: each text of a field is read once.

What is not regular is left to ``parse_file``, which can say what is wrong.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final, Generic, TypeVar

from journal.core.model import moments
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Field
from journal.core.model.inputs import columns
from journal.core.model.records import Record
from journal.core.model.time_fields import Moment, Zone
from journal.exchange.own.compiled import Irregular, Read, remembering, value_of

R = TypeVar("R", bound=Record)


class RecordReader(Generic[R]):
    """Reads records of one kind at ``now``; ``zone`` stands in for one that is not given."""

    def __init__(self, kind: type[R], now: datetime, zone: str) -> None:
        self.kind, self.now, self.zone = kind, now, zone
        fields = {column.name: column.field for column in columns(kind)}
        self.fields = {
            name: remembering(partial(_value, field))
            for name, field in fields.items()
            if not isinstance(field, Moment | Zone)
        }
        self.moments = [name for name, field in fields.items() if isinstance(field, Moment)]
        self.has_zone, self.dated = "zone" in fields, bool(kind.MOMENT)
        self.zones: dict[str, dict[str, Read]] = {}

    def record(self, texts: Mapping[str, str]) -> R | None:
        """The record that ``texts`` say; None where they have a problem."""
        zone = texts.get("zone", "").strip() or self.zone
        try:
            values = self.values(texts, zone)
            if self.dated and "day" not in values:
                values["day"] = moments.local_day(values[self.kind.MOMENT], zone)
            record = self.kind(**values)
        except (Irregular, KeyError, TypeError):  # the latter where a field is missing
            return None
        return None if record.rules(self.now) else record

    def values(self, texts: Mapping[str, str], zone: str) -> dict[str, Any]:
        """What the fields say that are given, and the zone. Raises Irregular."""
        values: dict[str, Any] = {"zone": zone} if self.has_zone else {}
        readers = self.zones.get(zone) or self._readers(zone)
        for name, text in texts.items():
            if text and (reader := readers.get(name)):
                value = reader(text)
                if value is not None:
                    values[name] = value
        return values

    def _readers(self, zone: str) -> dict[str, Read]:
        """How the texts of each field are read in a zone."""
        if not moments.zone_exists(zone):
            raise Irregular
        timed = {name: remembering(partial(_moment, zone)) for name in self.moments}
        self.zones[zone] = self.fields | timed
        return self.zones[zone]


_MOMENT: Final = Moment()


def _value(field: Field, text: str) -> Any:  # the field's own type
    """What a text says for a field; None where it says nothing."""
    stripped = text.strip()
    if not stripped:
        return None
    value = value_of(field, stripped)
    return None if value == () else value


def _moment(zone: str, text: str) -> datetime:
    try:
        return _MOMENT.read_in(zone, text.strip())
    except Unreadable:
        raise Irregular from None

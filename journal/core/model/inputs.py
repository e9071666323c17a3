"""Inputs: what somebody gives, field by field, each a frozen value that knows its own rules.

A record (what is logged) is one; so is whatever else a form or a request asks for. The fields and
their rules are the annotations of the class, so a rule stands once for every way in.
"""

from dataclasses import MISSING, dataclass, replace
from dataclasses import Field as DataclassField
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Final, Self, get_args, get_type_hints

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import Field, Words
from journal.core.model.time_fields import Day, Moment, Zone

LocalDay = Annotated[date, Day()]
Name = Annotated[str, Words(v.NAME_LENGTH)]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of an input: its name, what it may hold, and whether it must be given."""

    name: str
    field: Field
    required: bool
    default: str = ""
    """What it holds where nothing is said of it, as a text; empty where that is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What every input shares. ``MOMENT`` names the field that holds its moment, if it has one."""

    MOMENT: ClassVar[str] = ""
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields of which one says nothing without the others, such as a dose and its unit.

    Two edits never give some of them each: nobody would have said what they say together.
    """

    def rules(self, now: datetime) -> list[Problem]:
        """What is wrong between the fields, seen at ``now``; each field alone is fine by then."""
        return []

    def problems(self, now: datetime) -> list[Problem]:
        """Everything that keeps this from being accepted, at most one problem a field."""
        faults = [
            fault.at(column.name)
            for column in columns(type(self))
            if (value := getattr(self, column.name)) is not None
            and (fault := column.field.fault(value))
        ]
        return faults or self.rules(now)

    def typed_problems(self, now: datetime, before: Self | None) -> list[Problem]:
        """What a person who types it is refused, and no file; ``before``: it, unedited.

        What was so before may stay.
        """
        return []

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """It as it is kept when a person types it at ``now``; ``before``: it, unedited."""
        return self

    def with_(self, **changes: Any) -> Self:  # each field's own type
        """The same with some fields changed."""
        return replace(self, **changes)


def _field(hint: Any) -> Field:  # a type form has no type of its own
    if metadata := getattr(hint, "__metadata__", None):
        field: Field = metadata[0]
        return field
    return _field(get_args(hint)[0])


def _rank(column: Column) -> int:
    """Where a field stands among those of something with a moment."""
    first = {"id": 0, "day": 1}.get(column.name)
    if first is not None:
        return first
    return 2 if isinstance(column.field, Moment) else 3 if isinstance(column.field, Zone) else 4


_COLUMNS: Final[dict[type[Input], tuple[Column, ...]]] = {}


def columns(kind: type[Input]) -> tuple[Column, ...]:
    """The fields of an input in the order of its class, which is that of its CSV file.

    Where it has a moment, these come first: id, day, moments, zone.
    """
    if kind not in _COLUMNS:
        _COLUMNS[kind] = _columns(kind)
    return _COLUMNS[kind]


def _columns(kind: type[Input]) -> tuple[Column, ...]:
    hints = get_type_hints(kind, include_extras=True)
    listed = [_column(field, _field(hints[field.name])) for field in dataclass_fields(kind)]
    return tuple(sorted(listed, key=_rank) if kind.MOMENT else listed)


def _column(field: DataclassField[Any], holds: Field) -> Column:  # a field of any type
    if field.default is MISSING:
        return Column(field.name, holds, required=True)
    empty = field.default in (None, ())
    return Column(field.name, holds, False, "" if empty else holds.write(field.default))

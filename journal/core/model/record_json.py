"""A record as a JSON object, what a JSON object says of one, and the schema of both.

A value of JSON becomes the text that a form would send, so that everything is judged where
texts are: by the fields and records themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from inspect import getdoc
from typing import Any, Final

from journal.core.model import moments
from journal.core.model.amounts import Amount
from journal.core.model.faults import Problem, Unreadable
from journal.core.model.field_names import DECIDED
from journal.core.model.fields import (
    Base64,
    Choice,
    Field,
    Identifier,
    OwnWords,
    Several,
    Whole,
    Words,
    YesNo,
)
from journal.core.model.inputs import Column, Input, columns
from journal.core.model.records import PainLevel
from journal.core.model.time_fields import Day, Moment

Object = dict[str, Any]  # a JSON object
Texts = dict[str, str | Sequence[str]]


def as_object(record: Input) -> Object:
    """Every field of a record as JSON holds it.

    Moments are ISO 8601, local time of the record's zone with its offset; what is not given is
    None, or an empty list.
    """
    kind = type(record)
    return row_as_object(kind, [getattr(record, column.name) for column in columns(kind)])


def row_as_object(kind: type[Input], row: Sequence[Any]) -> Object:
    """The same of a record that is given as the values of its columns."""
    return next(rows_as_objects(kind, [row]))


def rows_as_objects(kind: type[Input], rows: Iterable[Sequence[Any]]) -> Iterator[Object]:
    """The same of many: what is to be changed is looked up once for all."""
    names = [column.name for column in columns(kind)]
    for values in plain_values(kind, in_local_time(kind, rows)):
        yield dict(zip(names, values, strict=True))


def in_local_time(kind: type[Input], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Rows with moments as texts: ISO 8601, local time of the row's zone with its offset."""
    fields = [(column.name, column.field) for column in columns(kind)]
    zone_at = next((at for at, (name, _) in enumerate(fields) if name == "zone"), None)
    timed = [at for at, (_, field) in enumerate(fields) if isinstance(field, Moment)]
    for row in rows:
        values = list(row)
        zone = "UTC" if zone_at is None else values[zone_at]
        for at in timed:
            if values[at] is not None:
                values[at] = moments.local_time(values[at], zone).isoformat(timespec="seconds")
        yield values


def plain_values(kind: type[Input], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The values of rows in local time as JSON holds them."""
    numbered = list(enumerate(columns(kind)))
    days = [at for at, column in numbered if isinstance(column.field, Day)]
    lists = [at for at, column in numbered if isinstance(column.field, Several | OwnWords)]
    for row in rows:
        values = list(row)
        for at in days:
            if values[at] is not None:
                values[at] = values[at].isoformat()
        for at in lists:
            values[at] = list(values[at])
        yield values


def sayable(kind: type[Input]) -> tuple[Column, ...]:
    """The fields of a kind that an object may say.

    The journal decides the others: ``day`` too, where it follows from the moment.
    """
    follows = bool(kind.MOMENT) and kind is not PainLevel
    decided = (*DECIDED, "day") if follows else DECIDED
    return tuple(column for column in columns(kind) if column.name not in decided)


def as_said(columns: Iterable[Column], values: Mapping[str, Any]) -> tuple[Texts, list[Problem]]:
    """What an object says, as the texts of a form, and a problem for each field it cannot.

    ``null`` is not given. Numbers and lists may also come as the texts a form takes.
    """
    fields = {column.name: column.field for column in columns}
    texts: Texts = {}
    problems = []
    for name, value in values.items():
        if name not in fields:
            problems.append(Problem(name, _unknown(name)))
        elif value is not None:
            try:
                texts[name] = _text(fields[name], value)
            except Unreadable as unreadable:
                problems.append(unreadable.fault.at(name))
    return texts, problems


def _unknown(name: str) -> str:
    if name in (*DECIDED, "day"):
        return "decided_field"
    return "unknown_field"


def _text(field: Field, value: Any) -> str | Sequence[str]:  # of any of JSON
    if isinstance(value, str):
        return value
    if isinstance(field, Several | OwnWords):
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            return value
        raise Unreadable("list_of_texts")
    if isinstance(field, YesNo):
        if isinstance(value, bool):
            return field.write(value)
        raise Unreadable("true_or_false")
    if isinstance(field, Whole):
        return _number(field, value)
    if isinstance(field, Amount) and isinstance(value, int | float):
        return f"{value}"
    raise Unreadable("text")


def _number(field: Whole, value: Any) -> str:  # of any of JSON
    """A number as a text. 4.0 is 4, as JSON knows but one kind of number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(field.wrong.code, **field.wrong.values)
    return str(value)


def shown_schema(kind: type[Input]) -> Object:
    """The JSON schema of what ``as_object`` makes of a kind."""
    return _object(
        kind,
        {
            column.name: schema(column.field)
            if column.required or isinstance(column.field, Several | OwnWords)
            else or_null(schema(column.field))
            for column in columns(kind)
        },
        [column.name for column in columns(kind)],
    )


def said_schema(kind: type[Input]) -> Object:
    """The JSON schema of what an object may say of a new record of a kind."""
    filled = {kind.MOMENT, "zone", "day"}
    needed = [
        column.name for column in sayable(kind) if column.required and column.name not in filled
    ]
    return _object(
        kind,
        {
            column.name: schema if column.name in needed else or_null(schema)
            for column in sayable(kind)
            for schema in [_said_schema_of(column.field)]
        },
        needed,
    )


def _object(kind: type[Input], properties: Object, needed: list[str]) -> Object:
    return {
        "type": "object",
        "description": getdoc(kind),
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def or_null(schema: Object) -> Object:
    """The schema of a value that may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


def _said_schema_of(field: Field) -> Object:
    if isinstance(field, Moment):
        return {
            "type": "string",
            "description": "ISO 8601, with an offset, or local time of the zone without one.",
        }
    return schema(field)


FORMATS: Final = {Day: "date", Moment: "date-time", Identifier: "uuid"}


def schema(field: Field) -> Object:
    """The JSON schema of a field's values, its limits among them."""
    match field:
        case Whole():
            return {"type": "integer", "minimum": field.lowest, "maximum": field.highest}
        case YesNo():
            return {"type": "boolean"}
        case Several():
            return _list(_text_schema(Choice(field.tokens)))
        case OwnWords():
            return _list(_text_schema(Words(field.longest))) | {"maxItems": field.most}
    return _text_schema(field)


def _text_schema(field: Field) -> Object:
    text = {"type": "string"}
    match field:
        case Choice():
            return text | {"enum": list(field.tokens)}
        case Words():
            return text | {"maxLength": field.longest}
        case Amount():
            return text | {"pattern": f"^{field.pattern}$"}
        case Base64():
            return text | {"contentEncoding": "base64"}
    text_format = FORMATS.get(type(field))
    return text | {"format": text_format} if text_format else text


def _list(items: Object) -> Object:
    return {"type": "array", "items": items, "uniqueItems": True}

"""A small structural check of a value against a JSON schema, as far as ours go."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from journal.core.model.fields import UUID_SHAPE

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    "$ref", "additionalProperties", "anyOf", "contentEncoding", "description", "enum",
    "examples", "format", "items", "maxItems", "maxLength", "maximum", "minimum", "pattern",
    "properties", "required", "type", "uniqueItems",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """What keeps a value from being of a schema of the document ``whole``."""
    assert set(schema) <= KNOWN, f"say here what {set(schema) - KNOWN} mean"
    if "$ref" in schema:
        return faults(value, referred(schema["$ref"], whole), whole)
    if "anyOf" in schema:
        choices = [faults(value, choice, whole) for choice in schema["anyOf"]]
        return [] if [] in choices else [fault for choice in choices for fault in choice]
    types = TYPES[schema["type"]]
    if not isinstance(value, types) or (isinstance(value, bool) and types != (bool,)):
        return [f"{value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        return _object_faults(value, schema, whole)
    if isinstance(value, list):
        return _list_faults(value, schema, whole)
    return [f"{value!r}: {name}" for name in schema if not _fits(value, name, schema[name])]


def referred(reference: str, whole: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to; it must be there."""
    part: Any = whole
    for name in reference.removeprefix("#/").split("/"):
        part = part[name]
    return dict(part)


def _object_faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    properties = schema.get("properties", {})
    messages = [f"{name} is missing" for name in schema.get("required", ()) if name not in value]
    if schema.get("additionalProperties") is False:
        messages += [f"{name} is not known" for name in value if name not in properties]
    for name in properties.keys() & value.keys():
        messages += [f"{name}: {fault}" for fault in faults(value[name], properties[name], whole)]
    return messages


def _list_faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    messages = [fault for item in value for fault in faults(item, schema["items"], whole)]
    if len(value) > schema.get("maxItems", len(value)):
        messages.append("too many")
    if schema.get("uniqueItems") and len({str(item) for item in value}) < len(value):
        messages.append("one twice")
    return messages


def _fits(value: Any, name: str, limit: Any) -> bool:
    checks: dict[str, Callable[[], bool]] = {
        "enum": lambda: value in limit,
        "minimum": lambda: value >= limit,
        "maximum": lambda: value <= limit,
        "maxLength": lambda: len(value) <= limit,
        "pattern": lambda: re.search(limit, value) is not None,
        "format": lambda: _has_format(value, limit),
    }
    return name not in checks or checks[name]()


def _has_format(value: str, name: str) -> bool:
    if name == "uuid":
        return UUID_SHAPE.fullmatch(value) is not None
    try:
        if name == "date":
            return date.fromisoformat(value).isoformat() == value
        assert name == "date-time"
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def references(value: Any) -> set[str]:
    """Every reference in a document."""
    return set(re.findall(r"'\$ref': '([^']+)'", str(value)))

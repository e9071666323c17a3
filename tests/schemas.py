"""A small structural check of a value against a JSON schema, as far as ours go."""

import re
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
    "$ref", "additionalProperties", "anyOf", "description", "enum", "examples", "format", "items",
    "maxItems", "maxLength", "maximum", "minimum", "properties", "required", "type", "uniqueItems",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """What keeps a value from being of a schema of the document ``whole``."""
    assert set(schema) <= KNOWN, f"say here what {set(schema) - KNOWN} mean"
    if "$ref" in schema:
        return faults(value, referred(schema["$ref"], whole), whole)
    if "anyOf" in schema:
        found = [faults(value, choice, whole) for choice in schema["anyOf"]]
        return [] if [] in found else [fault for choice in found for fault in choice]
    wanted = TYPES[schema["type"]]
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted != (bool,)):
        return [f"{value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        return _object_faults(value, schema, whole)
    if isinstance(value, list):
        return _list_faults(value, schema, whole)
    return [f"{value!r}: {name}" for name in schema if not _fits(value, name, schema[name])]


def referred(reference: str, whole: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to; it must be there."""
    found: Any = whole
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def _object_faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    properties = schema.get("properties", {})
    found = [f"{name} is missing" for name in schema.get("required", ()) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{name} is not known" for name in value if name not in properties]
    for name in properties.keys() & value.keys():
        found += [f"{name}: {it}" for it in faults(value[name], properties[name], whole)]
    return found


def _list_faults(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    found = [fault for item in value for fault in faults(item, schema["items"], whole)]
    if len(value) > schema.get("maxItems", len(value)):
        found.append("too many")
    if schema.get("uniqueItems") and len({str(item) for item in value}) < len(value):
        found.append("one twice")
    return found


def _fits(value: Any, name: str, limit: Any) -> bool:
    match name:
        case "enum":
            return bool(value in limit)
        case "minimum":
            return bool(value >= limit)
        case "maximum":
            return bool(value <= limit)
        case "maxLength":
            return bool(len(value) <= limit)
        case "format":
            return _has_format(value, limit)
    return True


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

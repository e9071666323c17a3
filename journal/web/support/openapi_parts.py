"""The parts that the description of the API is put together from."""

from typing import Any, Final

from journal.core.model.record_json import Object, or_null

JSON: Final = "application/json"
ASKED: Final = [
    {"name": name, "in": "query", "description": what, "schema": schema}
    for name, what, schema in (
        ("from", "the first day", {"type": "string", "format": "date"}),
        ("to", "the last day", {"type": "string", "format": "date"}),
        ("after", "`next` of the page before", {"type": "string"}),
    )
]
"""What a list of records may be asked for."""


def ref(name: str) -> Object:
    """A schema of the description, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def response(schema: Object, description: str) -> Object:
    """What is answered, as JSON of a schema."""
    return {"description": description, "content": {JSON: {"schema": schema}}}


def operation(summary: str, answer: Object, refusals: tuple[str, ...]) -> Object:
    """What an address does, what it answers and how it may refuse."""
    responses = {"200": response(answer, "What was asked for.")}
    responses |= {
        code: {"$ref": f"#/components/responses/Refused{code}"} for code in sorted(refusals)
    }
    return {"summary": summary, "responses": responses}


def path_key(what: str) -> Object:
    """The key of a record in an address."""
    return {
        "name": "key",
        "in": "path",
        "required": True,
        "description": what,
        "schema": {"type": "string"},
    }


def page_of(name: str) -> Object:
    """A page of a list, and where the next one begins."""
    return object_of(
        {
            "records": {"type": "array", "items": ref(name)},
            "next": or_null({"type": "string"}),
        }
    )


def object_of(properties: Object, **more: Any) -> Object:  # keywords of any kind
    """An object with these fields and no others, each of them there."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    } | more

"""The description of the API (OpenAPI 3.1), made from the records' own fields and limits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Final

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.fields import Base64, Whole
from journal.core.model.inputs import Input
from journal.core.model.kinds import KINDS, RECORDS, SLUGS
from journal.core.model.picture import NewPicture
from journal.core.model.programme_template import LINES_MOST, TemplateLine, TemplateName
from journal.core.model.reading import parse_form
from journal.core.model.record_json import (
    Object,
    as_object,
    as_said,
    or_null,
    said_schema,
    sayable,
    schema,
)
from journal.core.model.record_json import shown_schema as shown
from journal.web.support import sooner_json
from journal.web.support.openapi_texts import INTRODUCTION, LOGGING, READING, REFUSALS

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
AT: Final = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
ZONE: Final = "Europe/Vienna"
DOT: Final = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""The smallest picture: a PNG of one pixel."""
KEY: Final = "11111111-0000-4000-8000-000000000001"

EXAMPLES: Final[dict[str, Object]] = {
    **{slug: dict(kind.example) for slug, kind in KINDS.items()},
    "pictures": {"exercise": "Bridge", "alt": "on the back, hips lifted", "picture": DOT},
    "templates": {
        "name": "The first weeks",
        "lines": [{"exercise": "Bridge", "reps": 8, "hold_seconds": 3}],
    },
}
NAMES: Final = {
    **{slug: kind.__name__ for slug, kind in RECORDS.items()},
    "pictures": "Picture",
    "templates": "Template",
}
"""What the answers of an address are called among the schemas."""
LOGGED: Final = "LoggedRelief"
"""The same of a relief that is logged, of which more is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Input):
    """A spasm as it is started in one tap: how many minutes ago it began, if not now."""

    ago: Annotated[int, Whole(0, v.MINUTES_HIGHEST)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Input):
    """The end of a spasm, of which no more needs to be said."""


@cache
def document() -> Object:
    """The whole description. It is the same for everybody."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Spasm Journal", "version": "1", "description": INTRODUCTION},
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": {f"Refused{code}": _refusal(code) for code in REFUSALS},
        },
    }


def _paths() -> Object:
    paths: Object = {
        "/": {"get": _operation("What is there", _ref("Index"), READING)},
        "/openapi.json": {
            "get": _operation("This description", {"type": "object"}, ()) | {"security": []}
        },
        "/today": {"get": _operation("The day at a glance", _ref("Today"), READING)},
        "/episodes/start": {"post": _logging("Start a spasm now", "Start", "episodes", {})},
        "/episodes/{key}/end": {"post": _ending(), "parameters": [_key("its id, or `running`")]},
    }
    paths |= _list_paths("pictures", "Picture", "ListedPicture", "pictures of exercises")
    paths |= _list_paths("templates", "Template", "Template", "programme templates")
    for slug, kind in RECORDS.items():
        summary = str(kind.__doc__).split("\n")[0]
        one_record = _operation(f"One of: {summary}", _ref(kind.__name__), (*READING, "404"))
        paths[f"/{slug}"] = {
            "get": _operation(f"All of: {summary}", _page(kind.__name__), (*READING, "422"))
            | {"parameters": _ASKED},
            "post": _logging(f"Log: {summary}", f"New{kind.__name__}", slug, EXAMPLES[slug]),
        }
        key = "the day" if kind is r.DayNote else "its id"
        paths[f"/{slug}/{{key}}"] = {"get": one_record, "parameters": [_key(key)]}
    return paths


def _list_paths(slug: str, name: str, listed: str, plural: str) -> Object:
    """The addresses of what is no record: all of them, one, and a new one."""
    reading = _operation(f"One of the {plural}", _ref(name), (*READING, "404"))
    return {
        f"/{slug}": {
            "get": _operation(f"All {plural}", _page(listed), READING),
            "post": _logging(f"Add to the {plural}", f"New{name}", slug, EXAMPLES[slug]),
        },
        f"/{slug}/{{key}}": {"get": reading, "parameters": [_key("its id")]},
    }


def _ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(schema: Object, description: str) -> Object:
    return {"description": description, "content": {JSON: {"schema": schema}}}


def _operation(summary: str, answer: Object, refusals: tuple[str, ...]) -> Object:
    responses = {"200": _answer(answer, "What was asked for.")}
    responses |= {
        code: {"$ref": f"#/components/responses/Refused{code}"} for code in sorted(refusals)
    }
    return {"summary": summary, "responses": responses}


def _logging(summary: str, schema: str, slug: str, example: Object) -> Object:
    logged = LOGGED if slug == SLUGS[r.Relief] else NAMES[slug]
    answer = {"anyOf": [_ref(logged), _ref("DayKey" if slug == "days" else "Key")]}
    operation = _operation(summary, answer, LOGGING)
    operation["responses"]["200"]["description"] = "Saved before, or it updated what was there."
    operation["responses"]["201"] = _answer(answer, "Saved.")
    body = {"schema": _ref(schema), "example": example}
    return operation | {"requestBody": {"required": bool(example), "content": {JSON: body}}}


def _ending() -> Object:
    operation = _logging("The spasm has ended: it ends now", "End", "episodes", {})
    del operation["responses"]["201"]
    operation["responses"]["200"]["description"] = "It has ended, now or before."
    operation["responses"]["404"] = {"$ref": "#/components/responses/Refused404"}
    return operation


def _key(what: str) -> Object:
    return {
        "name": "key",
        "in": "path",
        "required": True,
        "description": what,
        "schema": {"type": "string"},
    }


_ASKED: Final = [
    {"name": name, "in": "query", "description": what, "schema": schema}
    for name, what, schema in (
        ("from", "the first day", {"type": "string", "format": "date"}),
        ("to", "the last day", {"type": "string", "format": "date"}),
        ("after", "`next` of the page before", {"type": "string"}),
    )
]


def _page(name: str) -> Object:
    return _object_of(
        {
            "records": {"type": "array", "items": _ref(name)},
            "next": or_null({"type": "string"}),
        }
    )


def _object_of(properties: Object, **more: Any) -> Object:  # keywords of any kind
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    } | more


def _schemas() -> Object:
    schemas: Object = {
        "Index": _index(),
        "Today": _today(),
        "Key": _object_of({"id": {"type": "string", "format": "uuid"}}),
        "DayKey": _object_of({"day": {"type": "string", "format": "date"}}),
        "Problem": _problem(),
        "Start": _keyed(said_schema(Start)) | {"examples": [{}, {"ago": 15}]},
        "End": _keyed(said_schema(End)) | {"examples": [{}]},
    }
    schemas |= _list_schemas() | {LOGGED: sooner_json.with_it(shown(r.Relief))}
    for slug, kind in RECORDS.items():
        schemas[kind.__name__] = shown(kind) | {"examples": [_example(slug)]}
        schemas[f"New{kind.__name__}"] = _keyed(said_schema(kind)) | {"examples": [EXAMPLES[slug]]}
    return schemas


def _list_schemas() -> Object:
    """The schemas of pictures and templates."""
    text, size = {"type": "string"}, {"type": "integer", "minimum": 1}
    key = {"id": text | {"format": "uuid"}}
    listed = key | {"exercise": text, "alt": text, "width": size, "height": size}
    new_template = said_schema(TemplateName)
    lines = {"type": "array", "items": said_schema(TemplateLine), "maxItems": LINES_MOST}
    new_template["properties"] |= {"lines": or_null(lines)}
    shown_lines = {"type": "array", "items": shown(TemplateLine)}
    return {
        "ListedPicture": _object_of(listed),
        "Picture": _object_of(listed | {"picture": schema(Base64())}),
        "NewPicture": _keyed(said_schema(NewPicture)) | {"examples": [EXAMPLES["pictures"]]},
        "Template": _object_of(key | {"name": text, "lines": shown_lines}),
        "NewTemplate": _keyed(new_template) | {"examples": [EXAMPLES["templates"]]},
    }


def _keyed(schema: Object) -> Object:
    """A schema of what is logged, with the key that makes sending it twice save it once."""
    key = {"type": "string", "format": "uuid"}
    return schema | {"properties": schema["properties"] | {"client_key": or_null(key)}}


def _example(slug: str) -> Object:
    """What the journal answers to the example of a kind."""
    kind = RECORDS[slug]
    texts, _ = as_said(sayable(kind), EXAMPLES[slug])
    fresh = {} if kind is r.DayNote else {"id": KEY}
    record = parse_form(kind, texts | fresh, now=AT, zone=ZONE).record
    return {} if record is None else as_object(record)


def _index() -> Object:
    path = {"type": "string"}
    day = {"type": "string", "format": "date"}
    pause = _object_of({"starts_on": day, "ends_on": or_null(day)})
    rule = _object_of({"starts_on": day, "ends_on": or_null(day), "set_on": day})
    return _object_of(
        {
            "rest_days": {"type": "array", "items": rule},
            "pauses": {"type": "array", "items": pause},
            "scopes": {"type": "array", "items": {"type": "string", "enum": list(v.SCOPES)}},
            "zone": {"type": "string"},
            "openapi": path,
            "today": path,
            "pictures": path,
            "templates": path,
            "kinds": _object_of(dict.fromkeys(RECORDS, path)),
        }
    )


def _today() -> Object:
    level = or_null(schema(Whole(v.LEVEL_LOWEST, v.LEVEL_HIGHEST)))
    count = {"type": "integer", "minimum": 0}
    running = _object_of({"episode": _ref("Episode"), "minutes": count, "level": level})
    line = _object_of({"done": count, "prescription": _ref("Prescription")})
    return _object_of(
        {
            "day": {"type": "string", "format": "date"},
            "running": or_null(running),
            "day_average": level,
            "day_worst": level,
            "programme": {"type": "array", "items": line},
        }
    )


def _problem() -> Object:
    text = {"type": "string"}
    error = _object_of({"field": text, "message": text})
    properties = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    return {
        "type": "object",
        "properties": properties | {"errors": {"type": "array", "items": error}},
        "required": list(properties),
    }


def _refusal(code: str) -> Object:
    return {
        "description": REFUSALS[code],
        "content": {PROBLEM: {"schema": _ref("Problem")}},
    }

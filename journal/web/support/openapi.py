"""The description of the API (OpenAPI 3.1), made from the records' own fields and limits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Final

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.fields import Base64, Whole
from journal.core.model.inputs import Input
from journal.core.model.kinds import KINDS, RECORDS
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
from journal.web.support.openapi_parts import (
    ASKED,
    JSON,
    object_of,
    operation,
    page_of,
    path_key,
    ref,
    response,
)
from journal.web.support.openapi_texts import INTRODUCTION, LOGGING, READING, REFUSALS, SAYS, TOLD

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
LOGGED: Final = {slug: f"Logged{kind.__name__}" for slug, kind in RECORDS.items()}
"""The same of a record that is logged, of which more is told."""


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
        "/": {"get": operation("What is there", ref("Index"), READING)},
        "/openapi.json": {
            "get": operation("This description", {"type": "object"}, ()) | {"security": []}
        },
        "/today": {"get": operation("The day at a glance", ref("Today"), READING)},
        "/episodes/start": {"post": _logging("Start a spasm now", "Start", "episodes", {})},
        "/episodes/{key}/end": {
            "post": _ending(),
            "parameters": [path_key("its id, or `running`")],
        },
    }
    paths |= _list_paths("pictures", "Picture", "ListedPicture", "pictures of exercises")
    paths |= _list_paths("templates", "Template", "Template", "programme templates")
    for slug, kind in RECORDS.items():
        summary = str(kind.__doc__).split("\n")[0]
        one_record = operation(f"One of: {summary}", ref(kind.__name__), (*READING, "404"))
        paths[f"/{slug}"] = {
            "get": operation(f"All of: {summary}", page_of(kind.__name__), (*READING, "422"))
            | {"parameters": ASKED},
            "post": _logging(f"Log: {summary}", f"New{kind.__name__}", slug, EXAMPLES[slug]),
        }
        key = "the day" if kind is r.DayNote else "its id"
        paths[f"/{slug}/{{key}}"] = {"get": one_record, "parameters": [path_key(key)]}
    return paths


def _list_paths(slug: str, name: str, listed: str, plural: str) -> Object:
    """The addresses of what is no record: all of them, one, and a new one."""
    reading = operation(f"One of the {plural}", ref(name), (*READING, "404"))
    return {
        f"/{slug}": {
            "get": operation(f"All {plural}", page_of(listed), READING),
            "post": _logging(f"Add to the {plural}", f"New{name}", slug, EXAMPLES[slug]),
        },
        f"/{slug}/{{key}}": {"get": reading, "parameters": [path_key("its id")]},
    }


def _logging(summary: str, schema: str, slug: str, example: Object) -> Object:
    answer = {
        "anyOf": [ref(LOGGED.get(slug, NAMES[slug])), ref("DayKey" if slug == "days" else "Key")]
    }
    logging = operation(summary, answer, LOGGING)
    logging["responses"]["200"]["description"] = "Saved before, or it updated what was there."
    logging["responses"]["201"] = response(answer, "Saved.")
    body = {"schema": ref(schema), "example": example}
    return logging | {"requestBody": {"required": bool(example), "content": {JSON: body}}}


def _ending() -> Object:
    ending = _logging("The spasm has ended: it ends now", "End", "episodes", {})
    del ending["responses"]["201"]
    ending["responses"]["200"]["description"] = "It has ended, now or before."
    ending["responses"]["404"] = {"$ref": "#/components/responses/Refused404"}
    return ending


def _schemas() -> Object:
    schemas: Object = {
        "Index": _index(),
        "Today": _today(),
        "Key": object_of({"id": {"type": "string", "format": "uuid"}}),
        "DayKey": object_of({"day": {"type": "string", "format": "date"}}),
        "Problem": _problem(),
        "Start": _keyed(said_schema(Start)) | {"examples": [{}, {"ago": 15}]},
        "End": _keyed(said_schema(End)) | {"examples": [{}]},
    }
    schemas |= _list_schemas()
    for slug, kind in RECORDS.items():
        whole = sooner_json.with_it(shown(kind)) if kind is r.Relief else shown(kind)
        schemas[LOGGED[slug]] = _told(whole)
        schemas[kind.__name__] = shown(kind) | {"examples": [_example(slug)]}
        schemas[f"New{kind.__name__}"] = _keyed(said_schema(kind)) | {"examples": [EXAMPLES[slug]]}
    return schemas


def _told(schema: Object) -> Object:
    """The schema of a record that is logged: with what is told of it."""
    sentence = {TOLD: {"type": "string", "description": SAYS}}
    return schema | {"properties": schema["properties"] | sentence}


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
        "ListedPicture": object_of(listed),
        "Picture": object_of(listed | {"picture": schema(Base64())}),
        "NewPicture": _keyed(said_schema(NewPicture)) | {"examples": [EXAMPLES["pictures"]]},
        "Template": object_of(key | {"name": text, "lines": shown_lines}),
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
    pause = object_of({"starts_on": day, "ends_on": or_null(day)})
    rule = object_of({"starts_on": day, "ends_on": or_null(day), "set_on": day})
    return object_of(
        {
            "rest_days": {"type": "array", "items": rule},
            "pauses": {"type": "array", "items": pause},
            "scopes": {"type": "array", "items": {"type": "string", "enum": list(v.SCOPES)}},
            "zone": {"type": "string"},
            "openapi": path,
            "today": path,
            "pictures": path,
            "templates": path,
            "kinds": object_of(dict.fromkeys(RECORDS, path)),
        }
    )


def _today() -> Object:
    level = or_null(schema(Whole(v.LEVEL_LOWEST, v.LEVEL_HIGHEST)))
    count = {"type": "integer", "minimum": 0}
    running = object_of({"episode": ref("Episode"), "minutes": count, "level": level})
    line = object_of({"done": count, "prescription": ref("Prescription")})
    return object_of(
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
    error = object_of({"field": text, "message": text})
    properties = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    return {
        "type": "object",
        "properties": properties | {"errors": {"type": "array", "items": error}},
        "required": list(properties),
    }


def _refusal(code: str) -> Object:
    return {
        "description": REFUSALS[code],
        "content": {PROBLEM: {"schema": ref("Problem")}},
    }

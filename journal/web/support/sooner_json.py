"""What the API tells beside a relief that was used sooner than the person's own rule says."""

from typing import Final

from journal.core.diary.used_again import Sooner
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.fields import Choice, Whole
from journal.core.model.kinds import SLUGS
from journal.core.model.record_json import Object, schema
from journal.store.diary import queries, relief, row_writing
from journal.web.support.openapi_texts import SOONER
from journal.web.support.request import db, owner
from journal.words.api import sooner_than_set

NAME: Final = "sooner_than_set"


def beside(slug: str, key: str) -> Object:
    """What is told beside what is kept: nothing, unless that is a relief that came sooner."""
    row = queries.row(db(), r.Relief, owner(), key) if slug == SLUGS[r.Relief] else None
    if row is None:
        return {}
    use = row_writing.stored(db(), r.Relief, row)
    sooner = relief.used_again(db(), owner(), use).sooner
    return {} if sooner is None else {NAME: _object(sooner)}


def _object(sooner: Sooner) -> Object:
    return {
        "minutes": sooner.minutes,
        "hours_set": sooner.hours,
        "this_one": "later" if sooner.is_later else "earlier",
        "message": sooner_than_set(sooner),
    }


def with_it(relief_schema: Object) -> Object:
    """The schema of what is answered to a relief that is logged."""
    properties: Object = {
        "minutes": {"type": "integer", "minimum": 0},
        "hours_set": schema(Whole(1, v.NOT_BEFORE_HOURS_HIGHEST)),
        "this_one": schema(Choice(("later", "earlier"))),
        "message": {"type": "string"},
    }
    value = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "description": SOONER,
    }
    return relief_schema | {"properties": relief_schema["properties"] | {NAME: value}}

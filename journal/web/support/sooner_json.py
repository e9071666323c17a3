"""What the API tells beside a relief that was used sooner than the person's own rule says."""

from typing import Final

from journal.core.diary.used_again import PerhapsSooner, Sooner
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.fields import Choice, Whole
from journal.core.model.kinds import SLUGS
from journal.core.model.record_json import Object, schema
from journal.store.diary import queries, relief, row_writing
from journal.web.support.openapi_texts import PERHAPS_SOONER, SOONER
from journal.web.support.request import db, owner
from journal.words.api import perhaps_sooner_than_set, sooner_than_set

NAME: Final = "sooner_than_set"
PERHAPS_NAME: Final = "perhaps_sooner_than_set"


def beside(slug: str, key: str) -> Object:
    """What is told beside what is kept: nothing, unless that is a relief that came sooner."""
    row = queries.row(db(), r.Relief, owner(), key) if slug == SLUGS[r.Relief] else None
    if row is None:
        return {}
    use = row_writing.stored(db(), r.Relief, row)
    again = relief.used_again(db(), owner(), use)
    if again.sooner:
        return {NAME: _object(again.sooner)}
    return {PERHAPS_NAME: _perhaps(again.perhaps_sooner)} if again.perhaps_sooner else {}


def _object(sooner: Sooner) -> Object:
    return {
        "minutes": sooner.minutes,
        "hours_set": sooner.hours,
        "this_one": "later" if sooner.is_later else "earlier",
        "message": sooner_than_set(sooner),
    }


def _perhaps(sooner: PerhapsSooner) -> Object:
    return {
        "day": sooner.day.isoformat(),
        "hours_set": sooner.hours,
        "message": perhaps_sooner_than_set(sooner),
    }


def with_it(relief_schema: Object) -> Object:
    """The schema of what is answered to a relief that is logged."""
    hours_set = schema(Whole(1, v.NOT_BEFORE_HOURS_HIGHEST))
    text: Object = {"type": "string"}
    additions = {
        NAME: _value(
            SOONER,
            minutes={"type": "integer", "minimum": 0},
            hours_set=hours_set,
            this_one=schema(Choice(("later", "earlier"))),
            message=text,
        ),
        PERHAPS_NAME: _value(
            PERHAPS_SOONER,
            day={"type": "string", "format": "date"},
            hours_set=hours_set,
            message=text,
        ),
    }
    return relief_schema | {"properties": relief_schema["properties"] | additions}


def _value(description: str, **properties: Object) -> Object:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "description": description,
    }

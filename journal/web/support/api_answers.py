"""What the API answers to what is sent: what is kept now, or was before, or what is wrong."""

from collections.abc import Iterable
from typing import Final, TypeVar

from flask import current_app, g, url_for
from flask.typing import ResponseReturnValue

from journal.core.model.faults import Problem
from journal.core.model.inputs import Input
from journal.core.model.kinds import RECORDS
from journal.core.model.record_json import Object, as_object
from journal.store.db.models import Change
from journal.store.diary.rows import key_name
from journal.web.support import api_lists, once, sooner_json
from journal.web.support.announcing import message_of
from journal.web.support.bodies import Said
from journal.web.support.openapi_texts import TOLD
from journal.web.support.problems import RequestRefused
from journal.web.support.request import db
from journal.web.support.stored_records import record_as_it_holds
from journal.words.api import detail

R = TypeVar("R", bound=Input)

MORE: Final = frozenset({"also", "not_changed", "planned_twice", "exercises"})
"""The values of a message that tell of other entries beside the one that was saved."""


def made_before(body: Said) -> Change | None:
    """The change that the same made before; raises RequestRefused where its key is taken."""
    if body.problems:
        return None  # it is refused, whatever was sent before
    try:
        return once.made_before(body.sent)
    except once.KeyTaken:
        raise RequestRefused(409, detail("other_entry")) from None


def without_problems(record: R | None, problems: Iterable[Problem], body: Said) -> R:
    """The record, if nothing is wrong with it or with how it was said. Raises RequestRefused."""
    blamed = {problem.field: problem for problem in (*problems, *body.problems)}
    if record is None or blamed:
        raise RequestRefused(422, detail("some_fields"), blamed.values())
    return record


def saved(change: Change) -> ResponseReturnValue:
    """Commit, and answer with what is kept: read before anybody else may change it."""
    db().flush()
    answer = shown(change, created=change.action == "created")
    db().commit()
    return answer


def shown(change: Change, *, created: bool = False) -> ResponseReturnValue:
    """Answer with what is kept of what a change made."""
    return kept_of(change.kind, change.record_key, change, created=created)


def kept_of(
    slug: str, key: str, change: Change | None = None, *, created: bool = False
) -> ResponseReturnValue:
    """What is kept after a write, and what is told of it; without ``read`` only its key."""
    state = _kept(slug, key)
    if state is None:
        raise RequestRefused(410, detail("deleted_since"))
    name = key_name(RECORDS[slug]) if slug in RECORDS else "id"
    if "read" in g.scopes:
        answer = state | sooner_json.beside(slug, key) | _told(change)
    else:
        answer = {name: state[name]}
    if not created:
        return answer
    return answer, 201, {"Location": f"{url_for('.index')}{slug}/{state[name]}"}


def _told(change: Change | None) -> Object:
    """What a page says of a change where that is more than that it was saved."""
    if change is None or change.kind not in RECORDS:
        return {}
    message = message_of(change)
    if not (message.rest_days or MORE & message.values.keys()):
        return {}
    happened = current_app.jinja_env.get_template("_happened.html").module
    sentence = happened.happened(message)  # type: ignore[attr-defined]  # its macro
    return {TOLD: sentence.striptags()}


def _kept(slug: str, key: str) -> Object | None:
    """A record, a picture or a template as JSON; None where there is none of that key."""
    if slug in api_lists.ONE:
        return api_lists.ONE[slug](key)
    record = record_as_it_holds(RECORDS[slug], key)
    return None if record is None else as_object(record)

"""The API: the same records and the same rules for other apps, which bring a token.

A cookie opens nothing here, and a token opens no page. With ``read`` everything may be read;
with ``log`` entries may be added and a spasm ended, but nothing is edited or deleted.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, g, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem, Unreadable
from journal.core.model.inputs import Column, Input, columns
from journal.core.model.kinds import RECORDS, SLUGS
from journal.core.model.periods import Period, asked
from journal.core.model.reading import parse_file, parse_form
from journal.core.model.record_json import as_object, sayable
from journal.exchange.own.rest_day_rules import as_mapping
from journal.store.db.models import Change
from journal.store.diary import actions, episodes, queries, rest_day_rules, row_writing
from journal.store.diary.rows import key_name, key_of
from journal.store.diary.running import AnotherIsOn
from journal.web.support.bearer import let_in
from journal.web.support.bodies import Said, what_is_said
from journal.web.support.diary_views import prescribed_on
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.openapi import Start, document
from journal.web.support.problems import RequestRefused
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import account, db, now, or_404, owner, today
from journal.web.support.security import CSRF
from journal.words.api import detail

R = TypeVar("R", bound=Input)

bp = Blueprint("api", __name__, url_prefix="/api/v1")
CSRF.exempt(bp)  # nothing here is opened by what a browser sends by itself
bp.before_request(let_in)

SLUG: Final = f"<any({','.join(RECORDS)}):slug>"
PAGE_MOST: Final = 500
EVER: Final = Period(date(v.EARLIEST_YEAR, 1, 1), date(v.LATEST_YEAR, 12, 31))
RUNNING: Final = "running"
"""Stands for the id of the spasm that is on."""


@bp.errorhandler(RequestRefused)
def refuse(refused: RequestRefused) -> Response:
    """Answer with the problem."""
    return refused.answer


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """The description of the API; for everybody, and with nothing of anybody."""
    return document() | {"servers": [{"url": url_for(".index").rstrip("/")}]}


@bp.get("/")
def index() -> ResponseReturnValue:
    """What is there, and what this token may do."""
    return {
        "scopes": list(g.scopes),
        "zone": account().zone,
        "openapi": url_for(".openapi"),
        "today": url_for(".show_today"),
        "rest_days": [as_mapping(rule) for rule in rest_day_rules.rules(db(), owner())],
        "kinds": {slug: url_for(".records", slug=slug) for slug in RECORDS},
    }


@bp.get("/today")
def show_today() -> ResponseReturnValue:
    """The day at a glance: the spasm that is on, pain, and the programme with what is done."""
    day = today()
    period = Period(day, day)
    pain = {
        level.kind: level.level for level in queries.of_period(db(), r.PainLevel, owner(), period)
    }
    exercises = queries.of_period(db(), r.CompletedExercise, owner(), period)
    running = episodes.running_at(db(), owner(), now())
    return {
        "day": day.isoformat(),
        "running": running
        and {
            "episode": as_object(running.episode),
            "minutes": running.minutes,
            "level": running.latest,
        },
        "day_average": pain.get("day_average"),
        "day_worst": pain.get("day_worst"),
        "programme": [
            {"done": line.done, "prescription": as_object(line.prescription)}
            for line in prescribed_on(day, exercises)
        ],
    }


@bp.get(f"/{SLUG}")
def records(slug: str) -> ResponseReturnValue:
    """The records of a kind, a page at a time, oldest first."""
    kind = RECORDS[slug]
    period, after = _asked(kind)
    page = from_replica(
        account(), lambda: queries.page(db(), kind, owner(), period, after, PAGE_MOST + 1)
    )
    more = len(page) > PAGE_MOST
    return {
        "records": [as_object(record) for record in page[:PAGE_MOST]],
        "next": _cursor(page[PAGE_MOST - 1]) if more else None,
    }


def _asked(kind: type[r.Record]) -> tuple[Period, Sequence[Any]]:
    texts = request.args.to_dict()
    texts_of_period = {name: texts.pop(name, "") for name in ("from", "to")}
    after = texts.pop("after", "")
    problems = [Problem(name, "unknown_parameter") for name in texts]
    answer = asked(texts_of_period, diary=EVER, today=EVER.last, preset="all")
    problems += answer.problems
    values: Sequence[Any] = ()
    try:
        values = _place(kind, after) if after else ()
    except (ValueError, RecursionError):
        problems.append(Problem("after", "after"))
    if problems:
        raise RequestRefused(422, detail("some_parameters"), problems)
    return answer.period, values


def _places(kind: type[r.Record]) -> list[Column]:
    columns_by_name = {column.name: column for column in columns(kind)}
    return [columns_by_name[name] for name in queries.in_order(kind)]


def _cursor(record: r.Record) -> str:
    """Where a record stands among all of its kind, as a text to be handed back."""
    texts = [column.field.write(getattr(record, column.name)) for column in _places(type(record))]
    return urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def _place(kind: type[r.Record], cursor: str) -> list[Any]:
    """The values of a cursor. Raises ValueError."""
    texts = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not (isinstance(texts, list) and all(isinstance(text, str) for text in texts)):
        raise Unreadable("after")
    return [column.field.read(text) for column, text in zip(_places(kind), texts, strict=True)]


@bp.get(f"/{SLUG}/<key>")
def record(slug: str, key: str) -> ResponseReturnValue:
    """One record."""
    kind = RECORDS[slug]
    row = or_404(queries.row(db(), kind, owner(), key))
    return as_object(row_writing.stored(db(), kind, row))


@bp.post(f"/{SLUG}")
def log(slug: str) -> ResponseReturnValue:
    """Log a record, once for each client key."""
    kind = RECORDS[slug]
    body = what_is_said(sayable(kind))
    if (change := _made_before(body)) is not None:
        return _shown(change)
    fresh = {} if kind is r.DayNote else {"id": row_writing.new_id()}
    # A program cannot be asked whether it means what it sends.
    reading = parse_form(kind, body.texts | fresh, now=now(), zone=account().zone, asks=False)
    record = _without_problems(reading.record, reading.problems, body)
    try:
        change = actions.add(db(), owner(), actions.linked(db(), owner(), record), body.sent)
    except row_writing.FieldRefused as reason:
        raise RequestRefused(422, detail("some_fields"), [reason.problem]) from None
    except AnotherIsOn as reason:
        raise _overlap(reason.other) from None
    return _saved(change)


def _overlap(other: r.Episode) -> RequestRefused:
    """The answer to a spasm beside another one of the same time."""
    return RequestRefused(409, detail("spasm_overlaps" if other.ended_at else "spasm_running"))


@bp.post("/episodes/start")
def start() -> ResponseReturnValue:
    """Start a spasm, in one tap."""
    body = what_is_said(columns(Start))
    if (change := _made_before(body)) is not None:
        return _shown(change)
    reading = parse_file(Start, body.texts, now=now(), zone=account().zone)
    start = _without_problems(reading.record, reading.problems, body)
    began = now() - timedelta(minutes=start.ago or 0)
    begun = episodes.starting(db(), owner(), row_writing.new_id(), began, account().zone)
    try:
        return _saved(actions.add(db(), owner(), begun, body.sent))
    except AnotherIsOn as reason:
        raise _overlap(reason.other) from None


@bp.post("/episodes/<key>/end")
def end(key: str) -> ResponseReturnValue:
    """It eased: the spasm ends now. One that has ended already is left alone."""
    body = what_is_said(())
    if (change := _made_before(body)) is not None:
        return _shown(change)
    episode = or_404(_episode(key))
    if body.problems:
        raise RequestRefused(422, detail("some_fields"), body.problems)
    if episode.ended_at is None:
        return _saved(or_404(episodes.end(db(), owner(), episode, body.sent, now())))
    return _answer(r.Episode, episode.id)


def _episode(key: str) -> r.Episode | None:
    if key == RUNNING:
        return queries.running_episode(db(), owner())
    row = queries.row(db(), r.Episode, owner(), key)
    return None if row is None else row_writing.stored(db(), r.Episode, row)


def _made_before(body: Said) -> Change | None:
    """The change that the same made before; raises RequestRefused where its key is taken."""
    if body.problems:
        return None  # it is refused, whatever was sent before
    try:
        return made_before(body.sent)
    except KeyTaken:
        raise RequestRefused(409, detail("other_entry")) from None


def _without_problems(record: R | None, problems: Iterable[Problem], body: Said) -> R:
    """The record, if nothing is wrong with it or with how it was said. Raises RequestRefused."""
    blamed = {problem.field: problem for problem in (*problems, *body.problems)}
    if record is None or blamed:
        raise RequestRefused(422, detail("some_fields"), blamed.values())
    return record


def _saved(change: Change) -> ResponseReturnValue:
    """Commit, and answer with what is kept: read before anybody else may change it."""
    db().flush()
    answer = _shown(change, created=change.action == "created")
    db().commit()
    return answer


def _shown(change: Change, *, created: bool = False) -> ResponseReturnValue:
    return _answer(RECORDS[change.kind], change.record_key, created=created)


def _answer(kind: type[r.Record], key: str, *, created: bool = False) -> ResponseReturnValue:
    """A record after a write; to a token that may not read, only its key."""
    row = queries.row(db(), kind, owner(), key)
    if row is None:
        raise RequestRefused(410, detail("deleted_since"))
    record = row_writing.stored(db(), kind, row)
    answer = as_object(record) if "read" in g.scopes else {key_name(kind): key_of(record)}
    if not created:
        return answer
    where = url_for(".record", slug=SLUGS[kind], key=key)
    return answer, 201, {"Location": where}

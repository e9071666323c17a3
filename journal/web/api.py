"""The API: the same records and the same rules for other apps, which bring a token.

A cookie opens nothing here, and a token opens no page. With ``read`` everything may be read;
with ``log`` entries may be added and a spasm ended, but nothing is edited or deleted.
"""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, g, url_for
from flask.typing import ResponseReturnValue

from journal.core.diary.rest_days import says_nothing
from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS, SLUGS
from journal.core.model.periods import Period
from journal.core.model.picture import NewPicture
from journal.core.model.programme_template import TemplateLine, TemplateName
from journal.core.model.reading import parse_file, parse_form
from journal.core.model.record_json import as_object, sayable
from journal.exchange.own.rest_day_rules import as_mapping
from journal.store.diary import (
    actions,
    episodes,
    pauses,
    queries,
    rest_day_rules,
    row_writing,
)
from journal.web.support import api_answers, api_lists, record_pages
from journal.web.support.bearer import let_in
from journal.web.support.bodies import what_is_said
from journal.web.support.diary_views import prescribed_on
from journal.web.support.openapi import Start, document
from journal.web.support.problems import RequestRefused
from journal.web.support.replica_reading import from_replica
from journal.web.support.request import account, db, now, or_404, owner, today
from journal.web.support.security import CSRF
from journal.web.support.stored_records import as_they_hold, record_as_it_holds
from journal.words.api import detail

bp = Blueprint("api", __name__, url_prefix="/api/v1")
CSRF.exempt(bp)  # nothing here is opened by what a browser sends by itself
bp.before_request(let_in)

SLUG: Final = f"<any({','.join(RECORDS)}):slug>"
PAGE_MOST: Final = 500
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
        "pauses": [
            {
                "starts_on": pause.starts_on.isoformat(),
                "ends_on": pause.ends_on and pause.ends_on.isoformat(),
            }
            for pause in pauses.pauses(db(), owner())
        ],
        "pictures": url_for(".pictures"),
        "templates": url_for(".templates"),
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
    period, after = record_pages.asked_for(kind)
    page = from_replica(
        account(), lambda: queries.page(db(), kind, owner(), period, after, PAGE_MOST + 1)
    )
    more = len(page) > PAGE_MOST
    return {
        "records": [as_object(record) for record in as_they_hold(page[:PAGE_MOST])],
        "next": record_pages.cursor(page[PAGE_MOST - 1]) if more else None,
    }


@bp.get(f"/{SLUG}/<key>")
def record(slug: str, key: str) -> ResponseReturnValue:
    """One record."""
    record = or_404(record_as_it_holds(RECORDS[slug], key))
    return or_404(None if says_nothing(record) else as_object(record))


@bp.post(f"/{SLUG}")
def log(slug: str) -> ResponseReturnValue:
    """Log a record, once for each client key."""
    kind = RECORDS[slug]
    body = what_is_said(sayable(kind))
    if (change := api_answers.made_before(body)) is not None:
        return api_answers.shown(change)
    fresh = {} if kind is r.DayNote else {"id": row_writing.new_id()}
    # A program cannot be asked whether it means what it sends.
    reading = parse_form(kind, body.texts | fresh, now=now(), zone=account().zone, asks=False)
    record = api_answers.without_problems(reading.record, reading.problems, body)
    try:
        change = actions.add(db(), owner(), actions.linked(db(), owner(), record), body.sent)
    except row_writing.FieldRefused as reason:
        raise RequestRefused(422, detail("some_fields"), [reason.problem]) from None
    return api_answers.saved(change)


@bp.get("/pictures")
def pictures() -> ResponseReturnValue:
    """The pictures of exercises, without their content."""
    return {"records": api_lists.pictures(), "next": None}


@bp.get("/pictures/<key>")
def picture(key: str) -> ResponseReturnValue:
    """The picture of an exercise, with its content."""
    return or_404(api_lists.picture(key))


@bp.get("/templates")
def templates() -> ResponseReturnValue:
    """The programme templates."""
    return {"records": api_lists.templates(), "next": None}


@bp.get("/templates/<key>")
def template(key: str) -> ResponseReturnValue:
    """One programme template."""
    return or_404(api_lists.template(key))


@bp.post("/pictures")
def send_picture() -> ResponseReturnValue:
    """Keep the picture of an exercise that has none, once for each client key."""
    body = what_is_said(columns(NewPicture))
    if (change := api_answers.made_before(body)) is not None:
        return api_answers.shown(change)
    reading = parse_file(NewPicture, body.texts, now=now(), zone=account().zone)
    new_picture = api_answers.without_problems(reading.record, reading.problems, body)
    try:
        return api_answers.saved(api_lists.keep_picture(new_picture, body.sent))
    except api_lists.Refused as reason:
        raise RequestRefused(422, detail("some_fields"), [reason.problem]) from None
    except api_lists.HasPicture:
        raise RequestRefused(409, detail("picture_there")) from None


@bp.post("/templates")
def send_template() -> ResponseReturnValue:
    """Keep a programme template, once for each client key."""
    body = what_is_said(columns(TemplateName), {"lines": columns(TemplateLine)})
    if (change := api_answers.made_before(body)) is not None:
        return api_answers.shown(change)
    reading = parse_file(TemplateName, body.texts, now=now(), zone=account().zone)
    lines, problems = api_lists.lines_said(body.lists["lines"])
    title = api_answers.without_problems(reading.record, (*reading.problems, *problems), body)
    try:
        return api_answers.saved(api_lists.keep_template(title.name, lines, body.sent))
    except api_lists.Refused as reason:
        raise RequestRefused(422, detail("some_fields"), [reason.problem]) from None


@bp.post("/episodes/start")
def start() -> ResponseReturnValue:
    """Start a spasm, in one tap."""
    body = what_is_said(columns(Start))
    if (change := api_answers.made_before(body)) is not None:
        return api_answers.shown(change)
    reading = parse_file(Start, body.texts, now=now(), zone=account().zone)
    start = api_answers.without_problems(reading.record, reading.problems, body)
    began = now() - timedelta(minutes=start.ago or 0)
    if queries.running_episode(db(), owner()) is not None:
        raise RequestRefused(409, detail("spasm_running"))
    begun = episodes.starting(row_writing.new_id(), began, account().zone)
    return api_answers.saved(actions.add(db(), owner(), begun, body.sent))


@bp.post("/episodes/<key>/end")
def end(key: str) -> ResponseReturnValue:
    """It eased: the spasm ends now. One that has ended already is left alone."""
    body = what_is_said(())
    if (change := api_answers.made_before(body)) is not None:
        return api_answers.shown(change)
    episode = or_404(_episode(key))
    if body.problems:
        raise RequestRefused(422, detail("some_fields"), body.problems)
    if episode.ended_at is None:
        return api_answers.saved(or_404(episodes.end(db(), owner(), episode, body.sent, now())))
    return api_answers.kept_of(SLUGS[r.Episode], episode.id)


def _episode(key: str) -> r.Episode | None:
    if key == RUNNING:
        return queries.running_episode(db(), owner())
    return record_as_it_holds(r.Episode, key)

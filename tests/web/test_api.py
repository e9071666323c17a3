"""The API: it works, for those who may, exactly once, and says what does not work."""

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from journal.core.model.kinds import RECORDS
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.web import api
from journal.web.support.openapi import EXAMPLES, document
from tests.people import Person
from tests.schemas import faults, references, referred
from tests.store.making import statements
from tests.web.apps import ROOT, App, app_of
from tests.web.conftest import joined
from tests.web.reading import bring, listed, one, said
from tests.web.test_parallel import at_once
from tests.web.test_security import fails, guarded, instead, is_busy
from tests.web.test_statements import diary_of

pytestmark = pytest.mark.usefixtures("clock")

DAY = "2026-05-20"
NOW = "2026-05-20T14:00:00+02:00"


@pytest.fixture
def watch(ada: Person) -> App:
    """An app of Ada's that may read and log."""
    return app_of(ada)


def refused(answer: TestResponse, status: int) -> dict[str, str]:
    """What a problem document says of each field; fail unless it is a whole one."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem = answer.json
    assert isinstance(problem, dict)
    assert faults(problem, document()["components"]["schemas"]["Problem"], document()) == []
    assert problem["status"] == status
    assert answer.headers["Cache-Control"] == "no-store"
    guarded(answer)
    return {error["field"]: error["message"] for error in problem.get("errors", ())}


# Reading and logging


@pytest.mark.parametrize("slug", RECORDS)
def test_what_is_logged_is_the_journals_and_read_again(ada: Person, watch: App, slug: str) -> None:
    entry = watch.log(slug, **EXAMPLES[slug])
    assert entry.items() >= EXAMPLES[slug].items()
    name = "day" if slug == "days" else "id"
    entry.pop("told", None)  # told of other entries, as it is logged
    assert watch.get(f"/{slug}/{entry[name]}").json == entry
    assert entry in (watch.get(f"/{slug}").json or {})["records"]
    (row,) = [row for row in listed(ada, slug) if row[name] == entry[name]]
    assert row["note"] == (entry["note"] or "")


def test_an_answer_says_where_it_lies(watch: App) -> None:
    answer = watch.post("/pain", {"kind": "now", "level": 4})
    entry = answer.json or {}
    assert answer.headers["Location"] == f"{ROOT}/pain/{entry['id']}"
    assert (entry["recorded_at"], entry["day"], entry["zone"]) == (NOW, DAY, "Europe/Vienna")
    assert answer.headers["Cache-Control"] == "no-store"
    guarded(answer)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-20T09:30", "2026-05-20T09:30:00+02:00"),
        ("2026-05-20T09:30:07Z", "2026-05-20T11:30:07+02:00"),
        ("2026-05-20T03:30:00-04:00", "2026-05-20T09:30:00+02:00"),
        ("2026-05-20T14:04", NOW),
    ],
)
def test_a_moment_is_local_or_has_its_offset(watch: App, text: str, moment: str) -> None:
    assert watch.log("relief", method="cold", applied_at=text)["applied_at"] == moment


def test_a_spasm_is_one_request_and_its_end_another(ada: Person, watch: App) -> None:
    begun = watch.post("/episodes/start")
    assert begun.status_code == 201
    assert "It ended" in said(ada.get("/"))
    refused(watch.post("/episodes/start"), 409)
    over = watch.post("/episodes/running/end")
    assert (over.status_code, (over.json or {})["ended_at"]) == (200, NOW)
    refused(watch.post("/episodes/running/end"), 404)
    key = (begun.json or {})["id"]
    assert watch.post(f"/episodes/{key}/end").json == over.json
    assert one(ada, "episodes")["id"] == key


def test_a_spasm_may_have_begun_some_minutes_ago(watch: App) -> None:
    begun = watch.post("/episodes/start", {"ago": 15}).json or {}
    assert begun["started_at"] == "2026-05-20T13:45:00+02:00"


@pytest.mark.parametrize("ago", [-1, 1441, 1.5, "soon", True, []])
def test_an_impossible_beginning_starts_nothing(ada: Person, watch: App, ago: Any) -> None:
    assert set(refused(watch.post("/episodes/start", {"ago": ago}), 422)) == {"ago"}
    assert listed(ada, "episodes") == []


def test_the_day_at_a_glance(watch: App) -> None:
    watch.log("pain", kind="day_average", level=3)
    watch.log("exercises", exercise="Bridge")
    watch.post("/episodes/start", {"ago": 30})
    overview = watch.get("/today").json or {}
    assert (overview["day"], overview["day_average"], overview["day_worst"]) == (DAY, 3, None)
    assert (overview["running"]["minutes"], overview["running"]["level"]) == (30, None)
    counts = {line["prescription"]["exercise"]: line["done"] for line in overview["programme"]}
    assert counts == {"Bridge": 1, "Side leg raise": 0, "Curl-up": 0, "Walking": 0}


def test_a_second_average_of_a_day_updates_the_first(watch: App) -> None:
    first = watch.log("pain", kind="day_average", level=3, note="kept")
    answer = watch.post("/pain", {"kind": "day_average", "level": 5})
    assert (answer.status_code, answer.json) == (200, first | {"level": 5})


def test_what_is_said_of_a_day_adds_up(watch: App) -> None:
    watch.log("days", sleep=6)
    answer = watch.post("/days", {"day": DAY, "no_exercise": True})
    assert answer.status_code == 200
    assert (answer.json or {}).items() >= {"sleep": 6, "no_exercise": True}.items()


def test_what_an_app_logged_is_taken_out_and_put_back_in_the_browser(
    ada: Person, watch: App
) -> None:
    entry = watch.log("pain", kind="now", level=4)
    ada.send("/", f"/pain/{entry['id']}/delete")
    refused(watch.get(f"/pain/{entry['id']}"), 404)
    (undo,) = [form.action for form in ada.forms_of(ada.get("/")) if "/changes/" in form.action]
    ada.post(undo)
    assert watch.get(f"/pain/{entry['id']}").json == entry


def test_a_change_by_an_app_can_be_undone(ada: Person, watch: App, engine: Engine) -> None:
    first = watch.log("pain", kind="day_average", level=3)
    watch.post("/pain", {"kind": "day_average", "level": 5})
    with session(engine, writes=False) as reading:
        owner = reading.scalars(select(m.Account.id).where(m.Account.username == ada.name)).one()
        row = m.Change
        question = select(row.id).where(row.owner_id == owner, row.action == "changed")
        (change,) = reading.scalars(question).all()
    ada.post(f"/changes/{change}/undo")
    assert watch.get(f"/pain/{first['id']}").json == first


# Pages of many


def test_many_are_read_a_page_at_a_time(
    ada: Person, watch: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ada, *diary_of(7))
    monkeypatch.setattr(api, "PAGE_MOST", 3)
    for slug in RECORDS:
        whole: list[Any] = []
        path = f"/{slug}"
        sizes = []
        while path:
            page = watch.get(path).json or {}
            sizes.append(len(page["records"]))
            whole += page["records"]
            path = page["next"] and f"/{slug}?after={page['next']}"
        rows = listed(ada, slug)
        assert [entry.get("id", entry.get("day")) for entry in whole] == [
            entry.get("id", entry.get("day")) for entry in rows
        ]
        assert sizes == ([3, 1] if slug == "programme" else [3, 3, 1])


def test_a_period_is_of_the_days_it_names(ada: Person, watch: App) -> None:
    bring(ada, *diary_of(7))
    for slug in RECORDS:
        path = f"/{slug}?from=2026-05-18&to=2026-05-19"
        entries = (watch.get(path).json or {})["records"]
        assert len(entries) == (0 if slug == "programme" else 2), slug
    assert len((watch.get(f"/programme?from={DAY}").json or {})["records"]) == 4


def test_a_page_takes_two_statements_however_long_the_diary(app: Flask, engine: Engine) -> None:
    for days in (1, 400):
        person = joined(app, "long")
        bring(person, *diary_of(days))
        reader = app_of(person)
        reader.get("/")
        counts = {}
        for path in ("/", "/today", *(f"/{slug}" for slug in RECORDS)):
            counts[path] = statements_of(reader, path, engine)
        assert counts == {"/": 3, "/today": 7} | {f"/{slug}": 2 for slug in RECORDS}
        # The programme, the flare plans and what the diary holds are kept until it changes.
        assert statements_of(reader, "/today", engine) == 4


def statements_of(reader: App, path: str, engine: Engine) -> int:
    """How many statements an address takes."""
    with statements(engine) as ran:
        assert reader.get(path).status_code == 200
    return len(ran)


@pytest.mark.parametrize(
    ("query", "blamed"),
    [
        ("from=yesterday", ["from"]),
        ("from=2026-05-20&to=2026-05-19", ["to"]),
        ("form=2026-05-20", ["form"]),
        ("range=4w", ["range"]),
        ("after=x", ["after"]),
        ("after=é", ["after"]),
        ("after=WyJhIl0", ["after"]),
        ("after=bnVsbA", ["after"]),
        ("after=" + "W1tb" * 1_000, ["after"]),
        ("after=WyIyMDI2LTA1LTIwIiwiYiIsImMiXQ", ["after"]),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(
    watch: App, query: str, blamed: list[str]
) -> None:
    assert list(refused(watch.get(f"/pain?{query}"), 422)) == blamed


# Exactly once


def test_sent_again_it_is_saved_once(ada: Person, watch: App) -> None:
    body = {"kind": "now", "level": 4, "client_key": str(uuid4())}
    first, again = watch.post("/pain", body), watch.post("/pain", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert watch.post("/pain", body | {"level": "4"}).status_code == 200
    refused(watch.post("/pain", body | {"level": 5}), 409)
    assert set(refused(watch.post("/pain", body | {"mood": 5}), 422)) == {"mood"}
    refused(watch.post("/episodes/start", {"client_key": body["client_key"]}), 409)
    assert one(ada, "pain")["level"] == "4"


def test_a_spasm_sent_again_starts_once_and_ends_once(
    ada: Person, watch: App, clock: time_machine.Traveller
) -> None:
    start, end = {"client_key": str(uuid4())}, {"client_key": str(uuid4())}
    begun = watch.post("/episodes/start", start)
    assert watch.post("/episodes/start", start).json == begun.json
    clock.shift(600)
    over = watch.post("/episodes/running/end", end)
    clock.shift(600)
    assert watch.post("/episodes/running/end", end).json == over.json
    assert len(listed(ada, "episodes")) == 1


def test_what_was_taken_out_since_is_not_saved_again(ada: Person, watch: App) -> None:
    body = {"kind": "now", "level": 4, "client_key": str(uuid4())}
    entry = watch.post("/pain", body).json or {}
    ada.send("/", f"/pain/{entry['id']}/delete")
    refused(watch.post("/pain", body), 410)
    assert listed(ada, "pain") == []


def test_the_same_sent_many_times_at_once_saves_once(ada: Person, watch: App) -> None:
    body = {"kind": "now", "level": 4, "client_key": str(uuid4())}
    sends = [lambda: watch.post("/pain", body).status_code] * 5
    assert at_once(*sends) == [200] * 4 + [201]
    assert len(listed(ada, "pain")) == 1


def test_two_spasms_at_once_are_one(ada: Person, watch: App) -> None:
    assert at_once(*[lambda: watch.post("/episodes/start").status_code] * 4) == [201] + [409] * 3
    assert len(listed(ada, "episodes")) == 1


# Who may what


def test_a_scope_is_what_a_token_may_do(ada: Person) -> None:
    reader, logger = app_of(ada, "read"), app_of(ada, "log")
    answer = reader.post("/pain", {"kind": "now", "level": 4})
    refused(answer, 403)
    assert 'scope="log"' in answer.headers["WWW-Authenticate"]
    refused(reader.post("/episodes/start"), 403)
    for path in ("/today", "/pain", f"/pain/{uuid4()}"):
        refused(logger.get(path), 403)
    assert listed(ada, "pain") == listed(ada, "episodes") == []
    assert (logger.get("/").json or {})["scopes"] == ["log"]


def test_a_token_that_may_not_read_is_told_only_the_key(ada: Person) -> None:
    app_of(ada).log("pain", kind="day_average", level=3, note="private")
    logger = app_of(ada, "log")
    answers = [
        logger.post("/pain", {"kind": "day_average", "level": 5}).json,
        logger.post("/days", {"sleep": 5}).json,
        logger.post("/episodes/start").json,
        logger.post("/episodes/running/end").json,
    ]
    assert [list(answer or {}) for answer in answers] == [["id"], ["day"], ["id"], ["id"]]


def test_a_strangers_record_is_as_if_it_had_never_been(watch: App, charlie: Person) -> None:
    stranger = app_of(charlie)
    entry = watch.post("/episodes/start").json or {}
    for key in (entry["id"], str(uuid4()), "x", "start"):
        refused(stranger.get(f"/episodes/{key}"), 404)
        refused(stranger.post(f"/episodes/{key}/end"), 404)
    assert (stranger.get("/episodes").json or {})["records"] == []
    assert watch.get(f"/episodes/{entry['id']}").json == entry


def test_wrong_tokens_are_counted_and_a_right_one_still_opens(app: Flask, watch: App) -> None:
    guesser = App(app, "not a token")
    for status in [401] * 10 + [429]:
        refused(guesser.get("/pain"), status)
    refused(guesser.post("/pain", {}), 429)
    guesser.headers = watch.headers
    assert guesser.get("/pain").status_code == 200


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Basic YTpi", "x", "Bearer é"])
def test_no_token_is_none(watch: App, value: str) -> None:
    watch.headers = {"Authorization": value}
    refused(watch.get("/today"), 401)


def test_the_use_of_a_token_is_noted_once_an_hour(
    engine: Engine, watch: App, clock: time_machine.Traveller
) -> None:
    def counted() -> int:
        with statements(engine) as ran:
            watch.get("/pain")
        return len(ran)

    assert [counted(), counted()] == [5, 2]
    clock.shift(3601)
    assert [counted(), counted()] == [5, 2]


# What is refused

BAD: dict[str, tuple[dict[str, Any], set[str]]] = {
    "pain": ({"kind": "sometimes", "level": 11}, {"kind", "level"}),
    "episodes": ({"ended_at": "2026-05-20T08:00", "started_at": "2026-05-20T09:00"}, {"ended_at"}),
    "exercises": ({"exercise": "Headstand"}, {"exercise"}),
    "relief": ({"minutes": 0, "pain_before": "no"}, {"method", "minutes", "pain_before"}),
    "programme": ({"exercise": "Bridge", "starts_on": "soon"}, {"starts_on"}),
    "days": ({"day": "2026-05-21", "sleep": 3}, {"day"}),
    "checkins": ({"pain": 1, "enjoyment": 2, "note": "a\u0007"}, {"activity", "note"}),
    "recall": ({"week_starts_on": "last week", "level": 11}, {"week_starts_on", "level"}),
    "events": ({"what": "wedding", "name": "x" * 81}, {"what", "name"}),
}


@pytest.mark.parametrize("slug", RECORDS)
def test_what_cannot_be_is_named_by_field_and_not_saved(
    ada: Person, watch: App, slug: str
) -> None:
    before = listed(ada, slug)
    moment = RECORDS[slug].MOMENT or "day"
    body, blamed = BAD.get(slug, (EXAMPLES[slug] | {moment: "soon"}, {moment}))
    problems = refused(watch.post(f"/{slug}", body), 422)
    assert set(problems) == blamed
    assert all(sentence.endswith(".") for sentence in problems.values())
    assert set(refused(watch.post(f"/{slug}", body | {"mood": 1}), 422)) >= {"mood"}
    assert listed(ada, slug) == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 400),
        (b"null", 400),
        (b'"level"', 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"note": "\xff"}', 400),
        (b'\xef\xbb\xbf{"level": 4}', 400),
        (b'{"kind": "now", "level": NaN}', 400),
        (b'{"kind": "now", "level": Infinity}', 400),
        (b'{"kind": "now", "level": 3, "level": 4}', 400),
        (b'{"kind": "now", "note": {"a": 1, "a": 2}}', 400),
        (b"[" * 60_000, 400),
        (b'{"level": ' + b"9" * 5_000 + b"}", 400),
        (b'{"kind": "now", "level": 1e400}', 422),
        (b'{"kind": "now", "level": 4, "note": "\\ud800"}', 422),
        (b'{"kind": "now", "level": 4, "\\ud800": 1}', 422),
        (b'{"kind": "now", "level": 4, "note": "\\u0000"}', 422),
        (b'{"kind": "now", "level": 4, "client_key": "mine"}', 422),
        (b'{"kind": "now", "level": 4, "client_key": 4}', 422),
        (b'{"kind": "now", "level": 4, "recorded_at": "2026-05-20T14:06"}', 422),
        (b'{"kind": "now", "level": 4, "recorded_at": "2026-03-29T02:30"}', 422),
        (b'{"kind": "now", "level": 4, "recalled": "yes"}', 422),
        (b'{"note": "' + b"x" * 70_000 + b'"}', 413),
    ],
    ids=lambda value: (
        value[:40].decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    ),
)
def test_what_cannot_be_read_is_refused(ada: Person, watch: App, body: bytes, status: int) -> None:
    refused(watch.post("/pain", body), status)
    assert listed(ada, "pain") == []


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
     "application/json; charset=latin-1"],
)  # fmt: skip
def test_what_is_not_said_to_be_json_is_refused(ada: Person, watch: App, kind: str) -> None:
    body = b'{"kind": "now", "level": 4}'
    refused(watch.post("/pain", body, content_type=kind), 415)
    assert listed(ada, "pain") == []


def test_an_empty_body_says_nothing(watch: App) -> None:
    assert set(refused(watch.post("/pain"), 422)) == {"kind", "level"}


def test_nothing_is_edited_or_deleted(watch: App) -> None:
    entry = watch.log("pain", kind="now", level=4)
    path = f"{ROOT}/pain/{entry['id']}"
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        answer = watch.browser.open(path, method=method, headers=watch.headers)
        refused(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    for path in ("/nothing", "/pain/new/edit", f"/pain/{entry['id']}/delete"):
        refused(watch.get(path), 404)


def test_a_failure_is_a_problem_too(
    app: Flask, watch: App, caplog: pytest.LogCaptureFixture
) -> None:
    for view, status in ((fails, 500), (is_busy, 503)):
        with instead(app, "api.log", view):
            answer = watch.post("/pain", {"kind": "now", "level": 4, "note": "private words"})
        refused(answer, status)
        assert "nobody's business" not in answer.text
    assert "private words" not in caplog.text


# The description


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every path and method of the API, its kinds written out."""
    pairs = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            path = rule.rule.removeprefix(ROOT).replace("<key>", "{key}")
            words = list(RECORDS) if "slug" in rule.arguments else [""]
            pairs |= {
                (path.replace(api.SLUG, slug), method.lower())
                for slug in words
                for method in rule.methods or ()
                if method in ("GET", "POST")
            }
    return pairs


def test_everybody_may_read_the_description_and_nothing_in_it_is_anybodys(
    ada: Person, nobody: Person
) -> None:
    answer = nobody.get(f"{ROOT}/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    guarded(answer)
    servers = [{"url": "/api/v1"}]
    assert answer.json == json.loads(json.dumps(document() | {"servers": servers}))
    assert ada.get(f"{ROOT}/openapi.json").data == answer.data
    assert ada.name not in answer.text


def test_every_route_is_described_and_every_description_is_a_route(app: Flask) -> None:
    described = {
        (path, method)
        for path, item in document()["paths"].items()
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}
    }
    assert described == routes(app)


def test_every_reference_leads_somewhere() -> None:
    pointers = references(document())
    assert len(pointers) > 20
    assert all(referred(reference, document()) for reference in pointers)
    used = {reference.rpartition("/")[2] for reference in pointers}
    components = document()["components"]
    assert set(components["schemas"]) | set(components["responses"]) == used


def test_every_example_is_of_its_schema() -> None:
    whole = document()
    schemas = whole["components"]["schemas"]
    checked = 0
    for schema in schemas.values():
        for example in schema.get("examples", ()):
            assert faults(example, schema, whole) == []
            assert faults(example | {"mood": 1}, schema, whole) == ["mood is not known"]
            checked += 1
    for item in whole["paths"].values():
        if body := item.get("post", {}).get("requestBody"):
            content = body["content"]["application/json"]
            assert faults(content["example"], content["schema"], whole) == []
            checked += 1
    assert checked == 5 + 2 * len(RECORDS) + 4 + len(RECORDS)


def test_every_answer_is_as_described(ada: Person, watch: App) -> None:
    whole = document()
    bring(ada, *diary_of(2))
    watch.post("/episodes/start")
    for path, item in whole["paths"].items():
        if "{key}" not in path and "get" in item:
            schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            assert faults(watch.get(path).json, schema, whole) == [], path
    watch.post("/episodes/running/end")
    for slug in RECORDS:
        new_name = {"name": "another name"} if slug in ("methods", "topics") else {}
        answer = watch.post(f"/{slug}", EXAMPLES[slug] | new_name)
        responses = whole["paths"][f"/{slug}"]["post"]["responses"]
        schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        assert faults(answer.json, schema, whole) == [], slug

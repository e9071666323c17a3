"""The doors of the installed app, and forms that come late: whose, once, and when typed."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal.web.offline import IN_WORKER, SHELL
from journal.web.support.request import ACCOUNT
from tests.people import Person
from tests.web.conftest import newcomer
from tests.web.reading import bring, listed, one, problems, said, soup, typed

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS_MOST = 30_000
"""Bytes of JavaScript on Today, compressed."""

pytestmark = pytest.mark.usefixtures("clock")


def state(person: Person) -> dict[str, str]:
    answer: dict[str, str] = json.loads(person.get("/offline/state").data)
    return answer


def send(person: Person, path: str, whose: str | None = None, **fields: str) -> TestResponse:
    """The answer to what waited for the network, sent for whom it is."""
    device_state = state(person)
    fields = {"csrf_token": device_state.get("token", person.token()), **fields}
    headers = {ACCOUNT: whose or device_state["account"]}
    return person.browser.post(path, data=fields, headers=headers)


# The app


def test_the_manifest_names_icons_that_are_there(
    nobody: Person, journal_of: Callable[..., Flask]
) -> None:
    answer = nobody.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    (shortcut,) = manifest["shortcuts"]
    icons = [*manifest["icons"], *shortcut["icons"]]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        with nobody.get(icon["src"]) as file:
            assert file.status_code == 200, icon
            assert file.mimetype == icon["type"]
            if icon["type"] == "image/png":
                width, height = (int.from_bytes(file.data[at : at + 4], "big") for at in (16, 20))
                assert icon["sizes"] == f"{width}x{height}"
    assert newcomer(journal_of()).get(shortcut["url"]).location == "/account/register"


def worker_list(person: Person) -> dict[str, object]:
    source = person.get("/sw.js?classic").text
    content: dict[str, object] = json.loads(source[len("const SHELL = ") : source.index(";\n")])
    return content


def test_the_worker_imports_modules_unless_asked_for_a_classic_script(nobody: Person) -> None:
    source, classic = nobody.get("/sw.js").text, nobody.get("/sw.js?classic").text
    assert source.endswith(classic)
    assert "import" not in re.sub(r"//.*", "", classic)
    lines = source.removesuffix(classic).splitlines()
    paths = [re.sub(r'^import "(.*)";$', r"\1", line) for line in lines]
    assert len(paths) == len(IN_WORKER)
    assert {*paths} <= {*cast("list[str]", worker_list(nobody)["files"])}


def test_the_worker_keeps_files_and_two_public_pages(nobody: Person) -> None:
    answer = nobody.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    listing = worker_list(nobody)
    assert listing["pages"] == {"safety": "/safety", "offline": "/offline"}
    files = listing["files"]
    assert isinstance(files, list)
    assert len(files) == len(SHELL) + 1  # the words of scripts
    for path in [*files, "/safety", "/offline"]:
        with nobody.get(path) as file:
            assert file.status_code == 200, path


def test_a_browser_keeps_the_words_of_scripts_until_one_of_them_changes(
    ada: Person, nobody: Person
) -> None:
    pages = soup(ada.get("/")), soup(nobody.get("/offline"))
    (path,) = {str(tag["src"]) for page in pages for tag in page.select("script")[:1]}
    answer = nobody.get(path)
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.vary
    first, call = answer.text.splitlines()
    assert json.loads(call.removeprefix("learn(").removesuffix(");"))["relief_cold"] == "Cold"
    module = first.removeprefix('import { learn } from ".').removesuffix('";')
    with nobody.get(module) as file:
        assert file.status_code == 200
    assert nobody.get("/words.js?v=of-yesterday").headers["Cache-Control"] == "no-store"


def test_the_worker_is_the_same_for_everybody(ada: Person, nobody: Person) -> None:
    assert worker_list(ada) == worker_list(nobody)


def test_every_file_of_the_page_without_a_network_is_on_the_list(nobody: Person) -> None:
    files = worker_list(nobody)["files"]
    assert isinstance(files, list)
    for path in ("/offline", "/safety"):
        page = soup(nobody.get(path))
        links = {str(tag.get("src") or tag.get("href")).partition("#")[0] for tag in page.select(
            "script[src], link[rel=stylesheet], link[rel=preload], link[rel=modulepreload], "
            "link[rel=icon], use[href]"
        )}  # fmt: skip
        assert links <= set(files), path


def test_the_page_without_a_network_holds_nothing_of_anybody(nobody: Person) -> None:
    page = nobody.get("/offline").text
    assert "csrf_token" not in page
    assert "data-account" not in page
    assert "Set-Cookie" not in nobody.get("/offline").headers


def test_scripts_on_today_are_small(ada: Person) -> None:
    page = soup(ada.get("/"))
    paths = {str(tag.get("src") or tag.get("href")) for tag in page.select(
        "script[src^='/static/'], link[rel=modulepreload]"
    )}  # fmt: skip
    names = [re.sub(r"^/static/([0-9a-f]{10}/)?(.*?)(\?.*)?$", r"\2", path) for path in paths]
    sizes = {name: len(gzip.compress((ROOT / "static" / name).read_bytes())) for name in names}
    assert sum(sizes.values()) <= SCRIPTS_MOST, sizes


def test_today_tells_the_device_what_it_needs_without_a_network(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    (tag,) = soup(ada.get("/")).select("#known")
    device_state = json.loads(tag.text)
    assert device_state["account"] == state(ada)["account"]
    assert device_state["zone"] == "Europe/Vienna"
    assert device_state["running"]["id"] == one(ada, "episodes")["id"]
    assert device_state["exercises"][0]["name"] == "Bridge"
    assert device_state["exercises"][0]["fields"] == {
        "exercise": "Bridge",
        "sets": 1,
        "reps": 15,
        "hold_seconds": 3,
    }
    assert soup(ada.get("/?day=2026-05-01")).select("#known") == []


def test_every_form_that_logs_or_edits_may_wait(ada: Person) -> None:
    ada.log("relief", method="cold")
    ada.send("/", "/episodes/start")
    key = one(ada, "episodes")["id"]
    paths = (
        "/",
        "/pain/new",
        "/exercises/new",
        "/relief/new",
        "/checkins/new",
        "/events/new",
        "/programme/new",
    )
    for path in (*paths, "/days/2026-05-19/edit", f"/episodes/{key}/edit", "/episodes/now"):
        forms = soup(ada.get(path)).select("main form[method=post]")
        assert forms, path
        for form in forms:
            assert form.has_attr("data-queue"), (path, form.get("action"))


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("http://192.168.1.20:8000", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("https://journal.example.org", False),
    ],
)
def test_plain_http_says_what_is_missing(nobody: Person, address: str, *, warned: bool) -> None:
    page = said(nobody.get("/help", base_url=address))
    assert ("plain HTTP" in page) is warned


# Whose it is


def test_the_state_says_who_is_signed_in(ada: Person, nobody: Person) -> None:
    assert state(nobody) == {"account": None}
    assert state(ada).keys() == {"account", "token"}


def test_what_waited_is_saved_and_answered_without_a_page(ada: Person) -> None:
    answer = send(ada, "/relief/new", method="warmth", next="/diary")
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.location == "/diary"
    assert one(ada, "relief")["method"] == "warmth"


def test_what_waited_is_refused_with_its_problem(ada: Person) -> None:
    answer = send(ada, "/relief/new", method="magic")
    assert answer.status_code == 422
    assert "method" in problems(answer)


def test_what_waited_for_another_is_refused(ada: Person, charlie: Person) -> None:
    whose = state(ada)["account"]
    answer = send(charlie, "/relief/new", whose, method="warmth")
    assert answer.status_code == 401
    assert listed(ada, "relief") == listed(charlie, "relief") == []


def test_what_waited_is_refused_while_nobody_is_signed_in(ada: Person, nobody: Person) -> None:
    for path in ("/relief/new", "/episodes/start", f"/episodes/{uuid4()}/end"):
        assert send(nobody, path, state(ada)["account"]).status_code == 401
    assert listed(ada, "episodes") == []


@pytest.mark.parametrize("whose", ["", "x", "é", "x" * 3_000])
def test_a_name_of_nobody_is_refused(ada: Person, whose: str) -> None:
    answer = ada.browser.get("/", headers={ACCOUNT: whose})
    assert answer.status_code == 401


# When it was typed


def test_what_waited_is_logged_when_it_was_typed(ada: Person) -> None:
    late = {"typed_ago": "7200", "typed_zone": "America/New_York"}
    send(ada, "/relief/new", method="warmth", **late)
    send(ada, "/exercises/new", exercise="Bridge", **late)
    send(ada, "/pain/new", kind="now", level="4", **late)
    assert one(ada, "relief")["applied_at"] == "2026-05-20T06:00:00-04:00"
    assert one(ada, "exercises")["completed_at"] == "2026-05-20T06:00:00-04:00"
    assert one(ada, "pain")["recorded_at"] == "2026-05-20T06:00:00-04:00"


def test_an_average_that_waited_stands_for_the_day_it_was_typed_on(ada: Person) -> None:
    send(ada, "/pain/new", kind="day_average", level="4", typed_ago=str(3 * 86_400))
    row = one(ada, "pain")
    assert (row["day"], row["recalled"]) == ("2026-05-17", "")


def test_a_spasm_that_began_and_eased_without_a_network(ada: Person) -> None:
    key = str(uuid4())
    send(ada, "/episodes/start", client_key=key, ago="15", typed_ago="7200")
    send(ada, f"/episodes/{key}/end", client_key=str(uuid4()), typed_ago="3600")
    row = one(ada, "episodes")
    assert row["id"] == key
    assert row["started_at"] == "2026-05-20T11:45:00+02:00"
    assert row["ended_at"] == "2026-05-20T13:00:00+02:00"


def test_sent_again_later_it_is_the_same_submission(
    clock: time_machine.Traveller, ada: Person
) -> None:
    fields = {"client_key": str(uuid4()), "method": "warmth"}
    assert send(ada, "/relief/new", typed_ago="5", **fields).status_code == 204
    row = one(ada, "relief")
    clock.shift(3600)
    assert send(ada, "/relief/new", typed_ago="3605", **fields).status_code == 204
    assert one(ada, "relief") == row


def test_a_second_spasm_keeps_its_beginning_while_it_is_asked_about(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.post("/episodes/start", ago="60")
    answer = ada.post("/episodes/start", client_key=str(uuid4()), ago="30")
    assert answer.status_code == 409
    offered = [form for form in ada.forms_of(answer) if form.action == "/episodes/start"]
    other = next(form for form in offered if dict(form.fields)["running"] == "end")
    clock.shift(600)
    assert ada.post(other.action, **dict(other.fields)).status_code == 303
    first, second = listed(ada, "episodes")
    assert first["ended_at"] == second["started_at"] == "2026-05-20T13:30:00+02:00"


@pytest.mark.parametrize("ago", ["", "x", "-5", "1e9", "٣", "31622401", "9" * 400])
def test_a_wait_that_cannot_be_is_none(ada: Person, ago: str) -> None:
    send(ada, "/relief/new", method="warmth", typed_ago=ago, typed_zone="Nowhere/Land")
    assert one(ada, "relief")["applied_at"] == "2026-05-20T14:00:00+02:00"


def test_what_comes_back_shows_when_it_was_typed(ada: Person) -> None:
    answer = ada.post("/relief/new", method="magic", typed_ago="3600")
    assert typed(answer)["applied_at"] == ["2026-05-20T13:00"]


def test_a_record_goes_by_the_key_of_its_form(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    assert one(ada, "pain")["id"] == key


def test_an_id_that_is_taken_gives_way(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    ada.send(f"/pain/{key}/edit", level="5")
    ada.post("/relief/new", client_key=str(uuid4()), method="cold")
    before = listed(ada, "pain")
    text = f"id,kind,level,recorded_at\n{(other := uuid4())},now,3,2026-05-01T10:00\n"
    bring(ada, ("pain.csv", text))
    ada.post("/pain/new", client_key=str(other), kind="now", level="9")
    after = listed(ada, "pain")
    assert len(after) == len(before) + 2
    assert len({row["id"] for row in after}) == len(after)

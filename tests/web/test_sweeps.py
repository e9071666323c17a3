"""Sweeps over the whole URL map: no door may forget what every door owes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from secrets import token_bytes
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from journal.core.model.kinds import RECORDS
from journal.store.accounts import entry_links, teams
from journal.store.db.sessions import session
from tests.exchange.sample_files import SAMPLES
from tests.people import Person
from tests.web.apps import app_of
from tests.web.conftest import NOON, joined, settled
from tests.web.reading import apply_form, bring, listed, look, soup, whole_diary, without_token
from tests.web.test_care import accepted
from tests.web.test_exports import EVERYTHING
from tests.web.test_mounting import OUTSIDE_PATH
from tests.web.test_passkeys import added, phone
from tests.web.test_security import guarded

PUBLIC = {
    "accounts.register",
    "accounts.sign_in",
    "accounts.create",
    "accounts.enter",
    "entry.show",
    "entry.save",
    "signing_in.enter_code",
    "passkeys.ask_to_sign_in",
    "passkeys.enter",
    "pages.safety",
    "pages.help_page",
    "health.show",
    "offline.manifest",
    "offline.script_words",
    "offline.worker",
    "offline.shell",
    "offline.state",
    "shared.show",
    "static",
    "api.openapi",
}
LINKED = ("shared.page", "shared.is_open")
"""What the token of a link opens, signed in or not."""
ENTRIES = (
    *("pain", "episodes", "exercises", "relief", "programme", "checkins", "recall", "events"),
    *("methods", "topics"),
)
IDS = {
    "key",
    "change_id",
    "exercise_id",
    "login_id",
    "batch",
    "experiment_id",
    "share_id",
    "team_id",
    "care_id",
    "account_id",
    "link_id",
    "message_id",
    "patient_id",
    "token_id",
    "passkey_id",
    "template_id",
    "proposal_id",
}
"""The arguments of addresses that stand for something of one person."""


@dataclass(frozen=True)
class Door:
    """One address of the URL map, filled in."""

    endpoint: str
    path: str
    methods: frozenset[str]
    slug: str | None
    """The kind in an address that there is for several."""

    @property
    def for_apps(self) -> bool:
        """Whether it is opened by a token, and by no cookie."""
        return self.endpoint.startswith("api.") and self.endpoint not in PUBLIC


def doors(app: Flask, fill: dict[str, Any]) -> Iterator[Door]:
    """Every address of the URL map, filled in with ``fill`` (a list: each of its texts)."""
    for rule in app.url_map.iter_rules():
        names = sorted(rule.arguments - {*(rule.defaults or ())})
        for texts in product(*(choices(rule, name, fill) for name in names)):
            path = rule.rule
            for name, text in zip(names, texts, strict=True):
                path = re.sub(rf"<(?:[^:>]*:)?{name}>", text.replace("\\", r"\\"), path)
            slug = dict(zip(names, texts, strict=True)).get("slug")
            yield Door(rule.endpoint, path, frozenset(rule.methods or ()), slug)


def choices(rule: Rule, name: str, fill: dict[str, Any]) -> list[str]:
    if name == "slug":
        every = rule.endpoint.startswith(("exports.", "api."))
        return list(RECORDS) if every else list(ENTRIES)
    assert name in fill, f"say here what {name} in {rule.rule} may be"
    return [fill[name]] if isinstance(fill[name], str) else fill[name]


def pages(app: Flask, fill: dict[str, Any]) -> list[Door]:
    return [door for door in doors(app, fill) if "GET" in door.methods and not door.for_apps]


def actions(app: Flask, fill: dict[str, Any]) -> list[Door]:
    return [door for door in doors(app, fill) if "POST" in door.methods and not door.for_apps]


def ids(text: str) -> dict[str, Any]:
    """The same text for everything that stands for something of one person."""
    return dict.fromkeys(IDS, quote(text, safe="")) | {
        "day": "2026-05-19",
        "filename": "journal.css",
        "step": "exercises",
        "place": "0",
        "question": ["day_after", "week_before", "trend"],
        "screen": ["spasms", "exercise", "relief", "where", "year"],
    }


ELSEWISE = dict.fromkeys(("accounts.register", "accounts.sign_in"), 302) | dict.fromkeys(
    (
        "shared.page",
        "shared.is_open",
        "imports.left",
        "exercise_pictures.show",
        "exercise_pictures.image",
        "patients.show",
        "patients.new",
        "patients.edit",
        "patient_plans.new",
        "handouts.of_patient",
        "pauses.show",
        "handouts.of_template",
        "programme_templates.show",
        "programme_templates.new_line",
        "programme_templates.edit_line",
        "care.write_answer",
        "signing_in.save_codes",
        "host.show",
        "host.show_account",
        "host_teams.show",
        "host_teams.show_team",
        "host_patients.of_clinician",
        "host_patients.of_team",
    ),
    404,
)
"""What is not answered 200 for somebody signed in: they need a link, an invitation, codes."""
NEVER = ids(str(uuid4()))
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def diary(app: Flask) -> Person:
    """Somebody to share, with one of everything."""
    person = settled(app, "sweeps")
    with time_machine.travel(NOON, tick=False):
        bring(person, *EVERYTHING)
        plan = {"one_way": "walking", "other_way": "rest", "starts_on": "2026-05-20"}
        person.send("/insight/experiment", **plan)
        person.send("/report/shares", label="Dr Huber", name="Ada")
        maria = joined(app, "maria")
        path = accepted(person, maria)
        assert maria.send(path, f"{path}/comments", words="Well done.").status_code == 303
        patient_id = path.rpartition("/")[2]
        person.send("/templates", name="After a spasm")
        template = maria.send("/templates", name="After a spasm").location
        maria.send(f"{template}/lines/new", exercise="Bridge")
        maria.send(path, f"{template}/propose/{patient_id}")
        person.send("/care", label="Maria", name="Ada")
    return person


def own_pages(app: Flask, person: Person) -> list[Door]:
    """Every page there is, with ids of this person's own."""
    own_doors = []
    for slug in ENTRIES:
        key = listed(person, slug)[0]["id"]
        own_doors += [
            door
            for door in pages(app, ids(key))
            if door.endpoint == "entries.edit" and door.path.startswith(f"/{slug}/")
        ]
    spasm = next(entry["id"] for entry in listed(person, "episodes") if entry["ended_at"])
    own_doors += [door for door in pages(app, ids(spasm)) if door.endpoint == "episodes.ended"]
    endpoints = {"entries.edit", "episodes.ended"}
    return own_doors + [door for door in pages(app, NEVER) if door.endpoint not in endpoints]


# Signed out


@pytest.mark.usefixtures("diary")  # a journal without an account asks to register
def test_nobody_is_asked_to_sign_in_on_every_page_but_the_public(
    app: Flask, nobody: Person
) -> None:
    for door in pages(app, NEVER):
        with nobody.get(door.path) as answer:
            if door.endpoint in LINKED:  # a link opens it, signed in or not
                assert answer.status_code == 404
                continue
            if door.endpoint in PUBLIC:
                assert answer.status_code == 200, door
                continue
            assert answer.status_code == 302, door
            address = urlsplit(answer.headers["Location"])
            assert (address.scheme, address.netloc, address.path) == ("", "", "/account/sign-in")
            assert parse_qs(address.query) == {"next": [door.path]}, door


@pytest.mark.usefixtures("diary")
def test_nobody_does_anything_but_enter(app: Flask, nobody: Person) -> None:
    token = nobody.token()
    for door in actions(app, NEVER):
        if door.endpoint in PUBLIC:
            continue
        for fields in ({}, {"note": "typed"}):
            answer = nobody.post(door.path, csrf_token=token, **fields)
            if answer.status_code == 302:
                assert answer.location.startswith("/account/sign-in"), door
            else:
                assert (answer.status_code, bool(fields)) == (401, True), door


def test_no_door_for_apps_is_opened_without_their_token(
    app: Flask, diary: Person, nobody: Person
) -> None:
    before = whole_diary(diary)
    app_doors = [door for door in doors(app, NEVER) if door.for_apps]
    assert len(app_doors) > 20
    token = diary.token()
    for door in app_doors:
        for method in door.methods:
            for person in (diary, nobody):
                answer = person.browser.open(
                    door.path, method=method, data={"csrf_token": token, "level": "4"}
                )
                assert answer.status_code == 401, (method, door)
                assert answer.mimetype == "application/problem+json"
                assert answer.headers["WWW-Authenticate"] == "Bearer"
                assert answer.headers["Cache-Control"] == "no-store"
                guarded(answer)
    assert whole_diary(diary) == before


def test_an_apps_token_opens_no_page(app: Flask, diary: Person, nobody: Person) -> None:
    headers = app_of(diary).headers
    for door in pages(app, NEVER):
        if door.endpoint not in PUBLIC:
            status = 404 if door.endpoint in LINKED else 302
            assert nobody.get(door.path, headers=headers).status_code == status, door
    for door in actions(app, NEVER):
        assert nobody.browser.post(door.path, headers=headers).status_code == 400, door


# Tokens and methods


def test_nothing_is_done_without_a_token(app: Flask, diary: Person, nobody: Person) -> None:
    for person in (diary, nobody):
        for door in actions(app, NEVER):
            answer = person.browser.post(door.path, data={"level": "4"})
            assert answer.status_code == 400, door
            guarded(answer)


def test_what_is_only_shown_is_not_posted_to(app: Flask, diary: Person) -> None:
    todo = {door.path for door in actions(app, NEVER)}
    for door in pages(app, NEVER):
        if door.path not in todo and door.endpoint != "static":
            assert diary.post(door.path).status_code == 405, door


@dataclass
class Visits:
    """What was seen while every page was opened once, and read to its end."""

    answers: list[tuple[Door, Response]]
    holders: list[Door]
    """The pages that held a connection after the first piece of their answer."""
    empty: list[Door]
    """The pages whose answer has no first piece."""
    is_changed: bool
    """Whether the diary was another one afterwards."""


@pytest.fixture(scope="module")
def visits(app: Flask, diary: Person) -> Visits:
    """Made once for the tests that each look at another side of them."""
    with time_machine.travel(NOON, tick=False):
        before = whole_diary(diary)
        visits = Visits([], [], [], is_changed=False)
        for door in own_pages(app, diary):
            with diary.browser.get(door.path, buffered=False) as answer:
                pieces = iter(answer.iter_encoded())
                if next(pieces, None) is None:
                    visits.empty.append(door)
                if connections_used(app.extensions["journal_engine"]):
                    visits.holders.append(door)
                assert all(piece is not None for piece in pieces)
            visits.answers.append((door, answer))
        visits.is_changed = whole_diary(diary) != before
    return visits


@pytest.mark.both_databases
def test_every_write_is_a_post_and_no_page_writes(app: Flask, visits: Visits) -> None:
    assert {method for door in doors(app, NEVER) for method in door.methods} == {
        "GET",
        "HEAD",
        "OPTIONS",
        "POST",
    }
    assert not visits.is_changed


@pytest.mark.both_databases
def test_no_answer_holds_a_connection_while_it_is_sent(visits: Visits) -> None:
    assert len(visits.answers) > 100
    assert visits.empty == []
    assert visits.holders == []


def connections_used(engine: Engine) -> int:
    """How many connections somebody has taken, and not given back."""
    count: int = engine.pool.checkedout()  # type: ignore[attr-defined]  # of a queue pool
    return count


def test_under_a_path_no_page_holds_an_address_outside_it(app: Flask, diary: Person) -> None:
    under = {"SCRIPT_NAME": "/journal"}
    for door in own_pages(app, diary):
        with diary.get(door.path, environ_overrides=under) as answer:
            text = (answer.mimetype or "").startswith(
                ("text/html", "text/javascript", "application/json")
            )
            if not text or door.endpoint in ("static", "api.openapi", "charts.download"):
                continue
            page = answer.get_data(as_text=True)
            wrong = OUTSIDE_PATH.findall(page)
            assert not wrong, (door, wrong)
            assert answer.headers.get("Location", "/journal/").startswith("/journal/"), door


def test_no_english_page_reads_the_tables_of_other_languages(
    app: Flask, diary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in (
        "babel.core.get_global",
        "babel.localedata.load",
        "journal.words.dates.names_of",
    ):
        monkeypatch.setattr(reader, refused_table)
    for door in own_pages(app, diary):
        with diary.get(door.path) as answer:
            assert answer.status_code < 500, door


def refused_table(*_: object) -> None:
    raise AssertionError("These tables are 4 MB in each worker.")


# Ids


def things_of(person: Person) -> list[tuple[str, str]]:
    """What stands in a person's addresses: the argument, and the id."""
    page = person.get("/").text
    pairs = [("change_id", re.findall(r"/changes/([\w-]+)/undo", page)[0])]
    pairs += [("key", listed(person, slug)[0]["id"]) for slug in ENTRIES]
    shares = person.get("/report/shares").text
    caring = person.get("/care").text
    pairs += [("message_id", key) for key in re.findall(r"/messages/([\w-]+)/answer", caring)]
    pairs += [("care_id", key) for key in re.findall(r"/care/([\w-]+)/end", caring)]
    pairs += [("patient_id", key) for key in re.findall(r'data-account="([\w-]+)"', page)]
    pairs += [("share_id", key) for key in re.findall(r"/shares/([\w-]+)/end", shares)]
    programme = person.get("/programme").text
    pairs += [
        ("exercise_id", key) for key in re.findall(r'/exercises/([\w-]+)/delete"', programme)
    ]
    pairs += [("proposal_id", key) for key in re.findall(r"/proposals/([\w-]+)/accept", programme)]
    templates = person.get("/templates").text
    pairs += [("template_id", key) for key in re.findall(r'"/templates/([\w-]+)"', templates)]
    planned = person.get("/insight/experiment").text
    pairs += [("experiment_id", re.findall(r"/experiment/([\w-]+)/stop", planned)[0])]
    return pairs


@pytest.mark.both_databases
def test_whatever_is_a_strangers_is_as_if_it_had_never_been(
    app: Flask, diary: Person, charlie: Person
) -> None:
    diary.log("relief", method="warmth")
    undone = things_of(diary)
    keys = [text for name, text in undone if name == "key"]
    kinds = dict(zip(keys, ENTRIES, strict=True))
    other = Person(app)
    other.signed_in(diary.name)
    logins = re.findall(r"/sessions/([\w-]+)/end", diary.get("/account/").text)
    undone += [("login_id", logins[0])]
    undone += [("batch", batch) for batch in waiting(diary)]
    added(diary, phone())
    passkeys = re.findall(r"/passkeys/([\w-]+)/name", diary.get("/account/signing-in").text)
    undone += [("passkey_id", passkey_id) for passkey_id in passkeys]
    app_of(diary)
    revoking = re.findall(r"/tokens/([\w-]+)/revoke", diary.get("/account/tokens").text)
    undone += [("token_id", token_id) for token_id in revoking]
    undone += [("account_id", key) for name, key in undone if name == "patient_id"]
    undone += [("link_id", entry_link(app, dict(undone)["account_id"]))]
    undone += [("team_id", team(app))]
    headers = app_of(charlie).headers
    assert {name for name, _ in undone} == IDS
    before = whole_diary(diary)
    token = charlie.token()

    @cache  # what never was is the same for all that share an address
    def answered(door: Door, method: str) -> tuple[int, str]:
        fields = sent(door, token, headers)
        return without_token(charlie.browser.open(door.path, method=method, **fields))

    for name, text in undone:
        theirs = list(doors(app, NEVER | {name: text}))
        for door, none in zip(theirs, doors(app, NEVER), strict=True):
            if door.path == none.path or door.slug not in (None, kinds.get(text, door.slug)):
                continue  # an id of one kind is that of nothing in another, whoever asks
            for method in door.methods & {"GET", "POST"}:
                answer = answered(door, method)
                assert answer[0] == 404, (method, door)
                assert answer == answered(none, method)
    assert whole_diary(diary) == before
    assert other.get("/").status_code == 200


def entry_link(app: Flask, host: str) -> str:
    """The id of a link by which somebody lets others in."""
    with session(app.extensions["journal_engine"], writes=True) as writing:
        entry_links.make(writing, host, key := str(uuid4()), "Somebody", NOON, token_bytes(32))
        writing.commit()
    return key


def team(app: Flask) -> str:
    """The id of a team of clinicians."""
    with session(app.extensions["journal_engine"], writes=True) as writing:
        teams.make(writing, key := str(uuid4()), key, NOON)
        writing.commit()
    return key


def sent(door: Door, token: str, headers: dict[str, str]) -> dict[str, Any]:
    """What opens a door: the token of a browser's form, or of an app."""
    return {"headers": headers} if door.for_apps else {"data": {"csrf_token": token}}


def waiting(person: Person) -> list[str]:
    """The id of files that wait to be imported."""
    form = apply_form(look(person, ("a.csv", "kind,level,day\nday_worst,4,2026-05-02\n")))
    return [form.action.split("/")[2]]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "text", ["x", "\0", "'", "é", "..", "%2e%2e", "x" * 3_000, "1" * 36, "NULL", "a b"]
)
def test_an_id_that_cannot_be_one_is_simply_not_there(
    app: Flask, diary: Person, text: str
) -> None:
    token, headers = diary.token(), app_of(diary).headers
    for door in doors(app, ids(text)):
        names = {name for rule in app.url_map.iter_rules(door.endpoint) for name in rule.arguments}
        if not names & IDS:
            continue
        for method in door.methods & {"GET", "POST"}:
            answer = diary.browser.open(door.path, method=method, **sent(door, token, headers))
            assert answer.status_code == 404, (method, door)


# Every page


@pytest.mark.both_databases
def test_every_page_answers_and_is_kept_nowhere(diary: Person, visits: Visits) -> None:
    for door, page in visits.answers:
        if door.endpoint == "static":
            continue
        assert page.status_code == ELSEWISE.get(door.endpoint, 200), door
        guarded(page)
        assert page.headers["Cache-Control"] == "no-store"
        with diary.browser.head(door.path) as answer:
            assert answer.status_code == ELSEWISE.get(door.endpoint, 200), door
            assert answer.data == b""


Pages = list[tuple[str, BeautifulSoup]]
"""Where each page is, and the page."""


def html_pages(app: Flask, person: Person) -> Iterator[tuple[str, BeautifulSoup]]:
    """Every HTML page of a person, and a few that are refusals."""
    for door in own_pages(app, person):
        with person.get(door.path) as answer:
            if answer.mimetype == "text/html" and answer.status_code == 200:
                yield door.path, soup(answer)
    for path in ("/nothing", "/?day=x", "/diary?range=x", "/diary?range=all", "/charts?range=all"):
        yield path, soup(person.get(path))
    yield "400", soup(person.browser.post("/pain/new", data={"note": "typed"}))
    yield "409", soup(person.send("/days/2026-05-19/edit", version="99", opened="", sleep="1"))
    yield "422", soup(person.send("/pain/new", level="11"))
    yield "look", soup(look(person, EVERYTHING[0]))
    yield "questions", soup(look(person, ("daylio.csv", (SAMPLES / "daylio.csv").read_bytes())))
    yield "table", soup(look(person, ("a.csv", "when,pain\n2026-05-02,4\n")))


@pytest.fixture(scope="module")
def read_pages(app: Flask, diary: Person) -> Pages:
    """All of them, read once for the tests that only look at them."""
    with time_machine.travel(NOON, tick=False):
        return [*html_pages(app, diary)]


def test_every_page_is_a_page_of_the_journal(read_pages: Pages) -> None:
    for path, page in read_pages:
        assert page.html is not None
        assert page.html["lang"] == "en", path
        assert page.title is not None
        assert re.fullmatch(r".+ · Spasm Journal", page.title.text), path
        (heading,) = page.select("h1")
        assert heading.text.strip(), path
        assert page.select('a[href="/safety"]'), path
        assert page.select("main#main"), path
        if path != "/shared":  # which is read without a cookie
            signs_out = page.select('form[method=post][action="/account/sign-out"]')
            assert len(signs_out) == 1, path
            assert page.select('a[href="/help"]'), path


def test_every_page_is_told_apart_by_its_title(read_pages: Pages) -> None:
    titles = Counter(
        page.title.text
        for path, page in read_pages
        if page.title and path.isascii() and "?" not in path
    )
    shared = {title: count for title, count in titles.items() if count > 2}
    assert shared == {}


OUTSIDE = "[src]:not(ol.authenticator img), link[href], use[href]"
"""What a page fetches; the picture of a secret is made in the page and has no address."""


def test_no_page_has_anything_inline(nobody: Person, read_pages: Pages) -> None:
    all_pages = [*read_pages]
    all_pages += [
        (path, soup(nobody.get(path))) for path in ("/safety", "/account/sign-in", "/nothing")
    ]
    for path, page in all_pages:
        for script in page.select("script"):
            assert script.get("src") or script.get("type") == "application/json", path
        assert page.select("style, [style], base, iframe, object, embed") == [], path
        handlers = [tag for tag in page.find_all() if any(n.startswith("on") for n in tag.attrs)]
        assert handlers == [], path
        outside = [str(tag.get("src") or tag.get("href")) for tag in page.select(OUTSIDE)]
        own = ("/static/", "/manifest.webmanifest", "/words.js")
        assert [link for link in outside if not link.startswith(own)] == [], path
        links = [str(tag["href"]) for tag in page.select("a[href]")]
        assert [link for link in links if not re.match(r"/(?![/\\])|#|\?", link)] == [], path


def test_every_form_posts_to_a_door_with_a_token(app: Flask, read_pages: Pages) -> None:
    adapter = app.url_map.bind("localhost")
    for path, page in read_pages:
        for form in page.select("form"):
            method = str(form.get("method", "get")).upper()
            where = urlsplit(str(form.get("action") or (path if path[0] == "/" else "/pain/new")))
            assert adapter.test(where.path, method), (path, where)
            tokens = form.select("input[name=csrf_token][type=hidden]")
            assert len(tokens) == (1 if method == "POST" else 0), (path, where)


def test_every_field_has_its_name_in_words(read_pages: Pages) -> None:
    for path, page in read_pages:
        for field in page.select("input:not([type=hidden]), select, textarea"):
            own = field.get("id") and page.select(f'label[for="{field["id"]}"]')
            around = field.find_parent("label")
            assert own or (around and around.get_text(strip=True)), (path, str(field)[:120])


def test_no_id_stands_twice_on_a_page(read_pages: Pages) -> None:
    for path, page in read_pages:
        twice = [i for i, n in Counter(str(t["id"]) for t in page.select("[id]")).items() if n > 1]
        assert twice == [], path


def test_whatever_describes_a_field_is_there(read_pages: Pages) -> None:
    for path, page in read_pages:
        element_ids = {str(tag["id"]) for tag in page.select("[id]")}
        for name in ("aria-describedby", "aria-labelledby"):
            for tag in page.select(f"[{name}]"):
                assert set(str(tag[name]).split()) <= element_ids, (path, str(tag)[:120])


def test_every_template_compiles(app: Flask) -> None:
    names = app.jinja_env.list_templates(extensions=["html"])
    assert len(names) > 20
    for name in names:
        app.jinja_env.get_template(name)

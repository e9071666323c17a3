"""What guards every answer: headers, cookies, tokens, limits, and whose headers are believed."""

import io
import logging
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from journal.app import create_app
from journal.config import Settings, WrongSetting
from journal.core.account.addresses import TrustedProxies
from journal.store.db import engine as engine_module
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.web.support.scripts import address
from tests.people import PASSWORD, Person, forms
from tests.web.conftest import newcomer
from tests.web.reading import listed, one, said, soup, texts

JournalOf = Callable[..., Flask]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guarded(answer: Response) -> None:
    """Fail unless an answer carries every header that guards it, once."""
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value], name
    assert "Permissions-Policy" in answer.headers
    for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        assert name not in answer.headers


# Headers


def fails(*_: Any, **__: Any) -> None:  # in the place of anything
    raise RuntimeError("words that are nobody's business")


def is_busy(*_: Any, **__: Any) -> None:  # in the place of anything
    raise OperationalError("SELECT 1", {}, Exception("database is locked"))


@contextmanager
def instead(app: Flask, endpoint: str, view: Callable[..., Any]) -> Iterator[None]:
    """Let a door do something else for a while."""
    original = app.view_functions[endpoint]
    app.view_functions[endpoint] = view
    try:
        yield
    finally:
        app.view_functions[endpoint] = original


def test_every_answer_is_guarded_whatever_it_is(app: Flask, ada: Person, nobody: Person) -> None:
    answers: list[tuple[int, TestResponse]] = [
        (200, ada.get("/")),
        (200, ada.get("/export/pain.csv")),
        (200, nobody.get("/healthz")),
        (200, nobody.browser.head("/safety")),
        (200, nobody.browser.options("/safety")),
        (302, nobody.get("/")),
        (303, ada.post("/pain/new", kind="now", level="4")),
        (308, ada.get("/account")),
        (400, ada.browser.post("/pain/new")),
        (401, nobody.post("/pain/new", level="4")),
        (404, ada.get("/nothing")),
        (404, ada.get("/static/nothing.css")),
        (405, ada.get("/account/sign-out")),
        (405, ada.browser.put("/")),
        (413, ada.post("/pain/new", note="x" * 17_000_000)),
        (422, ada.post("/pain/new", level="11")),
    ]
    with instead(app, "pages.more", fails):
        answers.append((500, ada.get("/more")))
    with instead(app, "pages.more", is_busy):
        answers.append((503, ada.get("/more")))
    for status, answer in answers:
        assert answer.status_code == status
        guarded(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        answer.close()


FILE_HEADERS = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")


def guarded_file(answer: Response) -> None:
    """Fail unless a file that is never a page is what it says, and for our pages alone."""
    names = [name for name in HEADERS if name in answer.headers]
    assert names == [*FILE_HEADERS]
    for name in names:
        assert answer.headers.getlist(name) == [HEADERS[name]], name
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_picture_is_guarded_as_a_page_is(nobody: Person) -> None:
    for name in ("icon.svg", "icons/icon-192.png", "vendor/atkinson.LICENSE"):
        with nobody.get(f"/static/{name}") as answer:
            assert answer.status_code == 200
            guarded(answer)


def test_scripts_styles_and_fonts_are_guarded_as_what_is_no_page(nobody: Person) -> None:
    page = nobody.get("/safety")
    style = str(soup(page).select("link[rel=stylesheet]")[0]["href"])
    for path in (f"/static/{address('dom.js')}", "/static/vendor/atkinson-latin.woff2"):
        with nobody.get(path) as answer:
            assert answer.status_code == 200
            guarded_file(answer)
    with nobody.get(style) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        etag = answer.headers.get("ETag", "")
        guarded_file(answer)
    for status, headers in (
        (206, {"Range": "bytes=0-9"}),
        (200, {"Accept-Encoding": "br"}),
        (200, {"Accept-Encoding": "gzip"}),
    ):
        with nobody.get(style, headers=headers) as answer:
            assert answer.status_code == status
            guarded_file(answer)
    # Neither of these has anything in it to guard.
    with nobody.get(style, headers={"If-None-Match": etag}) as answer:
        assert (answer.status_code, answer.data) == (304, b"")
    with nobody.browser.post(style) as answer:
        assert answer.status_code == 405


@pytest.mark.parametrize(
    "path", ["/static/../journal/app.py", "/static/%2e%2e/run.py", "/static/vendor/", "/static/",
             "/static//etc/passwd", "/static/%00", "/static/..%5crun.py"]
)  # fmt: skip
def test_nothing_but_static_files_is_served(nobody: Person, path: str) -> None:
    with nobody.get(path, follow_redirects=True) as answer:
        assert answer.status_code == 404
        guarded(answer)


def test_a_fault_of_ours_tells_nobody_anything(
    app: Flask, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with instead(app, "entries.create", fails):
        answer = ada.post("/pain/new", kind="now", level="4", note="private words")
    assert answer.status_code == 500
    assert "nobody's business" not in answer.text
    assert "Traceback" not in answer.text
    assert "Go back in your browser" in said(answer)
    assert "private words" not in caplog.text
    assert "A request failed: POST /pain/new" in caplog.text


def test_a_row_that_the_database_refuses_is_never_in_the_log(
    app: Flask, engine: Engine, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "private words"

    def breaks_a_rule(**_: str) -> None:
        with session(engine, writes=True) as writing:
            mine = writing.scalars(select(m.Account).filter_by(username=ada.name)).one()
            mine.theme, mine.password_hash = "glaring", secret
            try:
                writing.commit()
            except IntegrityError as error:
                raise RuntimeError(secret) from error

    caplog.set_level(logging.DEBUG)
    with instead(app, "entries.create", breaks_a_rule):
        assert ada.post("/pain/new", level="4").status_code == 500
    assert secret not in caplog.text
    assert ada.name not in caplog.text
    assert "A request failed: POST /pain/new" in caplog.text
    assert "sqlalchemy.exc.IntegrityError" in caplog.text
    assert "in breaks_a_rule" in caplog.text


def test_a_busy_database_saves_nothing_and_says_so(app: Flask, ada: Person) -> None:
    with instead(app, "entries.create", is_busy):
        answer = ada.post("/pain/new", kind="now", level="4")
    assert answer.status_code == 503
    assert "Nothing was saved" in said(answer)
    assert listed(ada, "pain") == []


# Cookies


def cookie_of(answer: TestResponse) -> tuple[str, set[str]]:
    """The name and attributes of the one cookie of a session that an answer sets."""
    cookies = answer.headers.getlist("Set-Cookie")
    (header,) = [cookie for cookie in cookies if "journal-known" not in cookie]
    parts = [part.strip() for part in header.split(";")]
    names = {
        part.split("=")[0] if part.startswith(("Expires", "Max")) else part for part in parts[1:]
    }
    return parts[0].split("=")[0], names


def test_over_http_the_cookie_is_kept_from_scripts_and_strangers(ada: Person) -> None:
    answer = newcomer(ada.app).signed_in(ada.name)
    assert cookie_of(answer) == ("journal", {"HttpOnly", "Path=/", "SameSite=Lax", "Expires"})
    assert "Strict-Transport-Security" not in answer.headers


HTTPS = {"base_url": "https://localhost/"}


def test_over_https_the_cookie_is_secure_and_bound_to_its_host(app: Flask) -> None:
    person = newcomer(app)
    page = person.get("/account/register", **HTTPS)
    fields = dict(forms(page.text)[0].fields) | {
        "username": f"tls {uuid4().hex[:12]}",
        "password": PASSWORD,
        "password_again": PASSWORD,
    }
    answer = person.browser.post(
        "/account/register", data=fields, headers={"Referer": "https://localhost/x"}, **HTTPS
    )
    assert answer.status_code == 303
    attributes = {"HttpOnly", "Path=/", "SameSite=Lax", "Secure", "Expires"}
    assert cookie_of(answer) == ("__Host-journal", attributes)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert person.get("/", **HTTPS).status_code == 200
    assert person.get("/").status_code == 302


def test_a_cookie_planted_over_http_is_none_over_https(ada: Person) -> None:
    assert ada.get("/", **HTTPS).status_code == 302


def test_the_cookie_is_set_anew_an_hour_later_and_not_by_each_page(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.get("/")  # takes the message of having come
    assert "Set-Cookie" not in ada.get("/").headers
    clock.shift(timedelta(minutes=61))
    assert cookie_of(ada.get("/"))[0] == "journal"
    assert "Set-Cookie" not in ada.get("/").headers
    clock.shift(timedelta(hours=-2))  # a clock that was put right
    assert cookie_of(ada.get("/"))[0] == "journal"


def test_a_page_that_needs_no_cookie_sets_none(nobody: Person) -> None:
    for path in ("/safety", "/help", "/healthz", "/nothing", "/"):
        assert "Set-Cookie" not in nobody.get(path).headers, path


# Tokens against forged requests


@pytest.mark.parametrize("token", ["", "wrong", "\0", "é", "x" * 10_000])
def test_without_a_right_token_nothing_is_saved_and_what_was_typed_can_be_sent_again(
    ada: Person, token: str
) -> None:
    key = str(uuid4())
    typed = {
        "kind": "now",
        "level": "7",
        "note": "two\nlines & <b>",
        "regions": ["tailbone", "neck_left"],
        "client_key": key,
        "next": "/diary",
    }
    answer = ada.post("/pain/new", csrf_token=token, **typed)
    assert answer.status_code == 400
    assert "send it again" in said(answer)
    assert listed(ada, "pain") == []
    again = texts(next(form for form in forms(answer.text) if "level" in form.names))
    for name, text in typed.items():
        assert again[name] == (text if isinstance(text, list) else [text])
    answer = ada.post("/pain/new", **again)
    assert (answer.status_code, answer.location) == (303, "/diary")
    assert one(ada, "pain")["note"] == "two\nlines & <b>"
    assert ada.post("/pain/new", **again).status_code == 303
    assert len(listed(ada, "pain")) == 1


FROM_HERE: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
]
FROM_ELSEWHERE: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "http://evil.example"},
    {"Origin": "http://[evil"},
    {"Origin": "null"},
    {},
]
TYPED = {"kind": "now", "level": "7", "note": "seven words"}


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_form_of_another_site_takes_no_cookie_away_and_shows_nothing(
    nobody: Person, headers: dict[str, str]
) -> None:
    answer = nobody.browser.post("/pain/new", data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    assert "seven words" not in answer.text
    assert forms(answer.text) == []
    guarded(answer)


def test_a_form_of_another_site_shows_nothing_though_the_cookie_came(ada: Person) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = ada.browser.post("/pain/new", data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "seven words" not in answer.text


@pytest.mark.parametrize("headers", FROM_HERE)
def test_a_form_of_ours_is_shown_again_though_its_cookie_is_gone(
    nobody: Person, headers: dict[str, str]
) -> None:
    answer = nobody.browser.post("/pain/new", data=TYPED, headers=headers)
    assert answer.status_code == 400
    again = texts(next(form for form in forms(answer.text) if "level" in form.names))
    assert again["note"] == ["seven words"]
    assert nobody.post("/pain/new", **again).status_code == 401


def test_the_token_of_somebody_else_is_none(ada: Person, charlie: Person) -> None:
    assert ada.post("/pain/new", csrf_token=charlie.token(), level="4").status_code == 400


def test_a_very_long_note_is_shown_again_whole(ada: Person, nobody: Person) -> None:
    note = "\n".join(f"line {n} of a very long note" for n in range(40_000))
    for person, typed in ((ada, note), (nobody, note[:100_000])):
        token = "wrong" if person is ada else person.token()
        answer = person.post("/pain/new", csrf_token=token, kind="now", level="4", note=typed)
        assert answer.status_code in (400, 401)
        form = next(form for form in forms(answer.text) if "level" in form.names)
        assert texts(form)["note"] == [typed]


def test_an_edit_sent_again_still_knows_its_version(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", note="first")
    edit = f"/pain/{one(ada, 'pain')['id']}/edit"
    form = texts(ada.form(edit)) | {"note": ["mine"]}
    ada.send(edit, note="of another tab")
    answer = ada.post(edit, **form | {"csrf_token": ["wrong"]})
    assert answer.status_code == 400
    again = texts(next(f for f in forms(answer.text) if "level" in f.names))
    assert ada.post(edit, **again).status_code == 409
    assert one(ada, "pain")["note"] == "of another tab"


def test_signed_out_while_typing_nothing_is_lost(ada: Person) -> None:
    form = texts(ada.form("/pain/new")) | {"level": ["6"], "note": ["typed for an hour"]}
    ada.send("/", "/account/sign-out")
    answer = ada.post("/pain/new", **form | {"csrf_token": [token_of(ada)]})
    assert answer.status_code == 401
    assert "You are signed out" in said(answer)
    assert "typed for an hour" in answer.text
    ada.signed_in(ada.name)
    for status in (400, 303):
        form = texts(next(f for f in forms(answer.text) if "level" in f.names))
        answer = ada.post("/pain/new", **form)
        assert answer.status_code == status
    assert one(ada, "pain")["note"] == "typed for an hour"


def token_of(person: Person) -> str:
    """The token of somebody who is signed out."""
    (form, *_) = forms(person.get("/account/sign-in").text)
    return dict(form.fields)["csrf_token"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/account/sign-in", "password"),
        ("/account/register", "password"),
        ("/account/register", "password_again"),
        ("/account/password", "current"),
        ("/account/password", "password"),
        ("/account/delete", "own_password"),
    ],
)
def test_no_password_is_ever_shown(ada: Person, nobody: Person, path: str, field: str) -> None:
    secret = "correct horse battery staple"
    for person in (ada, nobody):
        for token in ("wrong", person.token()):
            answer = person.post(path, csrf_token=token, username="x", **{field: secret})
            assert secret not in answer.text
            assert answer.status_code in (400, 401, 422)


# Limits


def in_chunks(body: bytes) -> dict[str, Any]:
    """How a body is sent without saying how long it is."""
    return {
        "input_stream": io.BytesIO(body),
        "environ_overrides": {"wsgi.input_terminated": True},
        "content_type": "application/x-www-form-urlencoded",
    }


def test_who_is_not_signed_in_sends_little_to_any_address(app: Flask, ada: Person) -> None:
    body = b"level=4&note=" + b"x" * 300_000
    visitor = newcomer(app)
    cookie = ada.browser.get_cookie("journal")
    assert cookie is not None
    visitor.browser.set_cookie("journal", cookie.value)
    assert visitor.browser.post("/pain/new", **in_chunks(body)).status_code == 400
    ada.send("/", "/account/sign-out")
    for person in (visitor, newcomer(app)):
        plain = {"data": body, "content_type": "application/x-www-form-urlencoded"}
        for request in (plain, in_chunks(body)):
            for path in ("/pain/new", "/import", "/account/password"):
                assert person.browser.post(path, **request).status_code == 413


def test_a_flood_of_fields_is_not_drawn(ada: Person, nobody: Person) -> None:
    for person in (ada, nobody):
        answer = person.browser.post(
            "/pain/new",
            data="&".join(f"a{n}" for n in range(1_000)),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 400
        assert len(answer.data) < 3_000


def test_as_many_fields_as_no_form_has_are_too_large(ada: Person) -> None:
    answer = ada.browser.post(
        "/pain/new", data="a&" * 3_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/register"])
def test_nobody_sends_more_than_a_small_form(nobody: Person, path: str) -> None:
    answer = nobody.post(path, username="x" * 100_000)
    assert answer.status_code == 413
    assert "Too large" in said(answer)


def test_a_form_of_too_many_fields_is_too_large(ada: Person) -> None:
    fields = {f"field{n}": "x" for n in range(3_000)}
    answer = ada.post("/import", **fields, file=[(io.BytesIO(b"x"), "x.csv")])
    assert answer.status_code == 413


# Whose headers are believed


def address_counted(app: Flask, address: str, forwarded: str) -> int:
    """The status of a wrong sign-in from an address, forwarded for another."""
    person = Person(app)
    person.browser.environ_base |= {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded}
    return person.signed_in("nobody", "wrong password").status_code


@pytest.mark.parametrize(
    "trusted", [TrustedProxies(), TrustedProxies(networks=(ip_network("10.9.0.0/16"),))]
)
def test_a_stranger_cannot_say_where_they_come_from(
    journal_of: JournalOf, trusted: TrustedProxies
) -> None:
    app = journal_of(trusted_proxies=trusted)
    statuses = [address_counted(app, "192.0.2.1", f"198.51.100.{n}") for n in range(11)]
    assert statuses == [422] * 10 + [429]


@pytest.mark.parametrize(
    ("trusted", "forwarded"),
    [
        (TrustedProxies(hops=1), "6.6.6.{n}, 198.51.100.7"),
        (TrustedProxies(networks=(ip_network("10.9.0.0/16"),)), "6.6.6.{n}, 198.51.100.7"),
        (TrustedProxies(hops=2), "6.6.6.{n}, 198.51.100.7, 10.9.0.2"),
    ],
)
def test_a_trusted_proxy_says_where_people_come_from(
    journal_of: JournalOf, trusted: TrustedProxies, forwarded: str
) -> None:
    app = journal_of(trusted_proxies=trusted)
    statuses = [address_counted(app, "10.9.0.1", forwarded.format(n=n)) for n in range(11)]
    assert statuses == [422] * 10 + [429]
    assert address_counted(app, "10.9.0.1", forwarded.format(n=1).replace("100.7", "100.8")) == 422


@pytest.mark.parametrize(
    ("trusted", "name"),
    [
        (TrustedProxies(), "journal"),
        (TrustedProxies(hops=1), "__Host-journal"),
        (TrustedProxies(networks=(ip_network("127.0.0.1/32"),)), "__Host-journal"),
        (TrustedProxies(networks=(ip_network("10.9.0.0/16"),)), "journal"),
    ],
)
def test_https_in_front_is_believed_of_trusted_proxies_only(
    journal_of: JournalOf, trusted: TrustedProxies, name: str
) -> None:
    person = Person(journal_of(trusted_proxies=trusted))
    answer = person.get("/account/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert cookie_of(answer)[0] == name
    assert ("Strict-Transport-Security" in answer.headers) is (name != "journal")


def test_only_the_hosts_that_were_named_are_answered(journal_of: JournalOf) -> None:
    person = Person(journal_of(trusted_hosts=("journal.example", "localhost")))
    for host, status in (("journal.example", 200), ("localhost", 200), ("evil.example", 400)):
        for path in ("/safety", "/account/sign-in", "/healthz"):
            answer = person.get(path, headers={"Host": host})
            assert answer.status_code == status, (host, path)
            guarded(answer)


def test_no_answer_repeats_the_host_it_was_asked_by(nobody: Person, ada: Person) -> None:
    for person, path in ((nobody, "/"), (nobody, "/account"), (ada, "/"), (ada, "/nothing")):
        answer = person.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil"})
        assert "evil" not in answer.text or answer.status_code == 308
        if answer.status_code == 302:
            assert answer.location.startswith("/account/sign-in")


# The secret key


def test_the_key_is_made_once_and_for_its_owner_only(settings: Settings) -> None:
    own = replace(settings, secret_key="", registration="open")
    first = create_app(own)
    file = own.secret_key_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert re.fullmatch("[0-9a-f]{64}\n", file.read_text())
    ada = Person(first).registered("ada")
    second = create_app(own)
    again = Person(second)
    cookie = ada.browser.get_cookie("journal")
    assert cookie is not None
    again.browser.set_cookie("journal", cookie.value)
    assert again.get("/").status_code == 200
    for app in (first, second):
        app.extensions["journal_engine"].dispose()


def lost(file: Path) -> None:
    file.unlink()


def readable(file: Path) -> None:
    file.chmod(0o640)


def short(file: Path) -> None:
    file.write_text("short")


def empty(file: Path) -> None:
    file.write_text("")


def no_text(file: Path) -> None:
    file.write_bytes(b"\xff" * 64)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("spoil", [lost, readable, short, empty, no_text])
def test_a_journal_with_accounts_does_not_start_with_another_key(
    settings: Settings, spoil: Callable[[Path], None]
) -> None:
    own = replace(settings, secret_key="", registration="open")
    app = create_app(own)
    Person(app).registered("ada")
    app.extensions["journal_engine"].dispose()
    spoil(own.secret_key_file)
    with pytest.raises(WrongSetting, match="secret_key"):
        create_app(own)


# Old SQLite


def test_a_page_is_read_after_an_hour_on_an_old_sqlite(
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(engine_module, "wal_is_safe", lambda _version: False)
    monkeypatch.setattr(engine_module, "BUSY_MILLISECONDS", 300)
    settings = Settings.from_env({"JOURNAL_DATA_DIR": str(tmp_path)})
    app = create_app(settings)
    ada = Person(app).registered("ada")
    clock.shift(2 * 3600)
    assert ada.get("/").status_code == 200
    app.extensions["journal_engine"].dispose()

"""A journal under a path of its host: https://example.org/journal/."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from journal import messaging
from journal.config import Settings, WrongSetting
from journal.core.account.addresses import TrustedProxies
from tests.people import PASSWORD, Person
from tests.web.conftest import NOON, newcomer

PUBLIC = "https://example.org/journal"
OUTSIDE_PATH = re.compile(r"""["'(]/(?!journal/|>)[^"'() ]*""")
"""An address on the journal's host that does not lie under its path."""

Make = Callable[..., Flask]
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def mounted(journal_of: Make) -> Flask:
    """A journal under a path, behind a proxy that is believed."""
    return journal_of(public_url=PUBLIC, trusted_proxies=TrustedProxies(hops=1))


def browser(app: Flask, **headers: str) -> Person:
    """Somebody whose proxy adds these headers; it speaks HTTPS."""
    person = newcomer(app)
    person.browser.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    person.browser.environ_base["HTTP_HOST"] = "example.org"
    for name, value in headers.items():
        person.browser.environ_base[f"HTTP_{name.upper()}"] = value
    return person


@pytest.mark.parametrize("path", ["/journal/safety", "/safety"])
def test_a_proxy_may_pass_the_path_on_or_take_it_away(mounted: Flask, path: str) -> None:
    answer = browser(mounted).get(path)
    assert answer.status_code == 200
    assert not OUTSIDE_PATH.findall(answer.text)
    assert 'href="/journal/help"' in answer.text


def test_what_a_trusted_proxy_says_counts(journal_of: Make) -> None:
    app = journal_of(trusted_proxies=TrustedProxies(hops=1))
    for path in ("/safety", "/back/safety"):
        answer = browser(app, x_forwarded_prefix="/back").get(path)
        assert 'href="/back/help"' in answer.text, path


def test_what_others_say_does_not(journal_of: Make) -> None:
    answer = browser(journal_of(), x_forwarded_prefix="/back").get("/safety")
    assert 'href="/help"' in answer.text


@pytest.mark.parametrize("prefix", ["//evil.example", "/..", "https://evil.example", "/a b", "x"])
def test_what_is_no_path_is_passed_over(journal_of: Make, prefix: str) -> None:
    app = journal_of(trusted_proxies=TrustedProxies(hops=1))
    assert 'href="/help"' in browser(app, x_forwarded_prefix=prefix).get("/safety").text


def test_a_path_may_be_the_name_of_a_page(journal_of: Make) -> None:
    """Where the proxy takes it away it says so, as else nobody could tell."""
    app = journal_of(
        public_url="https://example.org/diary", trusted_proxies=TrustedProxies(hops=1)
    )
    passed_on = browser(app).get("/diary/diary")
    shortened = browser(app, x_forwarded_prefix="/diary").get("/diary")
    for answer in (passed_on, shortened):
        assert answer.location == "/diary/account/register"
    assert browser(app).get("/diary/safety").status_code == 200


def test_without_its_slash_the_address_leads_to_the_one_with_it(mounted: Flask) -> None:
    answer = browser(mounted).get("/journal?day=2026-05-20")
    assert (answer.status_code, answer.location) == (308, "/journal/?day=2026-05-20")


def entered(app: Flask) -> Person:
    """Somebody who has registered under the path, as a browser does."""
    person = browser(app)
    person.name = "ada"
    again = {"username": "ada", "password": PASSWORD, "password_again": PASSWORD, "zone": "UTC"}
    answer = person.send("/journal/account/register", **again)
    assert (answer.status_code, answer.location) == (303, "/journal/welcome/exercises")
    return person


def test_cookies_are_sent_to_this_path_alone(mounted: Flask) -> None:
    person = browser(mounted)
    page = person.get("/journal/account/register")
    (cookie,) = page.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Secure-journal=")
    assert "Path=/journal;" in cookie
    assert "Secure" in cookie
    ada = entered(mounted)
    names = {cookie.key: cookie.path for cookie in (ada.browser._cookies or {}).values()}  # noqa: SLF001 (it has no other way)
    assert set(names.values()) == {"/journal"}
    assert all(name.startswith("__Secure-journal") for name in names)


def test_signing_in_and_logging_lead_to_pages_under_the_path(mounted: Flask) -> None:
    ada = entered(mounted)
    out = ada.send("/journal/", action="/journal/account/sign-out")
    assert out.location == "/journal/account/sign-in"
    page = ada.get("/journal/diary?range=all")
    assert page.location == "/journal/account/sign-in?next=/journal/diary?range%3Dall"
    typed = {"username": "ada", "password": PASSWORD}
    back = ada.send(page.location, action="/journal/account/sign-in", **typed)
    assert back.location == "/journal/diary?range=all"
    saved = ada.send("/journal/relief/new", method="warmth")
    assert (saved.status_code, saved.location) == (303, "/journal/")


@pytest.mark.parametrize("way", ["/other/", "/", "/journalist", "//evil.example/journal/"])
def test_nobody_is_led_to_what_else_lies_on_the_host(mounted: Flask, way: str) -> None:
    ada = entered(mounted)
    saved = ada.send("/journal/relief/new", method="warmth", next=way)
    assert saved.location == "/journal/"


def test_the_app_on_a_phone_lies_under_the_path(mounted: Flask) -> None:
    person = browser(mounted)
    manifest: dict[str, Any] = json.loads(person.get("/journal/manifest.webmanifest").data)
    assert [manifest[name] for name in ("id", "scope", "start_url")] == ["/journal/"] * 3
    imports, rest = person.get("/journal/sw.js").text.split("const SHELL = ", 1)
    assert imports
    assert all(line.startswith('import "/journal/static/') for line in imports.splitlines())
    shell = json.loads(rest.splitlines()[0].removesuffix(";"))
    addresses = [*shell["files"], *shell["pages"].values(), shell["root"]]
    assert all(address.startswith("/journal/") for address in addresses)
    for address in addresses[:-1]:
        with person.get(address) as file:
            assert file.status_code == 200, address


def test_a_link_for_a_doctor_has_the_path_once(mounted: Flask) -> None:
    ada = entered(mounted)
    answer = ada.send("/journal/report/shares", label="Dr Huber", name="Ada")
    assert f"{PUBLIC}/shared#" in ada.get(answer.location).text
    assert f"{PUBLIC}/api/v1/episodes/start" in ada.get("/journal/account/tokens").text
    assert f"{PUBLIC}/" in ada.get("/journal/welcome/phone").text


def test_reminders_link_to_the_path(mounted: Flask) -> None:
    settings: Settings = mounted.extensions["journal_settings"]
    assert settings.public_path == "/journal"
    notice = messaging.Notice("How was today?", NOON)
    assert f"\n{PUBLIC}/\n" in messaging.text(settings, notice)


def test_the_description_of_the_api_names_its_path(mounted: Flask) -> None:
    description = json.loads(browser(mounted).get("/journal/api/v1/openapi.json").data)
    assert description["servers"] == [{"url": "/journal/api/v1"}]


@pytest.mark.parametrize("path", ["/healthz", "/journal/healthz"])
def test_its_health_is_told_under_both(mounted: Flask, path: str) -> None:
    assert newcomer(mounted).get(path).status_code == 200


@pytest.mark.parametrize("address", ["/journal/", "/a/b", "/~ada/back-2"])
def test_a_public_address_may_have_a_path(settings: Settings, address: str) -> None:
    env = {"JOURNAL_PUBLIC_URL": f"https://example.org{address}"}
    assert Settings.from_env(env).public_path == address.rstrip("/")
    assert replace(settings, public_url="").public_path == ""


@pytest.mark.parametrize("path", ["//a", "/../a", "/a//b", "/a b", "/%2e"])
def test_a_path_that_no_proxy_has_is_refused(path: str) -> None:
    with pytest.raises(WrongSetting, match="JOURNAL_PUBLIC_URL"):
        Settings.from_env({"JOURNAL_PUBLIC_URL": f"https://example.org{path}"})

"""Signing in by a provider, in a real browser: there, back, refused, away; each page looked at."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import clock
from tests.browser.accessibility import assert_fits
from tests.browser.conftest import PASSWORD, Server, Visitor, started, window
from tests.browser.test_large_text import enlarge
from tests.browser.test_pages import sees_all
from tests.databases import lay_migrated
from tests.openid_provider import CLIENT, SECRET, Provider, openid_provider
from tests.ports import free_port

PAGE = "/account/signing-in"
LABEL = "Clinic of St Mary"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with openid_provider() as running:
        yield running


@pytest.fixture(scope="module")
def clinic(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, provider: Provider
) -> Iterator[Server]:
    """A journal that lets the provider sign people in."""
    folder, port = tmp_path_factory.mktemp("clinic"), free_port()
    lay_migrated(sqlite_template, folder)
    (folder / "secret").write_text(SECRET)
    settings = {
        "JOURNAL_OIDC_ISSUER": provider.issuer,
        "JOURNAL_OIDC_CLIENT_ID": CLIENT,
        "JOURNAL_OIDC_CLIENT_SECRET_FILE": str(folder / "secret"),
        "JOURNAL_OIDC_LABEL": LABEL,
        "JOURNAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    running = started(folder, port, env=settings)
    yield running
    running.stop()


@pytest.fixture
def person(clinic: Server, browser: Browser, provider: Provider) -> Iterator[Visitor]:
    """Somebody with a window there, whom the provider knows and does not refuse."""
    provider.is_away = provider.refuses = False
    provider.moment = int(clock.now().timestamp())
    visitor = window(clinic, browser)
    visitor.listen()
    addresses: set[str] = set()
    visitor.page.on("request", lambda request: addresses.add(re.sub("[?].*", "", request.url)))
    yield visitor
    visitor.context.close()
    assert visitor.complaints == []
    elsewhere = {url for url in addresses if not url.startswith((clinic.url, "data:"))}
    assert elsewhere <= {f"{provider.issuer}/authorize"}


def looked_at(visitor: Visitor, where: str) -> None:
    """A page that everybody can read: light, with large text."""
    sees_all(visitor, where)
    enlarge(visitor.page, 200)
    assert_fits(visitor.page, f"{where}, large")
    enlarge(visitor.page, 100)


def connected(visitor: Visitor, name: str, subject: str, provider: Provider) -> None:
    provider.claims = {"sub": subject}
    visitor.registered(name, PAGE)
    visitor.page.get_by_role("link", name=f"Connect {LABEL}").click()
    visitor.page.get_by_label("Your password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Connect").click()
    expect(visitor.page.get_by_text(f"You can sign in with {LABEL} instead")).to_be_visible()


def signed_out(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name=re.compile("Sign out ")).click()
    expect(visitor.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_somebody_connects_signs_out_and_signs_in_by_the_provider(
    person: Visitor, provider: Provider
) -> None:
    page = person.page
    connected(person, "olga", "one", provider)
    signed_out(person)
    expect(page.get_by_role("link", name=f"Sign out of {LABEL} too")).to_be_visible()
    looked_at(person, "signed out")
    page.get_by_role("link", name=f"Sign in with {LABEL}").click()
    expect(page.get_by_text(f"{LABEL} knows you.")).to_be_visible()
    looked_at(person, "one more tap")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(person.server.url + "/")
    person.open(PAGE)
    looked_at(person, "connected")


def test_the_page_that_connects_asks_for_the_password_and_says_what_is_wrong(
    person: Visitor, provider: Provider
) -> None:
    provider.claims = {"sub": "two"}
    page = person.page
    person.registered("paul", PAGE)
    page.get_by_role("link", name=f"Connect {LABEL}").click()
    expect(page.get_by_text(f"Connect {LABEL} to your account paul?")).to_be_visible()
    looked_at(person, "connect")
    page.get_by_label("Your password").fill("not it, surely")
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    looked_at(person, "a wrong password")
    person.foresees("status of 422")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("refuses", "That did not sign you in. Start again."),
        ("is_away", f"{LABEL} does not answer."),
        ("unknown", "No account here is connected"),
    ],
)
def test_somebody_who_is_refused_is_told_and_can_sign_in_otherwise(
    person: Visitor, provider: Provider, trouble: str, words: str
) -> None:
    provider.claims = {"sub": "nobody here"}
    if trouble != "unknown":
        setattr(provider, trouble, True)
    name = f"quinn-{trouble}"
    person.server.add_user(name, clock.ZONE)
    person.open("/account/sign-in")
    person.page.get_by_role("link", name=f"Sign in with {LABEL}").click()
    expect(person.page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    looked_at(person, trouble)
    person.foresees("status of 422")
    person.signs_in(name)

"""A profile is used again, and the next test finds nothing in it of the one before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.profiles import Profiles

LEAVE = """() => new Promise((done) => {
  localStorage.left = sessionStorage.left = document.cookie = "something";
  indexedDB.open("left").onsuccess = done;
})"""
LEFT = """async () => [
  localStorage.length, sessionStorage.length, document.cookie, await indexedDB.databases(),
]"""


@pytest.fixture
def own(browser: Browser) -> Iterator[Profiles]:
    """Profiles of this test alone."""
    profiles = Profiles(browser)
    yield profiles
    profiles.close()


def test_nothing_is_left_in_a_profile_that_is_used_again(own: Profiles, server: Server) -> None:
    address = server.url + "/healthz"
    page = own.page({"color_scheme": "dark"})
    page.goto(address)
    page.evaluate(LEAVE)
    page.context.route("**/healthz", lambda route: route.abort())
    page.context.set_offline(True)
    own.give_back(page, server.url)
    again = own.page({})
    assert again.context is page.context
    again.goto(address)
    assert again.evaluate(LEFT) == [0, 0, "", []]
    assert again.evaluate("matchMedia('(prefers-color-scheme: light)').matches")


def test_a_profile_whose_clock_was_set_is_not_used_again(own: Profiles, server: Server) -> None:
    page = own.page({})
    page.goto(server.url + "/healthz")
    page.clock.install()
    own.give_back(page, server.url)
    assert own.page({}).context is not page.context

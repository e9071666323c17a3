"""Pages in the made-up language, their scripts at work: no sentence is left in the code."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_offline import cut, mended, ready
from tests.browser.test_pages import PAGES, SIGNED_OUT
from tests.words.page_text import english_in
from tests.words.pseudo import OPENS, Pseudo

DRAW_CHARTS = """document.querySelectorAll(".plot")
  .forEach((place) => place.dispatchEvent(new PointerEvent("pointerenter")))"""


@pytest.fixture
def reader(visit: Visit) -> Visitor:
    """Somebody whose browser asks for the made-up language."""
    return visit(locale=Pseudo.code)


def english(page: Page) -> list[str]:
    """What the page shows or reads out that was never translated; charts are drawn first."""
    page.evaluate(DRAW_CHARTS)
    expect(page.locator(".plot > .still:visible")).to_have_count(0)
    return english_in(page.content())


def test_no_page_has_english_of_its_own_once_its_scripts_ran(reader: Visitor) -> None:
    words_by_path = {}
    for path in SIGNED_OUT:
        reader.open(path)
        words_by_path[path] = english(reader.page)
    reader.server.add_demo("demo 2")
    reader.signed_in("demo 2")
    for path in PAGES:
        reader.open(path)
        words_by_path[path] = english(reader.page)
        if path == "/no-such-page":
            reader.foresees("/no-such-page")
    assert OPENS in reader.page.content()
    assert {path: words for path, words in words_by_path.items() if words} == {}


def test_what_scripts_say_has_no_english_of_its_own(reader: Visitor) -> None:
    reader.registered("made up")
    page = reader.page
    page.click("button[name=level][value='4']")
    expect(page.locator("#toast .message")).to_contain_text(OPENS)
    page.click(".spasm-now .big")
    page.locator("#end-spasm").wait_for()
    assert english(page) == []
    reader.open("/session")
    page.click('[data-do="begin"]:visible')
    page.click('[data-do="main"]:visible')
    expect(page.locator("[data-phase]")).to_contain_text(OPENS)
    assert english(page) == []


def test_where_the_words_of_scripts_do_not_arrive_a_tap_is_sent_as_without_scripts(
    visit: Visit,
) -> None:
    visitor = visit()
    visitor.registered("wordless")
    page = visitor.page
    page.route("**/words.js?*", lambda route: route.abort())
    visitor.open("/")
    with page.expect_navigation():
        page.click("button[name=level][value='6']")
    expect(page.locator("#toast .message")).to_contain_text("Pain 6")
    assert visitor.server.logged("wordless") == 1
    visitor.foresees("/words.js")


@pytest.mark.service_worker
def test_today_without_a_network_has_no_english_of_its_own(reader: Visitor) -> None:
    reader.registered("made up and offline")
    page = ready(reader).page
    cut(reader)
    page.goto(reader.server.url + "/")
    page.click("button[name=level][value='5']")
    expect(page.locator("#waiting summary")).to_contain_text(OPENS, timeout=15_000)
    assert english(page) == []
    mended(reader)

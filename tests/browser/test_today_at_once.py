"""On a slow line Today is there as this device keeps it, and the journal's own takes its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.test_offline import becomes, cut, mended, ready, rows, says_waiting, told
from tests.browser.wire import Wire

pytestmark = pytest.mark.service_worker

LATE = 3
"""Seconds by which each answer of the slow line comes late."""

OWN = "document.title.startsWith('Today')"
"""Whether Today is the journal's own."""


FIRST_TITLE = "addEventListener('DOMContentLoaded', () => { window.firstTitle = document.title; })"
"""Keeps the title with which a page came, as another may take its place without a new page."""


def stood_in(page: Page) -> bool:
    """Whether a page came as this device keeps it, on however busy a machine."""
    return not str(told(page, "() => window.firstTitle")).startswith("Today")


@pytest.fixture
def slow(wired: tuple[Visitor, Wire], request: pytest.FixtureRequest) -> tuple[Visitor, Wire]:
    """Somebody whose device keeps Today, over a wire that can be slow."""
    visitor, wire = wired
    visitor.page.add_init_script(FIRST_TITLE)
    ready(visitor.registered(request.node.name.removeprefix("test_")))
    visitor.tap("#pain-4")
    expect(visitor.page.locator("#toast")).to_contain_text("Pain 4 saved")
    visitor.tap_is_long_ago()
    return visitor, wire


def test_what_is_opened_is_there_before_the_answer_and_gives_way_to_it(
    slow: tuple[Visitor, Wire],
) -> None:
    visitor, wire = slow
    page = visitor.page
    visitor.sends("/relief/new", method="cold")
    wire.delay = 2 * LATE
    visitor.open("/")
    expect(page.locator("#pain-4")).to_have_attribute("aria-pressed", "true")
    assert stood_in(page)
    expect(page.locator("#relief-cold")).not_to_have_class("chip used")
    expect(page.locator("#toast")).to_contain_text("offline")
    expect(page.locator("#relief-cold")).to_have_class("chip used")
    becomes(page, OWN)
    expect(page.locator("[data-sign-out]")).to_be_visible()
    expect(page.locator("#toast .message p")).to_have_text("Cold saved")
    wire.delay = 0
    visitor.tap("#pain-6")
    expect(page.locator("#toast")).to_contain_text("Pain 6 saved")


@pytest.mark.parametrize("seconds", [0, LATE])
def test_a_tap_before_the_answer_is_saved_once_and_stays_shown(
    slow: tuple[Visitor, Wire], seconds: int
) -> None:
    visitor, wire = slow
    page = visitor.page
    wire.delay = LATE
    visitor.open("/")
    assert stood_in(page)
    wire.delay = seconds  # of what follows: it is answered before the page, or after it
    visitor.tap("#pain-6")
    expect(page.locator("#pain-6")).to_have_attribute("aria-pressed", "true")
    becomes(page, OWN)
    for _ in range(20):
        expect(page.locator("#pain-6")).to_have_attribute("aria-pressed", "true")
        page.wait_for_timeout(LATE * 50)
    wire.delay = 0
    assert [row["level"] for row in rows(visitor, "pain")] == ["6"]
    expect(page.locator("#waiting")).to_be_hidden()


def test_what_waited_is_sent_and_never_out_of_sight(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    cut(visitor)
    visitor.tap("#pain-7")
    says_waiting(page, 1)
    wire.delay = LATE
    page.goto("about:blank")
    mended(visitor)
    visitor.open("/")
    becomes(page, OWN)
    expect(page.locator("#pain-7")).to_have_attribute("aria-pressed", "true")
    wire.delay = 0
    expect(page.locator("#waiting")).to_be_hidden()
    assert [row["level"] for row in rows(visitor, "pain")] == ["7"]


def test_what_was_just_saved_is_never_missing(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    visitor.open("/relief/new")
    wire.delay = 1
    page.check("[name=method][value=massage]", force=True)
    page.click("main form button.main")
    page.wait_for_url(visitor.server.url + "/")
    expect(page.locator("#toast")).to_contain_text("Massage saved")
    assert told(page, f"() => {OWN}")
    wire.delay = 0


def test_who_is_signed_out_elsewhere_is_led_to_sign_in(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    visitor.context.clear_cookies()
    wire.delay = 1
    visitor.open("/")
    visitor.page.wait_for_url("**/account/sign-in?next=**")
    wire.delay = 0


def test_of_another_day_nothing_is_shown_as_today(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    told(
        page,
        """async () => {
          const opened = await idb.openDB("journal");
          const kept = await opened.get("kept", "today");
          await opened.put("kept", { ...kept, day: "2026-01-01" }, "today");
          opened.close();
        }""",
    )
    wire.delay = 1
    visitor.open("/")
    assert told(page, f"() => {OWN}")
    wire.delay = 0


def test_the_today_of_somebody_else_never_takes_the_place(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    visitor.server.add_user("somebody else", "UTC")
    page.goto("about:blank")
    visitor.signed_in("somebody else", "/static/icon.svg")
    wire.delay = LATE
    visitor.open("/")
    assert stood_in(page)
    becomes(page, OWN)
    wire.delay = 0
    cut(visitor)
    visitor.tap("#pain-9")
    says_waiting(page, 1)
    mended(visitor)
    expect(page.locator("#waiting")).to_be_hidden()
    assert [row["level"] for row in rows(visitor, "pain")] == ["9"]


def test_what_another_page_sent_is_never_missing(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    cut(visitor)
    visitor.tap("#relief-cold")
    says_waiting(page, 1)
    page.goto("about:blank")
    mended(visitor)
    visitor.open("/more")
    expect(page.locator("#toast")).to_contain_text("Cold saved")
    page.goto("about:blank")
    wire.delay = LATE - 1
    visitor.open("/")
    expect(page.locator("#relief-cold")).to_have_class("chip used", timeout=500)
    wire.delay = 0


def test_what_is_open_stays_so_as_the_journal_takes_the_place(slow: tuple[Visitor, Wire]) -> None:
    visitor, wire = slow
    page = visitor.page
    wire.delay = LATE
    visitor.open("/")
    assert stood_in(page)
    visitor.tap("#sleep")
    becomes(page, OWN)
    wire.delay = 0
    expect(page.locator("#sleep-scale")).to_be_visible()
    visitor.tap("#sleep-7")
    expect(page.locator("#sleep-scale")).to_be_hidden()
    expect(page.locator("#toast")).to_contain_text("saved")


def test_where_the_answer_cannot_be_followed_today_is_asked_for_again(
    slow: tuple[Visitor, Wire],
) -> None:
    visitor, wire = slow
    page = visitor.page
    wire.delay = LATE
    visitor.open("/")
    assert stood_in(page)
    page.evaluate("""() => {
      const { fetch } = window;
      window.fetch = (where, ...more) => String(where).endsWith("/")
        ? Promise.reject(new TypeError("cut")) : fetch(where, ...more);
    }""")
    wire.delay = 0
    visitor.tap("#pain-6")
    becomes(page, OWN, within=20_000)
    expect(page.locator("#pain-6")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-sign-out]")).to_be_visible()


SENDS_LATER = """(delay) => {
  const { fetch } = window;
  window.fetch = async (where, options) => {
    if (options?.method === "POST") await new Promise((next) => setTimeout(next, delay));
    return fetch(where, options);
  };
}"""
"""Lets a page send so many milliseconds later what is tapped on it."""


def test_what_today_tells_is_not_lost_by_a_tap_before_it_comes(
    slow: tuple[Visitor, Wire],
) -> None:
    visitor, wire = slow
    page = visitor.page
    visitor.sends("/relief/new", method="cold")
    wire.delay = LATE
    visitor.open("/")
    assert stood_in(page)
    page.evaluate(SENDS_LATER, 1_000 * (LATE + 1))
    wire.delay = 0
    visitor.tap("#pain-6")
    becomes(page, OWN)
    messages = page.locator("#toast .message p")
    expect(messages.filter(has_text="Cold saved")).to_have_count(1)
    expect(messages.filter(has_text="Pain 6 saved")).to_have_count(1)
    visitor.tap("#pain-3")
    expect(messages).to_have_text(["Pain 3 saved"])


SHOWN = """(button) => {
  const { className, innerText, dataset: { done, planned, uses } } = button;
  return { className, text: innerText.replace(/\\s+/g, " "), done, planned, uses };
}"""
"""What a control shows."""


def test_what_is_tapped_again_shows_at_once_what_the_answer_shows(
    slow: tuple[Visitor, Wire],
) -> None:
    visitor, wire = slow
    page = visitor.page
    bridge = f"#{page.locator('.tap').first.get_attribute('id')}"
    for control, again, words in (
        (bridge, "Bridge done 2 times", "Bridge: done, 2 times today"),
        ("#relief-cold", "Cold 2", "Cold saved again; last at"),
    ):
        wire.delay = 0
        visitor.tap(control)
        expect(page.locator("#toast")).to_contain_text(words.split()[0].strip(":"))
        visitor.tap_is_long_ago()
        wire.delay = 1
        visitor.tap(control)
        at_once = page.locator(control).evaluate(SHOWN)
        expect(page.locator("#toast")).not_to_contain_text(words, timeout=100)
        assert again in at_once["text"]
        expect(page.locator("#toast")).to_contain_text(words)
        assert page.locator(control).evaluate(SHOWN) == at_once
    wire.delay = 0

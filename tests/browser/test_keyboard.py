"""With keys alone: everything is reached, named, and nothing loses the place."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import clock
from tests.browser.conftest import PASSWORD, Visit
from tests.browser.test_offline import becomes, cut, member, mended, ready

NAME = """() => {
  const it = document.activeElement;
  return (it.getAttribute("aria-label") || it.innerText || "").replace(/\\s+/g, " ").trim();
}"""


LOADED = (
    """performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/focus.js"))"""
)


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press the tab key until something is focused whose name begins so; all of it before a $."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.match(name, str(page.evaluate(NAME))):
            return
    raise AssertionError(f"the tab key does not lead to “{name}”")


def press(page: Page, selector: str) -> None:
    """Press a control by keys, long after whatever was pressed before."""
    page.evaluate("sessionStorage.clear()")
    page.locator(selector).press("Enter")


def pause(page: Page) -> None:
    """Wait until a second press at one place is one of its own."""
    page.wait_for_timeout(850)


def test_a_day_and_a_spasm_are_logged_with_keys_alone(visit: Visit) -> None:
    page = visit().registered("keys").page
    tab_to(page, "Bridge")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Bridge: done")
    tab_to(page, "Pain 6 of 10, average of today")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Pain 6 saved")
    assert str(page.evaluate(NAME)).startswith("Pain 6 of 10")
    pause(page)
    page.reload()
    tab_to(page, "Spasm now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/episodes/now")
    pause(page)
    tab_to(page, "Pain 7 of 10, now")
    page.keyboard.press("Enter")
    expect(page.locator("#now-7")).to_have_attribute("aria-pressed", "true")
    tab_to(page, "Massage")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Massage saved")
    tab_to(page, "It ended")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ended*")
    pause(page)
    tab_to(page, "Skip$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ended?question=symptoms")
    tab_to(page, "Skip$")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/$"))


def test_a_session_is_gone_through_with_keys_alone(visit: Visit) -> None:
    page = visit().registered("keys of a session").page
    page.goto(page.url + "session")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.locator(".player")).to_be_visible()
    for _ in range(4):
        tab_to(page, "Skip$")
        page.keyboard.press("Enter")
        tab_to(page, "No time")
        page.keyboard.press("Enter")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Session saved: 4 exercises")


def test_the_first_field_with_a_problem_has_the_focus_radios_too(visit: Visit) -> None:
    visitor = visit().registered("focus")
    for path, name in (("/pain/new", "level"), ("/checkins/new", "pain")):
        visitor.open(path)
        visitor.page.click("main .main")
        expect(visitor.page.locator(".summary")).to_be_visible()
        visitor.foresees("status of 422")
        assert visitor.page.evaluate("document.activeElement.name") == name


def test_twenty_minutes_after_a_relief_today_asks_by_itself(visit: Visit) -> None:
    visitor = visit().registered("asked")
    visitor.page.clock.install(time=clock.now())
    visitor.open("/")
    visitor.tap("#relief-massage")
    expect(visitor.page.locator("#toast")).to_contain_text("Massage saved")
    due = visitor.page.locator("[data-refresh-in]")
    expect(due).to_have_count(1)
    with visitor.page.expect_request(re.compile(r"/$")):
        visitor.page.clock.fast_forward("21:00")


def test_a_question_that_comes_by_itself_moves_nothing_under_the_thumb(visit: Visit) -> None:
    page = visit().registered("asked above").page
    page.clock.install(time=clock.now())
    page.reload()
    for tile in page.locator("[data-tap=tile]").all():  # a list to be scrolled to
        tile.click()
    page.locator("#relief-massage").click()
    expect(page.locator("[data-refresh-in]")).to_have_count(1)
    page.evaluate("scrollTo(0, 9999)")
    top = "document.querySelector('#today-logged li:last-child').getBoundingClientRect().top"
    before = page.evaluate(top)

    def asks(route: Route) -> None:
        answer = route.fetch()
        question = '<section class="ask"><p>How is it now?</p></section>'
        start = '<div id="today-questions">'
        route.fulfill(response=answer, body=answer.text().replace(start, start + question))

    page.route("**/", asks)
    page.clock.fast_forward("21:00")
    expect(page.locator("#today-questions .ask")).to_be_attached()
    assert abs(page.evaluate(top) - before) < 1


def test_a_session_waits_for_its_account_where_the_login_ended_elsewhere(visit: Visit) -> None:
    visitor = visit().registered("ends elsewhere")
    visitor.server.add_user("somebody else", clock.ZONE)
    visitor.open("/session")
    visitor.page.locator("[data-do=begin]").click()
    visitor.page.locator(".player [data-do=main]").click()
    drafts = "Object.keys(localStorage).filter((name) => name.startsWith('session-')).length"
    becomes(visitor.page, f"{drafts} === 1")
    password = ("set-password", "ends elsewhere", "--password-stdin")
    visitor.server.command(*password, typed=PASSWORD + "\n")
    visitor.open("/")
    assert "/account/sign-in" in visitor.page.url
    assert visitor.page.evaluate(drafts) == 1
    visitor.signed_in("ends elsewhere", then="/session")
    assert visitor.page.evaluate(drafts) == 1
    visitor.server.command(*password, typed=PASSWORD + "\n")
    visitor.signed_in("somebody else")
    becomes(visitor.page, f"{drafts} === 0")


def has_focus(page: Page, selector: str) -> None:
    expect(page.locator(selector)).to_be_focused()


def test_what_goes_off_the_page_hands_its_focus_on(visit: Visit) -> None:
    page = visit().registered("hands on").page
    toast = page.locator("#toast")
    becomes(page, LOADED)
    bridge = "[data-tap=tile]:has-text('Bridge')"
    for selector, words in ((bridge, "Bridge: done"), ("#pain-6", "Pain 6 saved")):
        press(page, selector)
        expect(toast).to_contain_text(words)
    press(page, "#undo")
    expect(toast).to_contain_text("Undone: Pain 6 removed")
    has_focus(page, "#pain-6")
    press(page, "#relief-cold")
    expect(toast).to_contain_text("Cold saved")
    first, second = page.locator("#today-logged [id^=delete-]").all()
    names = [f"#{each.get_attribute('id')}" for each in (first, second)]
    press(page, names[0])
    expect(toast).to_contain_text("deleted")
    has_focus(page, names[1])
    press(page, "#undo")
    has_focus(page, names[0])
    press(page, names[0])
    press(page, names[1])
    has_focus(page, "#toast")
    press(page, "#start-0")
    page.wait_for_url("**/episodes/now")
    page.goto(page.url.removesuffix("episodes/now"))
    becomes(page, LOADED)
    press(page, "#end-spasm")
    expect(toast).to_contain_text("How was it?")
    has_focus(page, "#toast")
    press(page, "#undo")
    has_focus(page, "#end-spasm")


@pytest.mark.service_worker
def test_without_a_network_the_focus_is_handed_on_as_with_one(visit: Visit) -> None:
    visitor = ready(member(visit, "hands on offline"))
    page, toast = visitor.page, visitor.page.locator("#toast")
    undo = "#toast button:has-text('Undo')"
    cut(visitor)
    bridge = "[data-tap=tile]:has-text('Bridge')"
    for selector, words, title in (
        (bridge, "Bridge saved", "Bridge removed"),
        ("#pain-6", "Pain 6 saved", "Pain 6 removed"),
        ("#start-0", "Spasm began", "Spasm removed"),
    ):
        press(page, selector)
        expect(toast).to_contain_text(words)
        has_focus(page, "#toast" if "start" in selector else selector)
        press(page, undo)
        expect(toast).to_have_text(f"Undone: {title}")
        has_focus(page, selector)
    press(page, "#start-0")
    expect(toast).to_contain_text("Spasm began")
    page.keyboard.press("Escape")
    press(page, "#end-spasm")
    expect(toast).to_contain_text("Spasm ended")
    has_focus(page, "#toast")
    press(page, undo)
    expect(toast).to_have_text("Undone: the spasm is still going")
    has_focus(page, "#end-spasm")
    mended(visitor)


UNDER_A_BAR = """() => {
  const bars = [...document.querySelectorAll(".bar, .entry > .save")];
  if (bars.some((bar) => bar.contains(document.activeElement))) return false;
  const { top, height } = document.activeElement.getBoundingClientRect();
  const end = top + Math.min(height, 44);
  return bars.filter((bar) => ["fixed", "sticky"].includes(getComputedStyle(bar).position))
    .map((bar) => bar.getBoundingClientRect())
    .some((bar) => bar.top + 4 < end && bar.bottom - 4 > top);
}"""
"""Whether what has the focus, or the breadth of a finger of it, is under a bar."""


@pytest.mark.parametrize(("width", "height"), [(375, 603), (844, 390), (375, 340)])
def test_what_gets_the_focus_is_above_the_bars(visit: Visit, width: int, height: int) -> None:
    visitor = visit(viewport={"width": width, "height": height}).registered(f"tabs {height}")
    for path in ("/episodes/new", "/relief/new", "/session"):
        visitor.open(path)
        for _ in range(50):
            visitor.page.keyboard.press("Tab")
            assert not visitor.page.evaluate(UNDER_A_BAR), path

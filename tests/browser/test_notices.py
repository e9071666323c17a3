"""What was just done and what waits: told at one place that covers nothing, and told rightly."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import clock
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_large_text import enlarge, in_window
from tests.browser.test_offline import (
    all_sent,
    becomes,
    came_back,
    cut,
    member,
    mended,
    ready,
    rows,
    says_waiting,
    stuck,
)

PHONES = [(390, 844), (375, 603), (360, 640)]

UNDER_A_NOTICE = """() => {
  const notices = [...document.querySelectorAll("#toast .message, #waiting:not([hidden])")];
  const covered = (it) => notices.some((notice) => {
    const [one, other] = [it.getBoundingClientRect(), notice.getBoundingClientRect()];
    return one.left < other.right && other.left < one.right
      && one.top < other.bottom && other.top < one.bottom;
  });
  const seen = (it) => { // not what a row holds back until it is asked for
    const row = it.closest(".slide")?.getBoundingClientRect();
    return !row || it.getBoundingClientRect().top < row.bottom;
  };
  return [...document.querySelectorAll("header a, nav a, main a, main button, main h1")]
    .filter((it) => !it.closest("#today-ways, #today-logged, .foot, .notices"))
    .filter((it) => it.checkVisibility() && seen(it) && covered(it))
    .map((it) => it.id || it.textContent.trim());
}"""
"""What a message or the pill lies over; other ways to log and all below go on under the screen."""


def sized(visit: Visit, name: str, width: int, height: int) -> Visitor:
    visitor = visit(viewport={"width": width, "height": height})
    visitor.server.add_user(name, "Europe/Vienna")
    return visitor.signed_in(name)


@pytest.mark.parametrize(("width", "height"), PHONES)
@pytest.mark.service_worker
def test_on_today_and_in_a_spasm_nothing_lies_under_a_message(
    visit: Visit, width: int, height: int
) -> None:
    visitor = ready(sized(visit, f"uncovered {width}", width, height))
    page = visitor.page
    page.click("#pain-4")
    page.wait_for_selector("#toast .message:last-child:has-text('Pain 4 saved')")
    assert page.evaluate(UNDER_A_NOTICE) == []
    cut(visitor)
    page.click("#pain-6")
    says_waiting(page, 1)
    expect(page.locator("#toast")).to_contain_text("Pain 6 saved on this phone")
    assert page.evaluate(UNDER_A_NOTICE) == []
    mended(visitor)
    all_sent(page)
    page.click("#start-0")
    page.wait_for_url("**/episodes/now")
    page.wait_for_selector("#toast .message:last-child")
    assert page.evaluate(UNDER_A_NOTICE) == []
    page.click("#now-7")
    page.wait_for_selector("#toast .message:last-child:has-text('7')")
    assert page.evaluate(UNDER_A_NOTICE) == []
    page.click("#end-spasm")
    page.wait_for_url(re.compile("/ended"))
    page.wait_for_selector("#toast .message:last-child")
    becomes(page, f"({UNDER_A_NOTICE})().length === 0")


HIDDEN_CONTROLS = """() => {
  const pill = document.querySelector("#waiting").getBoundingClientRect();
  const rest = [...document.querySelectorAll("main :is(a, button, input, select, textarea)")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".hidden"));
  return rest.filter((it) => {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    const box = it.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return document.elementFromPoint(x, y)?.closest(".notices, .bar")
      || (it.matches(".save *") && box.bottom > pill.top && box.top < pill.bottom);
  }).map((it) => it.id || it.textContent.trim());
}"""
"""The controls of a page that cannot be brought out from under what is fixed at the bottom."""


@pytest.mark.service_worker
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(("width", "height"), PHONES[:2])
def test_what_waits_covers_no_control(visit: Visit, width: int, height: int, percent: int) -> None:
    visitor = stuck(visit, f"strip {width} {percent}")
    page = visitor.page
    page.set_viewport_size({"width": width, "height": height})
    visitor.tap("#pain-4")
    for path in ("/", "/diary", "/episodes/new", "/pain/new", "/account/"):
        visitor.open(path)
        enlarge(page, percent)
        expect(page.locator("#waiting summary")).to_have_text("1 entry needs another look")
        assert page.evaluate(HIDDEN_CONTROLS) == [], path


@pytest.mark.parametrize("width", [360, 375, 390, 430])
def test_the_levels_of_a_spasm_are_one_row_of_large_targets(visit: Visit, width: int) -> None:
    visitor = sized(visit, f"one row {width}", width, 780)
    visitor.tap("#start-0")
    visitor.page.wait_for_url("**/episodes/now")
    boxes = [visitor.page.locator(f"#now-{level}").bounding_box() for level in range(11)]
    assert len({box["y"] for box in boxes if box}) == 1
    for box in boxes:
        assert box is not None
        assert box["width"] >= 24
        assert box["width"] * box["height"] >= 44 * 44
    visitor.tap("#now-8")
    expect(visitor.page.locator("#now-8")).to_have_css("outline-width", "3px")
    enlarge(visitor.page, 200)
    assert visitor.page.locator("#now-10").evaluate("it => it.scrollWidth <= it.clientWidth")


@pytest.mark.parametrize(("width", "height"), PHONES[:2])
def test_large_text_shows_the_dose_above_the_start_of_an_exercise(
    visit: Visit, width: int, height: int
) -> None:
    visitor = sized(visit, f"dose {width}", width, height)
    visitor.open("/session")
    enlarge(visitor.page, 200)
    assert in_window(visitor.page, "[data-do=begin]")
    visitor.page.click("[data-do=begin]")
    dose = visitor.page.locator(".dose-words").bounding_box()
    start = visitor.page.locator(".player [data-do=main]").bounding_box()
    assert in_window(visitor.page, ".dose-words")
    assert dose is not None
    assert start is not None
    assert dose["y"] + dose["height"] <= start["y"]


def week_level(page: Page) -> str:
    """The level of today in the strip of the week, as it is seen."""
    level = page.locator(".strip [aria-current] .level")
    return f"{level.get_attribute('class')}: {level.inner_text().splitlines()[-1]}"


@pytest.mark.service_worker
def test_the_week_shows_a_level_that_waits(visit: Visit) -> None:
    visitor = ready(member(visit, "week offline"))
    page = visitor.page
    page.click("#pain-4")
    expect(page.locator(".strip [aria-current] .level")).to_contain_text("4")
    cut(visitor)
    page.click("#pain-6")
    says_waiting(page, 1)
    assert week_level(page) == "level p6: 6"
    visitor.open("/")
    says_waiting(page, 1)
    assert week_level(page) == "level p6: 6"


@pytest.mark.service_worker
def test_an_average_that_waits_replaces_the_one_that_is_shown_and_is_undone(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "second thoughts"))
    page = visitor.page
    page.click("#pain-4")
    lines = page.locator("#today-logged li")
    expect(lines).to_have_text([re.compile("Pain 4 average of the day")])
    cut(visitor)
    page.click("#pain-6")
    says_waiting(page, 1)
    expect(lines).to_have_text(["Pain 6 average of the day"])
    page.wait_for_timeout(800)  # sooner it would be the second tap of two
    page.click("#toast button:has-text('Undo')")
    expect(page.locator("#waiting")).to_be_hidden()
    expect(lines).to_have_text([re.compile("Pain 4 average of the day")])
    expect(page.locator("#pain-4")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#pain-6")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#toast")).to_have_text("Undone: Pain 4 is back")
    mended(visitor)
    page.click("#pain-5")
    expect(page.locator("#toast")).to_contain_text("Pain 5 saved")
    assert [row["level"] for row in rows(visitor, "pain")] == ["5"]


@pytest.mark.service_worker
def test_a_message_of_what_happened_is_a_sentence(visit: Visit) -> None:
    visitor = ready(member(visit, "sentences"))
    cut(visitor)
    visitor.tap("#start-0")
    expect(visitor.page.locator("#toast")).to_contain_text("Spasm began. Saved on this phone.")
    visitor.tap(".running button:has-text('It ended')")
    expect(visitor.page.locator("#toast")).to_contain_text("Spasm ended. Saved on this phone.")


@pytest.mark.service_worker
def test_a_page_that_stands_in_shows_a_spasm_started_on_it_and_gives_way_to_the_journal(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "stood in"))
    page = visitor.page
    cut(visitor)
    visitor.open("/diary")
    expect(page.locator("h1")).to_have_text("You’re offline")
    page.click(".spasm .agos button:has-text('15 min ago')")
    expect(page.locator(".spasm .running")).to_contain_text("Spasm since")
    expect(page.locator(".spasm .running .elapsed")).to_have_text(re.compile(r"1[567] min"))
    page.click(".spasm .running button[value='7']")
    says_waiting(page, 2)
    mended(visitor)
    came_back(page)
    expect(page.locator("h1")).to_have_text("Diary")
    all_sent(page)
    assert [row["level"] for row in rows(visitor, "pain")] == ["7"]


@pytest.mark.service_worker
def test_spasms_of_two_devices_at_one_time_are_both_saved_and_today_asks(visit: Visit) -> None:
    visitor = ready(member(visit, "met offline"))
    page = visitor.page
    elsewhere = visit().signed_in("met offline")
    cut(visitor)
    page.click("#start-15")
    expect(page.locator(".running")).to_contain_text("Spasm since")
    elsewhere.tap("#start-60")
    elsewhere.page.wait_for_url("**/episodes/now")
    page.clock.set_system_time(clock.now() + timedelta(seconds=30))
    mended(visitor)
    came_back(page)
    all_sent(page)
    assert len(rows(visitor, "episodes")) == 2
    visitor.open("/")
    expect(page.locator("#today-questions")).to_contain_text("Two spasms overlap")
    visitor.tap("#overlap-one")
    expect(page.locator("#overlap-one")).to_have_count(0)
    expect(page.locator("#today-spasm .elapsed")).to_have_text(re.compile("1 h"))
    assert len(rows(visitor, "episodes")) == 1


LONG_NAME = "Side-lying leg raise with a long rubber band around both knees, slowly and with care"
NAMED = """(name) => {
  const { form } = document.querySelector(".taps .tap");
  form.elements.exercise.value = name;
}"""
PLACES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    gap: box(".card.cold").top - box(".ask:has(#overlap-one)").bottom,
    step: box(".ask:has(#none-yesterday) > a").top - box("#none-yesterday").top,
  };
}"""
"""From a question to the card after it, and from one of two answers down to the other."""


@pytest.mark.service_worker
def test_on_a_phone_questions_have_room_and_a_long_message_has_the_width(visit: Visit) -> None:
    visitor = sized(visit, "roomy", 375, 603)
    page = visitor.page
    yesterday = f"{clock.now() - timedelta(days=1):%Y-%m-%d}"
    for start, end in (("10:00", "10:30"), ("10:10", "10:40")):
        times = {"started_at": f"{yesterday}T{start}", "ended_at": f"{yesterday}T{end}"}
        visitor.sends("/episodes/new", **times, typed_ago="60")
    visitor.sends("/pain/new", kind="day_average", level="4", day=yesterday)
    visitor.sends("/relief/new", method="cold")
    visitor.open("/")
    ready(visitor)
    places = page.evaluate(PLACES)
    assert places["gap"] >= 12
    assert places["step"] == 0
    cut(visitor)
    page.evaluate(NAMED, LONG_NAME)
    page.locator(".taps .tap").first.click()
    says_waiting(page, 1)
    message = page.locator("#toast .message")
    expect(message).to_contain_text(LONG_NAME)
    box, summary = message.bounding_box(), page.locator("#waiting summary").bounding_box()
    assert box
    assert summary
    assert box["width"] > 300
    assert box["y"] + box["height"] <= summary["y"]


def test_a_message_can_be_put_away(visit: Visit) -> None:
    visitor = sized(visit, "tidy", 375, 603)
    page = visitor.page
    visitor.open("/")
    close = page.get_by_role("button", name="Close the message")
    expect(close).to_be_hidden()
    visitor.tap("#pain-4")
    expect(page.locator("#toast")).to_contain_text("Pain 4 saved")
    close.click()
    expect(page.locator("#toast .message")).to_have_count(0)
    expect(page.locator("#toast")).to_be_focused()
    expect(close).to_be_hidden()
    visitor.tap("#pain-5")
    expect(page.locator("#toast")).to_contain_text("Pain 5 saved")

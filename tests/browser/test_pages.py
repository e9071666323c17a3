"""Every page, in a real browser: readable for everybody, quiet, and within its window."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import (
    COLOURS,
    EVERY_RULE,
    Rules,
    assert_accessible,
    assert_fits,
    violations,
)
from tests.browser.conftest import DESKTOP, Look, Visit, Visitor
from tests.browser.outside import Outside
from tests.browser.profiles import PHONE

SIGNED_OUT = ("/account/sign-in", "/account/register", "/safety", "/help", "/offline", "/shared")
PAGES = (
    "/",
    "/pain/new",
    "/episodes/new",
    "/exercises/new",
    "/relief/new",
    "/checkins/new",
    "/recall/new",
    "/events/new",
    "/programme/new",
    "/diary",
    "/diary?kind=episodes",
    "/charts",
    "/charts?range=1y",
    "/insight",
    "/insight/explore",
    "/report",
    "/report/shares",
    "/care",
    "/patients",
    "/templates",
    "/programme",
    "/insight/experiment",
    "/session",
    "/export",
    "/import",
    "/account/",
    "/account/reminders",
    "/account/recall",
    "/off-ramp",
    "/off-ramp/plan",
    "/account/tokens",
    "/more",
    "/episodes/now",
    "/offline",
    "/safety",
    "/help",
    "/no-such-page",
)
LONG_TABLES_CUT = """document.querySelectorAll("tbody tr:nth-child(n + 13)")
  .forEach((row) => row.remove())"""
"""Rows beyond the twelfth have the colours of those before; all of them are in the full sweep."""

UNDER_A_FINGER = """(exempt) => {
  const standsAlone = (one) => one.closest("p, li")?.innerText.trim() === one.innerText.trim();
  return [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary",
)].filter((one) => one.checkVisibility({ visibilityProperty: true })
    && (getComputedStyle(one).display !== "inline" || standsAlone(one))
    && !exempt.some((here) => one.closest(here)))
  .map((one) => {
    const label = ["radio", "checkbox"].includes(one.type) && one.closest("label");
    const { width, height } = (label || one).getBoundingClientRect();
    return { width, height, text: `${one.innerText || one.name}`.slice(0, 40) };
  }).filter(({ width, height }) => width < 43.5 || height < 43.5);
}"""

SMALLER_BY_NATURE = {
    ".calendar": "a year of days in one view; the name of a month leads to its days",
    ".back": "regions of a drawn back, as wide as they are there",
    ".hidden, .skip": "seen only by keyboards and screen readers",
}
"""What is smaller than a fingertip (44 pixels), and why; so are links inside a sentence."""


CUT = """[...document.querySelectorAll(".slide, .filters")]
  .filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.innerText)"""
"""Rows of chips that have to be pushed sideways."""

NARROWEST = {"width": 320, "height": 568}


def check(visitor: Visitor, path: str) -> None:
    """No violation of any rule and nothing wider than the window, all that folds unfolded."""
    visitor.open(path)
    unfold(visitor)
    sees_all(visitor, path)


def unfold(visitor: Visitor) -> None:
    visitor.page.evaluate(
        "document.querySelectorAll('main details').forEach(it => it.open = true)"
    )


def sees_all(visitor: Visitor, path: str, rules: Rules = EVERY_RULE) -> None:
    """A page as it is; what the console says of it is checked at the end."""
    assert_accessible(visitor.page, rules, path)
    assert_fits(visitor.page, path)
    if rules is EVERY_RULE:
        small = visitor.page.evaluate(UNDER_A_FINGER, list(SMALLER_BY_NATURE))
        assert small == [], f"{path} has targets under 44 pixels: {small}"


def check_everywhere(visitor: Visitor, path: str) -> None:
    """In the narrowest window, by every rule on a phone in the light, elsewhere in its colours."""
    visitor.page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]  # a width and a height
    visitor.open(path)
    assert_fits(visitor.page, path)
    visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    unfold(visitor)
    sees_all(visitor, path)
    visitor.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # a width and a height
    assert visitor.page.evaluate(CUT) == [], f"{path} cuts chips although there is room"
    visitor.page.evaluate(LONG_TABLES_CUT)
    for size, scheme in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "dark")):
        visitor.page.set_viewport_size(size)  # type: ignore[arg-type]  # a width and a height
        visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        sees_all(visitor, path, COLOURS)
    visitor.page.emulate_media(color_scheme="light")


def test_every_page_is_accessible_and_fits_signed_out(visit: Visit) -> None:
    stranger = visit()
    for path in SIGNED_OUT:
        check_everywhere(stranger, path)


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_every_page_is_accessible_and_fits(look: Look, part: int) -> None:
    visitor = look()
    for path in PAGES[part::4]:
        check_everywhere(visitor, path)
        if path == "/no-such-page":
            visitor.foresees("/no-such-page")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_place_of_the_back_looks_chosen_before_one_is(look: Look, scheme: str) -> None:
    visitor = look(color_scheme=scheme)
    visitor.open("/episodes/new")
    unfold(visitor)
    fills = """() => [...document.querySelectorAll(".back use")]
      .map((place) => getComputedStyle(place).fill)"""
    before = visitor.page.evaluate(fills)
    assert len(set(before)) == 1
    visitor.page.locator(".back .tailbone input").check(force=True)
    visitor.page.mouse.move(0, 0)
    assert len(set(visitor.page.evaluate(fills))) == 2


def test_two_small_targets_side_by_side_are_found(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/safety")
    visitor.page.evaluate("""() => {
      for (const _ of [1, 2]) {
        const small = document.createElement("button");
        small.textContent = "x";
        small.className = "two-small";
        document.querySelector("main").append(small);
      }
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".two-small { all: revert; width: 16px; height: 16px; min-height: 0 }");
      document.adoptedStyleSheets = [sheet];
    }""")
    assert violations(visitor.page) == ["target-size"]
    assert len(visitor.page.evaluate(UNDER_A_FINGER, list(SMALLER_BY_NATURE))) == 2


def test_what_a_page_asks_of_another_machine_is_noticed(visit: Visit, outside: Outside) -> None:
    visitor = visit()
    visitor.page.evaluate("fetch('http://elsewhere.example/').catch(() => {})")
    assert outside.taken() == ["GET http://elsewhere.example/ HTTP/1.1"]
    visitor.foresees("http://elsewhere.example/")


def test_an_empty_diary_is_accessible_and_fits(visit: Visit) -> None:
    visitor = visit().registered("empty")
    for path in (
        "/",
        "/diary",
        "/diary?range=all",
        "/charts",
        "/charts?range=all",
        "/report",
        "/insight",
        "/export",
    ):
        check(visitor, path)


def test_an_experiment_is_planned_and_under_way_on_its_page_and_today(visit: Visit) -> None:
    visitor = visit(viewport=NARROWEST).registered("experimenter", then="/insight/experiment")
    visitor.page.fill("#one_way", "walking")
    visitor.page.fill("#other_way", "rest" * 20)
    visitor.page.select_option("#pairs", label="8 pairs, 18 weeks in all")
    visitor.page.click("main .main")
    visitor.page.locator("main", has_text="week 1 of 18").wait_for()
    for path in ("/insight/experiment", "/"):
        check(visitor, path)
        assert "Experiment, week 1 of 18: a week as usual" in visitor.page.inner_text("main")


def test_a_form_that_comes_back_is_accessible(visit: Visit) -> None:
    visitor = visit(timezone_id="Europe/Vienna").registered("mistaken", then="/episodes/new")
    visitor.page.fill("#started_at", "2026-03-29T02:30")
    visitor.page.fill("#note", "in the night of the clocks")
    visitor.page.click("main .main")
    visitor.page.locator("main [aria-invalid=true]").first.wait_for()
    visitor.page.wait_for_load_state("networkidle")
    visitor.foresees("status of 422")
    assert_accessible(visitor.page)
    assert visitor.page.input_value("#note") == "in the night of the clocks"


def test_the_setting_outranks_the_device(visit: Visit) -> None:
    visitor = visit(color_scheme="light").registered("night owl")

    def paper() -> str:
        return str(visitor.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    visitor.open("/account/")
    visitor.page.locator("label", has_text="Dark").click()
    visitor.page.locator("main .main").first.click()
    expect(visitor.page.locator("body")).not_to_have_css("background-color", light)
    assert paper() != light


SHOWN = """() => {
  const row = document.querySelector("#today-more .slide").getBoundingClientRect();
  return [...document.querySelectorAll("#today-more .slide:first-of-type .chip")].map((chip) => {
    const { top, bottom, left, right } = chip.getBoundingClientRect();
    if (top >= row.bottom) return "hidden";
    const isWhole = bottom <= row.bottom + 1 && left >= row.left && right <= row.right + 1;
    return isWhole ? "whole" : "cut";
  });
}"""
"""How much of each chip of relief is seen."""

HOLE = """() => {
  const row = document.querySelector("#today-more .slide").getBoundingClientRect();
  const ends = [...document.querySelectorAll("#today-more .slide:first-of-type .chip")]
    .map((chip) => chip.getBoundingClientRect())
    .filter(({ top }) => top < row.bottom)
    .map(({ right }) => right);
  return document.querySelector("#more-relief").getBoundingClientRect().left - Math.max(...ends);
}"""
"""How far the last of them is from "More relief", where both are on one line."""


@pytest.mark.parametrize("width", [360, 375, 390])
def test_relief_shows_whole_chips_and_all_of_them_when_asked(look: Look, width: int) -> None:
    visitor = look({"width": width, "height": 640})
    visitor.open("/")
    chips = visitor.page.evaluate(SHOWN)
    assert set(chips) == {"whole", "hidden"}
    assert chips.count("whole") >= 2
    assert visitor.page.evaluate(HOLE) < 6
    visitor.page.click("#more-relief summary")
    assert set(visitor.page.evaluate(SHOWN)) == {"whole"}

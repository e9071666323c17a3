"""Large text, a phone on its side, colours of the person's own: everything stays in sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import WIDER
from tests.browser.conftest import Look, Visit, Visitor
from tests.browser.test_offline import member
from tests.browser.test_pages import PAGES

SIZES = {"130 % at 360": (360, 130), "200 % at 375": (375, 200), "200 % at 390": (390, 200)}
"""How wide a phone is, and how large its text in percent."""

LARGER = """(percent) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: ${percent}% !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

USUAL_AGAIN = "document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)"

SMALL_FIELDS = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((it) => !["hidden", "radio", "checkbox", "file"].includes(it.type))
  .filter((it) => parseFloat(getComputedStyle(it).fontSize) < 16).map((it) => it.name || it.id)"""

WELCOME = ("/welcome/exercises", "/welcome/pain", "/welcome/phone")


def enlarge(page: Page, percent: int) -> None:
    page.evaluate(LARGER, percent)


def check_width(visitor: Visitor, path: str, percent: int) -> None:
    enlarge(visitor.page, percent)
    wider = visitor.page.evaluate(WIDER)
    assert wider <= 0, f"{path} is {wider} pixels wider than its window at {percent} %"


@pytest.mark.parametrize("part", [0, 1])
def test_no_page_scrolls_sideways_with_large_text(look: Look, part: int) -> None:
    visitor = look(viewport={"width": 360, "height": 700})
    for path in (*PAGES[:-1], *WELCOME)[part::2]:
        visitor.open(path)
        visitor.page.evaluate(
            "document.querySelectorAll('main details').forEach(it => it.open = true)"
        )
        for width, percent in SIZES.values():
            visitor.page.set_viewport_size({"width": width, "height": 700})
            small = visitor.page.evaluate(SMALL_FIELDS)
            assert small == [], (
                f"{path} has fields under 16 pixels, into which iPhones zoom: {small}"
            )
            check_width(visitor, path, percent)
            visitor.page.evaluate(USUAL_AGAIN)


def test_the_names_of_weekdays_stay_apart_with_large_text(look: Look) -> None:
    visitor = look()
    visitor.open("/diary")
    enlarge(visitor.page, 200)
    heads = visitor.page.locator(".calendar.month th")
    assert heads.count() == 7
    assert heads.evaluate_all("all => all.filter(it => it.scrollWidth > it.clientWidth)") == []
    visitor.page.evaluate(USUAL_AGAIN)


@pytest.mark.parametrize("size", SIZES)
def test_a_spasm_and_its_end_fit_with_large_text(visit: Visit, size: str) -> None:
    width, percent = SIZES[size]
    visitor = visit(viewport={"width": width, "height": 603}).registered(f"large {size}")
    visitor.tap(".spasm-now .big")
    visitor.page.wait_for_url("**/episodes/now")
    check_width(visitor, "/episodes/now", percent)
    assert in_window(visitor.page, "#end-spasm")
    visitor.open("/")
    check_width(visitor, "Today while a spasm is on", percent)
    visitor.open("/episodes/now")
    visitor.tap("#end-spasm")
    visitor.page.wait_for_url("**/ended*")
    check_width(visitor, "the end card", percent)


def in_window(page: Page, selector: str) -> bool:
    """Whether all of an element is in sight and nothing lies over its middle."""
    return bool(
        page.evaluate(
            """(selector) => {
              const it = document.querySelector(selector);
              const { left, right, top, bottom } = it.getBoundingClientRect();
              const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
                && (it === over || it.contains(over));
            }""",
            selector,
        )
    )


@pytest.mark.parametrize("size", [(667, 375), (844, 390)], ids=["667 x 375", "844 x 390"])
def test_a_phone_on_its_side_shows_the_dial_and_the_buttons(
    visit: Visit, size: tuple[int, int]
) -> None:
    width, height = size
    visitor = visit(viewport={"width": width, "height": height}).registered(
        f"sideways {width}", then="/session"
    )
    visitor.page.locator("[data-do=begin]").click()
    assert in_window(visitor.page, ".telling h2")
    visitor.page.locator("[data-do=main]").click()
    visitor.page.locator(".player .dial").wait_for()
    for selector in (".player .dial", ".player .telling h2", ".player [data-do=main]"):
        assert in_window(visitor.page, selector), selector


@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(375, 603, 100), (390, 844, 200)],
    ids=["a small phone", "large text"],
)
def test_a_session_shows_the_dial_and_the_count_above_the_buttons(
    visit: Visit, width: int, height: int, percent: int
) -> None:
    visitor = visit(viewport={"width": width, "height": height}).registered(f"dial {width}")
    page = visitor.page
    visitor.open("/session")
    page.locator("[data-do=begin]").click()
    page.locator("[data-do=main]").click()
    page.locator(".player .dial").wait_for()
    enlarge(page, percent)
    for selector in (".player .dial", ".player .tally", ".player [data-do=main]"):
        assert in_window(page, selector), selector
    tally = page.locator(".player .tally").bounding_box()
    button = page.locator(".player [data-do=main]").bounding_box()
    assert tally is not None
    assert button is not None
    assert tally["y"] + tally["height"] <= button["y"]


@pytest.mark.parametrize("size", [(667, 375), (844, 390)], ids=["667 x 375", "844 x 390"])
def test_a_phone_on_its_side_ends_a_spasm_with_one_thumb(
    visit: Visit, size: tuple[int, int]
) -> None:
    width, height = size
    visitor = visit(viewport={"width": width, "height": height}).registered(f"side {width}")
    visitor.tap(".spasm-now .big")
    visitor.page.wait_for_url("**/episodes/now")
    for selector in ("#end-spasm", ".big-time", "#now-10"):
        assert in_window(visitor.page, selector), selector


SEEN = """(selector) => {
  const it = document.querySelector(selector);
  const style = getComputedStyle(it);
  const canvas = getComputedStyle(document.body).backgroundColor;
  const filled = !["rgba(0, 0, 0, 0)", canvas].includes(style.backgroundColor);
  const border = ["Top", "Right", "Bottom", "Left"].some((side) => (
    parseFloat(style[`border${side}Width`]) > 0
    && !["rgba(0, 0, 0, 0)", canvas].includes(style[`border${side}Color`])
  ));
  return filled || border || style.backgroundImage.includes("gradient");
}"""

TOLD_BY_A_SHADE = {
    "/": [".strip .did", ".levels button"],
    "/charts": [".calendar .e a", ".calendar .p4 a, .calendar a.p4", ".dot", ".bar-key", ".line"],
    "/programme": [".fill"],
    "/pain/new": [".levels span", ".entry > .save .main"],
}


def test_in_the_persons_own_colours_nothing_that_a_shade_tells_is_lost(visit: Visit) -> None:
    visitor = visit(forced_colors="active").signed_in("demo")
    for path, selectors in TOLD_BY_A_SHADE.items():
        visitor.open(path)
        for selector in selectors:
            if visitor.page.locator(selector).count():
                assert visitor.page.evaluate(SEEN, selector), (path, selector)
    save = "getComputedStyle(document.querySelector('.entry > .save'))"
    visitor.open("/pain/new")
    assert visitor.page.evaluate(f"{save}.backgroundColor") != "rgba(0, 0, 0, 0)"
    visitor.open("/")
    todo = visitor.page.locator(".tap:not(.done) .mark .icon")
    assert not any(icon.is_visible() for icon in todo.all())
    visitor.open("/session")
    visitor.page.locator("[data-do=begin]").click()
    for selector in (".segments .now", ".segments li:not(.now)"):
        assert visitor.page.evaluate(SEEN, selector), selector


COVERED = """(selector) => {
  const toast = document.querySelector("#toast .message").getBoundingClientRect();
  const pressed = document.querySelector(selector).getBoundingClientRect();
  return pressed.top < toast.bottom && pressed.bottom > toast.top;
}"""


def test_a_message_does_not_cover_the_level_that_was_pressed(visit: Visit) -> None:
    level = "form:has([value=day_average]) button[value='7']"
    visitor = visit(viewport={"width": 375, "height": 603}).registered("large toast")
    for percent in (100, 200):
        visitor.open("/")
        enlarge(visitor.page, percent)
        visitor.tap(level)
        visitor.page.wait_for_selector("#toast .message:has-text('Pain 7 saved')")
        covered = visitor.page.evaluate(COVERED, level)
        assert not covered, f"the message covers the level at {percent} %"


def test_the_end_of_a_spasm_is_in_reach_on_a_short_window_on_its_side(visit: Visit) -> None:
    visitor = visit(viewport={"width": 667, "height": 320}).registered("short side")
    visitor.tap(".spasm-now .big")
    visitor.page.wait_for_url("**/episodes/now")
    assert in_window(visitor.page, "#end-spasm")


def test_a_dose_stays_beside_its_unit_however_narrow_its_line_is(visit: Visit) -> None:
    visitor = member(visit, "narrow lines")
    dose = {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"}
    visitor.sends("/methods/new", **dose)
    visitor.sends("/relief/new", **dose)
    for path in ("/", "/diary", "/own/"):
        visitor.open(path)
        amounts = visitor.page.locator("main .unbroken")
        expect(amounts.first).to_have_text("400 mg")
        for width in range(80, 200, 10):
            heights = amounts.first.evaluate(
                "(it, width) => { const line = it.parentElement;"
                " Object.assign(line.style, { display: 'block', width: `${width}px` });"
                " return [it.getBoundingClientRect().height,"
                " parseFloat(getComputedStyle(line).lineHeight)]; }",
                width,
            )
            assert heights[0] < 1.5 * heights[1], f"{path} breaks it at {width} pixels"

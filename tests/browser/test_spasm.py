"""A spasm, logged with one hand: how many taps each thing takes, and what the screen shows."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import clock
from tests.browser.conftest import Visit, Visitor

TAPS = {
    "average pain": ["button[name=level][value='4']"],
    "an exercise as prescribed": [".tap:has-text('Bridge')"],
    "no exercise today": ["#no-exercise"],
    "relief": ["#relief-cold"],
    "a spasm that began half an hour ago": ["#start-30"],
    "pain now, in a spasm": [".spasm-now .big", "#now-7"],
    "relief in a spasm": [".spasm-now .big", "#try-cold"],
    "a whole spasm": [".spasm-now .big", "#end-spasm"],
}
"""Everything that one logs from Today, and the taps it takes: two at most."""


@pytest.mark.parametrize("what", TAPS)
def test_nothing_takes_more_than_two_taps_and_five_seconds(visit: Visit, what: str) -> None:
    visitor = visit(color_scheme="dark").registered(what)
    began = time.monotonic()
    for selector in TAPS[what]:
        visitor.tap(selector)
    visitor.page.locator("#toast .message").last.wait_for()
    assert visitor.taps == len(TAPS[what]) <= 2
    assert time.monotonic() - began < 5
    expect(visitor.page).to_have_url(re.compile("/(episodes/(now|[0-9a-f-]+/ended))?$"))


def started(visit: Visit, name: str) -> Visitor:
    visitor = visit().registered(name)
    visitor.tap(".spasm-now .big")
    visitor.page.wait_for_url("**/episodes/now")
    return visitor


def test_levels_of_a_running_spasm_become_its_curve(visit: Visit) -> None:
    visitor = started(visit, "curve")
    for level in ("6", "8", "3"):
        visitor.tap(f"#now-{level}")
        expect(visitor.page.locator(f"#now-{level}")).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator(".curve")).to_have_attribute(
        "aria-label", "Pain levels so far: 6, 8, 3"
    )
    visitor.open("/diary")
    expect(visitor.page.locator(".diary")).to_contain_text("Spasm, 8 at its worst")


def test_the_time_goes_on_by_itself(visit: Visit) -> None:
    visitor = visit().registered("elapsed")
    visitor.page.clock.install(time=clock.now())
    visitor.open("/")
    visitor.tap(".spasm-now .big")
    duration = visitor.page.locator(".big-time [data-since]")
    expect(duration).to_have_text("0 min")
    visitor.page.clock.fast_forward("01:05:00")
    expect(duration).to_have_text(re.compile(r"1 h [56] min"))


def test_the_question_after_twenty_minutes_moves_nothing(visit: Visit) -> None:
    visitor = visit(viewport={"width": 320, "height": 568}).registered("asked in a spasm")
    page = visitor.page
    page.clock.install(time=clock.now())
    visitor.open("/")
    visitor.tap(".spasm-now .big")
    page.wait_for_url("**/episodes/now")
    question, level = page.locator("#ask-20"), page.locator("#now-6")
    expect(question).to_be_hidden()
    before = level.bounding_box()
    page.clock.fast_forward("21:00")
    expect(question).to_be_visible()
    assert level.bounding_box() == before


def test_cold_counts_down_and_says_when_to_take_it_off(visit: Visit) -> None:
    visitor = visit().registered("cold")
    visitor.page.clock.install(time=clock.now())
    visitor.open("/")
    visitor.tap("#relief-cold")
    countdown = visitor.page.locator(".cold .elapsed")
    expect(countdown).to_have_text(re.compile(r"(19|20):[0-9][0-9] left"))
    visitor.page.clock.fast_forward("19:00")
    expect(countdown).to_have_text(re.compile(r"[01]:[0-9][0-9] left"))
    visitor.page.clock.fast_forward("02:00")
    expect(countdown).to_have_text("Take it off now")


def test_the_back_is_tapped_and_typed(visit: Visit) -> None:
    visitor = visit().registered("back", then="/episodes/new")
    back = visitor.page.locator(".back")
    box = back.bounding_box()
    assert box is not None
    # The middle of the lower back: half across, and 44 of 100 down the drawing.
    back.click(position={"x": box["width"] / 2, "y": box["height"] * 0.44})
    expect(visitor.page.get_by_label("Lower back, middle")).to_be_checked()
    tailbone = visitor.page.get_by_label("Tailbone")
    tailbone.focus()
    visitor.page.keyboard.press("Space")
    expect(tailbone).to_be_checked()
    expect(visitor.page.locator(".chosen li:visible")).to_have_text(
        ["Lower back, middle", "Tailbone"]
    )
    visitor.page.click("button:has-text('Save')")
    expect(visitor.page.locator(".entries")).to_contain_text("lower back, middle; tailbone")


MEETS_A_THUMB = """(place) => {
  const { left, right, top, bottom } = place.getBoundingClientRect();
  return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === place;
}"""


def test_every_place_of_the_back_can_be_tapped_with_a_thumb(visit: Visit) -> None:
    visitor = visit().registered("thumb", then="/episodes/new")
    places = visitor.page.locator(".back input").all()
    assert len(places) == 19
    for place in places:
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 20
        assert place.evaluate(MEETS_A_THUMB), "another place lies over its middle"


def test_numb_or_weak_quietly_shows_the_way_to_safety(visit: Visit) -> None:
    visitor = visit().registered("numb", then="/episodes/new")
    link = visitor.page.locator(".if-numb a")
    expect(link).to_be_hidden()
    visitor.page.locator("label:has-text('Weak leg')").click()
    expect(link).to_be_visible()
    link.click()
    expect(visitor.page).to_have_url(re.compile("/safety$"))


RELAPSE_PLAN = {"helped": "Walk a little, then warmth."}
FLARE_PLAN = {"note": "Warmth\nLie on my side\nWalk", "help": "My leg is numb", "leave": "Bridge"}


def planned(visitor: Visitor) -> Visitor:
    """The same, with a flare plan and an agreed end of the diary, while a spasm is on."""
    visitor.sends("/flareplans/new", **FLARE_PLAN)
    visitor.sends("/off-ramp", **RELAPSE_PLAN)
    visitor.open("/")
    visitor.tap(".spasm-now .big")
    visitor.page.wait_for_url("**/episodes/now")
    return visitor


COVERED = """(selector) => {
  const toast = document.querySelector("#toast .message").getBoundingClientRect();
  const strip = document.querySelector(".spasm-end").getBoundingClientRect();
  const isUnder = (box) => box.bottom > toast.top && box.top < toast.bottom
    && box.right > toast.left && box.left < toast.right;
  if (toast.top >= strip.top - 1) return [];
  return [...document.querySelectorAll(selector)]
    .filter((it) => isUnder(it.getBoundingClientRect())).map((it) => it.id || it.textContent);
}"""
"""The controls under a message. None is where it lies in the strip that content ends above."""


@pytest.mark.parametrize("large", [False, True], ids=["as it is", "200 %"])
def test_in_a_spasm_a_message_lies_where_nothing_else_does(visit: Visit, *, large: bool) -> None:
    visitor = planned(visit().registered(f"strip {large}"))
    page = visitor.page
    for width, height in ((390, 844), (375, 603), (360, 640), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        visitor.open("/episodes/now")
        visitor.tap_is_long_ago()
        if large:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.locator("#now-6").scroll_into_view_if_needed()
        visitor.tap("#now-6")
        page.locator("#toast .message").wait_for()
        for top in (0, 150, 300, 5_000):
            page.evaluate(f"scrollTo(0, {top})")
            controls = page.evaluate(COVERED, "main.spasm-view :is(button, a, summary)")
            assert controls == [], (width, height, top)


PLACES = """() => {
  const seen = (it) => it?.checkVisibility();
  const toast = document.querySelector("#toast .message");
  const buttons = [...document.querySelectorAll("#spasm-levels button, #spasm-relief button")];
  const boxes = buttons.filter(seen).map((it) => it.getBoundingClientRect());
  return seen(toast)
    && [toast.getBoundingClientRect().top, boxes.map(({ top, bottom }) => [top, bottom])];
}"""
"""Where a message begins, once there is one, and where what is tapped next begins and ends."""


def test_on_the_smallest_phone_levels_and_relief_are_above_the_message(visit: Visit) -> None:
    visitor = planned(visit(viewport={"width": 375, "height": 603}).registered("small phone"))
    visitor.tap("#now-6")
    toast_top, boxes = visitor.page.wait_for_function(PLACES).json_value()
    assert len(boxes) > 11
    assert all(top >= 0 and bottom <= toast_top for top, bottom in boxes)


UNREACHED = """() => [...document.querySelectorAll("#spasm-levels .levels > button")]
  .filter((it) => {
    const { x, y, width, height } = it.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) !== it;
  }).map((it) => it.innerText)"""
"""The levels that a thumb does not hit, as something lies over them or the screen ends."""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (375, 603), (360, 640)])
def test_with_large_text_every_level_is_hit_without_scrolling(
    visit: Visit, width: int, height: int
) -> None:
    visitor = visit(viewport={"width": width, "height": height}).registered(f"large {width}")
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert visitor.page.evaluate(UNREACHED) == []
    visitor.tap("#now-9")
    visitor.page.locator("#toast .message").wait_for()
    assert visitor.page.evaluate(UNREACHED) == []


ACROSS = """() => Object.fromEntries([...document.querySelectorAll("main :is(button, a, summary)")]
  .filter((it) => it.checkVisibility() && !it.closest(".entries"))
  .filter((it) => it.getBoundingClientRect().bottom < innerHeight)
  .map((it) => {
    const { left, top } = it.getBoundingClientRect();
    return [it.id || it.innerText, [Math.round(left), Math.round(top)]];
  }))"""
"""Where each control of the screen is but those of the list of what was logged."""


def moved(before: dict[str, list[int]], after: dict[str, list[int]]) -> set[str]:
    """The controls that moved by more than two pixels."""
    names = before.keys() & after.keys()
    apart = {name: zip(before[name], after[name], strict=True) for name in names}
    return {name for name, pairs in apart.items() if any(abs(a - b) > 2 for a, b in pairs)}


@pytest.mark.parametrize(("width", "height"), [(390, 844), (375, 603)])
@pytest.mark.parametrize("plan", [{}, FLARE_PLAN], ids=["without a plan", "with a plan"])
def test_nothing_moves_for_a_relief_or_as_a_spasm_ends(
    visit: Visit, width: int, height: int, plan: dict[str, str]
) -> None:
    visitor = visit(viewport={"width": width, "height": height})
    visitor.registered(f"still {width} {len(plan)}")
    page = visitor.page
    if plan:
        visitor.sends("/flareplans/new", **plan)
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    before = page.evaluate(ACROSS)
    visitor.tap("#try-nsaid_cream")
    page.locator("#try-nsaid_cream.used").wait_for()
    page.locator("#toast .message").wait_for()
    assert moved(before, page.evaluate(ACROSS)) == set()
    visitor.open("/")
    before = page.evaluate(ACROSS)
    visitor.tap("#end-spasm")
    page.locator("#start-0, .spasm-now .big").first.wait_for()
    after = page.evaluate(ACROSS)
    assert len(before.keys() & after.keys()) > 10
    assert moved(before, after) == set()


def test_a_spasm_that_ends_in_another_tab_says_so(visit: Visit) -> None:
    visitor = visit().registered("in two tabs")
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    page, other = visitor.page, visitor.context.new_page()
    visitor.tap("#try-cold")
    expect(page.locator("#toast")).to_contain_text("Cold saved")
    other.goto(visitor.server.url + "/episodes/now")
    other.click("#end-spasm")
    other.wait_for_url("**/ended*")
    expect(page.locator("h1")).to_have_text("Spasm now")
    expect(page.locator("#toast")).to_contain_text("This spasm is over")
    expect(page.locator("#toast")).not_to_contain_text("Cold saved")


def test_a_relief_that_was_used_in_a_spasm_shows_when(visit: Visit) -> None:
    visitor = visit().registered("cooling")
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    expect(visitor.page.locator("#try-cold .again")).to_have_count(0)
    visitor.tap("#try-cold")
    expect(visitor.page.locator("#try-cold .again")).to_have_text(re.compile(r"\d\d:\d\d, again"))

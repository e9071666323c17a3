"""Every text is seen whole: nothing lies over it, and its box does not cut it."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, Visit, Visitor
from tests.browser.profiles import PHONE
from tests.browser.test_large_text import enlarge

NAME = "Diclofenac-Natrium Retard 1A Pharma Tabletten"
EXERCISE = "Standing hip flexor stretch with both hands on the wall"
SMALL_PHONE = {"width": 375, "height": 603}
SIZES = {
    "phone": (PHONE, 100),
    "phone, 200 %": (PHONE, 200),
    "small phone": (SMALL_PHONE, 100),
    "small phone, 130 %": (SMALL_PHONE, 130),
    "small phone, 200 %": (SMALL_PHONE, 200),
    "desktop": (DESKTOP, 100),
    "desktop, zoomed to 200 %": ({"width": 640, "height": 400}, 100),
}
CROWDED = ("/", "/episodes/now", "/session", "/own/", "/programme")
"""Where marks lie over controls, and rows are one line high."""
OTHERS = (
    *("/diary", "/charts", "/insight", "/report", "/programme/new"),
    *("/pain/new", "/episodes/new", "/exercises/new", "/relief/new", "/checkins/new"),
    *("/export", "/import", "/account/", "/more"),
)
NARROWEST = "small phone, 200 %"
"""Where the other pages have the least room."""

COVERED_OR_CUT = """() => {
  const APART = ".hidden, .skip, script, style, svg, select, textarea,"
    + " [popover]:not(:popover-open)";
  const BOXES = "button, .button, .chip, .tap, .card, .message, .since";
  const isFixed = (it) => {
    for (let one = it; one; one = one.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return true;
    }
    return false;
  };
  const linesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  };
  // How much of a line its boxes show: "whole", "cut", or "folded" away with all of its box.
  const shown = (line, parent) => {
    for (let one = parent; one && one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      if (["hidden", "clip"].includes(overflowY)) {
        if (line.top >= box.bottom - 1 || line.bottom <= box.top + 1) return "folded";
        if (line.top < box.top - 1 || line.bottom > box.bottom + 1) return "cut";
      }
      if (["auto", "scroll"].includes(overflowX)) return "whole";
      if (["hidden", "clip"].includes(overflowX)
        && (line.left < box.left - 1 || line.right > box.right + 1)) return "cut";
    }
    const { clientWidth } = document.documentElement;
    return line.left < -1 || line.right > clientWidth + 1 ? "cut" : "whole";
  };
  const spills = (line, parent) => {
    const control = parent.closest(BOXES);
    if (!control || parent.closest(".uses")) return false;
    const box = control.getBoundingClientRect();
    const style = getComputedStyle(control);
    const least = parseFloat(style.borderTopWidth) > 0 ? 2 : 0; // what a border touches is cramped
    return line.left < box.left - 1 || line.right > box.right + 1
      || line.top < box.top + least || line.bottom > box.bottom - least;
  };
  const coverOf = (line, parent) => {
    const inset = Math.min(3, line.width / 4);
    const y = (line.top + line.bottom) / 2;
    for (const x of [line.left + inset, (line.left + line.right) / 2, line.right - inset]) {
      const hit = document.elementFromPoint(x, y);
      if (!hit || hit.contains(parent)) continue;
      if (getComputedStyle(hit).opacity === "0") continue; // the field of a label
      return hit;
    }
    return null;
  };
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(APART)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (getComputedStyle(parent).pointerEvents === "none") continue;
    const fixed = isFixed(parent);
    const count = linesOf(node).length;
    const states = new Set();
    for (let place = 0; place < count; place += 1) {
      let line = linesOf(node)[place];
      if (!fixed) {
        scrollBy({ top: (line.top + line.bottom - innerHeight) / 2, behavior: "instant" });
        line = linesOf(node)[place];
      }
      const say = (what) => faults.push(`${what}: ${node.data.trim().slice(0, 60)}`);
      const state = shown(line, parent);
      states.add(state);
      if (state === "folded") continue;
      if (state === "cut") say("cut");
      else if (spills(line, parent)) say("touches or leaves its box");
      const cover = state === "whole" && coverOf(line, parent);
      if (cover) say(`under ${cover.tagName.toLowerCase()}.${cover.className} ${cover.id}`);
    }
    if (states.has("folded") && states.size > 1) faults.push(`cut: ${node.data.trim()}`);
  }
  return [...new Set(faults)];
}"""
"""The texts that something lies over, or that their box cuts or touches, whatever the colours."""


def full(visit: Visit, name: str) -> Visitor:
    """Somebody with long names and doses, several uses of one, a cold and a running spasm."""
    visitor = visit().registered(name)
    for fields in (
        {"name": "Ibuprofen", "dose": "400", "unit": "mg"},
        {"name": "Tramadol", "dose": "50", "unit": "mg", "not_before_hours": "6"},
        {"name": NAME, "dose": "100", "unit": "mg", "not_before_hours": "12"},
    ):
        visitor.sends("/methods/new", method="medicine", **fields)
    visitor.sends("/topics/new", name="Did I have to lift at work", kind="yes_no")
    visitor.sends("/programme/exercises", name=EXERCISE)
    visitor.sends(
        "/programme/new",
        exercise=EXERCISE,
        sets="3",
        reps="10",
        hold_seconds="20",
        side="both",
        starts_on=visitor.page.locator("#today-pain [name=day]").get_attribute("value") or "",
    )
    visitor.tap("#start-0")
    visitor.page.wait_for_url("**/episodes/now")
    spasm = visitor.page.locator("[name=episode_id]").first.get_attribute("value") or ""
    dosed = {"method": "medicine", "unit": "mg", "episode_id": spasm}
    for _ in range(4):
        visitor.sends("/relief/new", **dosed, name="Ibuprofen", dose="400")
    for _ in range(2):
        visitor.sends("/relief/new", method="nsaid_cream", episode_id=spasm)
    visitor.sends("/relief/new", **dosed, name="Tramadol", dose="50")
    visitor.sends("/relief/new", **dosed, name=NAME, dose="100")
    visitor.sends("/relief/new", method="cold", episode_id=spasm)
    return visitor


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(it => it.open = true)")


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_covered_or_cut(visit: Visit, size: str) -> None:
    viewport, percent = SIZES[size]
    visitor = full(visit, f"whole {size}")
    page = visitor.page
    page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a width and a height
    faults = {}
    for path in (*CROWDED, *(OTHERS if size == NARROWEST else ())):
        visitor.open(path)
        enlarge(page, percent)
        unfolded(page)
        faults[path] = page.evaluate(COVERED_OR_CUT)
    assert {path: texts for path, texts in faults.items() if texts} == {}


def test_a_covered_and_a_cut_text_are_found(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/safety")
    visitor.page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        .covered { position: relative }
        .covered i { position: absolute; inset: 0; background: black }
        .cut-off { width: 4rem; overflow: hidden; white-space: nowrap }`);
      document.adoptedStyleSheets = [sheet];
      document.querySelector("main").insertAdjacentHTML("beforeend", `
        <p class="covered">Covered words<i></i></p><p class="cut-off">Words that are cut off</p>`);
    }""")
    assert visitor.page.evaluate(COVERED_OR_CUT) == [
        "under i. : Covered words",
        "cut: Words that are cut off",
    ]


ABOVE_ALL = """() => {
  const message = document.querySelector("#toast .message").getBoundingClientRect();
  const [top, title] = ["header.top", "main h1"].map((it) => document.querySelector(it));
  return top.getBoundingClientRect().bottom <= message.top
    && message.bottom <= title.getBoundingClientRect().top;
}"""


@pytest.mark.parametrize("percent", [100, 200])
def test_what_was_done_is_told_above_the_page_that_it_came_with(
    visit: Visit, percent: int
) -> None:
    visitor = visit().registered(f"told above {percent}", then="/programme")
    page = visitor.page
    visitor.tap("a[aria-label='Edit Bridge']")
    page.get_by_role("button", name="Delete").first.click()
    page.wait_for_selector("#toast .message:has-text('Bridge taken off your programme')")
    for viewport in (PHONE, SMALL_PHONE, DESKTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a width and a height
        enlarge(page, percent)
        assert page.evaluate(ABOVE_ALL), viewport

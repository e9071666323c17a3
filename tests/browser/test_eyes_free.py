"""A session without looking, in a real browser: one button, and never more than was done."""

import json
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import COLOURS, EVERY_RULE, assert_accessible, assert_fits
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_offline import cut, mended
from tests.browser.test_session import SECOND, at_session, logged, passes, press, save

VOICES = """
window.spoken = [];
window.asked = [];
const local = { localService: true, lang: "en-GB", name: "here", default: false };
const remote = { localService: false, lang: "en-US", name: "elsewhere", default: true };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => window.onlyRemote ? [remote] : [remote, local],
  speak: (one) => { window.spoken.push(one.text); window.asked.push(one.voice.name); },
  cancel: () => {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def lying_down(visit: Visit, name: str, **options: object) -> Visitor:
    """Somebody who chose to do the session without looking, in its first exercise."""
    visitor = at_session(visit, name, **options)
    visitor.page.locator('[data-choose="eyes-free"]').check()
    press(visitor, "begin")
    expect(visitor.page.locator("[data-eyes-free]")).to_be_visible()
    return visitor


def button(page: Page) -> str:
    """What the one button says."""
    return page.locator("[data-eyes-large]").inner_text()


def tap(visitor: Visitor, x: int = 190, y: int = 300) -> None:
    passes(visitor, SECOND)
    visitor.page.mouse.click(x, y)


def press_long(visitor: Visitor) -> None:
    passes(visitor, SECOND)
    visitor.page.mouse.move(190, 300)
    visitor.page.mouse.down()
    passes(visitor, 750)
    visitor.page.mouse.up()


def kept(page: Page) -> dict[str, Any]:
    """The exercises of the session as they are kept on the device."""
    draft = page.evaluate(
        "Object.entries(localStorage).find(([name]) => name.includes('session-'))[1]"
    )
    return {line["exercise"]: line for line in json.loads(draft)["lines"]}


def test_it_is_off_until_it_is_chosen_and_stays_chosen(visit: Visit) -> None:
    visitor = at_session(visit, "not chosen")
    expect(visitor.page.locator("[data-voice-choice]")).to_be_hidden()
    press(visitor, "begin")
    expect(visitor.page.locator("[data-eyes-free]")).to_be_hidden()
    visitor = lying_down(visit, "chosen")
    press_long(visitor)
    press_long(visitor)
    visitor.open("/session")
    visitor.page.locator('[data-do="discard"]').click()
    visitor.page.locator('[data-do="discard"]').click()
    expect(visitor.page.locator('[data-choose="eyes-free"]')).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_screen_is_one_named_button(visit: Visit, scheme: str) -> None:
    visitor = lying_down(visit, f"one button {scheme}", color_scheme=scheme)
    page = visitor.page
    assert page.locator("[data-eyes-free]").bounding_box() == {
        "x": 0,
        "y": 0,
        **(page.viewport_size or {}),
    }
    assert page.evaluate("document.activeElement.matches('[data-eyes-free]')")
    reached = (
        "[...document.querySelectorAll('button, a, input')].filter("
        "(one) => !one.closest('[inert]') && one.checkVisibility()).length"
    )
    assert page.evaluate(reached) == 1
    expect(page.locator("[data-eyes-free]")).to_have_accessible_name(
        "Bridge 15 times, hold 3 s Tap to start, long-press to pause"
    )
    assert_accessible(page, EVERY_RULE if scheme == "light" else COLOURS)
    assert_fits(page)


def test_it_is_said_aloud_by_a_voice_of_the_device_only(visit: Visit) -> None:
    visitor = at_session(visit, "aloud")
    visitor.page.add_init_script(VOICES)
    visitor.open("/session")
    visitor.page.locator('[data-choose="eyes-free"]').check()
    press(visitor, "begin")
    tap(visitor)
    passes(visitor, 10 * SECOND)
    press_long(visitor)
    press_long(visitor)
    spoken = visitor.page.evaluate("window.spoken")
    assert spoken[:2] == [
        "Bridge, 1 of 4. 15 times, hold 3 s. Tap to start, long-press to pause",
        "Get ready",
    ]
    assert "1 of 15. Lower" in spoken
    assert spoken[-2:] == [
        "Paused. Tap to resume, long-press to stop",
        "0 of 4 done. 1 in part. Check and save",
    ]
    assert set(visitor.page.evaluate("window.asked")) == {"here"}
    visitor.page.add_init_script("window.onlyRemote = true")
    visitor.open("/session")
    visitor.page.locator('[data-do="return"]').click()
    tap(visitor)
    assert visitor.page.evaluate("window.spoken") == [], "any other voice would hear of it"
    assert button(visitor.page).startswith("Get ready")


def test_a_press_that_the_device_calls_long_waits_and_is_no_tap(visit: Visit) -> None:
    visitor = lying_down(visit, "device", has_touch=True, is_mobile=True)
    page = visitor.page
    fingers = page.context.new_cdp_session(page)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 2"))  # no timer of the page ends
    spot = {"touchPoints": [{"x": 190, "y": 300}]}
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", **spot})
    page.dispatch_event("[data-eyes-free]", "contextmenu")  # as Android does, where it buzzes
    expect(page.locator("[data-eyes-large]")).to_have_text("Paused")
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    passes(visitor, SECOND)
    assert button(page) == "Paused"
    tap(visitor)
    assert button(page).startswith("Bridge")


@pytest.mark.parametrize(("seed", "walked"), [(1, 42), (2, 58), (3, 41)])
def test_random_taps_through_all_four_exercises_log_what_was_done_and_no_more(
    visit: Visit, seed: int, walked: int
) -> None:
    visitor, rng = lying_down(visit, f"random {seed}"), Random(seed)  # noqa: S311 (taps of a test)
    page = visitor.page
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 2"))  # else the machine's time counts
    overlay = page.locator("[data-eyes-free]")
    for _ in range(130):
        if not overlay.is_visible():
            break
        passes(visitor, rng.choice([0, 100, 400, 900, 2_000, 15_000, 40_000]))
        if overlay.is_visible():
            page.mouse.click(rng.randrange(10, 380), rng.randrange(10, 830))
    results = {
        name: (line["counts"], line["outcome"], line["walked"] // SECOND)
        for name, line in kept(page).items()
    }
    assert results == {
        "Bridge": ([15], "done", 0),
        "Side leg raise": ([8, 8], "done", 0),
        "Curl-up": ([10], "done", 0),
        "Walking": ([], "partly", walked),  # until the first tap after half a minute
    }


def test_a_session_without_looking_and_without_a_network_is_saved_as_it_was(visit: Visit) -> None:
    visitor = lying_down(visit, "no network")
    cut(visitor)
    tap(visitor)
    passes(visitor, 12 * SECOND)
    for _ in range(5):
        visitor.page.mouse.click(190, 400)  # a trembling finger
    press_long(visitor)
    press_long(visitor)
    expect(visitor.page.locator("[data-sum]")).to_have_text("0 of 4 done, 1 in part.")
    counts = kept(visitor.page)["Bridge"]["counts"]
    mended(visitor)
    save(visitor)
    assert counts == [1]
    assert "1 time, hold 3 s, partly done" in " ".join(logged(visitor))

"""Nothing moves under the thumb: one tap logs one thing, and two at one place log no more."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.browser import clock
from tests.browser.conftest import Visit, Visitor
from tests.browser.profiles import PATIENCE
from tests.browser.test_offline import (
    all_sent,
    becomes,
    came_back,
    cut,
    member,
    mended,
    module,
    ready,
    rows,
    signed_out,
    told,
)

pytestmark = pytest.mark.service_worker

PAIRS = [("online", 0), ("offline", 150), ("slow", 300), ("online", 500), ("offline", 700)]
"""Networks, and milliseconds between two taps that are meant as one. ``run.py engines`` taps each
control so in three browsers; which taps count as one is tested for all gaps with the scripts."""

LOOKS_AGAIN = 100

CONTROLS = {
    "a pain level": "section:has(#pain-title) button[value='6']",
    "an exercise": ".tap:has-text('Bridge')",
    "relief": "main button.chip[data-tap]:visible >> nth=0",
    "a spasm": ".spasm-now .big",
}


def place_of(control: Locator) -> dict[str, float]:
    """The middle of a control on the screen."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def tap_at(finger: CDPSession, place: dict[str, float], moment: float) -> None:
    """One tap at a moment the browser is told, so that a busy computer does not part two."""
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, **place, "button": "left", "clickCount": 1}
        finger.send("Input.dispatchMouseEvent", event | {"timestamp": moment})


def tap_twice(visitor: Visitor, selector: str, gap: int) -> None:
    """Two taps at one place of the screen, whatever lies there by then."""
    place = place_of(visitor.page.locator(selector).first)
    finger = visitor.context.new_cdp_session(visitor.page)
    first = time.time()
    for moment in (first, first + gap / 1_000):
        tap_at(finger, place, moment)
        visitor.page.wait_for_timeout(gap)
    finger.detach()


def logged(visitor: Visitor, name: str, least: int) -> int:
    """How many entries an account holds; so many are waited for, as some are on their way."""
    for _ in range(PATIENCE // LOOKS_AGAIN):
        if visitor.server.logged(name) >= least:
            break
        visitor.page.wait_for_timeout(LOOKS_AGAIN)
    return visitor.server.logged(name)


def slow(visitor: Visitor) -> None:
    """A bad line: 300 ms away, 400 kbit/s."""
    line = visitor.context.new_cdp_session(visitor.page)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 5e4, "uploadThroughput": 5e4},
    )


@pytest.mark.parametrize(("network", "gap"), PAIRS)
def test_two_taps_at_one_place_log_one_thing(visit: Visit, network: str, gap: int) -> None:
    name = f"twice {gap} {network}"
    visitor = ready(visit().registered(name))
    if network == "slow":
        slow(visitor)
    for number, (what, selector) in enumerate(CONTROLS.items(), start=1):
        if number > 1:
            visitor.open("/")
        if network == "offline":
            cut(visitor)
        tap_twice(visitor, selector, gap)
        visitor.page.wait_for_timeout(300)
        if network == "offline":
            mended(visitor)
        all_sent(visitor.page)
        assert logged(visitor, name, number) == number, what
    if network == "slow":
        # Chromium may never close a window that is fetching a page over an emulated slow line.
        visitor.page.wait_for_url("**/episodes/now")


def saved_once(page: Page) -> Locator:
    """The word on a control whose second tap was meant as one with the first."""
    return page.get_by_role("status").and_(page.get_by_text("Saved once", exact=True))


def stands_at(note: Locator, control: dict[str, float]) -> None:
    """A word is shown at the upper edge of a control."""
    expect(note).to_be_visible()
    word = note.bounding_box()
    assert word is not None
    assert word["x"] < control["x"] < word["x"] + word["width"]
    assert 0 < control["y"] - word["y"] < 80, "pixels from a word to the middle of its control"


@pytest.mark.parametrize(("network", "gap"), PAIRS[:3])
def test_the_second_of_two_taps_says_that_one_was_saved(
    visit: Visit, network: str, gap: int
) -> None:
    visitor = ready(visit().registered(f"sees once {gap}"))
    page = visitor.page
    if network == "slow":
        slow(visitor)
    elif network == "offline":
        cut(visitor)
    for selector in list(CONTROLS.values())[:3]:
        expect(saved_once(page)).to_have_count(0)
        control = place_of(page.locator(selector).first)
        tap_twice(visitor, selector, gap)
        stands_at(saved_once(page), control)
        expect(saved_once(page)).to_have_count(0)
    mended(visitor)
    all_sent(page)


DRAWS_ANEW = """addEventListener("click", ({ target }) => {
  const control = target.closest?.(".tap");
  control?.replaceWith(control.cloneNode(true));
}, true)"""
"""Puts an equal control in the place of an exercise as it is tapped, as an answer may."""

TAKES_AWAY = """addEventListener("click", ({ target, detail }) => {
  if (detail === 2) target.closest?.(".tap")?.remove();
}, true)"""
"""Takes an exercise away at its second tap."""


def test_saved_once_stands_at_a_control_that_was_drawn_anew_meanwhile(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(DRAWS_ANEW)
    page = ready(visitor.registered("drawn anew")).page
    control = place_of(page.locator(CONTROLS["an exercise"]))
    tap_twice(visitor, CONTROLS["an exercise"], 150)
    stands_at(saved_once(page), control)
    all_sent(page)


def test_saved_once_is_said_nowhere_where_the_control_is_gone(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(TAKES_AWAY)
    page = ready(visitor.registered("taken away")).page
    page.locator(CONTROLS["an exercise"]).dblclick()
    page.wait_for_timeout(LOOKS_AGAIN)
    expect(saved_once(page)).to_have_count(0)
    all_sent(page)


def test_what_was_saved_twice_or_only_asked_is_not_said_to_be_saved_once(visit: Visit) -> None:
    visitor = member(visit, "asks once more", "UTC")
    visitor.sends("/methods/new", name="Ibuprofen", method="medicine", not_before_hours="4")
    visitor.sends("/relief/new", name="Ibuprofen", method="medicine")
    visitor.open("/")
    page = ready(visitor).page
    tap_twice(visitor, ".slide .chip:has-text('Ibuprofen')", 150)
    page.keyboard.press("Escape")
    tap_twice(visitor, CONTROLS["an exercise"], 900)
    expect(saved_once(page)).to_have_count(0)
    all_sent(page)
    assert (len(rows(visitor, "relief")), len(rows(visitor, "exercises"))) == (1, 2)


UNDER_THE_FINGER = """({ x, y }) => {
  const choices = [...document.querySelectorAll("main .field label:has([type=radio])")];
  const boxes = choices.map((choice) => choice.getBoundingClientRect());
  const below = boxes.filter((box) => box.top > y);
  const { top, height } = below.find(({ left, right }) => left + 9 < x && x < right - 9);
  scrollBy({ top: top + height / 2 - y, behavior: "instant" });
}"""
"""Scrolls a form until one of its choices lies at a place."""

CHOSEN = "[...document.querySelectorAll('main :checked')].map(({ name, value }) => name + value)"


def test_the_second_tap_on_a_way_to_a_form_chooses_nothing_there(visit: Visit) -> None:
    visitor = visit().registered("chooses nothing")
    page = visitor.page
    place = place_of(page.get_by_role("link", name="An earlier spasm"))
    finger = visitor.context.new_cdp_session(page)
    first = time.time()
    tap_at(finger, place, first)
    page.wait_for_url("**/episodes/new**")
    page.evaluate(UNDER_THE_FINGER, place)
    untouched = page.evaluate(CHOSEN)
    for moment in (0.45, 0.7):
        tap_at(finger, place, first + moment)
        assert page.evaluate(CHOSEN) == untouched
    tap_at(finger, place, first + 2)
    assert page.evaluate(CHOSEN) != untouched


def test_two_taps_that_close_a_sheet_log_nothing_below_it(visit: Visit) -> None:
    visitor = visit().registered("closes a sheet")
    page = visitor.page
    page.click("#sleep")
    sheet = page.locator("#sleep-scale").bounding_box()
    assert sheet is not None
    below = page.evaluate(
        """({ y, height }) => {
          const controls = document.querySelectorAll("main :is(button, a):not(#sleep-scale *)");
          const boxes = [...controls].map((control) => control.getBoundingClientRect());
          const { left, top } = boxes.find((box) => box.top > 0 && box.bottom < y);
          return { x: left + 9, y: top + 9 };
        }""",
        sheet,
    )
    finger = visitor.context.new_cdp_session(page)
    first = time.time()
    for moment in (0.0, 0.2):
        tap_at(finger, below, first + moment)
    expect(page.locator("#sleep-scale")).to_be_hidden()
    page.wait_for_timeout(300)
    assert page.url == visitor.server.url + "/"
    assert visitor.server.logged("closes a sheet") == 0


def test_neither_the_page_nor_the_focus_moves_and_the_control_shows_it_at_once(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "steady"))
    page = visitor.page
    slow(visitor)
    control = page.locator(".tap:has-text('Curl-up')")
    control.scroll_into_view_if_needed()
    page.evaluate("() => scrollBy(0, 120)")
    before = (page.evaluate("scrollY"), control.bounding_box())
    toast = page.locator("#toast").element_handle()
    control.focus()
    page.keyboard.press("Enter")
    assert "done" in str(control.get_attribute("class"))
    expect(page.locator("#today-logged")).to_contain_text("Curl-up")
    assert (page.evaluate("scrollY"), control.bounding_box()) == before
    assert control.evaluate("(it) => it === document.activeElement")
    assert toast is not None
    assert toast.evaluate("(it) => it.isConnected && it.textContent.includes('Curl-up')")


def test_on_a_slow_line_an_undo_shows_at_once_that_it_is_on_its_way(visit: Visit) -> None:
    visitor = ready(member(visit, "takes it back"))
    page = visitor.page
    visitor.tap("#pain-6")
    expect(page.locator("#toast")).to_contain_text("Pain 6")
    slow(visitor)
    undo = "document.querySelector('#undo')"
    assert page.evaluate(f"({undo}.click(), {undo}.ariaBusy)") == "true"
    expect(page.locator("#toast")).to_contain_text("Undone")
    all_sent(page)
    assert rows(visitor, "pain") == []


def test_a_control_that_is_pressed_while_an_answer_comes_still_acts(visit: Visit) -> None:
    visitor = ready(member(visit, "pressed meanwhile"))
    page = visitor.page
    slow(visitor)
    control = page.locator("#no-exercise")
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.evaluate("document.querySelector('#pain-6').click()")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
    answered.value.finished()
    page.wait_for_timeout(300)  # in which the part that holds the control would be replaced
    page.mouse.up()
    expect(page.locator("#today-logged")).to_contain_text("Pain 6")
    all_sent(page)
    assert [len(rows(visitor, kind)) for kind in ("pain", "days")] == [1, 1]


def test_a_spasm_on_its_way_is_shown_on_its_button_and_does_not_begin_twice(visit: Visit) -> None:
    visitor = ready(member(visit, "twice on its way"))
    page = visitor.page
    requests = 0

    def late(route: Route) -> None:
        nonlocal requests
        requests += 1
        page.wait_for_timeout(1_500)
        route.continue_()

    visitor.context.route("**/episodes/start", late)
    tapped = "document.querySelector('#start-0')"
    page.evaluate(f"{tapped}.click()")
    assert page.evaluate(f"{tapped}.ariaBusy") == "true"
    expect(page.locator("#start-0")).to_have_text(re.compile(r"Spasm since \d\d:\d\d"))
    page.evaluate(f"new Promise((done) => setTimeout(done, 900)).then(() => {tapped}.click())")
    page.wait_for_url("**/episodes/now")
    all_sent(page)
    assert (requests, len(rows(visitor, "episodes"))) == (1, 1)


RINGS = """() => {
  const button = document.querySelector("#start-15");
  const rings = [];
  const note = () => {
    rings.push(button.ariaBusy ?? "gone");
    sessionStorage.setItem("rings", rings.join(" "));
  };
  new MutationObserver(note).observe(button, { attributeFilter: ["aria-busy"] });
  button.click();
}"""
"""Taps the way to a spasm that began before, and notes when its ring comes and goes."""


def test_the_ring_of_a_spasm_ends_with_the_answer_and_not_with_its_page(visit: Visit) -> None:
    visitor = ready(member(visit, "ring"))
    page = visitor.page
    slow(visitor)
    page.evaluate(RINGS)
    expect(page.locator("#start-0")).to_have_text(re.compile(r"Spasm since \d\d:\d\d"))
    page.wait_for_url("**/episodes/now")
    assert page.evaluate("sessionStorage.getItem('rings')") == "true gone"


def test_a_form_that_came_back_is_sent_again_by_the_first_tap_on_it(visit: Visit) -> None:
    visitor = visit(viewport={"width": 390, "height": 500})
    page = visitor.page
    visitor.open("/account/register")
    finger, button = visitor.context.new_cdp_session(page), page.locator("main .main")
    registers(page, "another password")
    place, first = place_of(button), time.time()
    tap_at(finger, place, first)
    page.locator("main .problem").first.wait_for()
    registers(page, "a long enough password")
    page.evaluate(UNDER_A_PLACE, place)
    tap_at(finger, place, first + 0.45)
    page.wait_for_url(lambda url: "/account/register" not in url)
    visitor.foresees("status of 422")


def registers(page: Page, again: str) -> None:
    page.fill("#username", "back again")
    page.fill("#password", "a long enough password")
    page.fill("#password_again", again)


UNDER_A_PLACE = """({ y }) => {
  const { top, height } = document.querySelector("main .main").getBoundingClientRect();
  scrollBy({ top: top + height / 2 - y, behavior: "instant" });
}"""
"""Scrolls until the main control lies at a place."""


def two_spasms(visitor: Visitor) -> None:
    day = f"{clock.now() - timedelta(days=1):%Y-%m-%d}T"
    for start, end in (("10:00", "10:30"), ("10:10", "10:40")):
        times = {"started_at": day + start, "ended_at": day + end}
        visitor.sends("/episodes/new", **times, typed_ago="60")


def tried(visitor: Visitor) -> None:
    moment = clock.now() - timedelta(minutes=25)
    visitor.sends("/relief/new", method="cold", minutes="9", applied_at=f"{moment:%Y-%m-%dT%H:%M}")


@pytest.mark.parametrize(
    ("asked_of", "first", "second", "slug"),
    [
        (two_spasms, "#overlap-one", "#overlap-two", "episodes"),
        (tried, "#after-20-6", "#after-20-2", "relief"),
        (tried, "#after-20-6", ".ask [id^=dismiss-]", "relief"),
    ],
)
def test_on_a_slow_line_a_question_takes_one_answer(
    visit: Visit,
    asked_of: Callable[[Visitor], None],
    first: str,
    second: str,
    slug: str,
) -> None:
    visitor = member(visit, f"{first} {second}", "UTC")
    asked_of(visitor)
    visitor.open("/")
    page = ready(visitor).page
    answers = []

    def late(route: Route) -> None:
        if route.request.method == "POST":
            answers.append(route.request.url)
            page.wait_for_timeout(1_500)
        route.continue_()

    visitor.context.route("**/*", late)
    page.evaluate("(answer) => document.querySelector(answer).click()", first)
    visitor.tap(".tap:has-text('Bridge')")  # what it leads to comes first, and draws the question
    page.evaluate("(answer) => document.querySelector(answer).click()", second)
    expect(page.locator(second)).to_have_count(0)
    all_sent(page)
    assert len(answers) == 2
    (entry,) = rows(visitor, slug)
    assert entry.get("pain_after_20", "6") == "6"


def test_on_a_slow_line_nothing_is_said_to_wait(visit: Visit) -> None:
    visitor = ready(member(visit, "slow line"))
    page = visitor.page
    slow(visitor)
    page.evaluate(
        """() => {
            window.seen = [];
            const look = () => window.seen.push(document.querySelector("#waiting").hidden);
            new MutationObserver(look).observe(document.querySelector("#waiting"), {
                attributes: true, childList: true, subtree: true });
        }"""
    )
    visitor.tap(CONTROLS["a pain level"])
    expect(page.locator("#today-logged")).to_contain_text("Pain 6")
    assert False not in page.evaluate("seen")
    assert len(rows(visitor, "pain")) == 1


def test_a_gateway_without_a_journal_is_waited_for(visit: Visit) -> None:
    visitor = ready(member(visit, "behind a gateway"))
    visitor.context.route("**/pain/new", lambda route: route.fulfill(status=522, body="no"))
    visitor.tap(CONTROLS["a pain level"])
    expect(visitor.page.locator("#waiting summary")).to_have_text("1 saved on this phone")
    visitor.context.unroute_all()
    visitor.foresees("status of 522")
    all_sent(visitor.page)
    assert [row["level"] for row in rows(visitor, "pain")] == ["6"]


def test_without_a_network_today_shows_what_was_logged(visit: Visit) -> None:
    visitor = ready(member(visit, "in the cellar"))
    page = visitor.page
    cut(visitor)
    level = page.locator(CONTROLS["a pain level"])
    level.click()
    shows_it_waits(page)
    page.locator(CONTROLS["an exercise"]).click()
    page.locator(CONTROLS["a spasm"]).click()
    level_in_spasm = page.locator(".running button[value='7']")
    box = level_in_spasm.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44, "the levels of a spasm are as wide as a finger"
    level_in_spasm.click()
    for reload in (False, True):
        if reload:
            visitor.open("/")
        expect(page.locator("#today-logged .entry-line.waiting")).to_have_count(4)
        expect(level).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".running")).to_contain_text("Spasm since")
        expect(page.locator(".running button[value='7']")).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(page.locator(".spasm-now")).to_have_count(0)
        expect(page.locator("#waiting summary")).to_have_text("4 saved on this phone")
    page.locator(".running button:has-text('It ended')").click()
    expect(page.locator(".spasm-now")).to_have_count(1)
    mended(visitor)
    all_sent(page)
    (spasm,) = rows(visitor, "episodes")
    assert spasm["ended_at"]
    assert {row["level"] for row in rows(visitor, "pain")} == {"6", "7"}  # made in one second
    assert len(rows(visitor, "pain")) == 2
    assert len(rows(visitor, "exercises")) == 1


def test_a_spasm_started_or_ended_with_a_network_is_known_without_one(visit: Visit) -> None:
    visitor = ready(member(visit, "on the way"))
    page = visitor.page
    page.click(CONTROLS["a spasm"])
    page.wait_for_url("**/episodes/now")
    page.wait_for_load_state("networkidle")
    cut(visitor)
    visitor.open("/")
    expect(page.locator(".running")).to_contain_text("Spasm since")
    expect(page.locator(".spasm-now")).to_have_count(0)
    mended(visitor)
    came_back(page)
    visitor.open("/episodes/now")
    page.click(".spasm-end .main")
    page.wait_for_url("**/ended")
    page.wait_for_load_state("networkidle")
    cut(visitor)
    visitor.open("/")
    expect(page.locator(".running")).to_have_count(0)
    expect(page.locator(".spasm-now")).to_have_count(1)


def shows_it_waits(page: Page) -> None:
    """The control itself has the clock, and the message says where the entry is."""
    expect(page.locator(CONTROLS["a pain level"])).to_have_class(re.compile(r"\bwaiting\b"))
    expect(page.locator("#toast, .messages").first).to_contain_text("Pain 6 saved on this phone")


def test_a_kept_today_is_of_its_account_alone(visit: Visit) -> None:
    visitor = ready(member(visit, "keeps today"))
    visitor.tap(CONTROLS["an exercise"])
    expect(visitor.page.locator("#today-logged")).to_contain_text("Bridge")
    today = f"async () => (await {module('queue')}.readPage(\"today\"))?.main ?? ''"
    becomes(visitor.page, f"(await ({today})()).includes('Bridge')")
    assert "csrf_token" not in told(visitor.page, today)
    signed_out(visitor)
    assert told(visitor.page, today) == ""


def test_what_somebody_else_has_left_on_this_device_goes_once_another_is_known(
    visit: Visit,
) -> None:
    visitor = member(visit, "comes after")
    queue, somebody = module("queue"), "{account: 'left without signing out', main: ''}"
    becomes(visitor.page, f"(await {queue}.readPage('today')) !== undefined")  # the last it keeps
    told(
        visitor.page,
        f"async () => {{ const queue = {queue}; await queue.keepKnown({somebody});"
        f" await queue.keepPage({somebody}, '/diary'); }}",
    )
    visitor.open("/")
    becomes(
        visitor.page, f"(await {queue}.readKnown())?.account === document.body.dataset.account"
    )
    assert told(visitor.page, f"async () => (await {queue}.readPage('/diary'))?.account") is None


def test_the_browser_is_asked_to_keep_what_waits_once(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "window.asked = 0; navigator.storage.persist = async () => { window.asked += 1; };"
    )
    visitor.server.add_user("persistent", clock.ZONE)
    ready(visitor.signed_in("persistent"))
    assert visitor.page.evaluate("asked") == 0
    cut(visitor)
    visitor.tap(CONTROLS["a pain level"])
    expect(visitor.page.locator("#waiting summary")).to_have_text("1 saved on this phone")
    visitor.tap(CONTROLS["an exercise"])
    expect(visitor.page.locator("#waiting summary")).to_have_text("2 saved on this phone")
    assert visitor.page.evaluate("asked") == 1
    mended(visitor)
    all_sent(visitor.page)


LATER = """() => {
  const now = Date.now;
  Date.now = () => now() + 60_000;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""A minute later somebody comes back to the app."""


def test_today_that_stayed_open_shows_what_another_device_logged(visit: Visit) -> None:
    visitor = visit().registered("two devices")
    page = visitor.page
    expect(page.locator("#pain-4")).to_have_attribute("aria-pressed", "false")
    visitor.sends("/pain/new", kind="day_average", level="4")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    expect(page.locator("#pain-4")).to_have_attribute("aria-pressed", "false")
    page.evaluate(LATER)
    expect(page.locator("#pain-4")).to_have_attribute("aria-pressed", "true")

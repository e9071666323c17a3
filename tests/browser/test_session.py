"""The player: one exercise at a time, nothing lost, one save."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import clock
from tests.browser.accessibility import COLOURS, EVERY_RULE, Rules, assert_accessible
from tests.browser.conftest import DESKTOP, Visit, Visitor
from tests.browser.profiles import PHONE
from tests.browser.test_offline import all_sent, cut, mended, ready, rows, says_waiting
from tests.browser.test_taps import tap_twice
from tests.test_pictures import drawn

SECOND = 1_000
MINUTE = 60 * SECOND
REPETITION = 7 * SECOND
"""Of a bridge: two seconds up, three held, two down; the last is done without the way down."""

BRIDGE = (5 + 15 * 7 - 2) * SECOND
LEG_RAISE = (5 + 8 * 6 - 2 + 8 + 8 * 6 - 2) * SECOND
"""Both sides, with eight seconds to turn."""


BEHIND = """(level, { x, y, width, height }) => {
  const place = { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
  Object.assign(level.style, { position: "fixed", zIndex: 9, ...place });
}"""
"""Lays a level of the form behind the player under a place of the screen."""


def before_session(visitor: Visitor) -> Visitor:
    """The same before a session, two hours ago by a clock that moves only when told to."""
    visitor.page.clock.install(time=clock.now() - timedelta(hours=2))
    visitor.open("/session")
    return visitor


def at_session(visit: Visit, name: str, **options: object) -> Visitor:
    """Somebody new before a session."""
    return before_session(visit(**options).registered(name))


def begun(visit: Visit, name: str, **options: object) -> Visitor:
    """Somebody in the first exercise of a session."""
    visitor = at_session(visit, name, **options)
    press(visitor, "begin")
    return visitor


def press(visitor: Visitor, what: str) -> None:
    visitor.tap_is_long_ago()
    visitor.page.locator(f'[data-do="{what}"]:visible').click()


def passes(visitor: Visitor, milliseconds: int) -> None:
    visitor.page.clock.run_for(milliseconds)


def shown(page: Page) -> dict[str, str]:
    """What the player says: the exercise, the phase, the big figure, how far one is."""
    names = ("title", "phase", "figure-now", "tally")
    return {name: page.locator(f"[data-{name}]").inner_text() for name in names}


def skip(visitor: Visitor, reason: str = "Too sore") -> None:
    press(visitor, "leave")
    visitor.tap_is_long_ago()
    visitor.page.click(f'[data-reason="{reason}"]')


def save(visitor: Visitor) -> None:
    visitor.page.click("form.entry button.main:not([type])")
    visitor.page.wait_for_url(visitor.server.url + "/")


def logged(visitor: Visitor) -> list[str]:
    """The lines of today, each without its time."""
    lines = visitor.page.locator(".entry-line .what")
    return [" ".join(line.split()) for line in lines.all_inner_texts()]


def test_a_whole_session_from_the_first_repetition_to_the_diary(visit: Visit) -> None:
    visitor = at_session(visit, "whole way")
    page = visitor.page
    page.locator('#pain_before label:has-text("6")').click()
    press(visitor, "begin")
    assert shown(page)["title"] == "Bridge"
    assert page.locator("[data-player-how]").inner_text().startswith("Lie on your back")
    press(visitor, "main")
    passes(visitor, SECOND)
    assert shown(page) | {"figure-now": "4"} == {
        "title": "Bridge",
        "phase": "Get ready",
        "figure-now": "4",
        "tally": "0 of 15",
    }
    passes(visitor, 4 * SECOND + 2 * SECOND + 500)
    assert shown(page)["phase"] == "Hold"
    passes(visitor, 3 * SECOND)
    assert (shown(page)["phase"], shown(page)["tally"]) == ("Lower", "1 of 15")
    passes(visitor, BRIDGE)
    assert (shown(page)["title"], shown(page)["tally"]) == ("Side leg raise", "")
    press(visitor, "main")
    passes(visitor, LEG_RAISE // 2)
    assert shown(page)["phase"] == "Other side"
    passes(visitor, 10 * SECOND)
    assert shown(page)["tally"].endswith("right side")
    passes(visitor, LEG_RAISE)
    assert shown(page)["title"] == "Curl-up"
    skip(visitor)
    press(visitor, "main")
    page.clock.fast_forward(31 * MINUTE)
    passes(visitor, SECOND)
    assert re.fullmatch("30:5[89]|31:0[0-9]", shown(page)["figure-now"])
    press(visitor, "done")
    assert page.locator("[data-sum]").inner_text() == "3 of 4 done, 1 skipped."
    page.locator('#pain_after label:has-text("4")').click()
    save(visitor)
    assert len(logged(visitor)) == 4
    text = " / ".join(logged(visitor))
    for words in ("15 times, hold 3 s", "8 times, hold 2 s, each side", "skipped, Too sore"):
        assert words in text
    assert "31 min" in text
    assert "pain before 6" in text
    assert "pain after 4" in text
    visitor.tap(".message button:has-text('Undo')")
    page.locator(".message:has-text('Undone')").wait_for()
    assert logged(visitor) == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_reload_in_the_middle_loses_no_repetition(visit: Visit) -> None:
    visitor = begun(visit, "reloading")
    press(visitor, "main")
    passes(visitor, 5 * SECOND + 3 * REPETITION + 3 * SECOND)
    assert shown(visitor.page)["tally"] == "3 of 15"
    visitor.page.reload()
    assert shown(visitor.page) == {
        "title": "Bridge",
        "phase": "Paused",
        "figure-now": "5",
        "tally": "3 of 15",
    }
    passes(visitor, MINUTE)
    assert shown(visitor.page)["tally"] == "3 of 15"
    press(visitor, "main")
    passes(visitor, 5 * SECOND + 5 * SECOND + 400)
    assert shown(visitor.page)["tally"] == "4 of 15"
    passes(visitor, BRIDGE)
    assert shown(visitor.page)["title"] == "Side leg raise"
    visitor.page.reload()
    press(visitor, "finish")
    assert "1 of 4 done" in visitor.page.locator("[data-sum]").inner_text()
    visitor.page.locator(".performed summary").first.click()
    visitor.page.fill("[id='0-note']", "typed at the end")
    visitor.page.reload()
    assert visitor.page.locator("[id='0-note']").input_value() == "typed at the end"
    save(visitor)
    assert [line.startswith("Bridge") for line in logged(visitor)] == [True]
    visitor.open("/session")
    assert visitor.page.locator("[data-do=begin]").is_visible()


def test_a_walk_goes_on_while_the_page_is_away(visit: Visit) -> None:
    visitor = begun(visit, "walker")
    for _ in range(3):
        skip(visitor, "No time")
    press(visitor, "main")
    passes(visitor, 2 * MINUTE)
    visitor.page.reload()
    visitor.page.clock.fast_forward(20 * MINUTE)
    passes(visitor, SECOND)
    assert shown(visitor.page)["figure-now"].startswith("22:0")
    press(visitor, "done")
    assert visitor.page.locator("[id='3-minutes']").input_value() == "22"
    assert visitor.page.locator("[id='3-outcome']").input_value() == "partly"


def test_slow_timers_lose_no_time_but_nobody_is_credited_for_being_away(visit: Visit) -> None:
    visitor = begun(visit, "throttled")
    press(visitor, "main")
    passes(visitor, 5 * SECOND)
    visitor.page.clock.fast_forward(3 * REPETITION + SECOND)
    passes(visitor, 200)
    assert shown(visitor.page)["tally"] == "3 of 15"
    visitor.page.clock.fast_forward(10 * MINUTE)
    passes(visitor, 400)
    assert (shown(visitor.page)["phase"], shown(visitor.page)["tally"]) == ("Paused", "3 of 15")


def test_too_sore_is_the_first_answer_and_stops_where_one_is(visit: Visit) -> None:
    visitor = begun(visit, "sore")
    press(visitor, "main")
    passes(visitor, 5 * SECOND + 4 * REPETITION)
    press(visitor, "leave")
    first = visitor.page.locator("dialog.leave button").first
    assert first.inner_text() == "Too sore"
    assert first.evaluate("(it) => it === document.activeElement")
    tally = shown(visitor.page)["tally"]
    passes(visitor, MINUTE)
    assert shown(visitor.page)["tally"] == tally == "4 of 15"
    first.click()
    press(visitor, "leave")
    visitor.page.fill("#own-reason", "my Neck hurts")
    visitor.page.press("#own-reason", "Enter")
    press(visitor, "finish")
    outcomes = [visitor.page.locator(f"[id='{n}-outcome']").input_value() for n in range(4)]
    assert outcomes == ["stopped", "skipped", "", ""]
    save(visitor)
    text = " / ".join(logged(visitor))
    assert "4 times, hold 3 s, stopped, Too sore" in text
    assert "skipped, my Neck hurts" in text
    assert len(logged(visitor)) == 2


def test_a_second_tap_on_the_reason_chooses_nothing_behind_it(visit: Visit) -> None:
    visitor = visit().registered("trembling", then="/session")
    page = visitor.page
    for box in page.locator("[data-include]").all()[1:]:
        box.uncheck(force=True)
    press(visitor, "begin")
    press(visitor, "leave")
    place = page.locator("[data-sore]").bounding_box()
    page.locator("#pain_before label").nth(5).evaluate(BEHIND, place)
    tap_twice(visitor, "[data-sore]", 300)
    expect(page.locator("dialog.leave")).to_be_hidden()
    assert page.input_value("[id='0-reason']") == "Too sore"
    assert page.locator("[name=pain_before]:checked").get_attribute("value") == ""


def test_sides_that_differ_are_counted_out(visit: Visit) -> None:
    visitor = begun(visit, "one sided")
    skip(visitor)
    press(visitor, "main")
    passes(visitor, LEG_RAISE // 2 + 9 * SECOND + 3 * 6 * SECOND)
    skip(visitor)
    press(visitor, "finish")
    fields = {name: visitor.page.locator(f"[id='1-{name}']") for name in ("reps", "note")}
    assert fields["reps"].input_value() == "3"
    assert fields["note"].input_value() == "Repetitions: 8 left, 3 right"
    assert visitor.page.locator("[name='1-side']:checked").input_value() == "both"


def test_repetitions_without_a_hold_are_tapped_with_a_rest_between_sets(visit: Visit) -> None:
    visitor = visit().registered("tapper", then="/programme")
    visitor.page.click("text=Add an exercise")
    visitor.page.select_option("#exercise", "Walking")
    visitor.page.fill("#sets", "2")
    visitor.page.fill("#reps", "3")
    visitor.page.click("main .save .main")
    visitor.page.wait_for_url("**/programme")
    visitor.page.clock.install(time=clock.now() - timedelta(hours=2))
    visitor.open("/session")
    for label in visitor.page.locator(".plan label").all():
        label.locator("input").set_checked("2 \N{MULTIPLICATION SIGN} 3" in label.inner_text())
    press(visitor, "begin")
    press(visitor, "main")
    press(visitor, "main")
    for _ in range(2):
        press(visitor, "main")
    press(visitor, "less")
    passes(visitor, 400)
    assert shown(visitor.page)["tally"] == "1 of 3 · set 1 of 2"
    for _ in range(2):
        visitor.page.locator(".dial").click()
    passes(visitor, 400)
    assert shown(visitor.page)["phase"] == "Rest"
    passes(visitor, 30 * SECOND)
    for _ in range(3):
        visitor.page.keyboard.press("Space")
    assert visitor.page.locator("[data-sum]").inner_text() == "1 of 1 done."


def test_it_pauses_goes_on_and_goes_back(visit: Visit) -> None:
    visitor = begun(visit, "pausing")
    press(visitor, "main")
    passes(visitor, 5 * SECOND + REPETITION + 3 * SECOND)
    press(visitor, "main")
    passes(visitor, MINUTE)
    assert shown(visitor.page)["phase"] == "Paused"
    press(visitor, "main")
    passes(visitor, 3 * SECOND)
    assert shown(visitor.page)["tally"] == "2 of 15"
    press(visitor, "back")
    assert shown(visitor.page)["tally"] == "2 of 15 so far"
    press(visitor, "main")
    passes(visitor, 5 * SECOND + 5 * SECOND + 200)
    assert shown(visitor.page)["tally"] == "3 of 15"
    press(visitor, "leave")
    passes(visitor, MINUTE)
    assert shown(visitor.page)["phase"] == "Paused"
    visitor.page.click("dialog.leave [data-do=close]")
    passes(visitor, REPETITION)
    assert shown(visitor.page)["tally"] == "4 of 15"


def test_the_list_begins_at_its_top(visit: Visit) -> None:
    visitor = visit(viewport={"width": 375, "height": 603}).registered("listing", "/session")
    page = visitor.page
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.click("[data-do=list]")
    expect(page.locator(".lines")).to_be_visible()
    assert page.evaluate("scrollY") == 0


def test_muted_stays_muted_and_is_silent(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "window.made = []; navigator.vibrate = (it) => window.made.push(it);"
        "const own = AudioContext.prototype.createOscillator;"
        "AudioContext.prototype.createOscillator = function () {"
        "  window.made.push('tone'); return own.call(this); };"
    )
    visitor.registered("quiet")
    visitor.page.clock.install(time=clock.now() - timedelta(hours=2))
    visitor.open("/session")
    press(visitor, "begin")
    press(visitor, "main")
    passes(visitor, 12 * SECOND)
    assert visitor.page.evaluate("made.length") > 0
    press(visitor, "mute")
    assert visitor.page.locator("[data-do=mute]").get_attribute("aria-pressed") == "true"
    visitor.page.evaluate("made.length = 0")
    passes(visitor, 20 * SECOND)
    visitor.page.reload()
    press(visitor, "main")
    passes(visitor, 20 * SECOND)
    assert visitor.page.locator("[data-do=mute]").get_attribute("aria-pressed") == "true"
    assert visitor.page.evaluate("made") == []


@pytest.mark.service_worker
def test_without_a_network_nothing_is_asked_for_and_nothing_is_lost(visit: Visit) -> None:
    visitor = before_session(ready(visit().registered("basement")))
    visitor.page.wait_for_load_state("networkidle")
    urls: list[str] = []
    visitor.page.on("request", lambda request: urls.append(request.url))
    cut(visitor)
    press(visitor, "begin")
    press(visitor, "main")
    passes(visitor, 5 * SECOND + 15 * REPETITION)
    press(visitor, "care")
    visitor.page.locator("dialog.care [data-do=close]").click()
    press(visitor, "finish")
    assert [url for url in urls if "/static/" not in url] == []
    visitor.page.click("form.entry button.main:not([type])")
    says_waiting(visitor.page, 1)
    mended(visitor)
    all_sent(visitor.page)
    assert len(rows(visitor, "exercises")) == 1


def test_signing_out_asks_about_a_session_that_is_not_saved(visit: Visit) -> None:
    visitor = begun(visit, "leaving")
    press(visitor, "main")
    passes(visitor, 30 * SECOND)
    visitor.open("/")
    way_back = visitor.page.get_by_role("link", name="Unsaved session")
    assert way_back.get_attribute("href") == "/session"
    visitor.page.once("dialog", lambda dialog: dialog.dismiss())
    visitor.page.click("form[action='/account/sign-out'] button")
    assert len(visitor.page.evaluate("Object.keys(localStorage)")) == 1
    visitor.page.once("dialog", lambda dialog: dialog.accept())
    passes(visitor, SECOND)  # a second tap at one place does nothing before
    visitor.page.click("form[action='/account/sign-out'] button")
    visitor.page.wait_for_url("**/account/sign-in*")
    assert visitor.page.evaluate("Object.keys(localStorage)") == []


def test_a_session_left_for_hours_is_offered_to_be_saved_or_thrown_away(visit: Visit) -> None:
    visitor = begun(visit, "forgetful")
    press(visitor, "main")
    passes(visitor, 60 * SECOND)
    visitor.open("/help")
    visitor.page.evaluate(
        "const name = Object.keys(localStorage)[0]; const it = JSON.parse(localStorage[name]);"
        "it.touched -= 7 * 3600000; localStorage[name] = JSON.stringify(it);"
    )
    visitor.open("/session")
    assert "0 of 4 done, 1 in part" in visitor.page.locator("[data-sum]").inner_text()
    press(visitor, "discard")
    press(visitor, "discard")
    visitor.page.locator("[data-do=begin]").wait_for()
    assert visitor.page.evaluate("Object.keys(localStorage)") == []


def test_a_session_is_filled_in_without_scripts(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False).registered("plain session", then="/session")
    assert not visitor.page.locator("[data-do=begin]").is_visible()
    visitor.page.select_option("[id='0-outcome']", "done")
    visitor.page.select_option("[id='2-outcome']", "skipped")
    visitor.page.click("form.entry button.main:not([type])")
    expect(visitor.page.locator(".entry-line .what")).to_have_count(2)


@pytest.mark.parametrize(
    ("size", "scheme", "rules"),
    [(PHONE, "light", EVERY_RULE), (DESKTOP, "dark", COLOURS)],
    ids=["phone", "desktop"],
)
def test_every_screen_of_it_is_accessible_and_fits(
    visit: Visit, size: dict[str, int], scheme: str, rules: Rules
) -> None:
    visitor = at_session(visit, f"axe {scheme}", viewport=size, color_scheme=scheme)
    page = visitor.page

    def check(where: str) -> None:
        assert_accessible(page, rules, where)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, where

    check("before")
    press(visitor, "begin")
    check("first exercise")
    assert page.evaluate("document.activeElement.id") == "player-title"
    press(visitor, "main")
    passes(visitor, 8 * SECOND)
    check("holding")
    press(visitor, "care")
    check("when to stop")
    page.locator("dialog.care [data-do=close]").click()
    press(visitor, "leave")
    check("why")
    page.click('[data-reason="Too sore"]')
    press(visitor, "finish")
    check("the end")


def test_the_narrowest_phone_holds_every_screen(visit: Visit) -> None:
    visitor = begun(visit, "narrow", viewport={"width": 320, "height": 568})
    press(visitor, "main")
    passes(visitor, 8 * SECOND)
    main = visitor.page.locator(".controls [data-do=main]")
    assert main.bounding_box()["y"] + main.bounding_box()["height"] <= 568  # type: ignore[index]  # it is shown
    wider = visitor.page.evaluate(
        "const it = document.querySelector('.player'); it.scrollWidth - it.clientWidth"
    )
    assert wider <= 0


def test_in_the_place_of_a_picture_that_did_not_come_are_its_words(visit: Visit) -> None:
    visitor = visit().registered("no picture")
    visitor.open("/programme")
    link = visitor.page.locator("#own .names > li", has_text="Bridge").locator(
        "a[href$='/picture']"
    )
    visitor.open(str(link.get_attribute("href")))
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": drawn("PNG")}
    visitor.page.set_input_files("#picture", picture)  # type: ignore[arg-type]  # a file as a dictionary
    visitor.page.fill("#alt", "hips lifted")
    visitor.page.click("form.entry button.main")
    visitor.page.wait_for_url("**/programme")
    place = visitor.page.locator("[data-own-picture]")
    for arrives in (True, False):
        if not arrives:
            visitor.page.route("**/pictures/**", lambda route: route.fulfill(body=b""))
        visitor.open("/session")
        press(visitor, "begin")
        expect(place.locator("img")).to_have_count(1 if arrives else 0)
        expect(place).to_have_text("" if arrives else "hips lifted")
        press(visitor, "finish")
        press(visitor, "discard")
        press(visitor, "discard")

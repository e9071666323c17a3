"""Today without a network: what begins asks its doses at once, and all is in its place."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser import clock
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_offline import (
    WAITING,
    all_sent,
    becomes,
    came_back,
    cut,
    member,
    mended,
    module,
    ready,
    rows,
    says_waiting,
    shows_today,
    told,
    unfold,
)
from tests.browser.test_spasm import FLARE_PLAN, RELAPSE_PLAN

pytestmark = pytest.mark.service_worker


def planned(visit: Visit, name: str) -> Visitor:
    """Somebody on Today, with a flare plan and an agreed end of the diary."""
    visitor = member(visit, name)
    visitor.sends("/flareplans/new", **FLARE_PLAN)
    visitor.sends("/off-ramp", **RELAPSE_PLAN)
    visitor.open("/")
    return ready(visitor)


def asked_about(visit: Visit, name: str, topic: str, kind: str) -> Visitor:
    """Somebody on Today, with a question of their own."""
    visitor = member(visit, name)
    visitor.sends("/topics/new", name=topic, kind=kind)
    visitor.open("/")
    return ready(visitor)


def asked(page: Page) -> list[str]:
    """What Today or the page in its place asks for, each an exercise and its dose."""
    expect(page.locator(".taps .tap").first).to_be_visible()
    lines = page.locator(".taps .tap").evaluate_all(
        "(tiles) => tiles.map((tile) => [...tile.querySelectorAll('strong, .soft')]"
        ".map((part) => part.textContent.trim()).join(' '))"
    )
    return [str(line) for line in lines]


HALF = [
    "Side leg raise 4 times, hold 2 s, each side",
    "Curl-up 5 times, hold 2 s",
    "Walking 15 min",
]


def begun_offline(visitor: Visitor) -> None:
    """A spasm and its flare plan, both begun without a network."""
    cut(visitor)
    visitor.tap(".spasm-now .big")
    says_waiting(visitor.page, 1)
    expect(visitor.page.locator(".plan-steps li").last).to_have_text("Then all of your programme")
    visitor.tap(".flare-plan button")
    says_waiting(visitor.page, 2)


def test_a_plan_begun_without_a_network_asks_its_doses_at_once(visit: Visit) -> None:
    visitor = planned(visit, "flaring")
    full = asked(visitor.page)
    assert len(full) == 4
    begun_offline(visitor)
    page = visitor.page
    assert asked(page) == HALF
    expect(page.locator("#today-exercises")).to_contain_text("Flare plan, day 1 of 3")
    expect(page.locator(".flare-plan")).to_have_count(0)
    visitor.tap(".tap:has-text('Curl-up')")
    says_waiting(page, 3)
    visitor.open("/")
    assert asked(page)[0] == HALF[0]
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "exercises")
    assert (row["exercise"], row["reps"]) == ("Curl-up", "5")
    visitor.open("/")
    assert asked(page)[0] == HALF[0]


def test_a_plan_ended_without_a_network_asks_all_of_the_programme_at_once(visit: Visit) -> None:
    visitor = planned(visit, "recovered")
    full = asked(visitor.page)
    begun_offline(visitor)
    mended(visitor)
    all_sent(visitor.page)
    visitor.open("/")
    assert asked(visitor.page) == HALF
    cut(visitor)
    visitor.tap("#end-plan")
    says_waiting(visitor.page, 1)
    assert asked(visitor.page) == full
    mended(visitor)
    all_sent(visitor.page)
    visitor.open("/")
    assert asked(visitor.page) == full


def test_the_page_in_the_place_of_others_asks_the_same(visit: Visit) -> None:
    visitor = planned(visit, "elsewhere")
    begun_offline(visitor)
    visitor.open("/diary")
    expect(visitor.page.locator(".taps .tap")).to_have_count(3)
    assert asked(visitor.page) == HALF
    expect(visitor.page.locator(".flare-plan")).to_have_count(0)
    mended(visitor)


def test_a_spasm_without_a_network_shows_what_helped(visit: Visit) -> None:
    visitor = planned(visit, "relapsing")
    cut(visitor)
    visitor.tap(".spasm-now .big")
    plan = visitor.page.locator("details.relapse")
    expect(plan).to_have_attribute("open", "")
    expect(plan).to_contain_text("Walk a little, then warmth.")
    visitor.open("/diary")
    expect(plan).to_contain_text("Walk a little, then warmth.")
    mended(visitor)


PLACES = """(tiles) => tiles.map((tile) => Math.round(tile.getBoundingClientRect().top))"""


def test_a_spasm_without_a_network_moves_nothing_on_today(visit: Visit) -> None:
    visitor = planned(visit, "stands still")
    page, tiles = visitor.page, visitor.page.locator(".taps .tap, #today-pain button")
    before = tiles.evaluate_all(PLACES)
    cut(visitor)

    def stands_still(selector: str) -> None:
        expect(page.locator(selector)).to_be_visible()
        pairs = zip(tiles.evaluate_all(PLACES), before, strict=True)
        assert max(abs(top - place) for top, place in pairs) <= 2

    undo = page.locator("#toast button:has-text('Undo')")
    visitor.tap("#start-0")
    stands_still(".running")
    undo.click()
    stands_still(".spasm-now")
    visitor.tap_is_long_ago()
    visitor.tap("#start-15")
    stands_still(".running")
    visitor.tap("#spasm-sheet .levels button:has-text('8')")
    expect(page.locator("#spasm-sheet")).to_be_hidden()
    stands_still(".running")
    visitor.tap_is_long_ago()
    visitor.tap("#end-spasm")
    stands_still(".spasm-now")
    undo.click()
    stands_still(".running")
    mended(visitor)
    all_sent(page)
    assert [(row["level"], row["kind"]) for row in rows(visitor, "pain")] == [("8", "now")]


def test_a_spasm_ended_without_a_network_is_listed_once(visit: Visit) -> None:
    visitor = member(visit, "easing")
    visitor.sends("/episodes/start")
    visitor.open("/")
    page = ready(visitor).page
    line = page.locator("#today-logged .entry-line")
    expect(line).to_contain_text("still going")
    cut(visitor)
    visitor.tap("#today-spasm button:has-text('It ended')")
    says_waiting(page, 1)
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Spasm ended")
    mended(visitor)
    all_sent(page)


def test_an_own_question_is_answered_without_a_network(visit: Visit) -> None:
    visitor = asked_about(visit, "drinking coffee", "Coffee", "yes_no")
    page = visitor.page
    assert_accessible(page)
    cut(visitor)
    visitor.tap(".own-topics button")
    says_waiting(page, 1)
    button = page.locator(".own-topics button")
    line = page.locator("#today-logged .entry-line")
    for _ in range(2):
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(line).to_contain_text("Coffee")
        visitor.open("/")
    mended(visitor)
    all_sent(page)
    assert [row["factors"] for row in rows(visitor, "days")] == ["Coffee=yes"]
    visitor.open("/")
    ready(visitor)
    cut(visitor)
    visitor.tap_is_long_ago()
    visitor.tap(".own-topics button")
    says_waiting(page, 1)
    expect(button).to_have_attribute("aria-pressed", "false")
    mended(visitor)
    all_sent(page)
    assert rows(visitor, "days") == []  # of a day of which nothing is said nothing is exported
    cut(visitor)
    for pressed in ("true", "false", "true"):
        visitor.tap_is_long_ago()
        visitor.tap(".own-topics button")
        says_waiting(page, 1)  # the last answer is the one that counts
        expect(button).to_have_attribute("aria-pressed", pressed)
    visitor.open("/")
    expect(button).to_have_attribute("aria-pressed", "true")
    mended(visitor)
    all_sent(page)
    assert [row["factors"] for row in rows(visitor, "days")] == ["Coffee=yes"]


def test_a_tap_is_in_the_database_before_its_page_can_be_left(visit: Visit) -> None:
    visitor = planned(visit, "leaving at once")
    cut(visitor)
    page = visitor.page
    becomes(page, f"await ({WAITING})()")
    ended = page.evaluate(
        """async () => {
            const ended = [];
            const { commit } = IDBTransaction.prototype;
            IDBTransaction.prototype.commit = function () {
                ended.push(this.mode);
                commit.call(this);
            };
            document.querySelector("#today-pain .levels button").click();
            for (let turn = 0; turn < 1000; turn += 1) await null;  // nothing else comes between
            return ended;
        }"""
    )
    assert ended == ["readwrite"]
    says_waiting(page, 1)


def test_an_answer_shows_as_it_was_tapped_last_while_what_was_before_is_kept(visit: Visit) -> None:
    visitor = asked_about(visit, "tapping on", "Coffee", "yes_no")
    page = visitor.page
    cut(visitor)
    page.evaluate(
        """() => {
            const button = document.querySelector(".own-topics button");
            button.click();
            button.click();
            window.shown = new Set([button.ariaPressed]);
            const look = () => window.shown.add(button.ariaPressed);
            new MutationObserver(look).observe(button, { attributes: true });
        }"""
    )
    expect(page.locator("#toast")).to_contain_text("Coffee, taken back")
    assert page.evaluate("[...window.shown]") == ["false"]
    visitor.open("/")
    expect(page.locator(".own-topics button")).to_have_attribute("aria-pressed", "false")


def test_an_answer_that_is_taken_back_before_it_was_sent_leaves_no_line(visit: Visit) -> None:
    visitor = asked_about(visit, "no coffee", "Coffee", "yes_no")
    page = visitor.page
    cut(visitor)
    answers = {".own-topics button": "Coffee", "#no-exercise": "No exercise"}
    for selector, title in answers.items():
        for words in (f"{title} saved on this phone", f"{title}, taken back. Saved on"):
            visitor.tap_is_long_ago()
            visitor.tap(selector)
            expect(page.locator("#toast")).to_contain_text(words)
        expect(page.locator("#today-logged .entry-line")).to_have_count(0)
    says_waiting(page, 2)
    visitor.open("/")
    expect(page.locator("#today-logged .entry-line")).to_have_count(0)
    expect(page.locator("#no-exercise")).to_have_attribute("aria-pressed", "false")
    mended(visitor)
    all_sent(page)
    assert rows(visitor, "days") == []


def test_a_question_from_0_to_10_is_answered_without_a_network(visit: Visit) -> None:
    visitor = asked_about(visit, "in a mood", "Mood", "level")
    page = visitor.page
    cut(visitor)
    for opener, level in ((".own-topics .chip", "7"), ("#sleep", "0")):
        visitor.tap(opener)
        page.locator(f".sooner:popover-open .levels button:has-text('{level}')").first.click()
        expect(page.locator(".sooner:popover-open")).to_have_count(0)
        expect(page.locator(opener)).to_contain_text(level)
    says_waiting(page, 2)
    lines = page.locator("#today-logged .entry-line strong")
    for _ in range(2):
        expect(lines).to_have_text(["Mood: 7", "Sleep 0 of 10"])
        expect(page.locator(".own-topics .chip")).to_contain_text("7")
        visitor.open("/")
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "days")
    assert (row["factors"], row["sleep"]) == ("Mood=7", "0")


def test_the_undo_of_an_answer_without_a_network_says_what_is_back(visit: Visit) -> None:
    visitor = member(visit, "slept otherwise", "UTC")
    visitor.sends(f"/days/{clock.now():%Y-%m-%d}/edit", sleep="3")
    visitor.open("/")
    page = ready(visitor).page
    toast, undo = page.locator("#toast"), page.locator("#toast button:has-text('Undo')")
    cut(visitor)
    for level, what in (("5", "Sleep 3 of 10 is back"), ("8", "Sleep 3 of 10 is back")):
        visitor.tap("#sleep")
        visitor.tap(f"#sleep-{level}")
        says_waiting(page, 1)
        undo.click()
        expect(toast).to_have_text(f"Undone: {what}")
        expect(page.locator("#sleep")).to_contain_text("3")
        visitor.tap_is_long_ago()
    visitor.tap("#pain-6")
    says_waiting(page, 1)
    visitor.tap("#pain-7")
    says_waiting(page, 2)
    undo.click()
    expect(toast).to_have_text("Undone: Pain 6 is back")
    mended(visitor)
    all_sent(page)
    assert [row["level"] for row in rows(visitor, "pain")] == ["6"]


def test_a_spasm_that_runs_is_opened_in_place_without_a_network(visit: Visit) -> None:
    visitor = planned(visit, "runs offline")
    page = visitor.page
    visitor.tap(".spasm-now .big")
    page.wait_for_selector(".spasm-view")
    visitor.open("/")
    ready(visitor)
    (spasm,) = rows(visitor, "episodes")
    becomes(page, f"/open-spasm/.test((await {module('queue')}.readPage('today')).main)")
    cut(visitor)
    page.click("#open-spasm")  # a link, which leads to the page that stands in
    sheet = page.locator("#spasm-sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator(".relapse")).to_contain_text("What helped you")
    assert_accessible(page)
    sheet.locator(".levels button:has-text('7')").click()
    expect(sheet).to_be_hidden()
    says_waiting(page, 1)
    visitor.open("/")
    visitor.tap("#open-spasm")
    expect(sheet.locator(".levels .waiting")).to_have_text("7")
    expect(page.locator(".flare-plan")).to_have_count(1)
    page.keyboard.press("Escape")
    visitor.tap("#end-spasm")
    says_waiting(page, 2)
    expect(page.locator(".spasm-now")).to_be_visible()
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "pain")
    assert (row["level"], row["kind"], row["episode_id"]) == ("7", "now", spasm["id"])


def test_a_spasm_that_runs_is_opened_on_the_page_in_the_place_of_others(visit: Visit) -> None:
    visitor = planned(visit, "runs elsewhere")
    page = visitor.page
    visitor.sends("/episodes/start")
    visitor.open("/")
    ready(visitor)
    cut(visitor)
    visitor.open("/charts")
    visitor.tap("#open-spasm")
    sheet = page.locator("#spasm-sheet")
    expect(sheet).to_contain_text("What helped you")
    assert_accessible(page)
    sheet.locator(".levels button:has-text('7')").click()
    says_waiting(page, 1)
    expect(sheet).to_be_hidden()
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "pain")
    (spasm,) = rows(visitor, "episodes")
    assert (row["level"], row["episode_id"]) == ("7", spasm["id"])


def test_the_page_in_the_place_of_others_offers_the_own_medicines(visit: Visit) -> None:
    visitor = member(visit, "own medicines", "UTC")
    for name, hours in (("Ibuprofen", ""), ("Naproxen", "8")):
        fields = {"name": name, "dose": "400", "unit": "mg", "not_before_hours": hours}
        visitor.sends("/methods/new", method="medicine", **fields)
    visitor.sends("/relief/new", method="medicine", name="Naproxen", dose="400", unit="mg")
    visitor.open("/")
    page = ready(visitor).page
    offered = page.locator(".slide [data-tap=chip][id^=relief]")
    names = [text.strip() for text in offered.all_inner_texts()]
    cut(visitor)
    visitor.open("/charts")
    chips = page.locator("#stand-in .reliefs > form > .chip")
    expect(chips.first).to_be_visible()
    assert [text.strip() for text in chips.all_inner_texts()] == names
    visitor.tap("#stand-in .chip:has-text('Ibuprofen')")
    says_waiting(page, 1)
    expect(page.locator("#stand-in .chip.waiting")).to_contain_text("Ibuprofen 400 mg")
    visitor.tap("#stand-in .chip:has-text('Naproxen')")
    question = page.locator("#stand-in [popover]:popover-open")
    expect(question).to_contain_text("Log it again?")
    assert_accessible(page)
    question.locator("button:has-text('Log it')").click()
    expect(question).to_have_count(0)
    says_waiting(page, 2)
    mended(visitor)
    all_sent(page)
    uses = [(row["name"], row["dose"]) for row in rows(visitor, "relief")]
    assert sorted(uses) == [("Ibuprofen", "400"), ("Naproxen", "400"), ("Naproxen", "400")]


@pytest.mark.parametrize("change", ["ended", "another one began", "level noted"])
def test_the_page_in_the_place_of_others_sends_relief_with_the_spasm_as_it_is(
    visit: Visit, change: str
) -> None:
    visitor = member(visit, f"in the place of others, {change}")
    page = visitor.page
    visitor.sends("/episodes/start")
    (spasm,) = rows(visitor, "episodes")
    visitor.sends("/pain/new", kind="now", level="8", episode_id=spasm["id"])
    visitor.open("/")
    ready(visitor)
    becomes(page, f"/pain_before/.test((await {module('queue')}.readPage('today')).main)")
    cut(visitor)
    visitor.open("/charts")
    taps = {
        "ended": ["#end-spasm"],
        "another one began": ["#end-spasm", "#stand-in #start-0"],
        "level noted": ["#open-spasm", "#spasm-sheet .levels [value='3']"],
    }[change]
    for selector in taps:
        visitor.tap_is_long_ago()
        visitor.tap(selector)
    says_waiting(page, 2 if change == "another one began" else 1)
    page.keyboard.press("Escape")
    visitor.tap("#stand-in .reliefs .chip:has-text('Massage')")
    says_waiting(page, 3 if change == "another one began" else 2)
    mended(visitor)
    all_sent(page)
    (relief,) = rows(visitor, "relief")
    spasms = [row["id"] for row in rows(visitor, "episodes")]
    assert (relief["episode_id"], relief["pain_before"]) == {
        "ended": ("", ""),
        "another one began": (spasms[-1], ""),
        "level noted": (spasm["id"], "3"),
    }[change]


AGED = """async ({ queue, hours, isOfToday }) => {
    const { keepPage, readPage } = await import(queue);
    const kept = await readPage("today");
    const ago = hours * 3600 * 1000;
    const moments = /(data-used-at|data-timed-at)="([^"]*)"/g;
    const main = kept.main.replace(moments, (_, name, text) => (
        `${name}="${new Date(Date.parse(text) - ago).toISOString()}"`
    ));
    const day = isOfToday ? kept.day : "2026-05-19";
    await keepPage({ ...kept, main, day, at: kept.at - ago }, "today");
}"""


NAPROXEN = {"method": "medicine", "name": "Naproxen", "dose": "400", "unit": "mg"}


def kept_hours_ago(visitor: Visitor, hours: int, *, is_of_today: bool) -> None:
    """The Today that this device keeps, with Naproxen, becomes so many hours older; no network."""
    visitor.open("/")
    page = ready(visitor).page
    becomes(page, f"/Naproxen/.test((await {module('queue')}.readPage('today')).main)")
    queue = page.locator('link[href$="/offline/queue.js"]').first.get_attribute("href")
    page.evaluate(AGED, {"queue": queue, "hours": hours, "isOfToday": is_of_today})
    cut(visitor)


USED_YESTERDAY = {"applied_at": f"{clock.now() - timedelta(hours=21):%Y-%m-%dT%H:%M}"}


@pytest.mark.parametrize(
    ("used", "rule", "hours", "asks"),
    [
        ({}, "8", 9, False),
        ({}, "8", 7, True),
        (USED_YESTERDAY, "24", 4, False),
        (USED_YESTERDAY, "24", 2, True),
    ],
)
def test_the_own_medicines_of_yesterday_ask_as_long_as_their_rule_says(
    visit: Visit, used: dict[str, str], rule: str, hours: int, *, asks: bool
) -> None:
    visitor = member(visit, f"{hours} hours ago", "UTC")
    visitor.sends("/methods/new", **NAPROXEN, not_before_hours=rule)
    visitor.sends("/relief/new", **NAPROXEN, **used)
    kept_hours_ago(visitor, hours, is_of_today=False)
    page = visitor.page
    visitor.open("/charts")
    chip = page.locator("#stand-in .reliefs > form > .chip").first
    expect(chip).to_contain_text("Naproxen 400 mg")
    expect(chip).not_to_have_class("chip used")
    chip.click()
    if asks:
        expect(page.locator("#stand-in [popover]:popover-open")).to_contain_text("Log it again?")
    else:
        says_waiting(page, 1)
    mended(visitor)


@pytest.mark.parametrize("path", ["/", "/charts"])
def test_a_medicine_of_today_asks_no_more_once_its_hours_are_over_without_a_network(
    visit: Visit, path: str
) -> None:
    visitor = member(visit, f"hours over on {path}", "UTC")
    visitor.sends("/methods/new", **NAPROXEN, not_before_hours="8")
    visitor.sends("/relief/new", **NAPROXEN)
    kept_hours_ago(visitor, 9, is_of_today=True)
    visitor.open(path)
    chip = visitor.page.locator("main form > .chip:has-text('Naproxen')")
    expect(chip).not_to_contain_text("not before")
    chip.click()
    says_waiting(visitor.page, 1)
    expect(chip).to_contain_text("not before")
    mended(visitor)


def test_the_second_side_follows_the_first_without_a_network(visit: Visit) -> None:
    visitor = member(visit, "both sides")
    dose = {"exercise": "Curl-up", "reps": "8", "side": "both", "reps_right": "12"}
    visitor.sends("/programme/new", **dose, starts_on="2026-05-20")
    visitor.open("/")
    page = ready(visitor).page
    tile = page.locator(".tap:has-text('Curl-up')").last
    cut(visitor)
    for words in ("left only: tap for 12 times, right", "8 times, left; 12 times, right"):
        visitor.tap_is_long_ago()
        tile.click()
        expect(tile).to_contain_text(words)
    lines = page.locator("#today-logged .entry-line .soft")
    expect(lines.first).to_contain_text("8 times, left")
    expect(lines.last).to_contain_text("12 times, right")
    mended(visitor)
    all_sent(page)
    assert sorted((row["side"], row["reps"]) for row in rows(visitor, "exercises")) == [
        ("left", "8"),
        ("right", "12"),
    ]


def test_a_page_that_had_a_network_does_not_tell_of_what_another_sent(visit: Visit) -> None:
    page = ready(member(visit, "another page")).page
    page.evaluate("document.addEventListener('synced', ({ detail }) => { window.told = detail; })")
    page.evaluate("new BroadcastChannel('journal-queue').postMessage({ sent: 1 })")
    page.wait_for_function("window.told !== undefined")
    assert page.evaluate("window.told") == 0


def test_what_waited_is_sent_and_told_of_once(visit: Visit) -> None:
    visitor = ready(member(visit, "told once"))
    page = visitor.page
    page.add_init_script(
        "document.addEventListener('synced', ({ detail }) => {"
        " const told = JSON.parse(localStorage.getItem('told') ?? '[]');"
        " localStorage.setItem('told', JSON.stringify([...told, detail])); })"
    )
    cut(visitor)
    visitor.tap("#pain-5")
    says_waiting(page, 1)
    visitor.open("/")
    says_waiting(page, 1)
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("request", note)
    mended(visitor)
    all_sent(page)
    page.wait_for_function("localStorage.getItem('told')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.getItem('told')") == "[1]"
    addresses = [request.url for request in requests if request.method == "POST"]
    assert addresses in ([], [visitor.server.url + "/pain/new"])  # the worker may be quicker
    assert [row["level"] for row in rows(visitor, "pain")] == ["5"]


LISTED = "(lines) => lines.map(({ dataset }) => dataset.kind)"


def test_what_waits_is_listed_in_the_order_it_has_once_it_arrived(visit: Visit) -> None:
    visitor = ready(member(visit, "in order"))
    cut(visitor)
    taps = ["#relief-cold", ".tap:has-text('Curl-up')", "#pain-5", "#start-15"]
    for number, selector in enumerate(taps, start=1):
        visitor.tap(selector)
        says_waiting(visitor.page, number)
    lines = visitor.page.locator("#today-logged .entry-line")
    assert lines.evaluate_all(LISTED) == ["episodes", "pain", "exercises", "relief"]
    expect(visitor.page.locator(".running .elapsed")).to_have_text("15 min")
    mended(visitor)
    all_sent(visitor.page)
    visitor.open("/")
    assert lines.evaluate_all(LISTED) == ["episodes", "pain", "exercises", "relief"]


def test_a_page_that_other_scripts_have_kept_is_not_handed_to_these(visit: Visit) -> None:
    visitor = ready(member(visit, "has updated"))
    queue = module("queue")
    visitor.open("/session")
    becomes(visitor.page, f"(await {queue}.readPage('/session')) !== undefined")
    older = f"{{...await {queue}.readPage('/session'), scripts: 'older'}}"
    told(visitor.page, f"async () => {queue}.keepPage({older}, '/session')")
    cut(visitor)
    visitor.open("/session")
    expect(visitor.page.locator("#stand-in form").first).to_be_visible()
    expect(visitor.page.locator(".session")).to_have_count(0)


def test_the_session_and_the_diary_that_were_opened_before_are_there_without_a_network(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "in the basement"))
    page = visitor.page
    page.click(".tap:has-text('Bridge')")
    page.wait_for_selector(".entry-line")
    for path in ("/diary", "/session"):
        visitor.open(path)
        becomes(page, f"(await {module('queue')}.readPage('{path}')) !== undefined")
    cut(visitor)
    visitor.open("/diary?kind=pain")
    expect(page.locator(".diary")).to_contain_text("Bridge")
    expect(page.locator(".message")).to_contain_text("You’re offline. Last updated: ")
    expect(page.locator("main form.range, main .filters")).to_have_count(0)
    visitor.open("/session")
    page.click("[data-do=begin]:visible")
    expect(page.locator("[data-title]")).not_to_have_text("")
    for button in ("[data-do=leave]", "[data-sore]", "[data-do=finish]", ".in-end button.main"):
        visitor.tap_is_long_ago()
        page.click(f"{button}:visible")
    page.wait_for_url(visitor.server.url + "/")
    says_waiting(page, 1)
    mended(visitor)
    all_sent(page)
    outcomes = sorted(row["outcome"] for row in rows(visitor, "exercises"))
    assert outcomes == ["done", "skipped"]


def test_a_relief_starts_from_the_level_that_was_noted_without_a_network(visit: Visit) -> None:
    visitor = member(visit, "cooling down")
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    page = ready(visitor).page
    visitor.tap("#now-9")
    expect(page.locator("form:has(#try-cold) [name=pain_before]")).to_have_value("9")
    cut(visitor)
    for number, selector in enumerate(["#try-cold", "#now-2", "#try-warmth"], start=1):
        visitor.tap(selector)
        says_waiting(page, number)
    visitor.open("/")
    visitor.tap("#relief-massage")
    says_waiting(page, 4)
    visitor.tap("#end-spasm")
    says_waiting(page, 5)
    visitor.tap("#relief-rest")
    says_waiting(page, 6)
    mended(visitor)
    all_sent(page)
    reliefs = rows(visitor, "relief")
    before = {row["method"]: row["pain_before"] for row in reliefs}
    assert before == {"cold": "9", "warmth": "2", "massage": "2", "rest": ""}
    assert [row["method"] for row in reliefs if not row["episode_id"]] == ["rest"]


def test_a_level_too_old_for_a_relief_is_not_sent_with_it(visit: Visit) -> None:
    visitor = member(visit, "rested since")
    visitor.sends("/episodes/start")
    visitor.open("/episodes/now")
    page = ready(visitor).page
    visitor.tap("#now-9")
    level = page.locator("form:has(#try-cold) [name=pain_before]")
    expect(level).to_have_value("9")
    level.evaluate(
        "(field) => { field.dataset.trueUntil = new Date(Date.now() - 1).toISOString(); }"
    )
    visitor.tap("#try-cold")
    expect(page.locator("#try-cold.used")).to_be_visible()
    expect(page.locator("#toast")).to_contain_text("Cold saved")
    assert [row["pain_before"] for row in rows(visitor, "relief")] == [""]


def test_another_day_without_a_network_says_so_and_logs_nothing(visit: Visit) -> None:
    visitor = ready(member(visit, "looking back"))
    page = visitor.page
    cut(visitor)
    for path in ("/?day=2026-01-05", "/pain/new?day=2026-01-05", "/days/2026-01-05/edit"):
        visitor.open(path)
        expect(page.locator("main")).to_contain_text("only today can be shown")
        expect(page.locator("main form")).to_have_count(0)
        expect(page.locator("nav.bar a")).to_have_count(4)
    page.click("main a:has-text('Go to Today')")
    shows_today(page)
    mended(visitor)


def test_the_page_in_the_place_of_others_has_the_menu_and_knows_what_was_done(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "has walked"))
    page = visitor.page
    visitor.tap(".tap:has-text('Bridge')")
    page.wait_for_selector(".entry-line")
    becomes(page, f"/tap done/.test((await {module('queue')}.readPage('today')).main)")
    cut(visitor)
    visitor.tap(".tap:has-text('Curl-up')")
    says_waiting(page, 1)
    visitor.open("/charts")
    expect(page.locator("nav.bar a")).to_have_count(4)
    expect(page.locator("nav.bar [aria-current]")).to_have_count(0)
    expect(page.locator("#stand-in .tap.done strong")).to_have_text(["Bridge", "Curl-up"])
    assert page.evaluate(GAP) >= 8
    mended(visitor)


GAP = """() => {
    const button = document.querySelector("#stand-in > button");
    const below = button.nextElementSibling.getBoundingClientRect();
    return below.top - button.getBoundingClientRect().bottom;
}"""


def test_the_page_in_the_place_of_others_marks_the_average_of_the_day(visit: Visit) -> None:
    visitor = ready(member(visit, "has an average"))
    page = visitor.page
    visitor.tap("#pain-4")
    page.wait_for_selector(".entry-line")
    becomes(page, f"/Pain/.test((await {module('queue')}.readPage('today')).main)")
    cut(visitor)
    visitor.open("/charts")
    levels = page.locator("#stand-in section:has([value=day_average]) [aria-pressed=true]")
    expect(levels).to_have_text(["4"])
    visitor.tap("#stand-in section:has([value=day_average]) button[value='7']")
    says_waiting(page, 1)
    expect(levels).to_have_text(["7"])
    visitor.open("/charts")
    expect(levels).to_have_text(["7"])
    visitor.open("/")
    expect(page.locator("#pain-7")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".strip [aria-current] .level")).to_contain_text("7")
    mended(visitor)


def test_without_a_network_what_is_tapped_again_says_so_and_is_undone(visit: Visit) -> None:
    visitor = ready(member(visit, "again"))
    page = visitor.page
    toast = page.locator("#toast")
    tile = page.locator(".tap:has-text('Bridge')")
    bridge = f"#{tile.get_attribute('id')}"
    for control in (bridge, "#relief-cold"):
        visitor.tap(control)
        expect(toast).to_contain_text("saved" if "cold" in control else "done")
    visitor.tap_is_long_ago()
    cut(visitor)
    visitor.tap("#relief-cold")
    expect(toast).to_contain_text("Cold saved again on this phone; last at")
    visitor.tap(bridge)
    expect(toast).to_contain_text("Bridge saved on this phone, 2 times today")
    expect(tile).to_contain_text("done 2 times")
    visitor.open("/")
    expect(tile).to_contain_text("done 2 times")
    expect(page.locator("#relief-cold .uses")).to_contain_text("2")
    visitor.tap(bridge)
    expect(toast).to_contain_text("Bridge saved on this phone, 3 times today")
    expect(tile).to_contain_text("done 3 times")
    toast.locator("button:has-text('Undo')").click()
    expect(tile).to_contain_text("done 2 times")
    visitor.tap_is_long_ago()
    visitor.tap(bridge)
    expect(toast).to_contain_text("Bridge saved on this phone, 3 times today")
    unfold(page)
    page.locator("#waiting button:has-text('Remove')").last.click()
    expect(tile).to_contain_text("done 2 times")
    expect(toast).to_be_empty()
    mended(visitor)
    all_sent(page)
    assert [row["exercise"] for row in rows(visitor, "exercises")] == ["Bridge"] * 2
    assert len(rows(visitor, "relief")) == 2


def test_without_a_network_a_question_takes_one_answer_until_that_is_undone(visit: Visit) -> None:
    visitor = member(visit, "one or two", "UTC")
    day = f"{clock.now() - timedelta(days=1):%Y-%m-%d}T"
    for start, end in (("10:00", "10:30"), ("10:10", "10:40")):
        times = {"started_at": day + start, "ended_at": day + end}
        visitor.sends("/episodes/new", **times, typed_ago="60")
    visitor.open("/")
    page = ready(visitor).page
    chip, other_chip = page.locator("#overlap-one"), page.locator("#overlap-two")
    expect(other_chip).to_be_enabled()
    cut(visitor)
    visitor.tap("#overlap-one")
    says_waiting(page, 1)
    for _ in range(2):
        expect(chip).to_be_disabled()
        expect(other_chip).to_be_disabled()
        expect(chip).to_have_class("chip used waiting")
        visitor.open("/")
        shows_today(page)
    unfold(page)
    page.click("#waiting button:has-text('Remove')")
    expect(chip).to_be_enabled()
    visitor.tap("#overlap-two")
    says_waiting(page, 1)
    mended(visitor)
    all_sent(page)
    assert len(rows(visitor, "episodes")) == 2


def test_without_a_network_what_is_tapped_again_on_another_day_is_not_told_of_today(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "days ago"))
    visitor.open("/?day=2026-01-05")
    toast, tile = visitor.page.locator("#toast"), visitor.page.locator(".tap:has-text('Bridge')")
    tile.click()
    expect(toast).to_contain_text("Bridge: done, Mon 5 Jan")
    visitor.tap_is_long_ago()
    cut(visitor)
    tile.click()
    expect(tile).to_contain_text("done 2 times")
    expect(toast).to_contain_text("Bridge saved on this phone")
    assert "times" not in toast.inner_text()
    mended(visitor)


def test_what_waited_and_came_too_soon_says_so_as_it_arrives(visit: Visit) -> None:
    visitor = member(visit, "on another device")
    visitor.sends("/methods/new", name="Ibuprofen", method="medicine", not_before_hours="4")
    visitor.open("/")
    page = ready(visitor).page
    visitor.sends("/relief/new", method="medicine", name="Ibuprofen")  # on another device
    cut(visitor)
    visitor.tap(".slide .chip:has-text('Ibuprofen')")
    expect(page.locator("#toast")).to_contain_text("Ibuprofen saved on this phone")
    mended(visitor)
    all_sent(page)
    expect(page.locator("#toast")).to_contain_text(
        "Ibuprofen saved, less than a minute after the one before; you set 4 h"
    )
    assert len(rows(visitor, "relief")) == 2


def test_the_hours_to_the_next_use_count_for_all_doses_of_what_waits(visit: Visit) -> None:
    visitor = member(visit, "two doses")
    fields = {"dose": "400", "unit": "mg", "not_before_hours": "4"}
    visitor.sends("/methods/new", name="Ibuprofen", method="medicine", **fields)
    visitor.sends("/methods/new", name="IBUPROFEN", method="medicine")
    visitor.open("/")
    page = ready(visitor).page
    cut(visitor)
    controls = page.locator(".slide .chip:has-text('Ibuprofen')")
    for when in ("tapped", "opened again", "sent"):
        if when == "tapped":
            visitor.tap(".slide .chip:has-text('400')")
            expect(page.locator("#toast")).to_contain_text("Ibuprofen 400 mg saved on this phone")
        elif when == "opened again":
            visitor.open("/")
        else:
            mended(visitor)
            all_sent(page)
        expect(controls.and_(page.locator(":has-text('not before')"))).to_have_count(2)


@pytest.mark.parametrize(
    ("name", "dose", "days_ago", "count"),
    [("ibuprofen", "600", 0, 2), ("Ibuprofen", "400", 1, 1), ("Naproxen", "1", 0, 1)],
)
def test_a_use_of_any_dose_that_waits_is_counted_at_its_control_on_its_day(
    visit: Visit, name: str, dose: str, days_ago: int, count: int
) -> None:
    visitor = member(visit, f"{dose} mg", "UTC")
    for own_name, own_dose in (("Ibuprofen", "400"), ("Aspirin", "500")):
        fields = {"name": own_name, "dose": own_dose, "unit": "mg"}
        visitor.sends("/methods/new", method="medicine", **fields)
    visitor.sends("/relief/new", method="medicine", name="Ibuprofen", dose="400", unit="mg")
    visitor.open("/relief/new")
    page = ready(visitor).page
    cut(visitor)
    page.locator("label:has-text('Medicine')").click()
    page.fill("[name=name]", name)
    page.fill("[name=dose]", dose)
    page.fill("[name=applied_at]", f"{clock.now() - timedelta(days=days_ago):%Y-%m-%dT00:00}")
    page.click("main .save .main")
    shows_today(page)
    says_waiting(page, 1)
    expect(page.locator(".slide .chip.used")).to_have_count(1)
    control = page.locator(".slide .chip:has-text('Ibuprofen')")
    expect(control.locator(".uses")).to_have_text(["2\u00d7"] if count > 1 else [])
    mended(visitor)
    all_sent(page)
    expect(control.locator(".uses")).to_have_text(["2\u00d7"] if count > 1 else [])


WAITING_CONTROLS = (".slide [data-tap=chip]", "[data-tap=tile]")


def test_what_waits_since_another_day_counts_at_no_control_of_today(visit: Visit) -> None:
    page = ready(member(visit, "since yesterday")).page
    counts = page.evaluate(
        """async (controls) => {
            const { href } = document.querySelector('link[href$="/offline/database.js"]');
            const { waitingControl } = await import(new URL("../today/waiting_control.js", href));
            const day = 24 * 60 * 60 * 1000;
            return controls.map((control) => {
                const button = document.querySelector(control);
                const fields = [...new FormData(button.form)];
                if (button.name) fields.push([button.name, button.value]);
                const path = new URL(button.form.action).pathname;
                const moment = path === "/relief/new" ? "applied_at" : "completed_at";
                const at = Date.now();
                const typed = (ago) => new Date(at - ago).toISOString().slice(0, 16);
                return [
                    { path, fields, at },
                    { path, fields, at: at - day },
                    { path, fields: [...fields, [moment, typed(0)]], at },
                    { path, fields: [...fields, [moment, typed(day)]], at },
                ].map((entry) => waitingControl(document, entry) === button);
            });
        }""",
        WAITING_CONTROLS,
    )
    assert dict(zip(WAITING_CONTROLS, counts, strict=True)) == {
        control: [True, False, True, False] for control in WAITING_CONTROLS
    }


def shows_no_rest(page: Page) -> None:
    """Today offers no rest day, and nothing there says that it is one."""
    expect(page.locator("#no-exercise")).to_have_count(0)
    section = page.locator("#today-logged")
    expect(section).to_contain_text("Bridge")
    expect(section).not_to_contain_text("rest day")
    expect(section).not_to_contain_text("No exercise")


@pytest.mark.parametrize("cut_first", [False, True], ids=["rest day sent", "rest day waits"])
def test_an_exercise_ends_a_rest_day_at_once_without_a_network(
    visit: Visit, cut_first: bool
) -> None:
    visitor = member(visit, f"resting {cut_first}")
    visitor.sends("/days/2026-05-20/edit", sleep="6")
    visitor.open("/")
    page = ready(visitor).page
    section = page.locator("#today-logged")
    if cut_first:
        cut(visitor)
    visitor.tap("#no-exercise")
    expect(section).to_contain_text("No exercise" if cut_first else "rest day, sleep 6 of 10")
    if not cut_first:
        ready(visitor)
        cut(visitor)
    visitor.tap_is_long_ago()
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(page, 2 if cut_first else 1)
    for _ in range(2):
        shows_no_rest(page)
        expect(section).to_contain_text("sleep 6 of 10")
        visitor.open("/")
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "days")
    assert (row["no_exercise"], row["sleep"]) == ("", "6")
    assert len(rows(visitor, "exercises")) == 1


def test_an_exercise_that_is_taken_out_again_leaves_the_rest_day(visit: Visit) -> None:
    visitor = member(visit, "resting after all")
    page = ready(visitor).page
    visitor.tap("#no-exercise")
    expect(page.locator("#today-logged")).to_contain_text("rest day")
    cut(visitor)
    visitor.tap_is_long_ago()
    visitor.tap(".tap:has-text('Bridge')")
    shows_no_rest(page)
    expect(page.locator("#today-logged .entry-line")).to_have_count(1)
    page.locator("#toast button:has-text('Undo')").click()
    expect(page.locator("#no-exercise")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#today-logged")).to_contain_text("rest day")


DONE, SKIPPED = ["outcome", "done"], ["outcome", "skipped"]
WAITING_EXERCISES = {
    "full form": ("/exercises/new", [["completed_at", "2026-05-20T09:00"], DONE], True),
    "of another day": ("/exercises/new", [["completed_at", "2026-05-19T09:00"], DONE], False),
    "skipped": ("/exercises/new", [SKIPPED], False),
    "edited": ("/exercises/an-id/edit", [["completed_at", "2026-05-20T09:00"], DONE], True),
    "deleted": ("/exercises/an-id/delete", [], False),
    "session": ("/session", [["0-outcome", "skipped"], ["1-outcome", "partly"]], True),
    "session of nothing": ("/session", [["0-outcome", ""], ["1-outcome", "skipped"]], False),
    "level": ("/pain/new", [["level", "5"]], False),
}


def test_what_waits_ends_a_rest_day_where_exercise_was_done_on_it(visit: Visit) -> None:
    page = ready(member(visit, "resting or not")).page
    endings = page.evaluate(
        """async (entries) => {
            const { href } = document.querySelector('link[href$="/offline/database.js"]');
            const { showRest } = await import(new URL("../today/rest.js", href));
            const main = document.querySelector("main");
            return entries.map(([path, fields]) => {
                const copy = main.cloneNode(true);
                showRest(copy, { path, fields, at: Date.now() });
                return copy.querySelector("#no-exercise") === null;
            });
        }""",
        [[path, fields] for path, fields, _ in WAITING_EXERCISES.values()],
    )
    assert dict(zip(WAITING_EXERCISES, endings, strict=True)) == {
        name: ends for name, (_, _, ends) in WAITING_EXERCISES.items()
    }


def test_the_note_of_the_day_is_written_without_a_network(visit: Visit) -> None:
    visitor = member(visit, "writing", "UTC")
    day = f"{clock.now():%Y-%m-%d}"
    visitor.sends(f"/days/{day}/edit", note="Slept\nbadly", sleep="3")
    visitor.open("/")
    page = ready(visitor).page
    cut(visitor)
    for number, (before, after) in enumerate(
        [("Slept\nbadly", "Slept\nwell"), ("Slept\nwell", "Slept\nwell at last")], start=1
    ):
        page.click("#today-more a:has-text('Note')")
        note = page.get_by_label("Note for the day")
        expect(note).to_have_value(before)
        assert_accessible(page)
        note.fill(after)
        page.click("main button:has-text('Save')")
        shows_today(page)
        says_waiting(page, number)
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "days")
    assert (row["note"], row["sleep"]) == ("Slept\nwell at last", "3")


def test_a_note_that_waits_does_not_overwrite_one_of_another_device(visit: Visit) -> None:
    visitor = member(visit, "writing twice", "UTC")
    visitor.open("/")
    page = ready(visitor).page
    cut(visitor)
    page.click("#today-more a:has-text('Note')")
    page.get_by_label("Note for the day").fill("of the phone")
    visitor.sends(f"/days/{clock.now():%Y-%m-%d}/edit", note="of the tablet")
    page.click("main button:has-text('Save')")
    shows_today(page)
    mended(visitor)
    expect(page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    unfold(page)
    page.click("#waiting button:has-text('Open')")
    expect(page.locator("main")).to_contain_text("Elsewhere it says: of the tablet")
    expect(page.locator("#note")).to_have_value("of the phone")
    assert [row["note"] for row in rows(visitor, "days")] == ["of the tablet"]
    visitor.foresees("status of 409")


def test_what_is_deleted_without_a_network_is_named_where_it_waits(visit: Visit) -> None:
    visitor = member(visit, "deleting", "UTC")
    visitor.sends("/relief/new", method="cold", minutes="9")
    visitor.sends("/relief/new", method="warmth", minutes="7", note="a long note")
    visitor.open("/")
    page = ready(visitor).page
    (key,) = [row["id"] for row in rows(visitor, "relief") if row["method"] == "warmth"]
    visitor.open(f"/relief/{key}/edit")
    cut(visitor)
    page.click("main .away button")
    shows_today(page)
    says_waiting(page, 1)
    page.locator("#today-logged li:has-text('Cold')").get_by_label("Delete this entry").click()
    says_waiting(page, 2)
    unfold(page)
    names = page.locator("#waiting li strong")
    expect(names).to_contain_text(["Warmth", "Cold"])
    expect(names).to_contain_text(["7 min, deleted", "9 min, deleted"])
    expect(names.filter(has_text="note")).to_have_count(0)
    expect(page.locator("#toast")).to_contain_text("Cold")
    mended(visitor)
    all_sent(page)
    assert rows(visitor, "relief") == []


def test_what_is_deleted_is_named_as_it_was_typed_whatever_its_letters(visit: Visit) -> None:
    visitor = member(visit, "deleting signs", "UTC")
    name = "Rub </p> <i>A&amp;B"
    visitor.sends("/relief/new", method="own", name=name, minutes="7", note="a long note")
    (key,) = [row["id"] for row in rows(visitor, "relief")]
    visitor.open("/")
    page = ready(visitor).page
    visitor.open(f"/relief/{key}/edit")
    expect(page.locator(".away")).to_have_text("Delete this entry", use_inner_text=True)
    cut(visitor)
    page.click("main .away button")
    shows_today(page)
    says_waiting(page, 1)
    unfold(page)
    title = page.locator("#waiting li strong")
    line = re.compile(rf"^{re.escape(name)} \d\d:\d\d \(UTC\), 7 min, deleted$")
    expect(title).to_contain_text(line)
    mended(visitor)
    all_sent(page)


def test_one_entry_that_waited_is_told_of_with_its_undo_on_another_page(visit: Visit) -> None:
    visitor = ready(member(visit, "went on"))
    page, toast = visitor.page, visitor.page.locator("#toast")
    page.route("**/pain/new", lambda route: route.abort())
    visitor.tap("#pain-8")
    says_waiting(page, 1)
    visitor.foresees("net::ERR_FAILED")
    page.goto("about:blank")  # Today itself tries again as well
    page.unroute("**/pain/new")
    visitor.open("/diary")
    expect(toast).to_contain_text("Pain 8 saved")
    toast.locator("button:has-text('Undo')").click()
    expect(toast).to_contain_text("Undone: Pain 8 removed")
    assert rows(visitor, "pain") == []


def test_a_spasm_started_without_a_network_asks_its_level_at_once(visit: Visit) -> None:
    visitor = ready(member(visit, "asked at once"))
    page, sheet = visitor.page, visitor.page.locator("#spasm-sheet")
    cut(visitor)
    visitor.tap("#start-0")
    expect(sheet).to_be_visible()
    assert_accessible(page)
    sheet.locator(".levels button:has-text('6')").click()
    says_waiting(page, 2)
    expect(page.locator("#pain-6")).to_have_attribute("aria-pressed", "false")
    visitor.tap_is_long_ago()
    visitor.tap("#end-spasm")
    visitor.open("/charts")
    visitor.tap("#stand-in .spasm-now .big")
    expect(sheet).to_be_visible()
    page.locator("#toast button:has-text('Undo')").click()
    expect(page.locator("#stand-in .spasm-now")).to_be_visible()
    says_waiting(page, 3)
    mended(visitor)
    all_sent(page)
    (spasm,), (level,) = rows(visitor, "episodes"), rows(visitor, "pain")
    assert (level["kind"], level["level"], level["episode_id"]) == ("now", "6", spasm["id"])


def test_a_row_that_is_deleted_without_a_network_says_so_and_is_back_by_its_undo(
    visit: Visit,
) -> None:
    visitor = member(visit, "deletes rows")
    visitor.sends("/relief/new", method="cold", minutes="9")
    visitor.sends("/pain/new", kind="day_average", level="4")
    visitor.sends("/episodes/start", ago="0")
    visitor.open("/")
    page = ready(visitor).page
    lines, level = page.locator("#today-logged .entry-line"), page.locator("#pain-4")
    expect(lines).to_have_count(3)
    cut(visitor)
    for count, text in enumerate(("Cold", "average", "pasm"), 1):
        visitor.tap_is_long_ago()
        lines.filter(has_text=text).get_by_label("Delete this entry").click()
        says_waiting(page, count)
        for _ in range(2):
            expect(lines).to_have_count(3)
            expect(lines.filter(has_text="deleted")).to_have_count(count)
            expect(page.locator("#today-logged .waiting")).to_have_count(count)
            visitor.open("/")
    expect(level).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#today-week [aria-current] .missing")).to_have_count(1)
    expect(page.locator(".running")).to_have_count(0)
    unfold(page)
    page.locator("#waiting li:has-text('average')").get_by_text("Remove").click()
    expect(level).to_have_attribute("aria-pressed", "true")
    expect(lines.filter(has_text="deleted")).to_have_count(2)
    visitor.tap_is_long_ago()
    lines.filter(has_text="average").get_by_label("Delete this entry").click()
    page.locator("#toast button:has-text('Undo')").click()
    expect(page.locator("#toast")).to_contain_text("is back")
    expect(level).to_have_attribute("aria-pressed", "true")
    mended(visitor)
    all_sent(page)
    assert [rows(visitor, slug) for slug in ("relief", "episodes")] == [[], []]
    assert len(rows(visitor, "pain")) == 1


def test_a_spasm_deleted_without_a_network_is_on_nowhere_and_takes_no_relief(visit: Visit) -> None:
    visitor = member(visit, "deletes the running")
    visitor.sends("/episodes/start", ago="0")
    visitor.open("/")
    page = ready(visitor).page
    cut(visitor)
    page.locator("#today-logged .entry-line").get_by_label("Delete this entry").click()
    says_waiting(page, 1)
    visitor.open("/charts")
    expect(page.locator("#stand-in .spasm-now")).to_be_visible()
    page.locator("#stand-in .reliefs .chip:has-text('Massage')").click()
    says_waiting(page, 2)
    mended(visitor)
    all_sent(page)
    assert rows(visitor, "episodes") == []
    assert [row["episode_id"] for row in rows(visitor, "relief")] == [""]


def test_the_levels_of_a_spasm_are_in_reach_on_a_phone_that_lies_on_its_side(visit: Visit) -> None:
    visitor = ready(member(visit, "on its side"))
    page = visitor.page
    cut(visitor)
    page.set_viewport_size({"width": 568, "height": 320})
    visitor.tap("#start-0")
    levels = page.locator("#spasm-sheet .levels button")
    for level in (levels.first, levels.last):
        expect(level).to_be_in_viewport(ratio=1)
    mended(visitor)


def test_what_is_deleted_without_a_network_says_so_in_the_diary_as_it_was(visit: Visit) -> None:
    visitor = member(visit, "deletes in the diary")
    visitor.sends("/relief/new", method="cold", minutes="9")
    visitor.open("/diary")
    page = ready(visitor).page
    becomes(page, f"(await {module('queue')}.readPage('/diary'))?.main.includes('Cold')")
    page.locator("main a:has-text('Cold')").click()
    page.wait_for_url(re.compile("/edit"))
    cut(visitor)
    page.click("main .away button")
    says_waiting(page, 1)
    visitor.open("/diary")
    expect(page.locator("main .waiting")).to_contain_text("deleted")
    expect(page.locator("main a:has-text('Cold')")).to_have_count(0)
    mended(visitor)
    all_sent(page)


RETURNS = "document.dispatchEvent(new Event('visibilitychange'))"
"""Somebody looks at the page again."""


@pytest.mark.parametrize("how", ["looks", "taps"])
def test_today_that_was_left_open_over_midnight_logs_nothing_to_another_day(
    visit: Visit, how: str
) -> None:
    visitor = ready(member(visit, f"midnight {how}"))
    page = visitor.page
    day = clock.now().date()
    tile = page.locator(".tap:has-text('Bridge')")
    cut(visitor)
    visitor.tap("#pain-6")
    says_waiting(page, 1)
    page.clock.set_system_time(clock.now() + timedelta(hours=11))
    if how == "looks":
        page.evaluate(RETURNS)
    else:
        tile.click()
    expect(page.locator("#stand-in .taps")).to_be_visible()
    says_waiting(page, 1)
    expect(page.locator("#stand-in .waiting:not(.unsent)")).to_have_count(0)
    tile.click()
    says_waiting(page, 2)
    level, exercise = told(
        page, f"async () => (await {module('database')}.database()).getAll('waiting')"
    )
    assert ["day", f"{day}"] in level["fields"]
    local = datetime.fromtimestamp(exercise["at"] / 1000, ZoneInfo(clock.ZONE))
    assert local.date() == day + timedelta(days=1)
    mended(visitor)
    all_sent(page)


@pytest.mark.parametrize("how", ["looks", "taps"])
def test_today_that_was_left_open_over_midnight_is_asked_for_once_with_a_network(
    visit: Visit, how: str
) -> None:
    visitor = ready(member(visit, f"midnight with {how}"))
    page = visitor.page
    tile = page.locator(".tap:has-text('Bridge')")
    page.clock.set_system_time(clock.now() + timedelta(hours=11))
    with page.expect_response(visitor.server.url + "/"):
        if how == "looks":
            page.evaluate(RETURNS)
        else:
            tile.click()
    assert rows(visitor, "exercises") == []
    visitor.tap_is_long_ago()
    tile.click()  # the journal's own clock says the same day as before: the phone's is wrong
    expect(page.locator("#toast")).to_contain_text("Bridge")
    assert len(rows(visitor, "exercises")) == 1


def test_a_rule_that_ends_while_today_is_open_asks_no_more(visit: Visit) -> None:
    visitor = member(visit, "rule ends")
    visitor.sends("/methods/new", **NAPROXEN, not_before_hours="8")
    visitor.sends("/relief/new", **NAPROXEN)
    visitor.open("/")
    page = ready(visitor).page
    chip = page.locator("#today form > .chip:has-text('Naproxen')")
    cut(visitor)
    page.clock.set_system_time(clock.now() + timedelta(hours=7))
    page.evaluate(RETURNS)
    expect(chip).to_contain_text("not before")
    page.clock.set_system_time(clock.now() + timedelta(hours=9))
    page.evaluate(RETURNS)
    expect(chip).not_to_contain_text("not before")
    chip.click()
    says_waiting(page, 1)
    mended(visitor)


def done_offline(visitor: Visitor) -> Locator:
    """An exercise that was done twice without a network, on the Today that this device keeps."""
    page = visitor.page
    tile = page.locator(".tap:has-text('Bridge')")
    cut(visitor)
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(page, 1)
    visitor.open("/")
    shows_today(page)
    visitor.tap_is_long_ago()
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(page, 2)
    expect(tile).to_contain_text("done 2 times")
    return tile


def test_today_gives_way_also_while_the_list_of_what_waited_is_open(visit: Visit) -> None:
    visitor = ready(member(visit, "looks at the list"))
    tile = done_offline(visitor)
    unfold(visitor.page)
    mended(visitor)
    all_sent(visitor.page)
    came_back(visitor.page)
    expect(tile).to_contain_text("done 2 times")


def test_what_was_sent_stays_shown_until_today_gives_way(visit: Visit) -> None:
    visitor = ready(member(visit, "writes meanwhile"))
    page = visitor.page
    tile = done_offline(visitor)
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("main textarea").fill("is being written")
    mended(visitor)
    all_sent(page)
    assert len(rows(visitor, "exercises")) == 2
    expect(page.locator("main textarea")).to_have_value("is being written")
    expect(tile).to_contain_text("done 2 times")

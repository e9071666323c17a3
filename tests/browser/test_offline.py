"""No network, in a real browser: what is logged waits, and arrives once, for its owner only."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Error, Page, Route, expect

from journal.web.offline import SHELL
from tests.browser import clock
from tests.browser.conftest import PASSWORD, Visit, Visitor, started
from tests.browser.profiles import PATIENCE
from tests.browser.wire import Wire

pytestmark = pytest.mark.service_worker

STORED = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const answer = await caches.match(request);
      found[request.url.replace(location.origin, "")] = await answer.text();
    }
  }
  return found;
}"""
HELD = """async () => {
  const found = { ...localStorage, ...sessionStorage };
  for (const { name, version } of await indexedDB.databases()) {
    const opened = await idb.openDB(name, version);
    for (const store of opened.objectStoreNames) {
      const place = `${name} ${store}`;
      found[place] = JSON.stringify([await opened.getAllKeys(store), await opened.getAll(store)]);
    }
    opened.close();
  }
  return found;
}"""
"""All that is in the storages and databases of this browser, by name."""
DRAFT = """(whose) => localStorage.setItem(
  `session-${whose ?? document.body.dataset.account}`, "typed in a session",
)"""


def module(name: str) -> str:
    """The script for a module of the queue, as the page itself has it."""
    link = f'link[href$="/offline/{name}.js"]'
    return f"(await import(document.querySelector('{link}').href))"


WAITING = f"""async () => {{
  const opened = await {module("database")}.database();
  return (await opened.getAll("waiting")).map(({{ path }}) => path);
}}"""
KNOWN = f"async () => (await {module('queue')}.readKnown()) !== undefined"


def rows(visitor: Visitor, slug: str) -> list[dict[str, str]]:
    """Everything of a kind that the journal holds, oldest first."""
    address = f"{visitor.server.url}/export/{slug}.csv"
    answer = visitor.context.request.get(address, max_retries=3)  # a killed server hangs up
    assert answer.ok
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def told(
    page: Page, function: str, argument: object = None, within: int = PATIENCE
) -> Any:  # whatever it answers
    """What a function answers in a page; a promise of it has so long as other waits."""
    return page.evaluate(
        f"""(given) => Promise.race([
            ({function})(given),
            new Promise((_, fail) => setTimeout(fail, {within}, new Error("never answered"))),
        ])""",
        argument,
    )


def becomes(page: Page, true: str, within: int = PATIENCE) -> None:
    """Wait until an expression is true in a page, also where it leads to another meanwhile."""
    waiting = f"""async () => {{
        if (document.readyState === "loading")
            await new Promise((next) => addEventListener("DOMContentLoaded", next));
        while (!({true})) await new Promise((next) => setTimeout(next, 20));
    }}"""
    while True:
        try:
            return told(page, waiting, within=within)  # type: ignore[no-any-return]  # nothing
        except Error as error:
            if "Execution context was destroyed" not in error.message:
                raise
            page.wait_for_load_state()


def member(visit: Visit, name: str, zone: str = "Europe/Vienna") -> Visitor:
    """A window of somebody new, whom the host added: only so many may register in an hour."""
    visitor = visit()
    visitor.server.add_user(name, zone)
    return visitor.signed_in(name)


IS_READY = """navigator.serviceWorker.controller !== null
  && performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/undo.js"))"""
"""Whether a worker has all it may keep, and a page has loaded what it loads last."""


def ready(visitor: Visitor) -> Visitor:
    """The same, once this device keeps all that it may keep.

    Where the network failed its worker while that was fetching, it begins anew with the next page.
    """
    for _ in range(2):
        try:
            becomes(visitor.page, IS_READY, within=10_000)
        except Error:
            visitor.page.reload()
        else:
            return visitor
    becomes(visitor.page, IS_READY)
    return visitor


def cut(visitor: Visitor) -> None:
    """The network is gone; what the console says of that is no fault."""
    visitor.foresees("net::ERR_")
    visitor.context.set_offline(True)


def mended(visitor: Visitor) -> None:
    visitor.context.set_offline(False)


def says_waiting(page: Page, number: int) -> None:
    """Wait for that; an answer has ten seconds before what was sent is said to wait."""
    summary = page.locator("#waiting summary")
    expect(summary).to_have_text(f"{number} saved on this phone")


def shows_today(page: Page) -> None:
    """Wait for the Today that this device keeps, which says that there is no network."""
    expect(page.locator("h1")).to_contain_text("Today")
    expect(page.locator("#toast, .messages").first).to_contain_text("You’re offline")


def came_back(page: Page) -> None:
    """Wait until the journal's own page has taken the place of the one that stood in for it."""
    becomes(page, "document.querySelector('#stand-in') === null && document.body.dataset.account")


def all_sent(page: Page) -> None:
    """Wait for that: a page that met no journal asks again after a second, then two, four …"""
    expect(page.locator("#waiting")).to_be_hidden(timeout=2 * PATIENCE)
    becomes(page, f"(await ({WAITING})()).length === 0")


def nothing_is_left(visitor: Visitor, *words: str) -> None:
    """Wait until the device holds only the page without a network, in which no words stand."""
    becomes(visitor.page, f"Object.values(await ({HELD})()).every((it) => it === '[[],[]]')")
    assert set(told(visitor.page, HELD)) == {"journal waiting", "journal kept"}
    texts = kept(visitor)
    assert set(texts) == allowed(visitor)
    for path, text in texts.items():
        assert not [word for word in words if word in text], path
        assert "csrf_token" not in text or path.startswith("/static/"), path


def unfold(page: Page) -> None:
    """Open the list of what waits; with a network, on the page that follows the one without."""
    last_page = "!navigator.onLine || document.querySelector('#stand-in') === null"
    unfolded = "Object.assign(document.querySelector('#waiting details'), { open: true }).open"
    becomes(page, f"({last_page}) && {unfolded}")


def signed_out(visitor: Visitor) -> None:
    visitor.page.click("[data-sign-out] button")
    visitor.page.wait_for_url("**/account/sign-in")


# What waits, and arrives


ZONES = {"the same day": "Asia/Tokyo", "midnight between": "Pacific/Tongatapu"}


@pytest.mark.parametrize("name", ZONES)
def test_every_kind_waits_and_arrives_once_at_the_moment_it_was_typed(
    visit: Visit, name: str
) -> None:
    zone = ZoneInfo(ZONES[name])
    typed = clock.now() - timedelta(hours=3)
    crossed = typed.astimezone(zone).date() != clock.now().astimezone(zone).date()
    assert crossed == (name == "midnight between")
    visitor = ready(member(visit, f"mole, {name}", zone.key))
    page = visitor.page
    page.clock.set_system_time(typed)
    cut(visitor)
    page.click(".tap:has-text('Bridge')")
    says_waiting(page, 1)
    page.goto(visitor.server.url + "/diary")
    expect(page.locator("h1")).to_have_text("You’re offline")
    earlier = ["15 min ago", "30 min ago", "60 min ago"]
    expect(page.locator(".spasm .agos button")).to_have_text(earlier)
    page.click(".spasm .big")
    says_waiting(page, 2)
    unfold(page)
    page.click("#waiting button:has-text('It ended')")
    says_waiting(page, 3)
    page.click("form:has([value=day_average]) button[value='6']")
    says_waiting(page, 4)
    page.fill("textarea[name=note]", "in the cellar")
    page.click("form:has([value=now]) button[value='7']")
    says_waiting(page, 5)
    page.click("button.chip:has-text('Warmth')")
    says_waiting(page, 6)
    page.click(".tap:has-text('Walking')")
    says_waiting(page, 7)
    titles = page.locator("#waiting strong").all_inner_texts()
    assert titles == [
        "Bridge", "Spasm began", "Spasm ended", "Pain 6", "Pain 7", "Warmth", "Walking",
    ]  # fmt: skip
    page.clock.set_system_time(clock.now())  # page and worker agree again: either may send
    mended(visitor)
    all_sent(page)
    pain = {row["kind"]: row for row in rows(visitor, "pain")}
    (episode,), (relief,) = rows(visitor, "episodes"), rows(visitor, "relief")
    exercises = rows(visitor, "exercises")
    assert len(exercises) == 2
    assert {row["exercise"] for row in exercises} == {"Bridge", "Walking"}
    assert (pain["day_average"]["level"], pain["now"]["level"]) == ("6", "7")
    assert pain["now"]["note"] == "in the cellar"
    assert relief["method"] == "warmth"
    moments = [
        episode["started_at"],
        episode["ended_at"],
        relief["applied_at"],
        pain["now"]["recorded_at"],
        *(row["completed_at"] for row in exercises),
    ]
    for moment in moments:
        kept_at = datetime.fromisoformat(moment)
        assert kept_at.utcoffset() == typed.astimezone(zone).utcoffset()
        assert abs(kept_at - typed) < timedelta(minutes=1)
    assert {row["day"] for row in pain.values()} == {f"{typed.astimezone(zone):%F}"}
    assert len(pain) == len(rows(visitor, "pain")) == 2


def test_a_form_with_all_details_waits_too(visit: Visit) -> None:
    visitor = ready(member(visit, "careful"))
    page = visitor.page
    visitor.open("/episodes/new")
    page.fill("#note", "typed in full")
    page.locator("label", has_text="Stabbing").click()
    cut(visitor)
    page.click("main .save .main")
    shows_today(page)
    expect(page.locator(".entry-line.waiting")).to_contain_text("Spasm")
    says_waiting(page, 1)
    unfold(page)
    expect(page.locator("#waiting .note")).to_have_text("typed in full")
    mended(visitor)
    all_sent(page)
    (row,) = rows(visitor, "episodes")
    assert (row["note"], row["symptoms"]) == ("typed in full", "stabbing")


def test_taps_are_sent_in_their_order(visit: Visit) -> None:
    visitor = ready(member(visit, "wavering"))
    cut(visitor)
    for number, level in enumerate((3, 8, 5), start=1):
        visitor.tap(f"section:has(#pain-title) button[value='{level}']")
        says_waiting(visitor.page, number)
    mended(visitor)
    all_sent(visitor.page)
    visitor.page.wait_for_selector(".entries:has-text('Pain 5')")
    assert [row["level"] for row in rows(visitor, "pain")] == ["5"]


def test_what_waits_can_be_taken_out(visit: Visit) -> None:
    visitor = ready(member(visit, "regretting"))
    cut(visitor)
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 1)
    unfold(visitor.page)
    visitor.tap("#waiting button:has-text('Remove')")
    expect(visitor.page.locator("#waiting")).to_be_hidden()
    mended(visitor)
    visitor.open("/")
    assert rows(visitor, "exercises") == []


def test_two_tabs_send_each_entry_once(visit: Visit) -> None:
    visitor = ready(member(visit, "twofold"))
    other = visitor.context.new_page()
    other.goto(visitor.server.url + "/")
    cut(visitor)
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 1)
    other.click(".tap:has-text('Curl-up')")
    says_waiting(other, 2)
    says_waiting(visitor.page, 2)
    mended(visitor)
    all_sent(visitor.page)
    all_sent(other)
    assert {row["exercise"] for row in rows(visitor, "exercises")} == {"Bridge", "Curl-up"}
    assert len(rows(visitor, "exercises")) == 2


def test_the_safety_card_is_there_without_a_network(visit: Visit) -> None:
    visitor = ready(member(visit, "worried"))
    cut(visitor)
    visitor.open("/safety")
    expect(visitor.page.locator("h1")).to_have_text("When to see a doctor")
    mended(visitor)


def test_the_shortcut_of_the_home_screen_starts_a_spasm_in_one_more_tap(visit: Visit) -> None:
    visitor = member(visit, "at home")
    visitor.open("/episodes/now")
    visitor.tap("button:has-text('30 minutes ago')")
    expect(visitor.page.locator("[data-since]").first).to_be_visible()
    (row,) = rows(visitor, "episodes")
    began = datetime.fromisoformat(row["started_at"])
    assert timedelta(minutes=29) < clock.now() - began < timedelta(minutes=31)
    assert visitor.taps == 1


# A server that dies


def test_a_server_killed_between_saving_and_answering_saves_once(
    wired: tuple[Visitor, Wire],
) -> None:
    visitor, wire = wired
    ready(visitor.registered("unlucky"))
    wire.losing = True
    visitor.tap(".tap:has-text('Bridge')")
    assert wire.lost.wait(60), "the journal never answered"
    visitor.server.kill()
    wire.losing = False
    says_waiting(visitor.page, 1)
    visitor.server.process = started(visitor.server.folder, wire.to_port).process
    (saved,) = rows(visitor, "exercises")
    visitor.page.reload()
    all_sent(visitor.page)
    assert rows(visitor, "exercises") == [saved]


def test_while_the_server_is_gone_the_page_without_a_network_stands_in(
    wired: tuple[Visitor, Wire],
) -> None:
    visitor, wire = wired
    ready(visitor.registered("patient"))
    visitor.server.kill()
    visitor.open("/")
    shows_today(visitor.page)
    visitor.tap(".spasm-now .big")
    expect(visitor.page.locator(".running")).to_contain_text("Spasm since")
    says_waiting(visitor.page, 1)
    visitor.server.process = started(visitor.server.folder, wire.to_port).process
    all_sent(visitor.page)
    assert len(rows(visitor, "episodes")) == 1


def test_on_a_network_that_hardly_is_one_the_page_stands_in_until_asked_again(
    wired: tuple[Visitor, Wire],
) -> None:
    visitor, wire = wired
    ready(visitor.registered("far out"))
    wire.delay = 6
    visitor.open("/diary")
    expect(visitor.page.locator("h1")).to_have_text("You’re offline")
    visitor.page.reload()
    expect(visitor.page.locator("h1")).to_have_text("Diary")
    wire.delay = 0


def test_a_new_version_takes_the_place_of_the_old(wired: tuple[Visitor, Wire]) -> None:
    visitor, wire = wired
    ready(visitor.registered("up to date"))
    (old,) = told(visitor.page, "() => caches.keys()")
    version = old.removeprefix("shell-")
    wire.changes = {version.encode(): b"0123456789"}
    told(visitor.page, "async () => { await (await navigator.serviceWorker.ready).update() }")
    becomes(visitor.page, "String(await caches.keys()) === 'shell-0123456789'")
    assert set(kept(visitor)) == allowed(visitor)


# Another version, another tab


def test_an_open_tab_gives_way_to_a_newer_version_of_the_database(visit: Visit) -> None:
    visitor = ready(member(visit, "many tabs"))
    newer = visitor.context.new_page()
    newer.goto(visitor.server.url + "/help")
    version = told(
        newer,
        """async () => {
            const opened = await idb.openDB("journal", 2, {
                blocking: (now, wanted, event) => event.target.close(),
            });
            return opened.version;
        }""",
    )
    assert version == 2


def test_a_tab_that_does_not_give_way_is_told_of_and_stops_nobody(visit: Visit) -> None:
    visitor = visit(service_workers="block").registered("stubborn tab")
    stubborn = visitor.context.new_page()
    stubborn.goto(visitor.server.url + "/healthz")
    stubborn.evaluate(
        "() => new Promise((done) => { indexedDB.open('journal').onsuccess = done })"
    )

    def newer(route: Route) -> None:
        text = route.fetch().text()
        assert "const VERSION = 1;" in text
        changed = text.replace("const VERSION = 1;", "const VERSION = 2;").replace(
            "function createStores(database) {", "function createStores(database) { return;"
        )
        route.fulfill(body=changed, content_type="text/javascript")

    visitor.context.route("**/offline/database.js", newer)
    visitor.open("/")
    expect(visitor.page.locator(".messages")).to_contain_text("Close the journal’s other tabs")
    visitor.tap(".tap:has-text('Bridge')")
    visitor.page.wait_for_selector(".tap.done")
    stubborn.close()
    becomes(visitor.page, f"(await ({WAITING})()).length === 0")
    assert len(rows(visitor, "exercises")) == 1


# Only for whoever wrote it


def test_another_person_neither_sees_nor_sends_it(visit: Visit) -> None:
    visitor = ready(member(visit, "ada waits"))
    other = member(visit, "bob comes")
    cut(visitor)
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 1)
    visitor.page.evaluate(DRAFT)
    visitor.context.clear_cookies()
    mended(visitor)
    visitor.open("/account/sign-in")
    expect(visitor.page.locator(".messages")).to_contain_text("1 entry saved on this phone")
    assert visitor.page.evaluate("localStorage.length") == 1
    visitor.signs_in("bob comes")
    becomes(visitor.page, "localStorage.length === 0")
    visitor.page.evaluate(DRAFT)
    visitor.open("/diary")
    assert visitor.page.evaluate("localStorage.length") == 1
    visitor.page.wait_for_timeout(500)
    expect(visitor.page.locator("#waiting")).to_be_hidden()
    assert told(visitor.page, WAITING) == ["/exercises/new"]
    assert rows(visitor, "exercises") == rows(other, "exercises") == []
    visitor.page.once("dialog", lambda dialog: dialog.accept())
    signed_out(visitor)
    visitor.signs_in("ada waits")
    all_sent(visitor.page)
    assert [row["exercise"] for row in rows(visitor, "exercises")] == ["Bridge"]


def test_a_page_left_open_while_another_person_signed_in_keeps_its_entry(visit: Visit) -> None:
    visitor = ready(member(visit, "first here"))
    member(visit, "second here")
    left_open = visitor.page
    visitor.page = visitor.context.new_page()
    signed_out_in_new_tab(visitor)
    visitor.signs_in("second here")
    left_open.click(".tap:has-text('Bridge')")
    expect(left_open.locator("#waiting summary")).to_have_text(
        "1 saved on this phone: sign in to sync"
    )
    assert rows(visitor, "exercises") == []
    visitor.foresees("status of 400")


def signed_out_in_new_tab(visitor: Visitor) -> None:
    visitor.open("/")
    signed_out(visitor)


# Conflicts


def test_an_edit_that_met_another_is_shown_and_never_overwrites(visit: Visit) -> None:
    visitor = ready(member(visit, "editing"))
    page = visitor.page
    visitor.tap("section:has(#pain-title) button[value='4']")
    page.wait_for_selector(".entries")
    (row,) = rows(visitor, "pain")
    path = f"/pain/{row['id']}/edit"
    elsewhere = visit().signed_in("editing")
    visitor.open(path)
    elsewhere.open(path)
    elsewhere.page.fill("#note", "typed on the other device")
    elsewhere.page.click("main .save .main")
    elsewhere.page.wait_for_url(visitor.server.url + "/")
    page.fill("#note", "typed without a network")
    cut(visitor)
    page.click("main .save .main")
    shows_today(page)
    says_waiting(page, 1)
    mended(visitor)
    came_back(page)
    expect(page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    assert rows(visitor, "pain")[0]["note"] == "typed on the other device"
    unfold(page)
    expect(page.locator("#waiting .problem")).to_contain_text("This was also changed elsewhere")
    page.click("#waiting button:has-text('Open')")
    page.wait_for_url("**" + path)
    assert page.input_value("#note") == "typed without a network"
    expect(page.locator(".beside")).to_contain_text("typed on the other device")
    page.click("main .save .main")
    page.wait_for_url(visitor.server.url + "/")
    all_sent(page)
    assert rows(visitor, "pain")[0]["note"] == "typed without a network"
    visitor.foresees("status of 409")


@pytest.mark.parametrize(
    ("choice", "level"), [("main .save .main", "1"), ("main [data-leave]", "10")]
)
def test_an_older_tap_that_waited_never_takes_the_place_of_a_later_one(
    visit: Visit, choice: str, level: str
) -> None:
    name = f"on two phones, {level}"
    visitor = ready(member(visit, name))
    elsewhere = visit().signed_in(name)
    page, place = visitor.page, "section:has(#pain-title)"
    cut(visitor)
    page.clock.set_system_time(clock.now() - timedelta(minutes=1))
    visitor.tap(f"{place} button[value='1']")
    says_waiting(page, 1)
    elsewhere.tap(f"{place} button[value='10']")
    expect(elsewhere.page.locator(".entries")).to_contain_text("Pain 10")
    page.clock.set_system_time(clock.now())
    mended(visitor)
    expect(page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    assert [row["level"] for row in rows(visitor, "pain")] == ["10"]
    visitor.open("/")
    expect(page.locator(f"{place} button[value='10']")).to_have_attribute("aria-pressed", "true")
    unfold(page)
    expect(page.locator("#waiting li")).to_contain_text("Pain 1")
    expect(page.locator("#waiting .problem")).to_contain_text("This was also changed elsewhere")
    page.click("#waiting button:has-text('Open')")
    page.wait_for_url("**/pain/new")
    expect(page.locator(".saved")).to_contain_text("Pain 10")
    expect(page.locator("input[name=level][value='1']")).to_be_checked()
    page.click(choice)
    page.wait_for_url(visitor.server.url + "/")
    all_sent(page)
    assert [row["level"] for row in rows(visitor, "pain")] == [level]
    visitor.foresees("status of 409")


def test_what_was_renamed_elsewhere_is_saved_and_what_was_removed_is_kept_with_its_problem(
    visit: Visit,
) -> None:
    visitor = ready(member(visit, "renaming"))
    elsewhere = visit().signed_in("renaming", then="/programme")
    elsewhere.page.locator("summary", has_text="Bridge").click()
    elsewhere.page.fill("details[open] input[name=name]", "Lift")
    elsewhere.page.click("details[open] button:has-text('Rename')")
    expect(elsewhere.page.locator(".message")).to_contain_text("Lift")
    elsewhere.page.locator("summary", has_text="Curl-up").click()
    elsewhere.page.click("details[open] button:has-text('Remove from the list')")
    expect(elsewhere.page.locator(".message")).to_contain_text("Curl-up")
    cut(visitor)
    visitor.tap(".tap:has-text('Curl-up')")
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 2)
    mended(visitor)
    expect(visitor.page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    unfold(visitor.page)
    expect(visitor.page.locator("#waiting .problem")).to_contain_text("not in your list")
    assert [row["exercise"] for row in rows(visitor, "exercises")] == ["Lift"]
    visitor.foresees("status of 422")


def local(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as a field of a form shows it."""
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}"


def test_a_spasm_that_meets_another_keeps_its_times_and_all_that_waits_follows_it(
    visit: Visit,
) -> None:
    zone = ZoneInfo("Asia/Tokyo")
    visitor = ready(member(visit, "two phones", zone.key))
    page = visitor.page
    minute = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=90)
    began = minute + timedelta(seconds=30)  # so that no second more or less is another minute
    first, ended = minute - timedelta(minutes=20), began + timedelta(minutes=40)
    elsewhere = visit().signed_in("two phones", then="/episodes/new").page
    elsewhere.fill("#started_at", local(first, zone))
    elsewhere.fill("#ended_at", local(began + timedelta(minutes=10), zone))
    elsewhere.click("main .save .main")
    elsewhere.wait_for_selector(".message")
    page.clock.set_system_time(began)
    cut(visitor)
    page.click("#start-0")
    says_waiting(page, 1)
    page.clock.set_system_time(began + timedelta(minutes=5))
    page.click(".running button[value='9']")
    says_waiting(page, 2)
    page.clock.set_system_time(ended)
    page.click(".running button:has-text('It ended')")
    says_waiting(page, 3)
    page.clock.set_system_time(clock.now())
    mended(visitor)
    came_back(page)
    all_sent(page)
    assert len(rows(visitor, "episodes")) == 2
    visitor.open(f"/?day={first.astimezone(zone).date()}")
    visitor.tap("#overlap-one")
    expect(page.locator("#overlap-one")).to_have_count(0)
    (spasm,), (level,) = rows(visitor, "episodes"), rows(visitor, "pain")
    moments = [datetime.fromisoformat(spasm[name]) for name in ("started_at", "ended_at")]
    assert [moment.replace(second=0) for moment in moments] == [first, ended.replace(second=0)]
    assert (level["episode_id"], spasm["peak_level"]) == (spasm["id"], "9")


# A journal that fails


def failing(visitor: Visitor, status: int, *exercises: str) -> list[str]:
    """Let the journal fail with some exercises; what is sent, as it comes."""
    requests: list[str] = []

    def answer(route: Route) -> None:
        (exercise,) = parse_qs(route.request.post_data or "")["exercise"]
        requests.append(exercise)
        if exercise in exercises:
            route.fulfill(status=status, body="no")
        else:
            route.fallback()

    visitor.foresees(f"status of {status}")
    visitor.context.route("**/exercises/new", answer)
    return requests


def works_again(visitor: Visitor) -> None:
    visitor.context.unroute_all()


@pytest.mark.parametrize("status", [500, 403])
def test_an_entry_the_journal_fails_with_waits_alone(visit: Visit, status: int) -> None:
    visitor = ready(member(visit, f"stumbling {status}"))
    page = visitor.page
    cut(visitor)
    for number, exercise in enumerate(("Bridge", "Curl-up", "Walking"), start=1):
        visitor.tap(f".tap:has-text('{exercise}')")
        says_waiting(page, number)
    requests = failing(visitor, status, "Bridge")
    mended(visitor)
    expect(page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    assert requests == ["Bridge", "Curl-up", "Walking"]
    assert {row["exercise"] for row in rows(visitor, "exercises")} == {"Curl-up", "Walking"}
    page.click("[data-sign-out] button")
    expect(page.locator("#leaving")).to_contain_text("1 entry on this phone")
    page.click("#leaving button:has-text('Stay')")
    works_again(visitor)
    unfold(page)
    expect(page.locator("#waiting .problem")).to_contain_text("It’s saved on this phone")
    page.click("#waiting button:has-text('Try again')")
    all_sent(page)
    names = [row["exercise"] for row in rows(visitor, "exercises")]
    assert sorted(names) == ["Bridge", "Curl-up", "Walking"]


def test_a_form_the_journal_fails_with_is_kept_once(visit: Visit) -> None:
    visitor = ready(member(visit, "stumbling again"))
    failing(visitor, 500, "Bridge")
    visitor.open("/exercises/new?exercise=Bridge")
    visitor.page.click("details:has(#note) > summary")
    visitor.page.fill("#note", "typed in full")
    visitor.page.click("main .save .main")
    visitor.page.wait_for_url(visitor.server.url + "/")
    expect(visitor.page.locator("#waiting summary")).to_have_text("1 entry needs another look")
    works_again(visitor)
    unfold(visitor.page)
    visitor.page.click("#waiting button:has-text('Try again')")
    all_sent(visitor.page)
    assert [row["note"] for row in rows(visitor, "exercises")] == ["typed in full"]


def test_a_busy_journal_is_asked_again_and_lets_people_go(visit: Visit) -> None:
    visitor = ready(member(visit, "at rush hour"))
    failing(visitor, 503, "Bridge")
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 1)
    visitor.page.click("[data-sign-out] button")
    expect(visitor.page.locator("#leaving")).to_contain_text("1 entry on this phone")
    visitor.page.click("#leaving button:has-text('Stay')")
    works_again(visitor)
    expect(visitor.page.locator("#waiting")).to_be_hidden(timeout=2 * PATIENCE)
    assert [row["exercise"] for row in rows(visitor, "exercises")] == ["Bridge"]


# Signing out


def stuck(visit: Visit, name: str) -> Visitor:
    """Somebody with an entry that the journal refuses."""
    visitor = ready(member(visit, name))
    told(
        visitor.page,
        f"""async ([path, account]) => {module("queue")}.addEntry({{
             account, path, fields: [["level", "11"]], key: crypto.randomUUID(), at: Date.now(),
             zone: "UTC", problem: {{ status: 422, page: "" }} }})""",
        ["/pain/new", visitor.page.evaluate("document.body.dataset.account")],
    )
    return visitor


def test_signing_out_sends_first(visit: Visit) -> None:
    visitor = ready(member(visit, "in a hurry"))
    cut(visitor)
    visitor.tap(".tap:has-text('Bridge')")
    says_waiting(visitor.page, 1)
    mended(visitor)
    signed_out(visitor)
    visitor.signs_in("in a hurry")
    assert len(rows(visitor, "exercises")) == 1


@pytest.mark.parametrize(("choice", "count"), [("Leave", 1), ("Delete", 0)])
def test_signing_out_asks_what_to_do_with_the_rest(visit: Visit, choice: str, count: int) -> None:
    visitor = stuck(visit, f"asked {count}")
    page = visitor.page
    page.click("[data-sign-out] button")
    expect(page.locator("#leaving")).to_contain_text("1 entry on this phone")
    page.click("#leaving button:has-text('Stay')")
    expect(page.locator("#leaving")).to_be_hidden()
    page.wait_for_timeout(800)  # sooner it would be the second tap of two
    page.click("[data-sign-out] button")
    page.click(f"#leaving button:has-text('{choice}')")
    page.wait_for_url("**/account/sign-in")
    assert len(told(page, WAITING)) == count


def test_without_a_network_nobody_is_signed_out_by_half(visit: Visit) -> None:
    visitor = ready(member(visit, "underground"))
    cut(visitor)
    visitor.page.click("[data-sign-out] button")
    expect(visitor.page.locator(".messages")).to_contain_text("can’t sign out")
    assert told(visitor.page, KNOWN)
    mended(visitor)


def test_after_signing_out_nothing_private_is_left(visit: Visit) -> None:
    visitor = ready(member(visit, "vanishing"))
    page = visitor.page
    page.click(".tap:has-text('Bridge')")
    page.wait_for_selector(".tap.done")
    visitor.open("/diary")
    assert told(page, KNOWN)
    page.evaluate(DRAFT)
    page.once("dialog", lambda dialog: dialog.accept())
    signed_out(visitor)
    nothing_is_left(visitor, "vanishing", "Bridge")
    page.go_back()
    page.wait_for_load_state()
    assert "Bridge" not in page.content()
    cut(visitor)
    visitor.open("/")
    expect(page.locator("#stand-in")).to_contain_text("sign in and open Today once")
    assert "Bridge" not in page.content()
    mended(visitor)


def test_deleting_the_account_takes_what_waits_along(visit: Visit) -> None:
    visitor = stuck(visit, "departing")
    visitor.page.evaluate(DRAFT)
    assert "typed in a session" in told(visitor.page, HELD).values()
    visitor.open("/account/")
    visitor.page.locator("summary", has_text="Delete the account").click()
    visitor.page.fill("#confirm", "departing")
    visitor.page.fill("#own_password", PASSWORD)
    visitor.page.click("button:has-text('Delete everything')")
    visitor.page.wait_for_url("**/account/sign-in")
    nothing_is_left(visitor, "departing")


def kept(visitor: Visitor) -> dict[str, str]:
    """What every cache holds, by address."""
    texts: dict[str, str] = told(visitor.page, STORED)
    return texts


def allowed(visitor: Visitor) -> set[str]:
    """What caches may hold: the files of the shell as the pages name them, and two pages."""
    address = visitor.server.url + "/sw.js"
    # A connection that a server lets go of at this moment is made anew.
    worker = visitor.context.request.get(address, max_retries=3).text()
    files = {word for word in worker.split('"') if word.startswith(("/static/", "/words.js"))}
    return {"/safety", "/offline"} | files


def test_the_device_keeps_exactly_what_is_on_the_list(visit: Visit) -> None:
    visitor = ready(visit().signed_in("demo"))
    for path in ("/diary", "/charts", "/programme", "/pain/new", "/account/", "/export"):
        visitor.open(path)
    texts = kept(visitor)
    assert set(texts) == allowed(visitor)
    assert len(texts) == len(SHELL) + 3  # two pages, and the words of scripts
    assert "demo" not in texts["/safety"] + texts["/offline"]

"""Today that stands open over midnight, in a browser without a service worker, and no answer."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser import clock
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_offline import becomes, member, says_waiting
from tests.browser.test_offline_today import RETURNS

PAST_MIDNIGHT = clock.now() + timedelta(hours=11)
LOADED = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/undo.js'))"


def open_over_midnight(visit: Visit, name: str) -> Visitor:
    """Today of somebody, on whose device the next day has begun; the network has no answer."""
    visitor = member(visit, name)
    becomes(visitor.page, LOADED)
    visitor.page.clock.set_system_time(PAST_MIDNIGHT)
    visitor.foresees("net::ERR_")
    visitor.page.route("**/*", lambda route: route.abort())
    return visitor


def test_today_left_open_over_midnight_is_asked_for_until_there_is_an_answer(visit: Visit) -> None:
    visitor = open_over_midnight(visit, "asked for again")
    page = visitor.page
    for _ in range(2):
        with page.expect_request(visitor.server.url + "/"):
            page.evaluate(RETURNS)
        page.wait_for_timeout(500)
    page.unroute_all()
    with page.expect_response(visitor.server.url + "/"):
        page.evaluate(RETURNS)


def test_a_tap_after_midnight_that_finds_no_answer_says_of_which_day_it_is(visit: Visit) -> None:
    visitor = open_over_midnight(visit, "tapped after midnight")
    page = visitor.page
    page.locator(".tap:has-text('Bridge')").click()
    local = PAST_MIDNIGHT.astimezone(ZoneInfo(clock.ZONE))
    day = f"{local:%a} {local.day} {local:%b}"
    expect(page.locator("#toast")).to_contain_text(f"Bridge saved on this phone, {day}")
    says_waiting(page, 1)
    page.unroute_all()

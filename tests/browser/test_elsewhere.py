"""A device that was carried to where the clocks show another time."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_offline import becomes, member, says_waiting

LOADED = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/undo.js'))"


def test_today_says_by_itself_where_its_times_are(visit: Visit) -> None:
    visitor = visit(timezone_id="Asia/Tokyo")
    visitor.server.add_user("carried to Tokyo", "Europe/Vienna")
    page = visitor.signed_in("carried to Tokyo").page
    expect(page.locator("#elsewhere")).to_contain_text("This device is in Asia/Tokyo.")
    visitor.tap("#relief-cold")
    expect(page.locator("#today-logged .entry-line")).to_contain_text("(Vienna)")
    visitor.foresees("net::ERR_")
    visitor.context.set_offline(True)
    page.locator(".tap:has-text('Bridge')").click()
    says_waiting(page, 1)
    expect(page.locator("#today-logged .waiting")).to_contain_text("(Vienna)")
    visitor.context.set_offline(False)


def test_at_home_nothing_is_said_and_no_cookie_set(visit: Visit) -> None:
    visitor = member(visit, "stays at home")
    becomes(visitor.page, LOADED)
    visitor.open("/")
    expect(visitor.page.locator("#elsewhere")).to_have_count(0)
    assert "device_zone" not in {cookie.get("name") for cookie in visitor.context.cookies()}

"""Logging in a real browser: how many taps it takes, and that no script is needed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_offline import member

pytestmark = pytest.mark.service_worker


def logged(visitor: Visitor) -> str:
    """What the page says was logged."""
    return visitor.page.locator(".entries").inner_text()


def test_a_days_pain_is_one_tap_answered_in_place(visit: Visit) -> None:
    visitor = visit().registered("one tap")
    visitor.page.evaluate("window.stayed = true")
    visitor.tap("button[name=level][value='4']")
    visitor.page.locator(".entries").wait_for()
    assert "Pain 4" in logged(visitor)
    assert visitor.page.evaluate("window.stayed") is True
    assert visitor.taps == 1


def test_an_exercise_as_prescribed_is_one_tap_and_undone_by_another(visit: Visit) -> None:
    visitor = visit().registered("bridge")
    visitor.tap(".tap:has-text('Bridge')")
    visitor.page.locator(".tap.done:has-text('Bridge')").wait_for()
    assert "15 times" in logged(visitor)
    visitor.tap(".message button:has-text('Undo')")
    visitor.page.locator(".message:has-text('Undone')").wait_for()
    assert visitor.page.locator(".tap.done").count() == 0


def test_a_spasm_starts_with_one_tap_and_ends_with_one(visit: Visit) -> None:
    visitor = visit().registered("cramp")
    visitor.tap(".spasm-now .big")
    visitor.tap("#end-spasm")
    visitor.page.wait_for_url("**/ended")
    visitor.open("/")
    assert "Spasm" in logged(visitor)
    assert visitor.taps == 2


def test_none_today_is_one_tap(visit: Visit) -> None:
    visitor = visit().registered("resting")
    visitor.tap("#no-exercise")
    expect(visitor.page.locator("#no-exercise")).to_have_attribute("aria-pressed", "true")
    assert "rest day" in logged(visitor).lower()


def test_a_double_tap_saves_once(visit: Visit) -> None:
    visitor = visit().registered("shaky")
    visitor.page.locator(".tap:has-text('Walking')").dblclick()
    expect(visitor.page.locator(".tap.done:has-text('Walking')")).to_have_count(1)
    expect(visitor.page.locator(".entry-line")).to_have_count(1)
    visitor.page.wait_for_load_state("networkidle")
    visitor.open("/")
    expect(visitor.page.locator(".entry-line")).to_have_count(1)


def test_back_from_what_was_corrected_shows_the_form_and_from_a_look_at_a_file_the_import(
    visit: Visit, tmp_path: Path
) -> None:
    visitor = visit().registered("returning")
    page = visitor.page
    visitor.open("/pain/new")
    page.click("main form .main")
    page.locator(".problem").first.wait_for()
    page.locator("input[name=level][value='4']").check(force=True)
    page.click("main form .main")
    page.wait_for_url(visitor.server.url + "/")
    page.go_back()
    assert page.url.endswith("/pain/new")
    expect(page.locator("input[name=level][value='4']")).to_be_attached()
    file = tmp_path / "pain.csv"
    file.write_text("day,level\n2026-01-05,4\n")
    visitor.open("/import")
    page.set_input_files("input[type=file]", file)
    page.click("main form .main")
    page.locator("main >> text=pain.csv").first.wait_for()
    page.click("nav.bar a:has-text('Charts')")
    page.go_back()
    expect(page.locator("input[type=file]")).to_be_visible()
    visitor.foresees("status of 422")


def test_back_after_a_saved_form_leads_past_it(visit: Visit) -> None:
    visitor = visit().registered("past it", then="/diary")
    page = visitor.page
    visitor.open("/relief/new?next=/diary")
    page.click("label:has-text('Cold')")
    page.click("main .save .main")
    page.wait_for_url(visitor.server.url + "/diary")
    page.go_back()
    page.wait_for_url(visitor.server.url + "/diary")
    assert visitor.server.logged("past it") == 1


def test_a_plain_form_that_one_comes_back_to_saves_the_same_once(visit: Visit) -> None:
    visitor = visit().registered("comes back", then="/templates")
    page = visitor.page
    page.fill("#name", "After a spasm")
    page.click("main .save .main")
    page.wait_for_url("**/templates/*")
    page.go_back()
    assert page.input_value("#name") == "After a spasm"
    page.click("main .save .main")
    page.wait_for_url("**/templates/*")
    visitor.open("/templates")
    expect(page.locator("main .places a")).to_have_count(1)


def test_a_tap_after_the_session_ended_leads_to_the_sign_in(visit: Visit) -> None:
    visitor = visit().registered("forgotten")
    visitor.context.clear_cookies()
    visitor.tap("button[name=level][value='7']")
    visitor.page.locator("h1:has-text('Not saved yet')").wait_for()
    assert visitor.page.input_value("input[name=level]") == "7"
    visitor.foresees("status of 400")


def test_everything_can_be_logged_without_scripts(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False).registered("plain")
    visitor.tap("button[name=level][value='6']")
    assert "Pain 6" in logged(visitor)
    visitor.tap(".tap:has-text('Curl-up')")
    assert "Curl-up" in logged(visitor)
    visitor.tap(".spasm-now .big")
    visitor.tap("#end-spasm")
    visitor.open("/")
    visitor.tap("#relief-cold")
    assert "Cold" in logged(visitor)
    visitor.open("/episodes/new")
    visitor.page.fill("#note", "typed by hand")
    visitor.tap("main .save .main")
    assert "typed by hand" in logged(visitor)


@pytest.mark.parametrize("query", ["", "?invited=somebody#code"], ids=["open", "invited"])
def test_a_new_account_begins_in_the_zone_of_the_device(visit: Visit, query: str) -> None:
    visitor = visit(timezone_id="America/St_Johns")
    visitor.open(f"/account/register{query}")
    assert visitor.page.input_value("#zone") == "America/St_Johns"


def test_a_pause_is_told_at_the_top_of_today_and_moves_nothing(visit: Visit) -> None:
    visitor = member(visit, "at rest")
    page = visitor.page
    for width, height in ((375, 603), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        visitor.open("/")
        place = page.locator("#today-spasm").bounding_box()
        visitor.sends("/account/pause")
        visitor.open("/")
        expect(page.locator("h1")).to_contain_text("paused")
        expect(page.locator("h1 .soft")).to_be_in_viewport(ratio=1)
        assert page.locator("#today-spasm").bounding_box() == place
        visitor.sends("/account/pause/end")

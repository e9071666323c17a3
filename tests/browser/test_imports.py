"""Bringing a tracker's file in, in a real browser: asked, looked at, imported, undone."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import (
    COLOURS,
    EVERY_RULE,
    Rules,
    assert_accessible,
    assert_fits,
)
from tests.browser.conftest import DESKTOP, Visit, Visitor
from tests.browser.profiles import PHONE
from tests.exchange.sample_files import SAMPLES

WINDOWS = {
    "phone, light": (PHONE, "light", EVERY_RULE),
    "desktop, dark": (DESKTOP, "dark", COLOURS),
}


def fine(visitor: Visitor, rules: Rules = EVERY_RULE) -> None:
    """No violation on the page as it stands, and nothing wider than the window."""
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.evaluate(
        "document.querySelectorAll('main details').forEach(it => it.open = true)"
    )
    assert_accessible(visitor.page, rules)
    assert_fits(visitor.page)


def sent(visitor: Visitor, name: str) -> None:
    visitor.open("/import")
    visitor.page.set_input_files("#file", SAMPLES / name)
    visitor.page.click("form.upload button")


@pytest.mark.parametrize("name", WINDOWS)
def test_a_file_is_asked_about_looked_at_imported_and_undone(visit: Visit, name: str) -> None:
    size, scheme, rules = WINDOWS[name]
    visitor = visit(viewport=size, color_scheme=scheme).registered(f"bringing {scheme}")
    sent(visitor, "daylio.csv")
    fine(visitor, rules)
    visitor.page.click("form.questions button.main")
    fine(visitor, rules)
    visitor.page.click("form.save button.main")
    visitor.page.wait_for_url("**/diary?range=all")
    visitor.open("/import")
    fine(visitor, rules)
    visitor.page.click(".past form button")
    expect(visitor.page.locator("#toast")).to_contain_text("Import undone")


def test_any_table_is_told_column_by_column(visit: Visit) -> None:
    visitor = visit().registered("table")
    # A year before, as these tests live in May 2026 and nothing of the future comes in.
    table = (SAMPLES / "table_german.csv").read_bytes().replace(b"2026", b"2025")
    visitor.open("/import")
    visitor.page.set_input_files(
        "#file", {"name": "table.csv", "mimeType": "text/csv", "buffer": table}
    )
    visitor.page.click("form.upload button")
    fine(visitor)
    for _ in range(2):
        visitor.page.click("form.questions button.main")
        fine(visitor)
    visitor.page.get_by_label(
        "What are the pain levels, where a column doesn’t say?"
    ).select_option("now")
    visitor.page.click("form.questions button.main")
    fine(visitor)
    assert "2 new entries" in visitor.page.inner_text(".plan")
    visitor.page.click("form.save button.main")
    visitor.page.wait_for_url("**/diary?range=all")
    assert "nach dem Aufstehen" in visitor.page.inner_text("main")


def test_it_works_without_scripts(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False).registered("no scripts")
    sent(visitor, "daylio.csv")
    visitor.page.click("form.questions button.main")
    visitor.page.click("form.save button.main")
    visitor.page.wait_for_url("**/diary?range=all")
    visitor.page.click(".message button")
    expect(visitor.page.locator("#toast")).to_contain_text("Import undone")


def test_a_form_on_its_way_says_that_it_works(visit: Visit) -> None:
    visitor = visit().registered("waiting", then="/import")
    visitor.page.evaluate("window.addEventListener('submit', it => it.preventDefault())")
    visitor.page.set_input_files("#file", SAMPLES / "daylio.csv")
    notice = visitor.page.locator("form.upload .works")
    assert notice.inner_text() == ""
    visitor.page.click("form.upload button")
    assert "Nothing changes yet" in notice.inner_text()


def test_a_table_without_years_comes_in_but_for_one_row_and_is_taken_back(visit: Visit) -> None:
    visitor = visit(viewport=PHONE).registered("kept table")
    page = visitor.page
    table = b"Date,Pain,Walk,Note\n2 Feb,4,20 min,stiff\n3 Feb,55,30 min,\n4 Feb,6/7,,long drive\n"
    with page.expect_file_chooser() as chooser:
        visitor.open("/import")
        page.click("#file")
    chooser.value.set_files({"name": "back.csv", "mimeType": "text/csv", "buffer": table})
    page.click("form.upload button")
    fine(visitor)
    page.get_by_label("The dates have no year. In which year was “2 Feb”?").select_option("2025")
    for _ in range(6):
        page.locator("form.questions, .faults").first.wait_for()
        if not page.locator("form.questions").count():
            break
        page.click("form.questions button.main")
        fine(visitor)
    expect(page.locator(".faults")).to_contain_text("55")
    visitor.foresees("status of 422")
    page.get_by_role("button", name="in this row").click()
    fine(visitor)
    page.click("form.save button.main")
    page.wait_for_url("**/diary?range=all")
    expect(page.locator("main")).to_contain_text("long drive")
    expect(page.locator("main")).to_contain_text("30 min")  # the rest of its row
    visitor.open("/import")
    page.click(".past form button")
    expect(page.locator("#toast")).to_contain_text("Import undone")
    visitor.open("/diary?range=all")
    expect(page.locator("main")).not_to_contain_text("long drive")

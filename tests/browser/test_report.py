"""The page for a doctor on paper: one A4 or Letter page, then the entries, and nothing else."""

from pathlib import Path

import pypdfium2
import pytest

from tests.browser.conftest import DESKTOP, Visit, Visitor

LONG = "Does the tingling in the left leg need another picture of the back, or can it wait? "


def on_paper(visitor: Visitor, path: str, size: str, folder: Path) -> list[str]:
    """The words of each page, printed from the browser."""
    visitor.open(path)
    file = folder / "report.pdf"
    visitor.page.pdf(path=file, format=size)
    with pypdfium2.PdfDocument(file) as document:
        return [" ".join(it.get_textpage().get_text_range().split()) for it in document]


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("period", ["4w", "12w", "1y", "all"])
def test_it_prints_to_one_page_and_an_appendix(
    visit: Visit, tmp_path: Path, size: str, period: str
) -> None:
    visitor = visit(viewport=DESKTOP, color_scheme="dark").signed_in("demo")
    first, second, *_ = on_paper(visitor, f"/report?range={period}", size, tmp_path)
    for words in ("demo", "Days logged", "Pain", "Spasms", "Exercises done", "Relief", "PEG"):
        assert words in first
    assert "Appendix" not in first
    assert second.startswith("Appendix")
    for words in ("Choose, look", "Sign out", "Safety", "Take the PDF"):
        assert words not in first


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_fullest_page_is_still_one(visit: Visit, tmp_path: Path, size: str) -> None:
    visitor = visit(viewport=DESKTOP).registered(f"full {size}")
    visitor.open("/programme")
    for number in range(9):
        name = f"An exercise of such a long name that it takes two lines in its column, {number}"
        visitor.page.fill("#name", name)
        visitor.page.locator("form:has(#name) button").click()
        visitor.open("/programme/new")
        visitor.page.locator("[name=exercise]").select_option(label=name)
        visitor.page.locator("main .main").click()
        visitor.open("/programme")
    visitor.open("/report")
    visitor.page.locator("summary", has_text="Your name").click()
    visitor.page.fill(
        "#name", "A name as long as names are allowed to be, for somebody with a title"
    )
    visitor.page.fill("#questions", LONG * 20)
    visitor.page.locator(".introduce .main").click()
    visitor.page.wait_for_load_state()
    first, second, *_ = on_paper(visitor, "/report", size, tmp_path)
    assert "In full on the next page." in first
    assert "7 more exercises" in first
    assert second.startswith("What I want to ask, in full")


def test_only_the_sheets_are_white_at_night(visit: Visit) -> None:
    visitor = visit(color_scheme="dark").signed_in("demo")
    visitor.open("/report")
    colours = visitor.page.evaluate(
        "[document.body, document.querySelector('.sheet')]"
        ".map(it => getComputedStyle(it).backgroundColor)"
    )
    assert colours[1] == "rgb(255, 255, 255)"
    assert colours[0] != colours[1]

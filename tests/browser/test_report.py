"""The page for a doctor on paper: one A4 or Letter page, then the entries, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from journal.core.model.vocabulary import RELIEF_METHODS
from journal.core.report.options import SECTIONS
from tests.browser import clock
from tests.browser.conftest import DESKTOP, Look, Visit, Visitor

LONG = "Does the tingling in the left leg need another picture of the back, or can it wait? "


SIZES = ("A4", "Letter")


def on_paper(visitor: Visitor, size: str, folder: Path) -> list[str]:
    """The words of each page of what is open, printed from the browser."""
    file = folder / "report.pdf"
    visitor.page.pdf(path=file, format=size)
    with pypdfium2.PdfDocument(file) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("period", ["4w", "12w", "1y", "all"])
def test_it_prints_to_one_page_and_an_appendix(look: Look, tmp_path: Path, period: str) -> None:
    visitor = look(viewport=DESKTOP, color_scheme="dark")
    visitor.open(f"/report?range={period}")
    on_screen_alone = ("Choose what it shows", "Sign out", "Safety", "Download PDF")
    for words in on_screen_alone:
        assert words in str(visitor.page.text_content("body"))
    for size in SIZES:
        first, second, *_ = on_paper(visitor, size, tmp_path)
        for words in (
            "demo",
            "Days with an average",
            "Pain",
            "Spasms",
            "Exercises: done and planned",
            "Relief",
            "PEG",
        ):
            assert words in first
        assert "Appendix" not in first
        assert second.startswith("Appendix")
        for words in on_screen_alone:
            assert words not in first


def test_each_section_is_chosen_on_one_line_with_its_box(look: Look) -> None:
    visitor = look(viewport={"width": 375, "height": 603})
    visitor.open("/report")
    visitor.page.click("text=Sections and notes")
    boxes = [tick.bounding_box() for tick in visitor.page.locator(".ticks .tick").all()]
    heights = [box["height"] for box in boxes if box]
    assert len(heights) == len(SECTIONS) + 1
    assert min(heights) >= 44
    assert sum(heights) < 480, "two lines each, they took a screen and a half"


def full_diary(folder: Path) -> list[str]:
    """Files of a diary that has more of everything than a page holds."""
    today = clock.now().replace(hour=1, minute=0, second=0, microsecond=0, tzinfo=None)
    moments = [(today - timedelta(days=days)).isoformat() for days in range(1, 25)]
    names = [f"An exercise of such a long name that it takes two lines, {n}" for n in range(9)]
    files = {
        "pain": ["day,kind,level", *(f"{at[:10]},day_average,{at[9]}" for at in moments)],
        "programme": ["exercise,starts_on", *(f'"{name}",2026-01-01' for name in names)],
        "checkins": ["recorded_at,pain,enjoyment,activity", *(f"{at},1,2,3" for at in moments)],
        "relief": [
            "applied_at,method,note",
            *(
                f'{at},{method},"{method} {at}, as the doctor said it should be taken, with food"'
                for at in moments
                for method in RELIEF_METHODS
            ),
        ],
    }
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines))
    return [str(folder / f"{name}.csv") for name in files]


def test_the_fullest_page_is_still_one(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(viewport=DESKTOP).registered("full")
    visitor.server.command("import", "full", *full_diary(tmp_path))
    visitor.open("/report")
    visitor.page.locator("summary", has_text="Your name").click()
    visitor.page.fill(
        "#name", "A name as long as names are allowed to be, for somebody with a title"
    )
    visitor.page.fill("#questions", LONG * 20)
    visitor.page.locator(".introduce .main").click()
    visitor.page.wait_for_load_state()
    visitor.open("/report?notes=on")
    for size in SIZES:
        first, second, *_ = on_paper(visitor, size, tmp_path)
        assert "In full on the next page." in first
        assert "3 more exercises" in first
        assert second.startswith("What I want to ask, in full")


def test_only_the_sheets_are_white_at_night(look: Look) -> None:
    visitor = look(color_scheme="dark")
    visitor.open("/report")
    colours = visitor.page.evaluate(
        "[document.body, document.querySelector('.sheet')]"
        ".map(it => getComputedStyle(it).backgroundColor)"
    )
    assert colours[1] == "rgb(255, 255, 255)"
    assert colours[0] != colours[1]

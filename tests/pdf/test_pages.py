"""Sheets as a PDF: the first on one page, the rest on as many as it takes, all words there."""

import subprocess
import sys

import pypdfium2
import pytest

from journal.pdf import NotPrinted, printed
from journal.pdf.tree import page

TABLE = (
    '<article class="sheet"><h2>Appendix</h2><table><thead><tr><th scope="col">Day</th>'
    '<th scope="col" class="words">Logged</th></tr></thead><tbody>{}</tbody></table></article>'
)


def texts(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


def front(inside: str) -> str:
    return (
        '<article class="sheet front"><header><h2>Ada</h2><p class="dates">May</p></header>'
        f"{inside}</article>"
    )


def test_a_page_comes_out_as_a_pdf_with_its_words() -> None:
    (words,) = texts(printed(front("<p>Γειά, 王, 🦴 &amp; ćma</p>")))
    assert "Ada" in words
    assert "Γειά, 王, [bone] & ćma" in words


def test_a_persons_own_words_are_marked_as_of_a_direction_of_their_own() -> None:
    assert page("<p>worst 8 “<bdi>אב</bdi>” 3</p>").text == "worst 8 “\u2068אב\u2069” 3"


def test_the_first_sheet_stays_on_one_page() -> None:
    lines = "".join(f"<p>line {number}</p>" for number in range(80))
    (words,) = texts(printed(front(lines)))
    assert "line 79" in words


def test_a_table_runs_on_under_its_head() -> None:
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td class="words"><p>row</p></td></tr>'
        for number in range(200)
    )
    pages = texts(printed(TABLE.format(rows)))
    assert len(pages) == 4
    assert all("Logged" in words for words in pages)


def test_a_note_longer_than_a_page_runs_on() -> None:
    note = " ".join(f"word{number}" for number in range(2500))
    row = f'<tr><th scope="row">1</th><td class="words"><p>{note}</p></td></tr>'
    pages = texts(printed(TABLE.format(row)))
    assert len(pages) == 4
    assert " ".join(pages).count("word") == 2500


def test_an_element_left_open_is_refused() -> None:
    for html in ("<article><p>x</article>", "<article>"):
        with pytest.raises(ValueError, match="closed"):
            page(html)
        with pytest.raises(NotPrinted):
            printed(html)


def test_the_server_itself_never_loads_the_printer() -> None:
    script = "import sys, journal.app; print('reportlab' in sys.modules)"
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert process.stdout.strip() == b"False"


def test_its_title_is_shown_its_language_told_and_each_sheet_in_its_outline() -> None:
    second = '<article class="sheet"><h2>Appendix: the entries</h2><p>a</p></article>'
    content = printed(
        f'<html lang="en"><title>A summary</title>{front("<p>b</p>")}{second}</html>'
    )
    assert b"/DisplayDocTitle true" in content
    with pypdfium2.PdfDocument(content) as document:
        assert document.get_metadata_dict()["Title"] == "A summary"
        bookmarks = [
            (bookmark.get_title(), bookmark.get_dest().get_index())
            for bookmark in document.get_toc()
        ]
    assert bookmarks == [("Ada", 0), ("Appendix: the entries", 1)]
    assert b"/Lang (en)" in content

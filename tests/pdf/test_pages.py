"""Sheets as a PDF: the first on one page, the rest on as many as it takes, all words there."""

import io
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from journal import pdf
from journal.pdf import NotPrinted, printed, typesetting

TABLE = (
    '<article class="sheet"><h2>Appendix</h2><table><thead><tr><th scope="col">Day</th>'
    '<th scope="col" class="words">Logged</th></tr></thead><tbody>{}</tbody></table></article>'
)
ROW = '<tr><th scope="row">{}</th><td class="words"><p>{}</p></td></tr>'
DRAWING = (
    '<svg viewBox="0 0 720 190" role="img" aria-label="Median pain 4 &amp; its middle half">'
    '<line x1="26" y1="150" x2="650" y2="150" stroke="#5c6467" stroke-width="1"></line>'
    '<circle cx="40" cy="60" r="1.6" fill="#5c6467"></circle>'
    '<text text-anchor="end" font-size="12" x="20" y="154">0 &lt; 1</text></svg>'
)


def page(sheets: str, title: str = "A summary", language: str = "en") -> str:
    return (
        f'<html lang="{language}"><meta name="date" content="2026-05-20"/>'
        f"<title>{title}</title>{sheets}</html>"
    )


def texts(content: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(content) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


def front(inside: str) -> str:
    return (
        '<article class="sheet front"><header><h2>Ada</h2><p class="dates">May</p></header>'
        f"{inside}</article>"
    )


def root_of(content: bytes) -> Any:  # pypdf's dictionaries hold anything
    """The root of a PDF."""
    return PdfReader(io.BytesIO(content)).root_object


def elements_of(node: Any) -> Iterator[Any]:  # as above
    """The elements of a structure, in the order in which they are read."""
    if "/S" in node:
        yield node
    for child in several(node.get("/K", [])):
        value = child.get_object()
        if isinstance(value, DictionaryObject):
            yield from elements_of(value)


def several(value: Any) -> list[Any]:  # as above
    """A value that may stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def test_a_page_comes_out_as_a_pdf_with_its_words() -> None:
    (words,) = texts(printed(page(front("<p>Γειά, 王, 🦴 &amp; ćma</p>"))))
    assert "Ada" in words
    assert "Γειά, 王, [bone] & ćma" in words


@pytest.mark.parametrize(
    "language",
    ["de", "de_AT", "pt-BR", "zh_Hans", "zh_Hans_CN", "sr_Latn", "es-419", "ca-valencia"],
)
def test_the_language_of_a_page_may_name_a_script_or_a_region(language: str) -> None:
    content = printed(page(front("<p>x</p>"), language=language))
    assert str(root_of(content)["/Lang"])[:2] == language[:2]


def test_the_first_sheet_stays_on_one_page() -> None:
    lines = "".join(f"<p>line {number}</p>" for number in range(80))
    (words,) = texts(printed(page(front(lines))))
    assert "line 79" in words


def test_a_first_sheet_is_as_large_as_one_that_was_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for count in (50, 66, 80):
        sheets = page(front("".join(f"<p>line {number}</p>" for number in range(count))))
        files = []
        for most in (len(sheets), 0):
            monkeypatch.setattr(typesetting, "SHORT", most)
            files.append(typesetting.pdf(sheets, pdf.TEMPLATE, [str(pdf.VENDOR)]))
        assert files[0] == files[1], count


def test_of_a_first_sheet_that_fits_no_page_nothing_is_lost() -> None:
    lines = "".join(f"<p>line {number}.</p>" for number in range(300))
    words = " ".join(texts(printed(page(front(lines)))))
    assert all(f"line {number}." in words for number in range(300))


def test_a_table_runs_on_under_its_head() -> None:
    rows = "".join(ROW.format(number, "row") for number in range(200))
    pages = texts(printed(page(TABLE.format(rows))))
    assert 3 <= len(pages) <= 5
    assert all("Logged" in words for words in pages)


def test_each_page_has_its_number() -> None:
    rows = "".join(ROW.format("day", "row") for _ in range(200))
    pages = texts(printed(page(front("<p>x</p>") + TABLE.format(rows))))
    assert [words.split()[-1] for words in pages] == [str(at + 1) for at in range(len(pages))]


def test_a_note_longer_than_a_page_runs_on() -> None:
    note = " ".join(f"word{number}" for number in range(2500))
    pages = texts(printed(page(TABLE.format(ROW.format(1, note)))))
    assert len(pages) >= 3
    assert " ".join(pages).count("word") == 2500


@pytest.mark.parametrize("tag", ["bdi", "span"])
def test_a_long_word_breaks_also_where_a_part_of_it_is_marked(tag: str) -> None:
    word = f"<{tag}>{'a' * 30}</{tag}>{'b' * 30}"
    (words,) = texts(printed(page(front(f"<p>{word}</p>"))))
    assert "aa\u200ba" in words


def test_names_are_marked_off_only_where_some_word_runs_from_right_to_left() -> None:
    for name, is_marked in (("שלום", True), ("Ada", False)):
        (words,) = texts(printed(page(front(f"<p><bdi>{name}</bdi>, 3</p>"))))
        assert ("\u2069" in words) is is_marked


def test_what_the_host_sets_for_python_does_not_reach_the_printer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setattr(pdf, "_surroundings", pdf._surroundings.__wrapped__)  # noqa: SLF001 (not as it was before)
    assert printed(page(front("<p>x</p>")))[:5] == b"%PDF-"


def test_a_name_stays_on_the_page_of_its_drawing() -> None:
    together = f'<div class="together"><h3>Bridge</h3><p>15 times</p>{DRAWING}</div>'
    for count in range(36, 60):
        filler = "<p>before</p>" * count
        sheet = f'<article class="sheet"><h2>Sheet</h2>{filler}<section>{together}</section>'
        pages = texts(printed(page(f"{sheet}</article>")))
        (with_name,) = [words for words in pages if "Bridge" in words]
        assert "0 < 1" in with_name, count


def test_two_columns_stand_beside_each_other_in_order() -> None:
    sections = "".join(f"<section><h3>Part {at}</h3><p>text</p></section>" for at in range(4))
    content = printed(page(front(f'<div class="columns">{sections}</div>')))
    (words,) = texts(content)
    assert [f"Part {at}" in words for at in range(4)] == [True] * 4
    with pypdfium2.PdfDocument(content) as document:
        sheet = document[0].get_textpage()
        lefts = []
        for at in range(4):
            index, _ = sheet.search(f"Part {at}").get_next()
            lefts.append(round(sheet.get_charbox(index)[0]))
    assert lefts[0] == lefts[1] < lefts[2] == lefts[3]


def test_an_element_left_open_is_refused() -> None:
    for html in ("<article><p>x</article>", "<article>"):
        with pytest.raises(NotPrinted, match="XML"):
            printed(page(html))


def test_a_printer_takes_only_so_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ROW.format("day", "word " * 1000) * 100
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "MEMORY_MOST", 40 << 20)
        with pytest.raises(NotPrinted):
            printed(page(TABLE.format(rows)))
    assert len(texts(printed(page(TABLE.format(rows))))) > 5


def test_the_server_itself_never_loads_the_printer() -> None:
    script = "import sys, journal.app; print('typst' in sys.modules)"
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert process.stdout.strip() == b"False"


def test_its_title_is_shown_its_language_told_and_each_sheet_in_its_outline() -> None:
    second = '<article class="sheet"><h2>Appendix: the entries</h2><p>a</p></article>'
    content = printed(page(front("<p>b</p>") + second, language="pt_BR"))
    root = root_of(content)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/Lang"] == "pt-BR"
    with pypdfium2.PdfDocument(content) as document:
        assert document.get_metadata_dict()["Title"] == "A summary"
        bookmarks = [
            (bookmark.get_title(), bookmark.get_dest().get_index())
            for bookmark in document.get_toc()
        ]
    assert bookmarks == [("Ada", 0), ("Appendix: the entries", 1)]


def test_it_says_that_it_is_a_universally_accessible_document() -> None:
    content = printed(page(front("<p>b</p>")))
    root = root_of(content)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_its_structure_has_headings_tables_with_heads_and_drawings_with_words() -> None:
    section = f"<section><h3>Pain</h3>{DRAWING}<p>text</p></section>"
    content = printed(page(front(section) + TABLE.format(ROW.format(1, "row") * 100)))
    elements = list(elements_of(root_of(content)["/StructTreeRoot"]))
    kinds = [str(element["/S"]) for element in elements]
    assert [kind for kind in kinds if kind in {"/H1", "/H2"}] == ["/H1", "/H2", "/H1"]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 2
    assert kinds.count("/TR") == 101
    assert {"/THead", "/TBody", "/P"} <= set(kinds)
    scopes = [
        attributes["/Scope"]
        for element in elements
        if element["/S"] == "/TH"
        for attributes in several(element["/A"])
    ]
    assert scopes == ["/Column"] * 2
    (figure,) = [element for element in elements if element["/S"] == "/Figure"]
    assert figure["/Alt"] == "Median pain 4 & its middle half"


def test_the_same_page_gives_the_same_bytes() -> None:
    sheet = page(front(DRAWING) + TABLE.format(ROW.format(1, "row")))
    first = printed(sheet)
    assert printed(sheet) == first
    with pypdfium2.PdfDocument(first) as document:
        assert document.get_metadata_dict()["CreationDate"].startswith("D:20260520")

"""Letters on paper: every one is drawn or named, in its own direction and its own typeface."""

import io
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from journal.pdf import PRINTER, TEMPLATE, VENDOR, letters, printed, typesetting
from tests.core.strategies import examples
from tests.pdf.letters import listed

PAGE = (
    '<html lang="en"><meta name="date" content="2026-05-20"/><title>Title</title>'
    '<article class="sheet"><h2>Sheet</h2><p class="typed">{}</p></article></html>'
)
UNSEEN = set(" \r\n\u2068\u2069")


def lines(typed: str) -> list[str]:
    """The lines of a text that was typed, as they are read out of the PDF."""
    with pypdfium2.PdfDocument(printed(PAGE.format(typed))) as document:
        text = document[0].get_textpage().get_text_range()
    return [line.strip() for line in text.splitlines()][1:-1]


def places(typed: str) -> str:
    """The letters of a line in the order in which they are seen, from left to right."""
    with pypdfium2.PdfDocument(printed(PAGE.format(typed))) as document:
        page = document[0].get_textpage()
        boxes = [
            (page.get_charbox(at)[0], page.get_text_range(at, 1))
            for at in range(page.count_chars())
            if page.get_charbox(at)[3] < 790 and page.get_charbox(at)[1] > 60
        ]
    return "".join(letter for _, letter in sorted(boxes) if letter not in UNSEEN)


def typefaces(typed: str) -> set[str]:
    """The typefaces of a text."""
    reader = PdfReader(io.BytesIO(printed(PAGE.format(typed))))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}


def test_the_list_of_letters_is_that_of_the_typefaces() -> None:
    assert letters.LIST.read_text("ascii") == listed()


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("ćęś", "AtkinsonHyperlegibleNext-Regular"),
        ("Ωμέγα", "DejaVuSans"),
        ("Привет", "DejaVuSans"),
        ("שלום", "DejaVuSans"),
        ("سلام", "DejaVuSans"),
        ("王小明", "Unifont"),
        ("한국어", "Unifont"),
        ("ไทย", "Unifont"),
        ("नमस्ते", "Unifont"),
    ],
)
def test_each_script_has_a_typeface(text: str, face: str) -> None:
    assert any(name.startswith(face) for name in typefaces(text)), typefaces(text)


@given(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]))
def test_no_letter_vanishes(letter: str) -> None:
    assert letters.drawable(letter) or ord(letter) in letters.VARIANTS


def test_what_no_typeface_has_is_named() -> None:
    assert letters.drawable("🦴 \U000f0000 \x00") == "[bone] [U+F0000] "
    assert lines("a 🦴 \U000f0000") == ["a [bone] [U+F0000]"]


@pytest.mark.parametrize(
    ("typed", "visual_order"),
    [
        ("abc", "abc"),
        ("שלום", "םולש"),
        ("שלום 123 לך", "ךל 123 םולש"),
        ("abc שלום def", "abc םולש def"),
        ("שלום (abc)", "(abc) םולש"),
        ("אב (גד)", "(דג) בא"),
        ("3 אב", "בא 3"),
        ("כאב 6/10", "6/10 באכ"),
        ("ב-12.5.2026", "12.5.2026-ב"),
        ("שלום 12:30-13:45", "12:30-13:45 םולש"),
        ("טל. 03-1234567 (בית)", "(תיב) 03-1234567 .לט"),
        ("abc (שלום) 12", "abc (םולש) 12"),
        ("«אב» [ג]", "[ג] «בא»"),
        ("abc <bdi>אב 1</bdi>, 2", "abc 1 בא, 2"),
    ],
)
def test_a_line_is_turned_the_way_it_is_read(typed: str, visual_order: str) -> None:
    assert unmirrored(places(typed)) == unmirrored("".join(visual_order.split()))


def unmirrored(text: str) -> str:
    """The same for both brackets of a pair: programs that read a PDF give back either."""
    return text.translate(str.maketrans(")]»", "([«"))


def test_a_paragraph_that_runs_from_the_right_stands_at_the_right() -> None:
    for typed, at_right in (("שלום", True), ("abc", False), ("3 אב", True), ("سلام", True)):
        with pypdfium2.PdfDocument(printed(PAGE.format(typed))) as document:
            page = document[0].get_textpage()
            lefts = [
                page.get_charbox(at)[0]
                for at in range(page.count_chars())
                if page.get_text_range(at, 1) in set(typed) - {" "}
            ]
        assert (min(lefts) > 400) == at_right, typed


def test_words_of_a_direction_of_their_own_do_not_turn_their_paragraph() -> None:
    assert places("<bdi>אב</bdi> abc").endswith("abc")


@pytest.mark.parametrize("word", ["سلام", "الله", "لَا", "می\u200cخواهم", "ہے", "שָׁלוֹם"])
def test_words_are_read_back_as_they_were_typed(word: str) -> None:
    (line,) = lines(word)
    assert letters_alone(line) == letters_alone(word)


def letters_alone(text: str) -> list[str]:
    """The letters of a text; a reader of PDFs may give them back in another form or order."""
    return sorted({letter for letter in unicodedata.normalize("NFKD", text) if letter.isalpha()})


MARKUP = [
    "#panic(1)",
    "*bold* _slanted_",
    "$x^2$",
    "@name",
    "&lt;label&gt;",
    "back\\slash \\u{41}",
    "a // b /* c */",
    "https://example.org/#1",
    "= Heading",
    "- item",
    "`raw`",
    "a -- b ... c",
    "~tilde~ 'quoted' \"so\"",
]


@pytest.mark.parametrize("typed", MARKUP)
def test_what_was_typed_is_never_read_as_code(typed: str) -> None:
    characters = typed.replace("&lt;", "<").replace("&gt;", ">")
    assert lines(typed) == [characters]


def test_a_word_wider_than_the_page_breaks_and_loses_nothing() -> None:
    word = "0123456789" * 1000
    with pypdfium2.PdfDocument(printed(PAGE.format(word))) as document:
        page = document[0].get_textpage()
        numbers = len(document)
        text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
        rights = [page.get_charbox(at)[2] for at in range(page.count_chars())]
    assert max(rights) <= 595.28 - 39
    assert sum(map(str.isdigit, text)) == len(word) + numbers


@pytest.mark.parametrize("word", ["электрокардиографического", "ปวดหลังมาก" * 30, "ခါးနာတယ်" * 30])
def test_nothing_is_put_into_words_that_need_no_break(word: str) -> None:
    assert "\u200b" not in "".join(lines("боль " * 18 + word))


def test_a_word_too_long_may_break_though_a_letter_in_it_breaks_anywhere() -> None:
    with pypdfium2.PdfDocument(printed(PAGE.format("0" * 300 + "王"))) as document:
        page = document[0].get_textpage()
        assert max(page.get_charbox(at)[2] for at in range(page.count_chars())) <= 595.28 - 39


@examples(40)
@given(st.text(max_size=60).map(letters.drawable))
@example("\u0338 begins with a mark")
def test_any_text_can_be_set(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    folders = [str(VENDOR)]
    page = letters.drawable(PAGE.format(escaped))
    if not letters.unusual(page):
        assert typesetting.pdf(page, TEMPLATE, folders)[:5] == b"%PDF-"
    else:
        assert printed(page)[:5] == b"%PDF-"


def test_the_printer_reads_no_packages() -> None:
    for file in (TEMPLATE, PRINTER):
        assert "@" not in Path(file).read_text("utf-8")

"""Letters on paper: every one is drawn or named, in its own direction and its own typeface."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pdf import text_lines, typefaces


def faces(text: str) -> list[str]:
    return [run.file for run in text_lines.runs(text, bold=False)]


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("Ada", "atkinson-latin-400.woff"),
        ("ćęś", "atkinson-latin-ext-400.woff"),
        ("Ωμέγα", "dejavu.ttf"),
        ("Привет", "dejavu.ttf"),
        ("שלום", "dejavu.ttf"),
        ("王小明", "unifont.woff"),
        ("한국어", "unifont.woff"),
        ("ไทย", "unifont.woff"),
        ("नमस्ते", "unifont.woff"),
    ],
)
def test_each_script_has_a_typeface(text: str, face: str) -> None:
    assert faces(text) == [face]


def test_a_line_is_cut_where_the_typeface_changes() -> None:
    assert [run.text for run in text_lines.runs("Ada Ωμέγα!", bold=False)] == [
        "Ada ",
        "Ωμέγα",
        "!",
    ]


@given(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]))
def test_no_letter_vanishes(letter: str) -> None:
    characters = text_lines.drawable(letter, bold=False)
    assert characters or ord(letter) in text_lines.VARIANTS
    assert all(typefaces.typeface(character, bold=False) for character in characters)


def test_what_no_typeface_has_is_named() -> None:
    assert text_lines.drawable("🦴 \U000f0000", bold=False) == "[bone] [U+F0000]"


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
    ],
)
def test_a_line_is_turned_the_way_it_is_read(typed: str, visual_order: str) -> None:
    assert text_lines.seen(typed) == visual_order


def test_a_mark_stays_behind_its_letter() -> None:
    assert text_lines.seen("בָג") == "גבָ"


def test_arabic_letters_are_joined() -> None:
    assert [f"{ord(letter):X}" for letter in text_lines.joined("سلام")] == ["FEB3", "FEFC", "FEE1"]
    assert [f"{ord(letter):X}" for letter in text_lines.joined("دار")] == ["FEA9", "FE8D", "FEAD"]


@given(st.text(alphabet="ab Ω王 \n", max_size=200), st.integers(1, 40))
def test_breaking_lines_loses_nothing_and_keeps_within_the_room(text: str, room: int) -> None:
    lines = list(text_lines.lines(text, room))
    words = "".join(run.text for line in lines for run in line)
    assert "".join(words.split()) == "".join(text.split())
    assert all(sum(run.width for run in line) <= room for line in lines)


@given(st.text(max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    assert list(text_lines.lines(text, 30))


def test_a_web_font_is_the_font_it_was_made_of() -> None:
    packed = (typefaces.VENDOR / "atkinson-latin-400.woff").read_bytes()
    font = typefaces.sfnt(packed)
    assert font[:4] == b"\0\1\0\0"
    assert len(font) == int.from_bytes(packed[16:20], "big")

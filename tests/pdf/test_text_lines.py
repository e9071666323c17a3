"""Letters on paper: every one is drawn or named, in its own direction and its own typeface."""

import pytest
from bidi import algorithm
from bidi.mirror import MIRRORED
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
        ("כאב 6/10", "6/10 באכ"),
        ("ב-12.5.2026", "12.5.2026-ב"),
        ("שלום 12:30-13:45", "12:30-13:45 םולש"),
        ("טל. 03-1234567 (בית)", "(תיב) 03-1234567 .לט"),
        ("abc (שלום) 12", "abc (םולש) 12"),
        ("«אב» [ג]", "[ג] «בא»"),
        ("(בָּ)", "(\u05bc\u05b8ב)"),
        ("abc \u2068אב 1\u2069, 2", "abc \u20681 בא\u2069, 2"),
    ],
)
def test_a_line_is_turned_the_way_it_is_read(typed: str, visual_order: str) -> None:
    assert turned(typed) == visual_order


def turned(line: str) -> str:
    """A line that is a paragraph of its own, as it is seen."""
    return text_lines.seen(line, text_lines.direction(line))


def test_a_mark_comes_before_a_letter_that_runs_from_the_right_to_be_drawn_over_it() -> None:
    assert turned("בָג e\u0301") == "e\u0301 ג\u05b8ב"
    assert turned("שָׁלוֹם") == "ם\u05b9ול\u05c1\u05b8ש"


def test_a_line_runs_in_the_direction_of_its_paragraph() -> None:
    lines = list(text_lines.lines("שלום לך Ada, שלום.", 5))
    assert ["".join(run.text for run in line) for line in lines] == ["ךל םולש", ".םולש ,Ada"]


def test_words_of_a_direction_of_their_own_keep_it_on_the_next_line() -> None:
    lines = list(text_lines.lines("a \u2068שלום לך.\u2069 3 b", 3.5))
    assert ["".join(run.text for run in line) for line in lines] == ["a םולש", ".ךל 3 b"]


LETTERS = "abאבגلاسم"


NUMBERS = st.from_regex(r"[0-9]{1,3}([/:.,][0-9]{1,3}){0,3}", fullmatch=True)


@given(NUMBERS, st.text("אבג", min_size=1))
def test_a_number_among_words_from_the_right_reads_as_typed(number: str, word: str) -> None:
    assert turned(f"{word} {number} {word}") == f"{word[::-1]} {number} {word[::-1]}"


@given(st.text(LETTERS + "()[]«» 12/:.,-\u05b8\u064e\u0301", max_size=40))
def test_turning_a_line_keeps_every_letter(line: str) -> None:
    assert sorted(map(unmirrored, turned(line))) == sorted(map(unmirrored, line))


def unmirrored(letter: str) -> str:
    """The same for both brackets of a pair."""
    other: str = MIRRORED.get(letter, letter)
    return min(letter, other)


@given(st.text(LETTERS + " 12/:.,-+%", max_size=40))
def test_another_implementation_turns_lines_without_brackets_the_same_way(line: str) -> None:
    assert turned(line) == algorithm.get_display(line)


def test_arabic_letters_are_joined() -> None:
    assert [f"{ord(letter):X}" for letter in text_lines.joined("سلام")] == ["FEB3", "FEFC", "FEE1"]
    assert [f"{ord(letter):X}" for letter in text_lines.joined("دار")] == ["FEA9", "FE8D", "FEAD"]


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("لَا", "FEFB 64E"),
        ("سـلام", "FEB3 640 FEFC FEE1"),
        ("الله", "FE8D FEDF FEE0 FEEA"),
        ("می\u200cخواهم", "FEE3 FBFD 200C FEA7 FEEE FE8D FEEB FEE2"),
        ("ہے", "FBA8 FBAF"),
    ],
)
def test_arabic_letters_are_joined_across_signs_and_in_other_languages(
    typed: str, forms: str
) -> None:
    assert " ".join(f"{ord(letter):X}" for letter in text_lines.joined(typed)) == forms


@given(st.text("".join(map(chr, range(0x620, 0x653))) + " a1", max_size=12))
def test_no_joined_letter_is_named_for_want_of_a_typeface(word: str) -> None:
    assert "[" not in text_lines.drawable(text_lines.joined(word), bold=False)


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

"""Names are the same however they were typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model.names import KEY_LONGEST, name_key, stored_name_key


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Crème", "Cre\u0300me"),
        ("CRÈME", "crème"),
        ("ﬁt", "fit"),
        ("\uff37alk", "walk"),
        ("Straße", "STRASSE"),
        ("Side  plank", "Side plank"),
        ("Side\u00a0plank", "Side \u2003plank"),
        ("\u0390", "\u03aa\u0301"),
        ("\u1fb4", "\u0391\u0301\u0399"),
    ],
)
def test_names_that_read_the_same_are_the_same(first: str, other: str) -> None:
    assert name_key(first) == name_key(other)


def test_other_letters_are_other_names() -> None:
    assert name_key("Creme") != name_key("Crème")


MARKED = st.text("abÄ\u0391\u03ca\u0301\u0308\u0313\u0345\u1fb4\u0390 \u00a0\t", max_size=8)


@given(st.one_of(st.text(max_size=80), MARKED))
def test_the_form_of_a_form_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(MARKED)
def test_white_space_and_the_way_letters_are_made_tell_no_names_apart(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert name_key(unicodedata.normalize(form, name)) == name_key(name)
    assert name_key(f" {name.replace(' ', '   ')} ") == name_key(name)


@given(st.lists(MARKED, min_size=2, max_size=4))
def test_parts_stay_apart(parts: list[str]) -> None:
    assert stored_name_key(*parts).split("\n") == [name_key(part) for part in parts]


@given(st.text(max_size=80))
def test_what_is_stored_fits_its_column(name: str) -> None:
    assert len(stored_name_key(name)) <= KEY_LONGEST


def test_long_forms_that_differ_only_at_their_end_stay_apart() -> None:
    long = "\ufdfa" * 79
    assert stored_name_key(long + "a") != stored_name_key(long + "b")

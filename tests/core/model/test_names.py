"""Names are the same however they were typed."""

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
    ],
)
def test_names_that_read_the_same_are_the_same(first: str, other: str) -> None:
    assert name_key(first) == name_key(other)


def test_other_letters_are_other_names() -> None:
    assert name_key("Creme") != name_key("Crème")


@given(st.text(max_size=80))
def test_what_is_stored_fits_its_column(name: str) -> None:
    assert len(stored_name_key(name)) <= KEY_LONGEST


def test_long_forms_that_differ_only_at_their_end_stay_apart() -> None:
    long = "\ufdfa" * 79
    assert stored_name_key(long + "a") != stored_name_key(long + "b")

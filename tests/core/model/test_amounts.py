"""When two doses are the same: by their weight, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model.amounts import Amount, dose_key


@pytest.mark.parametrize(
    ("dose", "other_dose"),
    [
        (("1", "g"), ("1000", "mg")),
        (("0.5", "G"), ("500", "mg")),
        (("500", "µg"), ("0.5", "mg")),
        (("500", "mcg"), ("500", "ug")),
    ],
)
def test_the_same_weight_is_the_same_dose(
    dose: tuple[str, str], other_dose: tuple[str, str]
) -> None:
    assert dose_key(*dose) == dose_key(*other_dose)


@pytest.mark.parametrize(
    ("dose", "other_dose"),
    [
        (("1", "g"), ("1", "mg")),
        (("400", None), ("400", "mg")),
        (("20", "drops"), ("20", "ml")),
        ((None, "mg"), (None, "g")),
    ],
)
def test_what_may_be_another_amount_is_another_dose(
    dose: tuple[str | None, str | None], other_dose: tuple[str | None, str | None]
) -> None:
    assert dose_key(*dose) != dose_key(*other_dose)


@given(st.integers(1, 999))
def test_a_thousand_milligrams_are_a_gram(milligrams: int) -> None:
    grams = Amount().read(f"0.{milligrams:03d}")
    assert dose_key(grams, "g") == dose_key(str(milligrams), "mg")

"""Names of months and weekdays."""

from journal.words.dates import ENGLISH_NAMES, names_of


def test_english_names_are_those_of_the_cldr() -> None:
    assert names_of("en") == ENGLISH_NAMES

"""Names of months and weekdays, and lengths."""

from journal.words.dates import ENGLISH_NAMES, length_text, names_of


def test_english_names_are_those_of_the_cldr() -> None:
    assert names_of("en") == ENGLISH_NAMES


def test_half_a_minute_of_a_length_is_not_cut() -> None:
    lengths = [0, 0.5, 44.4, 44.5, 60.5, 990.5, 1440]
    assert [length_text(length) for length in lengths] == [
        "less than a minute",
        "1 min",
        "44 min",
        "45 min",
        "1 h 1 min",
        "16 h 31 min",
        "1 day",
    ]

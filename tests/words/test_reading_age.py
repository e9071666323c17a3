"""The words of the journal can be read at the age of twelve."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.words.manuals import MANUALS, api_texts, paragraphs, read_in_one_go
from tests.words.reading import by_file, reading_age, sentences
from tests.words.untranslated import ROOT

AGE_MOST: Final = 12
SENTENCE_MOST: Final = 16
STANDARD_WORDS: Final = {
    "templates/records/checkins/line.html": "the PEG scale names its three questions so",
    "templates/charts/_check_ins_section.html": "the same",
}
"""Files whose few sentences are harder, and why."""

HARD_SENTENCES: Final = {
    "Daylio (CSV": "names of other trackers",
    "Daylio backups": "names of other trackers",
    "Shortcuts, “Get Contents": "names of what an app is told",
    "For each further day": "a finding keeps its numbers in one sentence",
    "Your four-week averages": "the same",
    "your four-week averages": "the same",
    "So the first two questions": "when the diary is checked, all in one place",
    "A difference counts only": "the rule itself, which shorter sentences would blur",
    "A personal experiment, planned": "short; one long word of a profession",
    "A zip with all your entries": "a list",
    "Give the address people open": "an address, which counts as a long word",
}
"""What the sentences that are much harder begin with, and why they may be."""


def whole(texts: list[str]) -> str:
    """The sentences as one text, each with its end."""
    return " ".join(text if text[-1] in ".!?" else f"{text.rstrip(',;:')}." for text in texts)


def test_all_words_together_are_read_at_the_age_of_twelve() -> None:
    texts = [text for sentences in by_file().values() for text in sentences]
    assert len(texts) > 500
    assert reading_age(whole(texts)) <= AGE_MOST


def test_the_words_of_every_page_are_read_at_the_age_of_twelve() -> None:
    ages = {place: reading_age(whole(texts)) for place, texts in by_file().items()}
    hard = {place: age for place, age in ages.items() if age > AGE_MOST}
    assert hard.keys() <= STANDARD_WORDS.keys(), hard


def test_no_sentence_is_much_harder() -> None:
    hard = {
        text: round(age, 1)
        for texts in by_file().values()
        for text in texts
        if (age := reading_age(text)) > SENTENCE_MOST
        and not text.startswith(tuple(HARD_SENTENCES))
    }
    assert hard == {}


LONGEST: Final = 36
"""In words, without a stop."""

LONGEST_OF_README: Final = 32
"""In words, from one full stop to the next: who comes first reads it first."""

GROWS: Final = "CHANGELOG.md"
"""It tells of what was; a sentence there has the length of its change."""


@pytest.mark.parametrize("file", MANUALS, ids=lambda file: file.name)
def test_a_manual_is_read_at_the_age_of_twelve(file: Path) -> None:
    parts = read_in_one_go(file.read_text())
    assert len(parts) > 10
    assert reading_age(whole(parts)) <= AGE_MOST


def test_the_description_of_the_api_is_read_at_the_age_of_twelve() -> None:
    texts = api_texts()
    assert len(texts) > 20
    assert reading_age(whole(texts)) <= AGE_MOST
    assert [text for each in texts for text in too_long(each)] == []


@pytest.mark.parametrize("file", MANUALS, ids=lambda file: file.name)
def test_no_sentence_of_a_manual_goes_on_and_on(file: Path) -> None:
    if file.name != GROWS:
        assert too_long(file.read_text()) == []


def test_every_sentence_of_the_readme_is_short() -> None:
    text = (ROOT / "README.md").read_text()
    ends = [
        part for paragraph in paragraphs(text) for part in re.split(r"(?<=[.!?])\s", paragraph)
    ]
    assert [part for part in ends if len(part.split()) > LONGEST_OF_README] == []


def too_long(text: str) -> list[str]:
    """What is too long to be read in one go."""
    return [part for part in read_in_one_go(text) if len(part.split()) > LONGEST]


def test_a_long_sentence_is_found() -> None:
    assert too_long("No `code`, " + "and more " * 20) != []
    assert too_long("One stop; " + "and more " * 16) == []


@pytest.mark.parametrize(
    ("text", "most", "least"),
    [
        ("Tap your pain. You can add more later.", 8, 0),
        (
            "Consideration of longitudinal heterogeneity necessitates methodological "
            "sophistication notwithstanding insufficient observational documentation.",
            99,
            20,
        ),
    ],
)
def test_hard_words_are_told_from_plain_ones(text: str, most: int, least: int) -> None:
    assert least <= reading_age(text) <= most


def test_labels_and_tags_are_not_read_as_sentences() -> None:
    assert sentences("Rest day") == []
    assert sentences("You can <b>end it</b> %(when)s. Or not now.") == ["You can end it ten."]

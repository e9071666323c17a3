"""One word for one thing: retired words are in no text that a person reads."""

import re
from typing import Final

import pytest

from tests.words.catalogue import extracted
from tests.words.manuals import CODE, MANUALS, api_texts

RETIRED: Final = {
    r"tak(e|es|en|ing) (it |them |everything |your diary )?out\b": "export, or delete",
    r"(bring|brings|brought|bringing) (it |them )?in\b": "import",
    r"prescri\w+": "planned, or “Add an exercise”",
    r"may be said": "what your diary can tell you",
    r"\bverdicts?\b": "conclusion",
    r"\b(draw|drawn by|by) (the |a )?lots?\b|\bthe lot\b|\ba lot decides": "random draw",
    r"\bthe (one|other) way\b": "first option, second option",
    r"page for a doctor": "summary for your doctor",
    r"people you look after|who looks after you": "your patients, your care team",
    r"\bsign it out\b": "sign out this device",
    r"\bgo on\b": "resume, continue",
    r"\bat rest after all\b|programme rests?\b": "resume; exercises are paused",
    r"\bfingerprint\b": "you won't be able to see it again",
    r"\bparted by\b": "separated by",
    r"\boftener\b|\bthe later, the\b": "more often",
    r"\beased\b": "ended",
    r"\b(spasm|episode|one) (is |that is )?still on\b": "still going",
    r"\be-mails?\b": "email",
    r"\bwhoever hosts\b": "the person who runs the journal",
    r"\bshare by link\b": "share with a link",
    r"\bnone today\b": "no exercise today",
    r"waits? for the network": "saved on this device, will sync",
    r"\b(stand|stands) (here|there|on|in|behind|under|as)\b": "is, shows",
    r"\bmeans? of (the |a )?(day|week|month)": "average",
    r"\bsay so\b": "OK",
    r"\bnever between\b": "quiet hours",
    r"\bsays? of (all )?(this|it)\b": "tells",
}
"""Patterns of what is no longer said, and what is said instead."""


def texts() -> dict[str, str]:
    """Every text of the catalogue, of the API and of the manuals, and where it is written."""
    places_by_text = dict.fromkeys(api_texts(), "the API")
    for file in MANUALS:
        lines = [CODE.sub("", line) for line in file.read_text().splitlines()]
        places_by_text.update(dict.fromkeys(lines, file.name))
    for message in extracted():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        places = ", ".join(place for place, _ in message.locations)
        places_by_text.update(dict.fromkeys(ids, places))
    return places_by_text


@pytest.mark.parametrize(("pattern", "rather"), RETIRED.items())
def test_a_retired_word_is_nowhere(pattern: str, rather: str) -> None:
    retired = re.compile(pattern, re.IGNORECASE)
    lines = [f"{place}: {text}" for text, place in texts().items() if retired.search(text)]
    assert lines == [], f"rather: {rather}"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (next(iter(RETIRED)), "Take it out"),
        (list(RETIRED)[1], "Bring it in"),
        (list(RETIRED)[2], "Prescribe an exercise"),
        (list(RETIRED)[5], "Draw the lot and seal it"),
    ],
)
def test_a_retired_word_is_found(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)


def test_apostrophes_are_typographic() -> None:
    manuals = {"the API", *(file.name for file in MANUALS)}
    marked = [text for text, place in texts().items() if place not in manuals]
    assert [text for text in marked if "'" in text] == []
    assert any("don’t" in text for text in marked)

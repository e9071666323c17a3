"""What was translated is told from what was not."""

import pytest

from tests.words.pseudo import pseudo, untranslated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (pseudo("Rest day"), []),
        (f"Rest {pseudo('day')}", ["Rest"]),
        (pseudo("Since %(time)s") % {"time": "22 Nov"}, []),
        (pseudo("Of %(what)s, all") % {"what": pseudo("pain")} + " left", ["left"]),
        ("14:30 · 6, 7.5", []),
        ("Bridge Europe/Vienna pain.csv Spasm Journal", []),
    ],
)
def test_words_outside_of_translated_texts_are_found(text: str, words: list[str]) -> None:
    assert untranslated(text, ["Bridge"]) == words

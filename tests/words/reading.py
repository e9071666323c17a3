"""How old somebody must be to read a text with ease, by the Flesch-Kincaid grade."""

import re
from typing import Final

from tests.words.catalogue import extracted

STARTS_SCHOOL: Final = 5
"""Grade 1 of an American school is for children of six, so age is five more than grade."""

TAG: Final = re.compile(r"<[^>]+>")
VALUE: Final = re.compile(r"%\(\w+\)s|%%")
SENTENCE_END: Final = re.compile(r"(?<=[.!?:])\s+")
WORDS_LEAST: Final = 5
"""Shorter texts are labels: a formula made for sentences says nothing of them."""


def sentences(text: str) -> list[str]:
    """The sentences of a text as they are read: without tags, values as a short word."""
    plain = VALUE.sub("ten", TAG.sub("", text))
    return [
        sentence for sentence in SENTENCE_END.split(plain) if len(sentence.split()) >= WORDS_LEAST
    ]


def reading_age(text: str) -> float:
    """The age in years at which the text is read with ease."""
    import textstat  # noqa: PLC0415 (half a second to load: only where it is used)

    return float(textstat.flesch_kincaid_grade(text)) + STARTS_SCHOOL


def by_file() -> dict[str, list[str]]:
    """The sentences of every file that has some."""
    texts_by_place: dict[str, list[str]] = {}
    for message in extracted():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        for place, _line in message.locations:
            texts_by_place.setdefault(place, []).extend(
                sentence for text in ids for sentence in sentences(text)
            )
    return {place: texts for place, texts in texts_by_place.items() if texts}

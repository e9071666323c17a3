"""What a thing of a certain name most likely is: an exercise, a relief, the back that hurts."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from journal.exchange.files.pain_words import (
    BACK_WORDS,
    OTHER_PLACES,
    PAIN_WORDS,
    PLACES,
    PLAIN_WORDS,
    SIDES,
)
from journal.exchange.files.questions import EXERCISE, RELIEF
from journal.exchange.files.use_words import EXERCISE_WORDS, RELIEF_WORDS


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case."""
    whole = unicodedata.normalize("NFC", name)  # a mark by itself would part a word
    return re.findall(r"[^\W\d_]+", whole.casefold())


FEW: Final = 3
"""With so few words ("left upper back") a place stands for the pain in it."""


def is_back_pain(name: str) -> bool:
    """Whether a name is that of pain, and of no other place than back and neck."""
    words = set(words_of(name))
    if words & BACK_WORDS:
        says_pain = words & (PAIN_WORDS | {"sciatica", "lumbago", "backache", "backpain"})
        is_short = len(words) <= FEW or "?" in name
        return bool(says_pain) or (is_short and not words & EXERCISE_WORDS)
    return bool(words & PAIN_WORDS) and words <= PLAIN_WORDS


def likely_use(name: str, choices: Iterable[tuple[str, object]]) -> str:
    """What a thing of this name probably is, among the choices; empty where nothing says it."""
    allowed = {value for value, _ in choices}
    words = set(words_of(name))
    likely = [EXERCISE] if words & EXERCISE_WORDS else []
    likely += [f"{RELIEF}:{way}" for way, names in RELIEF_WORDS.items() if words & set(names)]
    likely += ["now"] if is_back_pain(name) else []
    return next((use for use in likely if use in allowed), "")


def is_elsewhere(name: str) -> bool:
    """Whether a name says another place than the back."""
    words = set(words_of(name))
    return bool(words & OTHER_PLACES) and not words & BACK_WORDS


@lru_cache(maxsize=4096)
def regions_in(name: str) -> str:
    """The regions that a name gives, ``a|b``: ``Lower back pain``; empty where it gives none."""
    words = set(words_of(name.replace("-", " ")))
    if words & {"tailbone", "coccyx"}:
        return "tailbone"
    for places, region, has_middle in PLACES:
        if any(words >= set(place.split()) for place in places):
            sides: list[str] = [side for side, side_words in SIDES.items() if words & side_words]
            sides = sides or (["middle"] if has_middle else ["left", "right"])
            return "|".join(f"{region}_{side}" for side in sides)
    return ""

"""Which code page of Windows a text is in that is no Unicode: told from the letters it gives."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

ALPHABETS: Final = {
    "cp1252": (
        "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àèéìíîòóùú", "áâãàçéêíóôõúü", "áàéèêëïíóöü",
        "åäöéà", "æøåéòó", "áðéíóúýþæö",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž",
    ),
    "cp1251": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѝ",),
    "cp1253": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",),
    "cp1254": ("çğıöşüâîûi̇",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž"),
}  # fmt: skip
"""The letters beyond a to z of the languages that are written in each, the likeliest first."""
SIGNS: Final = frozenset("–—‘’‚“”„…•°²³½¼¾±×§«»€£´·¡¿ºª\N{NO-BREAK SPACE}")
"""What stands between words in any of them."""
GREEK, CYRILLIC = "\N{GREEK CAPITAL LETTER HETA}", "\N{CYRILLIC SMALL LETTER EL WITH DESCENDER}"
"""The letters from one to the other are Greek or Cyrillic."""
WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]+")
WORDS_MOST: Final = 2000
LIKELY: Final = 0.95
"""A code page is one to choose from where so many of its signs are letters of one language."""


def words_of(pieces: Iterable[bytes]) -> dict[bytes, None]:
    """Some of the words of a text that are not all ASCII; a few may be cut in two."""
    words: dict[bytes, None] = {}
    for piece in pieces:
        for word in WORD.findall(piece):
            if not word.isascii():
                words[word] = None
        if len(words) > WORDS_MOST:
            break
    return words


def code_pages(words: Iterable[bytes]) -> list[str]:
    """The code pages some words may be in, the likeliest first; none where they are no text."""
    words = list(words)
    fits = {page: fit for page in ALPHABETS if (fit := _fit(words, page)) is not None}
    best = sorted(fits, key=lambda page: -fits[page])
    likely = [page for page in best if fits[page] >= LIKELY]
    readings: dict[tuple[str, ...], str] = {}
    for page in likely or best[:1]:
        readings.setdefault(tuple(word.decode(page) for word in words), page)
    return list(readings.values())


def _fit(words: list[bytes], page: str) -> float | None:
    """Which part of the signs beyond ASCII are letters of one language; None for no text."""
    try:
        texts = [word.decode(page) for word in words]
    except UnicodeDecodeError:
        return None
    signs = [sign for text in texts for sign in _within(text)]
    shares = [
        sum(sign.casefold() in alphabet for sign in signs) / max(len(signs), 1)
        for alphabet in ALPHABETS[page]
    ]
    odd = sum(1 for text in texts if _has_odd_capitals(text) or _mixes_scripts(text))
    return (max(shares) if signs else 1.0) - odd / max(len(texts), 1)


def _within(text: str) -> str:
    """The signs beyond ASCII, but for marks at the ends of words."""
    bare = text.strip("".join(SIGNS))
    return "".join(sign for sign in bare if not sign.isascii())


def _has_odd_capitals(text: str) -> bool:
    """Whether a capital follows a small letter, as in no word that is read as it was written."""
    return any(first.islower() and second.isupper() for first, second in pairwise(text))


def _mixes_scripts(text: str) -> bool:
    """Whether Latin letters stand beside Greek or Cyrillic ones."""
    return any(letter.isascii() and letter.isalpha() for letter in text) and any(
        GREEK <= letter <= CYRILLIC for letter in text
    )


def recoded(text: str, page: str, other: str) -> str:
    """A text that was read by one code page, as another reads it."""
    return text.encode(page, "replace").decode(other, "replace")

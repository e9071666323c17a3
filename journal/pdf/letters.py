"""Which letters can be drawn: those of the typefaces, as ``letters.txt`` lists them.

Atkinson Hyperlegible Next has Latin, DejaVu Sans Greek, Cyrillic, Hebrew, Arabic and signs; these
are the ``usual`` ones. GNU Unifont has everything else of the basic plane. What none of them has
is named in brackets.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

KEPT: Final = frozenset(
    "\n\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Ends of lines, and what says how letters join and which way they run. None of it is drawn."""
UNSEEN: Final = ("Cf", "Cc", "Cs")
VARIANTS: Final = range(0xFE00, 0xFE10)
PARTS: Final = re.compile("(?<=>)")
"""Where markup comes apart: a mark of a typed text must not join the end of the tag before it."""
LIST: Final = Path(__file__).parent / "letters.txt"


@cache
def _ranges(name: str) -> tuple[list[int], list[int]]:
    """The first and the last letters of the ranges in a list."""
    lists = dict(line.split(" ", 1) for line in LIST.read_text("ascii").splitlines())
    pairs = [pair.split("-") for pair in lists[name].split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def _has(name: str, letter: str) -> bool:
    firsts, lasts = _ranges(name)
    at = bisect_right(firsts, ord(letter)) - 1
    return at >= 0 and ord(letter) <= lasts[at]


def drawable(text: str) -> str:
    """A text of letters that some typeface has; those that none has by name, in brackets."""
    whole = "".join(unicodedata.normalize("NFC", part) for part in PARTS.split(text))
    return whole.translate({ord(letter): _drawable(letter) for letter in set(whole)})


def unusual(text: str) -> bool:
    """Whether a drawable text has a letter that GNU Unifont alone has."""
    return any(letter not in KEPT and not _has("usual", letter) for letter in set(text))


def _drawable(letter: str) -> str:
    if letter in KEPT or _has("usual", letter) or _has("unifont", letter):
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in UNSEEN or ord(letter) in VARIANTS:
        return ""
    name = unicodedata.name(letter, "")
    return f"[{name.lower()}]" if name else f"[U+{ord(letter):04X}]"

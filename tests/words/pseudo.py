"""A language for tests: every text in accents, longer, and between brackets.

What a page shows in it without brackets was never given to be translated.
"""

import re
from collections.abc import Iterable
from typing import Final

from journal.words.language import ENGLISH

ACCENTS: Final = str.maketrans(
    "ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz", "ÅßÇÐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽåƀçðéĝĥîĵķļñöŕšţûŵýž"
)
UNTOUCHED: Final = re.compile(r"(%\(\w+\)[sd]|%%|</?[a-z][^>]*>|&\w+;|\{\w+\})")
"""Placeholders, tags and entities."""

OPENS, CLOSES, FILLING = "⟦", "⟧", "·"


def pseudo(text: str) -> str:
    """``text`` as somebody sees it who reads another language: about a third longer."""
    pieces = UNTOUCHED.split(text)
    pieces[::2] = [piece.translate(ACCENTS) for piece in pieces[::2]]
    return f"{OPENS}{''.join(pieces)}{FILLING * (len(text) // 3)}{CLOSES}"


class Pseudo:
    """The catalogue of that language, under the code of one that nobody asks for by chance."""

    code = "eo"

    def text(self, message: str, context: str = "") -> str:
        """The text in accents."""
        return pseudo(message)

    def plural(self, singular: str, many: str, count: int) -> str:
        """The English plural in accents."""
        return pseudo(ENGLISH.plural(singular, many, count))

    def category(self, count: int) -> str:
        """As in English."""
        return ENGLISH.category(count)


WORD: Final = re.compile(r"[^\W\d_]{2,}")
ALLOWED: Final = re.compile(
    r"Spasm Journal|[A-Z][a-z]+(?:/[A-Za-z_]+)+|UTC|\b[a-z_]+\.csv\b|\bPDF\b|\bCSV\b|\bOpenAPI\b"
)
"""Names that are the same in every language: of the journal, of time zones and of files."""


def outside_brackets(text: str) -> str:
    """What of a page's text is in no text that was translated."""
    depth, pieces = 0, []
    for character in text:
        depth += (character == OPENS) - (character == CLOSES)
        pieces.append(character if depth == 0 and character != CLOSES else " ")
    return "".join(pieces)


def untranslated(text: str, data: Iterable[str]) -> list[str]:
    """The words of a page in the made-up language that are English still; ``data`` is no text."""
    for word in sorted(data, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)
    return WORD.findall(ALLOWED.sub(" ", outside_brackets(text)))

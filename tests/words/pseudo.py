"""A language for tests: every text in accents, longer, and between brackets.

What a page shows in it without brackets was never given to be translated.
"""

import re
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

    def plural(self, one: str, many: str, count: int) -> str:
        """The English plural in accents."""
        return pseudo(ENGLISH.plural(one, many, count))

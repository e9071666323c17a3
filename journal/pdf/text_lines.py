"""Text as a printer needs it: in lines, each in the order it is seen, letter by letter a typeface.

Arabic letters are joined and each line is turned by itself, in the direction of its paragraph;
the vowel signs and conjuncts of Indic scripts are set one after another, unjoined.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from arabic_reshaper import ArabicReshaper
from bidi import get_base_level, get_display
from bidi.mirror import MIRRORED

from journal.pdf import typefaces
from journal.pdf.tree import END_OF_ISOLATE, ISOLATE

TURNING: Final = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
"""The classes of letters that run from the right, or make others do so."""

SIGN: Final = "\u034f"
BRACKET: Final = re.compile(f"[{re.escape(''.join(MIRRORED))}]")
SIGNED: Final = re.compile(f"{SIGN}({BRACKET.pattern})|({BRACKET.pattern}){SIGN}")
DIRECTIONS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that say which way others run. They are not drawn."""

UNSEEN: Final = ("Cf", "Cc", "Cs")
VARIANTS: Final = range(0xFE00, 0xFE10)
PIECE: Final = re.compile(r"[^\S\n]+|[⺀-鿿가-힯豈-﫿＀-￯]|[^\s⺀-鿿가-힯豈-﫿＀-￯]+")
"""A blank, a letter of a script that may break anywhere, or a word."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of one typeface, and how wide they are at one point."""

    text: str
    file: str
    width: float


@cache
def _reshaper() -> ArabicReshaper:
    """Joins Arabic letters, keeps their vowel signs, and makes no letter DejaVu Sans lacks."""
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def joined(text: str) -> str:
    """A text with its Arabic letters in the forms their neighbours ask for."""
    if not any("\u0600" <= letter <= "\u06ff" for letter in text):
        return text
    shapes: str = _reshaper().reshape(text)
    return shapes


def direction(paragraph: str) -> str:
    """Where a paragraph begins: ``L`` or ``R``, as its first letter that has a direction says."""
    return "R" if paragraph and get_base_level(paragraph) else "L"


def seen(line: str, base: str) -> str:
    """A line of a paragraph in the order in which its letters are seen from left to right.

    python-bidi finds the order (Unicode Standard Annex 9); of letters that run from the right it
    puts the marks before them, which is where DejaVu Sans draws them over the letter. It leaves
    brackets as they are. So a sign without width follows each, and a bracket is mirrored where
    its sign comes out before it.
    """
    if not any(unicodedata.bidirectional(letter) in TURNING for letter in line):
        return line
    signed = BRACKET.sub(rf"\g<0>{SIGN}", line.replace(SIGN, ""))
    return SIGNED.sub(
        lambda pair: MIRRORED.get(pair[1], pair[2]), get_display(signed, base_dir=base)
    )


def drawable(text: str, *, bold: bool) -> str:
    """A text of letters that some typeface has; those that none has by name, in brackets."""
    return "".join(_drawable(letter, bold=bold) for letter in text)


@cache
def _drawable(letter: str, *, bold: bool) -> str:
    if letter == "\n":
        return letter
    if letter.isspace():
        return " "
    if letter in DIRECTIONS:
        return letter
    if unicodedata.category(letter) in UNSEEN or ord(letter) in VARIANTS:
        return ""
    if typefaces.typeface(letter, bold=bold):
        return letter
    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
    return f"[{name.lower() if name[:2] != 'U+' else name}]"


_UNDRAWN: Final = str.maketrans("", "", DIRECTIONS)


def runs(line: str, *, bold: bool) -> list[Run]:
    """A line of letters as they are seen, in pieces of one typeface each."""
    line = line.translate(_UNDRAWN)
    faces = [typefaces.typeface(letter, bold=bold) or typefaces.REGULAR[0] for letter in line]
    pieces = []
    at = 0
    for face, run in groupby(faces):
        text = line[at : at + len(list(run))]
        at += len(text)
        pieces.append(Run(text, face, sum(typefaces.width(letter, face) for letter in text)))
    return pieces


def lines(text: str, room: float, *, bold: bool = False) -> Iterator[list[Run]]:
    """The lines of a text that are at most ``room`` wide at one point, as they are seen."""
    whole = drawable(joined(unicodedata.normalize("NFC", text)), bold=bold)
    for paragraph in whole.split("\n"):
        base, open_isolates = direction(paragraph), ""
        for line in _broken(paragraph, room, bold=bold):
            whole_line = open_isolates + line
            yield runs(seen(whole_line, base), bold=bold)
            open_count = whole_line.count(ISOLATE) - whole_line.count(END_OF_ISOLATE)
            open_isolates = ISOLATE * open_count


def _wide(text: str, *, bold: bool) -> float:
    return sum(run.width for run in runs(text, bold=bold))


def _broken(paragraph: str, room: float, *, bold: bool) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _pieces(paragraph, room, bold=bold):
        wide = _wide(piece, bold=bold)
        if line and used + wide > room and not piece.isspace():
            yield line.rstrip()
            line, used = "", 0.0
        if line or not piece.isspace():
            line, used = line + piece, used + wide
    yield line.rstrip()


def _pieces(paragraph: str, room: float, *, bold: bool) -> Iterator[str]:
    """What a line may be broken between; a word wider than a line, letter by letter."""
    for piece in PIECE.findall(paragraph):
        if _wide(piece, bold=bold) > room:
            yield from piece
        else:
            yield piece

"""Text as a printer needs it: in lines, each in the order it is seen, letter by letter a typeface.

Arabic letters are joined and right-to-left words turned here, in the way their scripts most
often need; the vowel signs and conjuncts of Indic scripts are set one after another, unjoined.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from journal.pdf import typefaces

FORMS: Final = ("isolated", "final", "initial", "medial")
BACKWARDS: Final = ("R", "AL")
NUMBERS: Final = ("EN", "AN")
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
def _joined_forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter by what they are called, as Unicode lists them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        form, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        if form[1:] in FORMS and letters:
            base = "".join(chr(int(letter, 16)) for letter in letters.split())
            forms.setdefault(base, {}).setdefault(form[1:], chr(code))
    return forms


def joined(text: str) -> str:
    """A text with its Arabic letters in the forms their neighbours ask for."""
    if not any("\u0600" <= letter <= "\u06ff" for letter in text):
        return text
    forms = _joined_forms()
    units = re.findall("\u0644[\u0622\u0623\u0625\u0627]|.", text, re.DOTALL)
    bases = [at for at, unit in enumerate(units) if unicodedata.category(unit[0]) != "Mn"]
    for place, at in enumerate(bases):
        before = units[bases[place - 1]] if place else ""
        after = units[bases[place + 1]] if place + 1 < len(bases) else ""
        own = forms.get(units[at], {})
        from_before = "final" in own and "\0" in before
        to_after = "initial" in own and "final" in forms.get(after, {})
        form = FORMS[(1 if from_before else 0) + (2 if to_after else 0)]
        # A letter that reaches for the next one says so until that one has been looked at.
        units[at] = own.get(form, units[at]) + ("\0" if to_after else "")
    return "".join(units).replace("\0", "")


def seen(line: str) -> str:
    """A line in the order in which its letters are seen from left to right.

    The Unicode algorithm without its explicit marks: levels by strong letters and numbers, what
    lies between two of one direction goes with them, and each level is turned around.
    """
    letters: list[str] = []
    for letter in line:
        if letters and unicodedata.bidirectional(letter) == "NSM":
            letters[-1] += letter  # a mark stays with its letter
        else:
            letters.append(letter)
    classes = [unicodedata.bidirectional(letter[0]) for letter in letters]
    if not any(kind in BACKWARDS for kind in classes):
        return line
    base = 1 if next(k for k in classes if k in ("L", *BACKWARDS)) in BACKWARDS else 0
    levels = _levels(classes, base)
    letters = [
        _MIRRORED.get(letter, letter) if level % 2 else letter
        for letter, level in zip(letters, levels, strict=True)
    ]
    for least in range(max(levels), 0, -1):
        _turn(letters, levels, least)
    return "".join(letters)


def _turn(letters: list[str], levels: list[int], least: int) -> None:
    """Turn around every stretch of at least a level."""
    at = 0
    for turned, run in groupby([level >= least for level in levels]):
        end = at + len(list(run))
        if turned:
            letters[at:end] = letters[at:end][::-1]
            levels[at:end] = levels[at:end][::-1]
        at = end


_MIRRORED: Final = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


def _levels(classes: Sequence[str], base: int) -> list[int]:
    """The level of each letter: even runs from the left, odd from the right."""
    strong = base
    levels: list[int | None] = []
    for kind in classes:
        if kind in ("L", *BACKWARDS):
            strong = int(kind != "L")
            levels.append(1 if strong else 2 * base)
        elif kind in NUMBERS:
            levels.append(2 if strong or base else 0)
        else:
            levels.append(None)
    at = 0
    for missing, run in groupby([level is None for level in levels]):
        end = at + len(list(run))
        if missing:
            before = _direction(levels[at - 1]) if at else base
            after = _direction(levels[end]) if end < len(levels) else base
            direction = before if before == after else base
            levels[at:end] = [1 if direction else 2 * base] * (end - at)
        at = end
    return [level or 0 for level in levels]


def _direction(level: int | None) -> int:
    """1 for what runs from the right; a number within it does too, for what lies beside it."""
    return 1 if level in (1, 2) else 0


def drawable(text: str, *, bold: bool) -> str:
    """A text of letters that some typeface has; those that none has by name, in brackets."""
    return "".join(_drawable(letter, bold=bold) for letter in text)


@cache
def _drawable(letter: str, *, bold: bool) -> str:
    if letter == "\n":
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in UNSEEN or ord(letter) in VARIANTS:
        return ""
    if typefaces.typeface(letter, bold=bold):
        return letter
    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
    return f"[{name.lower() if name[:2] != 'U+' else name}]"


def runs(line: str, *, bold: bool) -> list[Run]:
    """A line of letters as they are seen, in pieces of one typeface each."""
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
        for line in _broken(paragraph, room, bold=bold):
            yield runs(seen(line), bold=bold)


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

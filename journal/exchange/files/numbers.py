"""Numbers as people and programs write them, with points or commas, decided over a column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SHAPE: Final = re.compile(r"[~≈]?\s*([+-]?\d[\d.,'\s]*|[+-]?[.,]\d+)\s*%?")
LEADING: Final = re.compile(r"[<>~≈≤≥]?\s*(\d{1,3}(?:[.,]\d)?)(?![\d:/]|[.,]\d)")
BETWEEN: Final = re.compile(r"(\d{1,2})\s*(?:-|–|to|bis|or|oder|/)\s*(\d{1,2})", re.I)
OUT_OF: Final = re.compile(
    r"(?P<number>[\d.,]+)\s*(?:/|of|out of|von|de|sur|su|av)\s*(?P<whole>\d{1,4})\b.*", re.I
)
SETS_OF_REPS: Final = re.compile(
    r"(\d{1,2})\s*(?:[x×*]|sets? of|sets? x)\s*(\d{1,3})\s*(?:reps?\.?|wdh\.?|times)?"
    r"(?P<each>\s*(?:/|per|each|pro|je|par|por)\s*(?:side|leg|arm|seite|bein|côté|lado))?",
    re.I,
)
"""``3x10``, ``3 sets of 10``, ``2 x 8 each side``: sets, repetitions, and whether of each side."""
SETS_OF_SECONDS: Final = re.compile(
    r"(\d{1,2})\s*(?:[x×*]|sets? of|sets? x)\s*(\d{1,3})\s*(?:s|secs?|seconds?|sek\.?|″|\")",
    re.I,
)
"""``2 x 30 s``: sets, and for how many seconds each is held."""
DIGITS_MOST: Final = 15
THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}([.,'\s]\d{3})+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the numbers of a column are written: which mark stands before the decimals."""

    decimal: str = "."

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Numbers":
        """What the cells of a column show of it; a lone mark before three digits shows nothing."""
        votes = {".": 0, ",": 0}
        for text in texts:
            shape = SHAPE.fullmatch(text.strip())
            plain = shape[1] if shape else text
            last = max(plain.rfind("."), plain.rfind(","))
            if last < 0:
                continue
            both_marks = "." in plain and "," in plain
            if both_marks or not THOUSANDS.fullmatch(plain):
                votes[plain[last]] += 1
            elif plain.count(plain[last]) > 1:
                votes["," if plain[last] == "." else "."] += 1
        return cls("," if votes[","] > votes["."] else ".")

    def read(self, text: str) -> float | None:
        """The number a text is; None where it is none."""
        shape = SHAPE.fullmatch(text.strip())
        if shape is None:
            return None
        plain = re.sub(r"['\s]", "", shape[1])
        other = "," if self.decimal == "." else "."
        if (
            plain.count(other) == 1
            and self.decimal not in plain
            and not THOUSANDS.fullmatch(plain)
        ):
            plain = plain.replace(other, ".")
        else:
            plain = plain.replace(other, "").replace(self.decimal, ".")
        if len(plain) > DIGITS_MOST or plain.count(".") > 1:
            return None
        try:
            return float(plain)
        except ValueError:
            return None


def out_of(text: str) -> tuple[str, int] | None:
    """The number and the whole of ``8/10 points`` or ``3 of 5``; None for anything else."""
    shape = OUT_OF.fullmatch(" ".join(text.split()))
    return (shape["number"], int(shape["whole"])) if shape and int(shape["whole"]) else None


def leading_number(text: str) -> float | None:
    """The number a text begins with, as ``7 (severe)``, ``5+`` or ``<2`` do; the middle of two."""
    if shape := BETWEEN.fullmatch(text.strip()):
        return (int(shape[1]) + int(shape[2])) / 2
    shape = LEADING.match(text.strip())
    return float(shape[1].replace(",", ".")) if shape else None


def half_up(number: float) -> int:
    """The nearest whole number; halves go up."""
    return int(number + 0.5) if number >= 0 else -int(-number + 0.5)


def counted(text: str) -> int:
    """The whole number that a text is; 0 for any other text, and for one of too many digits."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS_MOST else 0

"""The letters of the PDF's typefaces: ``python -m tests.pdf.letters`` lists them anew."""

import io
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from fontTools.ttLib import TTFont

from journal.pdf import UNIFONT, VENDOR, letters
from journal.pdf.web_fonts import sfnt

USUAL = ("atkinson-400.ttf", "atkinson-700.ttf", "dejavu.ttf")


def letters_of(font: bytes) -> set[int]:
    """The letters of a font that are drawn."""
    return {
        code
        for code in TTFont(io.BytesIO(font)).getBestCmap()
        if unicodedata.category(chr(code)) not in letters.UNSEEN
        and (chr(code) == " " or not chr(code).isspace())
        and code not in letters.VARIANTS
    }


def ranges(codes: Iterable[int]) -> str:
    """Numbers as the first and last of each run."""
    runs = [
        [code for _, code in run]
        for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0])
    ]
    return " ".join(f"{run[0]:x}-{run[-1]:x}" for run in runs)


def listed() -> str:
    """What ``letters.txt`` says."""
    usual = set.union(*(letters_of((VENDOR / name).read_bytes()) for name in USUAL))
    unifont = letters_of(sfnt((VENDOR / UNIFONT).read_bytes()))
    lists = {"usual": usual, "unifont": unifont - usual}
    return "".join(f"{name} {ranges(codes)}\n" for name, codes in lists.items())


if __name__ == "__main__":
    letters.LIST.write_text(listed(), encoding="ascii")

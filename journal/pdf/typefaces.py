"""The typefaces of a PDF: which of them has a letter, each read only once it is needed.

Atkinson Hyperlegible Next for Latin, DejaVu Sans for Greek, Cyrillic, Hebrew, Arabic and signs,
GNU Unifont for everything else of the basic plane. What none of them has is named in brackets.
"""

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from journal.config import ROOT

VENDOR: Final = ROOT / "static" / "vendor"
REGULAR: Final = (
    "atkinson-latin-400.woff",
    "atkinson-latin-ext-400.woff",
    "dejavu.ttf",
    "unifont.woff",
)
BOLD: Final = ("atkinson-latin-700.woff", "atkinson-latin-ext-700.woff", *REGULAR[2:])

HEADER: Final = struct.Struct(">4s4sIHHIHHIIIII")
ENTRY: Final = struct.Struct(">4sIIII")
SFNT_HEADER: Final = struct.Struct(">4sHHHH")
SFNT_ENTRY: Final = struct.Struct(">4sIII")


def sfnt(woff: bytes) -> bytes:
    """The TrueType font that a WOFF 1.0 file holds (its tables are deflated one by one)."""
    _, flavour, _, count, *_ = HEADER.unpack_from(woff)
    tables = []
    for at in range(count):
        tag, start, packed, length, checksum = ENTRY.unpack_from(
            woff, HEADER.size + at * ENTRY.size
        )
        content = woff[start : start + packed]
        tables.append((tag, checksum, content if packed == length else zlib.decompress(content)))
    power = count.bit_length() - 1
    head = SFNT_HEADER.pack(flavour, count, 16 << power, power, 16 * count - (16 << power))
    place = SFNT_HEADER.size + SFNT_ENTRY.size * count
    body = b""
    for tag, checksum, content in tables:
        head += SFNT_ENTRY.pack(tag, checksum, place + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return head + body


@cache
def _letters(file: str) -> dict[int, int]:
    """The letters of a typeface, which is ready to be drawn with under the name of its file."""
    path: Path = VENDOR / file
    content = path.read_bytes()
    face = TTFont(file, io.BytesIO(sfnt(content) if file.endswith(".woff") else content))
    # A PDF tells faces apart by this name, which two files of one family share.
    face.face.name = file.partition(".")[0].encode()
    pdfmetrics.registerFont(face)
    letters: dict[int, int] = face.face.charToGlyph
    return letters


@cache
def typeface(letter: str, *, bold: bool) -> str | None:
    """The typeface that has a letter; None where none does."""
    for file in BOLD if bold else REGULAR:
        if _letters(file).get(ord(letter)):
            return file
    return None


@cache
def width(letter: str, file: str) -> float:
    """How wide a letter is at a size of one point."""
    wide: float = pdfmetrics.stringWidth(letter, file, 1000) / 1000
    return wide

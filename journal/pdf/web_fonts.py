"""Web fonts (WOFF 1.0) as the fonts they were made of, which Typst reads."""

import struct
import zlib
from typing import Final

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

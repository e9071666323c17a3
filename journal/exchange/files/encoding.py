"""The text of a file, line by line: UTF-8, UTF-16, or what spreadsheets on Windows wrote."""

import codecs
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import IO, Final

from journal.exchange.files.code_pages import code_pages, words_of
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import BYTES_MOST

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
PIECE: Final = 256 * 1024
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF8: Final = "utf-8-sig"
LOOKED_AT: Final = 2000
"""Bytes from which it is told whether a text without a mark has two bytes a character."""
MOSTLY: Final = 0.3
LINE_END: Final = re.compile(rb"\r\n|\r|\n")
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""Bytes that no text of Windows holds."""


def lines(stream: IO[bytes], file: ReadFile) -> Iterator[str]:
    """The lines of a text file with their ends, never all held at once.

    None, and a problem is noted, where it is too large or no text.
    """
    encoding = encoding_of(stream, file)
    if encoding is None:
        return iter(())
    stream.seek(0)
    return io.TextIOWrapper(
        io.BufferedReader(_Lent(stream), PIECE), encoding, errors="strict", newline=""
    )


class _Lent(io.RawIOBase):
    """A stream that stays open when what reads from it is gone."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # whatever the reader hands over
        piece = self.stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def encoding_of(stream: IO[bytes], file: ReadFile) -> str | None:
    """The encoding a text is in, all of which is looked at; None with the problem noted."""
    stream.seek(0, io.SEEK_END)
    if stream.tell() > BYTES_MOST:
        file.refuse(1, "", "", "file_too_large", megabytes=BYTES_MOST // 1024 // 1024)
        return None
    stream.seek(0)
    head = stream.read(LOOKED_AT)
    encoding = _by_its_start(head)
    wrong_at = _first_wrong(stream, encoding)
    if wrong_at is None:
        return encoding
    if encoding == UTF8 and not head.startswith(codecs.BOM_UTF8) and _is_windows(stream, wrong_at):
        stream.seek(0)
        file.code_pages = code_pages(words_of(iter(partial(stream.read, PIECE), b"")))
        if file.code_pages:
            return file.code_pages[0]
    file.refuse(_line_at(stream, wrong_at), "", "", "damaged_text")
    return None


def _by_its_start(head: bytes) -> str:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if head[1::2].count(0) > MOSTLY * len(head):
        return "utf-16-le"
    if head[::2].count(0) > MOSTLY * len(head):
        return "utf-16-be"
    return UTF8


def _first_wrong(stream: IO[bytes], encoding: str) -> int | None:
    """About where a stream stops being text of an encoding; None where all of it is."""
    stream.seek(0)
    plain = "utf-8" if encoding == UTF8 else encoding  # so that a mark counts as its bytes
    decoder = codecs.getincrementaldecoder(plain)()
    at = 0
    try:
        while piece := stream.read(PIECE):
            decoder.decode(piece)
            at += len(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as wrong:
        return at + wrong.start
    return None


def _is_windows(stream: IO[bytes], wrong_at: int) -> bool:
    """Whether a text that is no UTF-8 is one of Windows; not where some of it was UTF-8."""
    stream.seek(0)
    if not stream.read(wrong_at).isascii():
        return False
    stream.seek(0)
    while piece := stream.read(PIECE):
        if CONTROL.search(piece):
            return False
    return True


def _line_at(stream: IO[bytes], at: int) -> int:
    """The physical line on which a byte lies, however the file ends its lines."""
    stream.seek(0)
    return len(LINE_END.findall(stream.read(at))) + 1

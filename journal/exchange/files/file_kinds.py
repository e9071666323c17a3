"""What a file is, told by its first bytes and never by its name."""

import re
from typing import IO, Final

STARTS: Final = (
    (b"%PDF", "pdf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
HEAD: Final = 4096
DAYLIO_START: Final = re.compile(rb"\s*eyJ[A-Za-z0-9+/=\s]{60,}")
"""How the JSON of a Daylio backup begins, in Base64."""
JSON_START: Final = re.compile(rb'\s*(\{\s*("|\})|\[\s*(\{|\[|"|\]|-?\d))')
XML_START: Final = re.compile(rb"\s*<(\?xml|!doctype|!--|[a-z][\w:.-]*[\s>/])", re.I)
HTML_START: Final = re.compile(rb"\s*<(!doctype html|html|head|body|table)\b", re.I)
HEALTH: Final = b"<HealthData"
MARK: Final = b"\xef\xbb\xbf"

SPREADSHEETS: Final = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
NUMBERS_MEMBER: Final = re.compile(r"(.*/)?Index/(Document|Tables/.*)\.iwa|(.*/)?Index\.zip")


def file_kind(stream: IO[bytes]) -> str:
    """``empty``, ``zip``, ``json``, ``xml`` …; ``text`` for whatever may be a table."""
    stream.seek(0)
    head = stream.read(HEAD)
    head = head.removeprefix(MARK)
    if kind := next((kind for start, kind in STARTS if head.startswith(start)), ""):
        return kind
    if not head.strip(b" \t\r\n\0,;"):
        return "empty"
    if HEALTH in head:
        return "health_xml"
    shapes = {"daylio_json": DAYLIO_START, "html": HTML_START, "xml": XML_START}
    guess = next((kind for kind, shape in shapes.items() if shape.match(head)), "text")
    return "json" if JSON_START.match(head) and not _is_table(head) else guess


def _is_table(head: bytes) -> bool:
    """Whether something that begins with a bracket is rather the first cell of a table."""
    first = head.lstrip().split(b"\n", 1)[0]
    return first.startswith(b"[") and b"]" in first and first.count(b",") > 0 and b'"' not in first


def zip_kind(names: set[str]) -> str:
    """What a zip with such members is: ``xlsx``, ``ods``, ``numbers``, ``office``, or empty."""
    for member, kind in SPREADSHEETS.items():
        if member in names:
            return kind
    if any(NUMBERS_MEMBER.fullmatch(name) for name in names):
        return "numbers"
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        return "office"
    return ""

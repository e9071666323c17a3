"""What people read beside the pages: manuals, and the description of the API."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.words.untranslated import ROOT, SENTENCE, literals, pieces

MANUALS: Final = (
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md")),
    *(file for file in sorted((ROOT / "docs").glob("*.md")) if file.name != "words.md"),
)
"""What people read beside pages; ``words.md`` tells of the words themselves."""

API: Final = (
    ROOT / "journal/web/support/openapi.py",
    ROOT / "journal/web/support/openapi_parts.py",
    ROOT / "journal/web/support/openapi_texts.py",
    ROOT / "journal/web/api.py",
    ROOT / "journal/core/model/record_json.py",
)
"""Modules that describe the API; what it answers is in the catalogue, as what pages say is."""

COMMAND: Final = re.compile(r"^```.*?^```|^    .*?$", re.MULTILINE | re.DOTALL)
CODE: Final = re.compile(r"`[^`]*`")
LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]+>")
NEW_TEXT: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[*|#-]|\d+\. ))")
STOP: Final = re.compile(r"(?<=[.!?:;])\s+")
WORDS_LEAST: Final = 5
"""Shorter texts are labels."""


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, list items and cells of a manual: without code, links as their words."""
    for block in NEW_TEXT.split(COMMAND.sub("", text)):
        for cell in block.strip().strip("|").split("|") if "|" in block[:2] else [block]:
            plain = LINK.sub(r"\1", CODE.sub("code", cell)).replace("**", "")
            if words := plain.strip().lstrip("*#-0123456789. ").split():
                yield " ".join(words)


def read_in_one_go(text: str) -> list[str]:
    """What is read from one stop to the next: full stop, colon or semicolon."""
    return [
        part
        for paragraph in paragraphs(text)
        for part in STOP.split(paragraph)
        if len(part.split()) >= WORDS_LEAST
    ]


def api_texts() -> list[str]:
    """The sentences that describe the API."""
    texts = [
        "".join(str(piece.value) for piece in pieces(node))
        for file in API
        for node in literals(ast.parse(file.read_text()))
    ]
    return [text for text in texts if SENTENCE.search(text)]

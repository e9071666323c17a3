"""Every code that reading files gives has its words, and no words are without a code."""

import re
from pathlib import Path

from journal.words.imports import SENTENCES

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "journal" / "exchange").rglob("*.py"),
    *(ROOT / "journal" / "store" / "imports").rglob("*.py"),
]
CODE = re.compile(
    r'\btext\(\s*"([a-z_0-9]+)"|Refused\(\s*"([a-z_0-9]+)"|refuse\([^()]*"([a-z_0-9]+)"'
)
BUILT = re.compile(
    r"^(is|kind|order_by|year_by|part|role|unit|pain|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)(_|$)"
)
"""What codes begin with that are put together."""


def codes() -> set[str]:
    """The codes that stand in the sources as they are, but for a column of that form."""
    text = "\n".join(path.read_text() for path in SOURCES)
    tokens = {next(filter(None, match.groups())) for match in CODE.finditer(text)}
    return {code for code in tokens if not code.endswith("_")} - {"day"}


def test_every_code_has_its_words() -> None:
    shown_as_they_are = {"said", "as_written", "field", "token"}
    assert codes() - set(SENTENCES) - shown_as_they_are == set()


def test_no_words_are_left_without_a_code() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    unused = {code for code in SENTENCES if f'"{code}"' not in text and not BUILT.match(code)}
    assert unused == set()

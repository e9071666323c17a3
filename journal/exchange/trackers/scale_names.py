"""The scale that the name of a column gives: ``Pain (1-5)``, ``level out of 10``."""

import re
from typing import Final

TO: Final = "to|bis|à|a|ao|do|till|til|tot"
"""The words between the two ends of a scale."""
RANGE: Final = re.compile(
    rf"(?<![\d.])(\d{{1,2}})\s*(?:-|–|—|{TO}|…|\.\.)\s*(\d{{1,3}})(?![\d.])", re.I
)
SCALE: Final = re.compile(
    rf"\b(?:(?:from|von|de|desde|da|van|od|från|fra)\s+)?\d{{1,2}}\s*(?:{TO})\s*\d{{1,3}}\b", re.I
)
"""A scale in words: those in front of it and between its ends are of no beginning and no end."""
EQUALS: Final = re.compile(r"\b(\d{1,2})\s*=.*?\b(\d{1,3})\s*=", re.I)
UP_TO: Final = re.compile(
    r"\b(?:out of|of|von|sur|su|de|di|av|van|na|max\.?|maximum|maximal|up to|bis)\s*(\d{1,3})\b",
    re.I,
)
SCALE_LEAST: Final = 3
"""No scale has fewer steps."""
SLASH: Final = re.compile(r"(?<!\d)/\s*(\d{1,3})\b")


def named_scale(name: str) -> str:
    """Its lowest and its highest number: ``1-5``; empty where it gives none."""
    for pattern in (RANGE, EQUALS):
        if (shape := pattern.search(name)) and int(shape[1]) < int(shape[2]):
            return f"{int(shape[1])}-{int(shape[2])}"
    if (shape := SLASH.search(name) or UP_TO.search(name)) and int(shape[1]) >= SCALE_LEAST:
        return f"0-{int(shape[1])}"
    return ""

"""The scale that the name of a column gives: ``Pain (1-5)``, ``level out of 10``."""

import re
from typing import Final

RANGE: Final = re.compile(
    r"(?<![\d.])(\d{1,2})\s*(?:-|–|—|to|bis|à|a|…|\.\.)\s*(\d{1,3})(?![\d.])", re.I
)
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

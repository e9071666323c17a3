"""Rich text as plain text: what trackers write as HTML, with its lines and dashes."""

import re
from html import unescape
from typing import Final

TAG: Final = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>", re.I)
MARKUP: Final = re.compile(
    r"</?(?:b|i|u|s|em|strong|br|p|div|ul|ol|li|span|h[1-6]|font|strike)\b[^<>]*>"
    r"|&(?:nbsp|amp|lt|gt|quot|#\d+);",
    re.I,
)
LINES: Final = frozenset({"br", "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})


def plain_text(text: str) -> str:
    """A text without tags; unchanged where it has none."""
    if not MARKUP.search(text):
        return text
    marked = TAG.sub(_in_place_of, text)
    lines = (" ".join(line.split()) for line in unescape(marked).split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _in_place_of(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name == "li":
        return "" if tag[0].startswith("</") else "\n- "
    return "\n" if name in LINES else ""

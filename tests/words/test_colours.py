"""Words for colours that are true on a light page and on a dark one."""

import re
from typing import Final

from tests.words.reading import by_file

BY_LIGHT: Final = re.compile(r"\b(dark|light|pal|deep)(er|est)\b|\bshades?\b", re.IGNORECASE)


def test_no_sentence_calls_darker_what_is_brighter_on_a_dark_screen() -> None:
    texts = [text for texts in by_file().values() for text in texts]
    assert any("stronger colour" in text for text in texts)
    assert [text for text in texts if BY_LIGHT.search(text)] == []

"""Guides: how somebody does an exercise, in their own words or by a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.field_names import of_exercise
from journal.core.model.fields import Words
from journal.core.model.inputs import Name
from journal.core.model.records import At, Note, Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Timed):
    """How an exercise is done. Of an exercise the one written last counts.

    The journal never opens the link: only a tap of a person does.
    """

    MOMENT: ClassVar[str] = "written_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = of_exercise("instructions", "link")

    written_at: At
    exercise: Name
    instructions: Note | None = None
    link: Annotated[str, Words(v.LINK_LENGTH)] | None = None
    note: Note | None = None

    def rules(self, now: datetime) -> list[Problem]:
        if problems := Timed.rules(self, now):
            return problems
        if self.link is not None and not is_web_address(self.link):
            return [Problem("link", "https_only")]
        return []


def is_web_address(text: str) -> bool:
    """Whether a text is an https address, without a name and password in it."""
    if any(letter.isspace() for letter in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False

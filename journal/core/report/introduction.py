"""What somebody says of themselves on the page for a doctor."""

from dataclasses import dataclass
from typing import Annotated

from journal.core.model.fields import Words
from journal.core.model.inputs import Input, Name
from journal.core.model.vocabulary import QUESTIONS_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction(Input):
    """The name a doctor knows somebody by, and what they want to ask."""

    name: Name | None = None
    questions: Annotated[str, Words(QUESTIONS_LENGTH, lines=True)] | None = None

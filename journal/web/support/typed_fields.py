"""A field of a form: what was typed into it, and what was saved of it elsewhere meanwhile."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from wtforms import Field

from journal.core.model.answers import Answers
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Whole
from journal.core.model.inputs import Column
from journal.core.model.time_fields import Day, Moment, TimeOfDay

SHAPES: Final = (
    (Moment, "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"),
    (Day | TimeOfDay, ".+"),
    (Whole, "[0-9]+"),
)
"""What a browser's own field can show of a text that such a field of a record can read."""


class Beside(NamedTuple):
    """What is saved by now of a field that was changed elsewhere too."""

    texts: Sequence[str]
    value: Any  # the field's own type
    zone: str
    """Of the moments of the form."""


class Typed(Field):
    """What was typed into one field of a record: one text, or several where it holds a list."""

    def __init__(self, *, column: Column, **options: Any) -> None:  # WTForms' own
        super().__init__(**options)
        self.holds = column.field
        self.required = column.required
        self.may_be_empty = not column.required and not column.default
        self.texts: list[str] = []
        self.called = ""
        self.beside: Beside | None = None

    def named(self, label: str) -> str:
        """The label, which from now on is what the page calls the field."""
        self.called = label
        return label

    def process_data(self, value: Any) -> None:  # a text or several, as WTForms hands them over
        """Begin with what a record says."""
        self.texts = [value] if isinstance(value, str) else list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take over what was sent."""
        self.texts = [str(text) for text in valuelist]

    @property
    def one_by_one(self) -> bool:
        """Whether it holds several questions, each with its answer."""
        return isinstance(self.holds, Answers)

    @property
    def text(self) -> str:
        """The text that was typed; empty where none was."""
        return self.texts[0] if self.texts else ""

    @property
    def fits(self) -> bool:
        """Whether a browser's own field for it can show the text: a date, a time or a number."""
        shape = next((shape for kind, shape in SHAPES if isinstance(self.holds, kind)), None)
        if not self.text or shape is None:
            return True
        try:
            self.holds.read(self.text)
        except Unreadable:
            return False
        return re.fullmatch(shape, self.text, re.ASCII) is not None

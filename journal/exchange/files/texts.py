"""What is to be said to the person, as a code and values; the words stand in ``words``."""

from dataclasses import dataclass, field
from typing import Final

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a label by its code, and the values that stand in it."""

    code: str
    values: tuple[tuple[str, Value], ...] = field(default=())

    def __str__(self) -> str:
        """Code and values, for logs and errors of tests; people get the words."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.values)])


def text(code: str, **values: Value) -> Text:
    """The text of a code with some values."""
    return Text(code, tuple(values.items()))


AS_WRITTEN: Final = "as_written"


def as_written(words: str) -> Text:
    """Words that come from a file, or were chosen elsewhere: they are shown as they are."""
    return text(AS_WRITTEN, words=words)

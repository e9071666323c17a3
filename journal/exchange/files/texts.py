"""What is to be said to the person, as a code and values; the words stand in ``words``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

Value = object


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


class Wrong(Protocol):
    """What is wrong with a field, as the fields themselves put it."""

    @property
    def code(self) -> str:
        """What it is."""

    @property
    def values(self) -> Mapping[str, object]:
        """What its sentence names."""


OF_FIELD: Final = "field:"


def of_field(wrong: Wrong) -> Text:
    """The text of what is wrong with a field."""
    return Text(OF_FIELD + wrong.code, tuple(wrong.values.items()))

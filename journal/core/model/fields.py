"""What a field of a record may hold, and how it is read from and written as text.

A form and a file hand over text; each kind of field reads it, writes it and names what is wrong
with a value, so that a rule stands once for the browser, for files and for the database.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from journal.core.model.faults import Fault, Unreadable, fault
from journal.core.model.names import named_once


class Field(Protocol):
    """One kind of field. ``Any`` is the value's own type: int, str, date, tuple …"""

    guarded: ClassVar[bool]
    """Whether a cell of it needs the spreadsheet guard: only free text does."""

    needed: ClassVar[str]
    """The code of the problem of a field that must be filled in and is not."""

    def read(self, text: str) -> Any: ...  # the value's own type

    def write(self, value: Any) -> str: ...

    def fault(self, value: Any) -> Fault | None: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``."""

    lowest: int
    highest: int
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "number_needed"

    @property
    def wrong(self) -> Fault:
        """What is wrong with whatever is no such number."""
        return fault("whole_number", lowest=self.lowest, highest=self.highest)

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise Unreadable("whole_number", lowest=self.lowest, highest=self.highest)
        return int(text)

    def write(self, value: int) -> str:
        return str(value)

    def fault(self, value: int) -> Fault | None:
        return None if self.lowest <= value <= self.highest else self.wrong


@dataclass(frozen=True, slots=True)
class Choice:
    """One token of ``tokens``."""

    tokens: tuple[str, ...]
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "choice_needed"

    def read(self, text: str) -> str:
        if text not in self.tokens:
            raise Unreadable("choice", choices=self.tokens)
        return text

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> Fault | None:
        return None if value in self.tokens else fault("choice", choices=self.tokens)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, no, or (empty) not given."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "yes_or_no_needed"

    def read(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise Unreadable("yes_or_no")
        return text == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"

    def fault(self, value: bool) -> Fault | None:
        return None if isinstance(value, bool) else fault("yes_or_no")


UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What a text that is no proper UTF-8 has in place of what could not be read."""


def text_fault(text: str, longest: int) -> Fault | None:
    """What keeps ``text`` from being stored, or None."""
    if len(text) > longest:
        return fault("too_long", length=len(text), longest=longest)
    for character in text:
        if (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f":
            return fault("control_character")
        if character == UNREADABLE or "\ud800" <= character <= "\udfff":
            return fault("unreadable_character")
    return None


def tidy_text(text: str) -> str:
    """``text`` with one kind of line end and nothing blank around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True)
class Words:
    """Free text of up to ``longest`` characters; on one line unless ``lines``."""

    longest: int
    lines: bool = False
    guarded: ClassVar[bool] = True
    needed: ClassVar[str] = "text_needed"

    def read(self, text: str) -> str:
        return tidy_text(text)

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> Fault | None:
        if not self.lines and (len(value.splitlines()) > 1 or "\t" in value):
            return fault("one_line")
        if value != tidy_text(value):
            return fault("blanks_around")
        return text_fault(value, self.longest) if value else fault("empty_text")


SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of ``tokens``, each once, in the order of ``tokens``; written ``a|b``."""

    tokens: tuple[str, ...]
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "choices_needed"

    def read(self, text: str) -> tuple[str, ...]:
        return self.read_all(text.split(SEPARATOR))

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        choices = {text.strip() for text in texts} - {""}
        if unknown := sorted(choices.difference(self.tokens)):
            raise Unreadable("unknown_choices", unknown=unknown)
        return tuple(token for token in self.tokens if token in choices)

    def write(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(value)

    def fault(self, value: tuple[str, ...]) -> Fault | None:
        try:
            return None if value == self.read_all(value) else fault("chosen_twice")
        except Unreadable as unreadable:
            return unreadable.fault


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A list of short texts in a person's own words, each once; written ``a|b``.

    Two that only differ in how they are typed are read as one. What was stored before that was
    so may have both, which is no fault.
    """

    longest: int
    most: int
    guarded: ClassVar[bool] = True
    needed: ClassVar[str] = "text_needed"

    def read(self, text: str) -> tuple[str, ...]:
        return self.read_all(text.split(SEPARATOR))

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        return named_once(_tidied(texts))

    def write(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(value)

    def fault(self, value: tuple[str, ...]) -> Fault | None:
        if len(value) > self.most:
            return fault("too_many", most=self.most)
        if any(SEPARATOR in text for text in value):
            return fault("separator", separator=SEPARATOR)
        if value != _tidied(value):
            return fault("written_twice")
        return next((wrong for text in value if (wrong := text_fault(text, self.longest))), None)


def _tidied(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without needless blanks, those alike to the letter once."""
    tidied = (" ".join(text.split()) for text in texts)
    return tuple(dict.fromkeys(text for text in tidied if text))


UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_id(text: str) -> bool:
    """Whether a text can be an id at all."""
    return UUID_SHAPE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A UUID as lower-case text with hyphens."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "identifier_needed"

    def read(self, text: str) -> str:
        if not is_id(text.lower()):
            raise Unreadable("identifier")
        return text.lower()

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> Fault | None:
        return None if is_id(value) else fault("identifier")


@dataclass(frozen=True, slots=True)
class Base64:
    """Bytes, written in base64."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "text_needed"

    def read(self, text: str) -> bytes:
        try:
            return b64decode(text, validate=True)
        except ValueError:
            raise Unreadable("base64") from None

    def write(self, value: bytes) -> str:
        return b64encode(value).decode()

    def fault(self, value: bytes) -> Fault | None:
        return None if value else fault("text_needed")

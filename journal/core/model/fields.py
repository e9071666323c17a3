"""What a field of a record may hold, and how it is read from and written as text.

A form and a file hand over text; each kind of field reads it, writes it and names what is wrong
with a value, so that a rule stands once for the browser, for files and for the database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Protocol

from journal.core.model import moments, vocabulary


class Unreadable(ValueError):
    """A text that cannot be a value of its field; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a record, as a sentence for the person who typed it."""

    field: str
    message: str


class Field(Protocol):
    """One kind of field. ``Any`` is the value's own type: int, str, date, tuple …"""

    guarded: ClassVar[bool]
    """Whether a cell of it needs the spreadsheet guard: only free text does."""

    needed: ClassVar[str]
    """The sentence for a field that must be filled in and is not."""

    def read(self, text: str) -> Any: ...  # the value's own type

    def write(self, value: Any) -> str: ...

    def fault(self, value: Any) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``."""

    lowest: int
    highest: int
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Choose a number."

    @property
    def sentence(self) -> str:
        return f"Choose a whole number from {self.lowest} to {self.highest}."

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise Unreadable(self.sentence)
        return int(text)

    def write(self, value: int) -> str:
        return str(value)

    def fault(self, value: int) -> str | None:
        return None if self.lowest <= value <= self.highest else self.sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """One token of ``tokens``."""

    tokens: tuple[str, ...]
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Choose one."

    def read(self, text: str) -> str:
        if text not in self.tokens:
            raise Unreadable(f"Choose one of: {', '.join(self.tokens)}.")
        return text

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> str | None:
        return None if value in self.tokens else f"Choose one of: {', '.join(self.tokens)}."


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, no, or (empty) not given."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Answer yes or no."

    def read(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise Unreadable("Answer yes or no, or leave it empty.")
        return text == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"

    def fault(self, value: bool) -> str | None:
        return None if isinstance(value, bool) else "Answer yes or no, or leave it empty."


UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What a text that is no proper UTF-8 has in place of what could not be read."""


def text_fault(text: str, longest: int) -> str | None:
    """What keeps ``text`` from being stored, or None."""
    if len(text) > longest:
        return f"This is {len(text):,} characters long; at most {longest:,} can be kept."
    for character in text:
        if (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f":
            return "This holds a control character that cannot be stored. Take it out."
        if character == UNREADABLE or "\ud800" <= character <= "\udfff":
            return "This holds a character that could not be read. Type it again."
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
    needed: ClassVar[str] = "Fill this in."

    def read(self, text: str) -> str:
        return tidy_text(text)

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> str | None:
        if not self.lines and (len(value.splitlines()) > 1 or "\t" in value):
            return "Keep this on one line."
        if value != tidy_text(value):
            return "Take out the blanks at the start and the end."
        return text_fault(value, self.longest) if value else "Write something, or leave it out."


SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of ``tokens``, each once, in the order of ``tokens``; written ``a|b``."""

    tokens: tuple[str, ...]
    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Choose at least one."

    def read(self, text: str) -> tuple[str, ...]:
        return self.read_all(text.split(SEPARATOR))

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        chosen = {text.strip() for text in texts} - {""}
        if unknown := sorted(chosen.difference(self.tokens)):
            raise Unreadable(f"Unknown: {', '.join(unknown)}. Choose from the list.")
        return tuple(token for token in self.tokens if token in chosen)

    def write(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(value)

    def fault(self, value: tuple[str, ...]) -> str | None:
        try:
            return None if value == self.read_all(value) else "Choose each only once."
        except Unreadable as unreadable:
            return str(unreadable)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A list of short texts in a person's own words, each once; written ``a|b``."""

    longest: int
    most: int
    guarded: ClassVar[bool] = True
    needed: ClassVar[str] = "Fill this in."

    def read(self, text: str) -> tuple[str, ...]:
        return self.read_all(text.split(SEPARATOR))

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        tidied = (" ".join(text.split()) for text in texts)
        return tuple(dict.fromkeys(text for text in tidied if text))

    def write(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(value)

    def fault(self, value: tuple[str, ...]) -> str | None:
        if len(value) > self.most:
            return f"At most {self.most} can be kept."
        if any(SEPARATOR in text for text in value):
            return f"Leave out the character {SEPARATOR}."
        if value != self.read_all(value):
            return "Give each only once, on one line."
        return next((fault for text in value if (fault := text_fault(text, self.longest))), None)


def calendar_date(text: str) -> date:
    """The date written as ``YYYY-MM-DD``; raises Unreadable."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("Give a day of the calendar as YYYY-MM-DD.") from None


def year_fault(value: date, what: str) -> str | None:
    """What is wrong with the year of a day or a local time, called ``what``; None: nothing."""
    if value.year < vocabulary.EARLIEST_YEAR:
        return f"Give a {what} after {vocabulary.EARLIEST_YEAR}."
    if value.year > vocabulary.LATEST_YEAR:
        return f"Give a {what} before {vocabulary.LATEST_YEAR}."
    return None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, ``YYYY-MM-DD``."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Give a day."

    def read(self, text: str) -> date:
        return calendar_date(text)

    def write(self, value: date) -> str:
        return value.isoformat()

    def fault(self, value: date) -> str | None:
        return year_fault(value, "day")


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time on the clock, ``HH:MM``."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Give a time of day."
    sentence: ClassVar[str] = "Give a time of day, such as 19:00."

    def read(self, text: str) -> time:
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
            raise Unreadable(self.sentence)
        return time.fromisoformat(text)

    def write(self, value: time) -> str:
        return value.isoformat(timespec="minutes")

    def fault(self, value: time) -> str | None:
        return self.sentence if value.second or value.microsecond or value.tzinfo else None


MOMENT_SHAPE = re.compile(
    r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]{1,6})?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: aware UTC, whole seconds; read and written by the record, which has the zone."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Give a date and a time."
    later_suffix: ClassVar[str] = "_later"
    """The form field that chooses the later of two equal local times is named so."""

    def read(self, text: str) -> datetime:
        return self.read_in("UTC", text)

    def read_in(self, zone: str, text: str, *, later: bool = False) -> datetime:
        """The moment written as local time of ``zone``, or with its own offset."""
        shape = MOMENT_SHAPE.fullmatch(text)
        try:
            if shape is None:
                raise ValueError(text)
            local = datetime.fromisoformat(shape["local"])
            if fault := year_fault(local, "time"):
                raise Unreadable(fault)
            if shape["offset"]:
                offset = "+00:00" if shape["offset"] == "Z" else shape["offset"]
                return datetime.fromisoformat(local.isoformat() + offset).astimezone(UTC)
            return moments.moment_at(local, zone, later=later)
        except moments.ClockGap:
            raise Unreadable(
                f"On that day the clocks in {zone} were put forward and never showed "
                f"{local:%H:%M}. Give a time before or after."
            ) from None
        except Unreadable:
            raise
        except ValueError:
            raise Unreadable("Give a date and a time, such as 2026-05-31T14:30.") from None

    def write(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")

    def fault(self, value: datetime) -> str | None:
        if value.tzinfo is not UTC or value.microsecond:
            return "A moment is kept in UTC and whole seconds."
        return None


@dataclass(frozen=True, slots=True)
class Zone:
    """The IANA name of a time zone."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "Choose a time zone."

    def read(self, text: str) -> str:
        if not moments.zone_exists(text):
            raise Unreadable("There is no such time zone. Choose one from the list.")
        return text

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> str | None:
        return None if moments.zone_exists(value) else "There is no such time zone."


UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A UUID as lower-case text with hyphens."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "An id is needed."

    def read(self, text: str) -> str:
        if not UUID_SHAPE.fullmatch(text.lower()):
            raise Unreadable("This is not an id of the journal (a UUID).")
        return text.lower()

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> str | None:
        return None if UUID_SHAPE.fullmatch(value) else "This is not an id of the journal."

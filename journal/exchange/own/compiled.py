"""The fast way from the cells of our own files to records: what is regular is read column by
column, each text once; whatever is not is left to the reader that can say what is wrong."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from journal.core.model import vocabulary as v
from journal.core.model.faults import Unreadable
from journal.core.model.fields import UUID_SHAPE, Field, Identifier, Words
from journal.core.model.inputs import columns
from journal.core.model.records import Record
from journal.core.model.time_fields import Day, Moment

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Read = Callable[[str], Any]  # each field's own type
MEMORY: Final = 5000
"""So many texts of a column are remembered with what they mean."""
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
PLAIN: Final = re.compile(
    r"[^\x00-\x20\x7f-\xa0'�\ud800-\udfff][^\x00-\x1f\x7f-\x9f�\ud800-\udfff\u2028\u2029\x85]*"
)
"""A text that begins with no blank or guard, on one line, with nothing that cannot be stored."""


class Irregular(Exception):
    """A cell that is not as the journal writes it."""


def _moment(cell: str) -> datetime:
    if not MOMENT.fullmatch(cell):
        raise Irregular
    try:
        moment = datetime.fromisoformat(cell)
        if not v.EARLIEST_YEAR < moment.year < v.LATEST_YEAR:
            raise Irregular
        return moment.astimezone(UTC)
    except ValueError:
        raise Irregular from None


def _day(cell: str) -> date:
    try:
        day = date.fromisoformat(cell if DAY.fullmatch(cell) else "")
    except ValueError:
        raise Irregular from None
    if not v.EARLIEST_YEAR < day.year < v.LATEST_YEAR:
        raise Irregular
    return day


def _identifier(cell: str) -> str:
    if not UUID_SHAPE.fullmatch(cell):
        raise Irregular
    return cell


def value_of(field: Field, text: str) -> Any:  # the field's own type
    """What a text says for a field; no choices where it names none. Raises Irregular."""
    try:
        value = field.read(text)
    except Unreadable:
        raise Irregular from None
    if value != () and field.fault(value):
        raise Irregular
    return value


def _by_field(field: Field) -> Read:
    """A reader of a field's texts, by the field itself."""

    def read(cell: str) -> Any:  # the field's own type
        if field.guarded and cell.startswith("'"):
            raise Irregular
        value = value_of(field, cell)
        if value == ():
            raise Irregular
        return value

    return read


def _words(longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > longest or cell[-1].isspace() or not PLAIN.fullmatch(cell):
            raise Irregular
        return cell

    return read


def remembering(reader: Callable[..., T]) -> Callable[..., T]:
    """The same reader, which reads a text that comes again only once."""
    return lru_cache(MEMORY)(reader)


def _reader(field: Field) -> Read:
    """How a field's cells are read; moments and ids seldom come again."""
    match field:
        case Moment():
            return _moment
        case Identifier():
            return _identifier
        case Day():
            return remembering(_day)
        case Words():
            return remembering(_words(field.longest))
    return remembering(_by_field(field))


class RecordMaker(Generic[R]):
    """Makes records of a kind from lists of all their values, in the order of ``places``.

    That is the order of ``names``, else that of the class. In a third of the time of the class,
    which asks for each field whether it may be set.
    """

    def __init__(self, kind: type[R], names: Sequence[str] = ()) -> None:
        self.kind = kind
        by_name = {field.name: field for field in dataclasses.fields(kind)}
        self.fields = [by_name[name] for name in names or by_name]
        self.places = {field.name: at for at, field in enumerate(self.fields)}
        self.setters = [getattr(kind, field.name).__set__ for field in self.fields]

    def values(self, by_name: Mapping[str, Any]) -> list[Any]:
        """The values in order; those that are not given are the fields' own, or to be filled."""
        blanks = {
            field.name: None if field.default is dataclasses.MISSING else field.default
            for field in self.fields
        }
        return list({**blanks, **by_name}.values())

    def record(self, values: Iterable[Any]) -> R:
        """The record of values, each of which was read as its field reads it."""
        record = object.__new__(self.kind)
        for set_value, value in zip(self.setters, values, strict=True):
            set_value(record, value)
        return record


class CompiledReader:
    """Reads the rows of a file of one kind whose columns have these names."""

    def __init__(self, kind: type[Record], names: list[str], now: datetime) -> None:
        self.kind, self.now = kind, now
        by_name = {column.name: column for column in columns(kind)}
        self.steps = [
            (at, name, _reader(by_name[name].field))
            for at, name in enumerate(names)
            if name in by_name
        ]
        needed = [column.name for column in columns(kind) if column.required]
        self.complete = all(name in names for name in needed)

    def record(self, cells: list[str]) -> Record | None:
        """The record of a row; None where it is not as the journal writes it."""
        if not self.complete:
            return None
        values: dict[str, Any] = {}
        try:
            for at, name, reader in self.steps:
                if cell := cells[at]:
                    values[name] = reader(cell)
            record = self.kind(**values)
        except (Irregular, TypeError):  # a TypeError where a field that is needed is empty
            return None
        return None if record.rules(self.now) else record

"""What files would do to a diary, counted and told file by file."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, Protocol, TypeVar

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import SLUGS
from journal.core.model.periods import Period
from journal.exchange.files.read_file import LINES_NAMED, ReadFile
from journal.store.diary.series import AVERAGE
from journal.store.imports.account_data import HoldingChange
from journal.store.imports.spasm_times import SpasmTimes

T = TypeVar("T")

BATCH: Final = 500
SHOWN: Final = 20
"""So many new entries and differences of a file are kept to be shown."""
SHOWN_OF_EACH: Final = 5
"""So many new entries of a kind are shown where a file has several kinds."""

Numbered = Iterator[tuple[int, r.Record]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as the diary has it, its version, and what else its row holds."""

    record: r.Record
    version: int
    extras: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that a file would change: the line it is on, and it before and after."""

    line: int
    was: Stored
    after: r.Record

    @property
    def before(self) -> r.Record:
        """The record as the diary has it."""
        return self.was.record

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """What differs: each field's name, value before and value after."""
        return [
            (column.name, before, after)
            for column in columns(type(self.after))
            if (before := getattr(self.before, column.name))
            != (after := getattr(self.after, column.name))
        ]


def in_memory(file: ReadFile) -> Numbered:
    """The records of a file that was read as a whole, with their lines."""
    return zip(file.lines, file.records, strict=True)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be imported: its name, what was found of it, and how its records are read.

    ``stream`` reads them anew each time, and notes problems in the file it is given.
    """

    name: str
    file: ReadFile
    stream: Callable[[ReadFile], Numbered] = in_memory
    of_archive: bool = False
    """Whether it is one of an archive, in which the database finds what stands twice."""

    def may_hold(self, kind: type[r.Record]) -> bool:
        """Whether records of a kind can be in it."""
        return self.file.kind in (None, kind)

    def of(self, kind: type[r.Record]) -> Iterator[r.Record]:
        """Its records of a kind; problems are left to the one reading that counts."""
        if self.may_hold(kind):
            for _, record in self.stream(replace(self.file, problems=[], left_rows=[])):
                if isinstance(record, kind):
                    yield record


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """An entry as it would come in, and whether its time is only assumed."""

    record: r.Record
    is_timeless: bool


class Listing(Protocol):
    """Whoever lists all that files would do, one after the other."""

    def new(self, part: "FilePreview", line: int, record: r.Record) -> None:
        """An entry of a file that is new, with its line."""

    def changed(self, part: "FilePreview", difference: Difference) -> None:
        """An entry that a file would change."""


@dataclass(slots=True)
class ComingEntries:
    """The new entries of one kind in a file: how many, and the first of them with their lines."""

    kind: type[r.Record]
    count: int = 0
    first: list[tuple[int, r.Record]] = field(default_factory=list)

    def note(self, line: int, record: r.Record) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append((line, record))

    @property
    def slug(self) -> str:
        """The word of their kind."""
        return SLUGS[self.kind]


@dataclass(slots=True)
class FilePreview:
    """What one file would do, or did."""

    name: str
    file: ReadFile
    new: int = 0
    same: int = 0
    changed: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    """How many of the new entries are pain levels, by their kind."""
    coming_by_kind: dict[type[r.Record], ComingEntries] = field(default_factory=dict)
    same_time: int = 0
    """How many new entries are at the very time of one that the diary has of the same thing."""
    same_time_lines: list[int] = field(default_factory=list)
    """The first lines they are on."""
    shown: list[Difference] = field(default_factory=list)
    period: Period | None = None
    """From the first to the last day of the entries that are new or change."""
    listing: Listing | None = None
    """Is told of every new entry and every difference, also of those that are not kept."""
    differences: Any = field(default_factory=hashlib.sha256)  # hashlib names no type of its own

    @property
    def coming(self) -> list[ComingEntries]:
        """The new entries that are shown, kind by kind in the order of all kinds."""
        kinds = [self.coming_by_kind[kind] for kind in SLUGS if kind in self.coming_by_kind]
        most = SHOWN if len(kinds) == 1 else SHOWN_OF_EACH
        return [replace(of_kind, first=of_kind.first[:most]) for of_kind in kinds]

    @property
    def word(self) -> str:
        """The word of the kind of its records; empty where it is of none."""
        return SLUGS[self.file.kind] if self.file.kind else ""

    def note_new(self, line: int, record: r.Record, *, same_time: bool) -> None:
        """Count a record that is new."""
        self.new += 1
        self._reach(record)
        if isinstance(record, r.PainLevel):
            self.levels[record.kind] += 1
        of_kind = self.coming_by_kind.setdefault(type(record), ComingEntries(type(record)))
        of_kind.note(line, record)
        if self.listing:
            self.listing.new(self, line, record)
        if same_time:
            self.same_time += 1
            if len(self.same_time_lines) < LINES_NAMED:
                self.same_time_lines.append(line)

    def note(self, difference: Difference) -> None:
        """Count a record that differs."""
        self.changed += 1
        self._reach(difference.after)
        self.differences.update(repr((difference.line, difference.before)).encode())
        if self.changed <= SHOWN:
            self.shown.append(difference)
        if self.listing:
            self.listing.changed(self, difference)

    def _reach(self, record: r.Record) -> None:
        if isinstance(record, r.Timed | r.DayNote):
            day, reach = record.day, self.period or Period(record.day, record.day)
            if self.period is None or not reach.first <= day <= reach.last:
                self.period = Period(min(day, reach.first), max(day, reach.last))


@dataclass(slots=True)
class ImportPreview:
    """What some files do together. Nothing happens while any of them has problems."""

    files: list[FilePreview]
    new_exercises: list[str] = field(default_factory=list)
    numbered_exercises: list[str] = field(default_factory=list)
    """Those that an archive has under a name that is another's by now."""
    replaces_starting: bool = False
    """Whether the untouched starting programme gives way to the file's."""
    holdings: list[HoldingChange] = field(default_factory=list)
    """What changes besides records; only an archive says such things."""
    history: int = 0
    """How many changes of long ago come back; only an archive has them."""
    spasms: SpasmTimes = field(default_factory=SpasmTimes)
    """What is to be told of their spasms."""

    planned_twice: list[str] = field(default_factory=list)
    """The exercises of their programme that another line asks for on the same days."""

    @property
    def digest(self) -> str:
        """What tells it from a preview of the same files for a diary that has changed."""
        files = [
            (file.new, file.same, file.changed, file.differences.hexdigest())
            for file in self.files
        ]
        whole = (
            files,
            self.new_exercises,
            self.replaces_starting,
            self.holdings,
            self.history,
        )
        return hashlib.sha256(repr(whole).encode()).hexdigest()

    @property
    def refused(self) -> bool:
        """Whether any line of any file was refused."""
        return any(preview.file.problems for preview in self.files)

    @property
    def only_rows_refused(self) -> bool:
        """Whether what was refused is rows alone, so that the rest could come in without them."""
        return all(part.file.only_rows for part in self.files if part.file.problems)

    @property
    def bad_rows(self) -> int:
        """How many rows were refused; 0 where a file has so many that they were not counted."""
        files = [preview.file for preview in self.files]
        return 0 if any(file.full for file in files) else sum(file.bad_rows for file in files)

    @property
    def period(self) -> Period | None:
        """From the first to the last day of what is new or changes; None: nothing of a day is."""
        periods = [part.period for part in self.files if part.period]
        days = [day for period in periods for day in (period.first, period.last)]
        return Period(min(days), max(days)) if days else None

    @property
    def levels_alone(self) -> int:
        """How many new pain levels there are, where none of them is the average of a day."""
        levels = sum((part.levels for part in self.files), Counter[str]())
        return 0 if levels[AVERAGE] else levels.total()

    @property
    def does_something(self) -> bool:
        """Whether the diary would be another afterwards."""
        records = any(preview.new or preview.changed for preview in self.files)
        return bool(records or self.new_exercises or self.holdings or self.history)


@dataclass(frozen=True, slots=True)
class Compared:
    """Some records of one kind in a file: those that are new, and those that differ."""

    kind: type[r.Record]
    new: list[r.Record]
    changed: list[Difference]


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """``items`` in runs of at most ``size``."""
    remaining = iter(items)
    while run := list(islice(remaining, size)):
        yield run


def by_kind(
    items: Iterable[T], kind_of: Callable[[T], type[r.Record]]
) -> dict[type[r.Record], list[T]]:
    """``items`` of each kind of record; a file of another tracker holds several."""
    kinds: dict[type[r.Record], list[T]] = {}
    for item in items:
        kinds.setdefault(kind_of(item), []).append(item)
    return kinds

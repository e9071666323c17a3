"""Reading our own CSV: as the journal wrote it, and as other tools save it again."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import IO, Final
from uuid import UUID

from journal.core.model.fields import Choice, Identifier, OwnWords, Whole, Words, YesNo
from journal.core.model.inputs import columns
from journal.core.model.reading import parse_file
from journal.core.model.records import PainLevel, Record
from journal.core.model.strings import as_texts
from journal.core.model.time_fields import MOMENT_SHAPE, Day, Moment
from journal.exchange.files.dates import Dates
from journal.exchange.files.layout import Laid, laid
from journal.exchange.files.numbers import Numbers
from journal.exchange.files.questions import (
    NONE_YET,
    Answers,
    Question,
    answered_dates,
    date_questions,
)
from journal.exchange.files.read_file import LeftOut, ReadFile
from journal.exchange.files.table import fits, header_fits
from journal.exchange.files.texts import of_field, text
from journal.exchange.own.compiled import DAY, MOMENT, CompiledReader
from journal.exchange.own.ids import id_of
from journal.exchange.own.tidy_csv import (
    OF_A_DAY,
    field_names,
    fitting,
    header,
    identities,
    unguarded,
)
from journal.exchange.own.whole_days import MIDDAY, of_a_day

NAMESPACE: Final = UUID("0f1f6a52-9f0e-4b7e-8f0f-3c1df6f3a3f5").bytes
"""Under which ids are made of lines that have none, so that bringing them twice adds nothing."""
LOOKED_AT: Final = 200
"""So many rows show whether a spreadsheet wrote the days in its own way."""
MISSING: Final = frozenset({"na", "nan", "null", "none", "nat", "n/a", "#n/a"})
"""What other tools write for an empty cell; a text may well say it, and stays."""
YES_NO: Final = {"true": "yes", "1": "yes", "y": "yes", "false": "no", "0": "no", "n": "no"}


@dataclass
class OwnFile:
    """A file of one kind of record: its columns, and how it writes days if not as we do."""

    laid: Laid
    kind: type[Record]
    names: list[str]
    not_brought: list[LeftOut] = field(default_factory=list)

    @classmethod
    def opened(cls, stream: IO[bytes], file: ReadFile) -> "OwnFile | None":
        """The file in a stream; None with the problem noted where it is none of ours."""
        laid_table = laid(stream, file, lambda names: bool(fitting(set(field_names(names)))))
        names = field_names(laid_table.header)
        if file.problems or not header_fits(laid_table.line, names, file):
            return None
        kinds = fitting(set(names))
        if not kinds:
            file.refuse(laid_table.line, "", ", ".join(names), "not_our_header")
            return None
        kind = max(kinds, key=lambda kind: len(set(header(kind)).intersection(names)))
        unknown = [name for name in names if name and name not in header(kind)]
        return cls(laid_table, kind, names, [LeftOut("column", name, 1) for name in unknown])

    @property
    def silent(self) -> frozenset[str]:
        """The fields that no column is for."""
        return frozenset(c.name for c in columns(self.kind) if not c.required) - {*self.names}

    def prepared(self, file: ReadFile) -> ReadFile:
        """A file to note in, which knows what it is of."""
        file.kind, file.silent, file.not_brought = self.kind, self.silent, self.not_brought
        return file

    @cached_property
    def dates(self) -> Dates | None:
        """How days are written, where a spreadsheet wrote them in its own way."""
        fields = {column.name: column.field for column in columns(self.kind)}
        places = [
            at for at, name in enumerate(self.names) if isinstance(fields.get(name), Day | Moment)
        ]
        samples = self._cells(places, LOOKED_AT)
        if all(DAY.fullmatch(cell[:10]) for cell in samples):
            return None
        dates = Dates(cell for cell in self._cells(places, None) if not MOMENT.fullmatch(cell))
        if fitting := self._orders_that_fit(dates):
            dates.orders, dates.order = fitting, fitting[0]
        return dates

    def _orders_that_fit(self, dates: Dates) -> list[str]:
        """The orders in which days are those of the moments that stand beside them."""
        if len(dates.orders) < 2 or "day" not in self.names or self.kind.MOMENT not in self.names:  # noqa: PLR2004
            return []
        at, moment_at = self.names.index("day"), self.names.index(self.kind.MOMENT)
        fits: Counter[str] = Counter()
        for _, cells in islice(self.laid.rows(ReadFile()), LOOKED_AT):
            if len(cells) <= max(at, moment_at) or not MOMENT.fullmatch(cells[moment_at]):
                continue
            beside = date.fromisoformat(cells[moment_at][:10])
            for order in dates.orders:
                when = dates.read(cells[at], order)
                fits[order] += when is not None and abs(when.day - beside).days <= 1
        most = max(fits.values(), default=0)
        return [order for order in dates.orders if fits[order] == most > 0]

    def _cells(self, places: list[int], most: int | None) -> Iterator[str]:
        for _, cells in islice(self.laid.rows(ReadFile()), most):
            yield from (
                cells[at].strip() for at in places if at < len(cells) and cells[at].strip()
            )

    def questions(self) -> list[Question]:
        """The order of day and month, where a spreadsheet left it open."""
        return date_questions(self.dates) if self.dates else []

    def records(
        self, file: ReadFile, answers: Answers = NONE_YET, *, now: datetime, zone: str
    ) -> Iterator[tuple[int, Record]]:
        """Its records with their lines, as a stream; problems are noted in ``file``."""
        dates = self.dates and answered_dates(self.dates, answers)
        reader = LineReader(self.prepared(file), self.names, now, zone, dates)
        register = Seen(lambda: self.laid.rows(ReadFile()), reader)
        for line, cells in self.laid.rows(file):
            record = reader.record(line, cells)
            if record is not None and register.first_time(line, record):
                yield line, record
            if file.full:
                return


class Seen:
    """What stood in a file before: ids, and days that have one rating; in little memory."""

    def __init__(
        self, again: Callable[[], Iterator[tuple[int, list[str]]]], reader: "LineReader"
    ) -> None:
        self.again, self.reader = again, reader
        self.ids: set[int] = set()
        self.days: defaultdict[str, set[int]] = defaultdict(set)
        """The days that have a rating of each sort, as numbers, which need less room than days."""

    def first_time(self, line: int, record: Record) -> bool:
        """Whether neither this id nor this day's rating stood in the file before."""
        if isinstance(record, PainLevel) and record.of_the_day:
            days, day = self.days[record.kind], record.day.toordinal()
            if day in days:
                return self._refuse(line, record, "day")
            days.add(day)
        name = columns(type(record))[0].name
        key = getattr(record, name)
        short = int(key.replace("-", ""), 16) if isinstance(key, str) else key.toordinal()
        if short in self.ids:
            return self._refuse(line, record, name)
        self.ids.add(short)
        return True

    def _refuse(self, line: int, record: Record, name: str) -> bool:
        key = dict(identities(record))[name]
        value = str(getattr(record, name))
        first = self.lines.get(key, line)
        self.reader.file.refuse_row(line, name, value, text("as_on_line", line=first))
        return False

    @cached_property
    def lines(self) -> dict[object, int]:
        """Where each stood first; asked for only where something stands twice."""
        first_lines: dict[object, int] = {}
        reader = self.reader.unheard()
        for line, cells in self.again():
            record = reader.record(line, cells)
            for _, key in identities(record) if record else ():
                first_lines.setdefault(key, line)
        return first_lines


class LineReader:
    """Reads the lines of one file of ``file.kind``, with columns ``names``, into records."""

    def __init__(
        self,
        file: ReadFile,
        names: list[str],
        now: datetime,
        zone: str,
        dates: Dates | None = None,
    ) -> None:
        self.file, self.names, self.now, self.zone, self.dates = file, names, now, zone, dates
        self.kind = file.kind or PainLevel
        self.fields = {column.name: column.field for column in columns(self.kind)}
        self.has_id = "id" in self.fields
        self.compiled = CompiledReader(self.kind, names, now)
        self.counts: Counter[str] = Counter()
        self.width = len(names)

    def unheard(self) -> "LineReader":
        """The same reader, whose problems nobody is told."""
        return LineReader(ReadFile(self.kind), self.names, self.now, self.zone, self.dates)

    def record(self, line: int, cells: list[str]) -> Record | None:
        """The record of one row, wherever else it may stand; None with its problems noted."""
        if len(cells) == self.width:
            record = self.compiled.record(cells)
            if record is not None:
                return record
        return self._with_care(line, cells)

    def _with_care(self, line: int, cells: list[str]) -> Record | None:
        if not any(cell.strip() for cell in cells) or not fits(line, cells, self.names, self.file):
            return None
        texts = {
            name: self._text(name, cell) for name, cell in zip(self.names, cells, strict=True)
        }
        without_id = self.has_id and not texts.get("id")
        if without_id:
            texts["id"] = str(UUID(bytes=NAMESPACE))
        made_up = self._fill_in_moment(texts)
        reading = parse_file(self.kind, texts, now=self.now, zone=self.zone)
        for problem in reading.problems:
            field = "day" if made_up and problem.field == OF_A_DAY else problem.field
            what = of_field(problem)
            self.file.refuse_row(line, field, texts.get(field, ""), what)
        if reading.record is None or not without_id:
            return reading.record
        return self._named(reading.record)

    def _named(self, record: Record) -> Record:
        """A record whose line gives no id, under one that is made of what it says."""
        says = "\x1f".join(f"{name}={value}" for name, value in as_texts(record).items())
        self.counts[says] += 1
        return record.with_(id=id_of(NAMESPACE, f"{self.kind.__name__}{says}{self.counts[says]}"))

    def _text(self, name: str, cell: str) -> str:
        """A cell as our own files write it."""
        field = self.fields.get(name)
        if field is None or isinstance(field, Words | OwnWords):
            return unguarded(cell) if field is not None and field.guarded else cell.strip()
        content = cell.strip()
        if content.casefold() in MISSING:
            return ""
        if isinstance(field, Whole) and content and not content.isdecimal():
            number = Numbers.of([content]).read(content)
            return f"{number:.0f}" if number is not None and number == int(number) else content
        is_mark = isinstance(field, Choice) and {"yes", "no"} & {*field.tokens} == {"yes"}
        if is_mark or isinstance(field, YesNo):
            answer = YES_NO.get(content.casefold(), content.casefold())
            return "" if is_mark and answer == "no" else answer
        if isinstance(field, Day | Moment) and content:
            return self._moment(field, content)
        return content.lower() if isinstance(field, Identifier) else content

    def _moment(self, field: Day | Moment, content: str) -> str:
        if isinstance(field, Moment) and MOMENT_SHAPE.fullmatch(content):
            return content
        when = (self.dates or Dates([content])).read(content)
        if when is None or (isinstance(field, Day) and when.clock):
            return content
        if isinstance(field, Day):
            return when.day.isoformat()
        return when.text() if when.clock is not None else content

    def _fill_in_moment(self, texts: dict[str, str]) -> bool:
        """Give what is of a whole day the moment it lacks; whether it did."""
        whole_day = self.kind.MOMENT == OF_A_DAY and texts.get("kind") != "now"
        if not whole_day or not texts.get("day") or texts.get(OF_A_DAY):
            return False
        zone = texts.get("zone") or self.zone
        texts[OF_A_DAY] = of_a_day(texts["day"], MIDDAY, now=self.now, zone=zone)
        return True


def read_file(
    stream: IO[bytes], answers: Answers = NONE_YET, *, now: datetime, zone: str
) -> ReadFile:
    """All records of one of our CSV files, of whichever kind its header says."""
    file = ReadFile()
    own = OwnFile.opened(stream, file)
    for line, record in own.records(file, answers, now=now, zone=zone) if own else ():
        file.take(line, record)
    return file

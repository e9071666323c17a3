"""Gathers what a file of another tracker brings: records, problems, and what stays behind."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from journal.core.model import records as r
from journal.core.model.reading import parse_file
from journal.core.model.vocabulary import DAY_KINDS, PAIN_KINDS
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import EXERCISE, RELIEF, ZONE, Answers
from journal.exchange.files.read_file import LINES_NAMED, LeftOut, ReadFile
from journal.exchange.files.table import Row
from journal.exchange.files.texts import Value, of_field, text
from journal.exchange.own.compiled import RecordMaker
from journal.exchange.own.ids import id_of, ids_after
from journal.exchange.own.tidy_csv import identities
from journal.exchange.own.whole_days import MIDDAY, AssumedTime, of_a_day
from journal.exchange.trackers.record_reader import RecordReader

NAMESPACE: Final = UUID("6d1c2f6e-5f0b-4c55-9f38-0d5b0f8a7c41").bytes
"""Under which ids are made of what a file says, so that bringing it twice adds nothing."""

IDS_ALIKE: Final = 64
"""So many beginnings of ids are remembered."""
SLEEP: Final = "sleep"
KIND: Final = "kind"
UNTIMED: Final = "time_not_asked"
"""The field of some kinds by which no time of theirs is told."""
CELLS_NAMED: Final = 20
"""So many cells are named that stay behind; of more, only their column and lines."""
CELL_NAMED: Final = 80
"""So many characters of a cell are named."""
Sources = Mapping[str, str]
"""The column of the file that each field of a record was read from."""


class Intake:
    """One file being brought in: ``word`` is its format's, ``answers`` what was answered.

    ``zone`` is the person's; the one that was answered for the file is counted with.
    ``left_list`` is told of every cell and line that stays behind; the file names the first ones.
    """

    def __init__(
        self,
        word: str,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        left_list: LeftList | None = None,
    ) -> None:
        self.word, self.left_list = word, left_list
        self.answers = answers
        self.now = now
        self.zone = answers.get(ZONE) or zone
        self.persons_zone = zone
        self.file = ReadFile(ours=False)
        self._left: Counter[tuple[str, str]] = Counter()
        self._left_lines: dict[tuple[str, str], list[int]] = {}
        self._cells: set[str] = set()
        self._met: dict[tuple[str, ...], int] = {}
        self._ids_after = lru_cache(IDS_ALIKE)(_ids_after)
        self._seen: dict[object, int] = {}
        self._days: dict[date, _Day] = {}
        self._readers: dict[type[r.Record], RecordReader[r.Record]] = {}

    def leave(self, sort: str, name: str, count: int = 1, *, line: int = 0) -> None:
        """Count something that is not brought over; ``line``: where it is, if that is one."""
        self._count_left(sort, name, count, line)
        if line and self.left_list is not None:
            self.left_list.add(self.file, sort, name, line)

    def _count_left(self, sort: str, name: str, count: int, line: int) -> None:
        self._left[sort, name] += count
        lines = self._left_lines.setdefault((sort, name), [])
        if line and len(lines) < LINES_NAMED:
            lines.append(line)

    def leave_cell(self, row: Row, column: str) -> None:
        """Tell of a cell that stays behind although something else of its row may come in."""
        cell = row[column]
        name = f"{column}: {cell if len(cell) <= CELL_NAMED else cell[:CELL_NAMED] + '…'}"
        if len(self._cells) < CELLS_NAMED:
            self._cells.add(name)
        sort, label = ("cell", name) if name in self._cells else ("cells", column)
        self._count_left(sort, label, 1, row.line)
        if self.left_list is not None:
            self.left_list.add(self.file, "cell", name, row.line)

    def refuse(self, row: Row, column: str, code: str, **values: Value) -> None:
        """Note a problem with a cell; the row is refused."""
        self.file.refuse_row(row.line, column, row[column], text(code, **values))

    def about(self, day: date, clock: time | None = None) -> str:
        """The local moment, as text, of what a file says of a day or a part of one."""
        moment = of_a_day(day.isoformat(), clock or MIDDAY, now=self.now, zone=self.zone)
        return AssumedTime(moment) if clock is None else moment

    def add(
        self,
        row: Row,
        kind: type[r.Record],
        key: Iterable[str],
        texts: Mapping[str, str],
        sources: Sources,
    ) -> bool:
        """Read a record of what a row says, and whether it is one.

        ``key`` is what the row is known by in its tracker.
        """
        identity = (kind.__name__, *key)
        is_timeless = gives_no_time(kind, texts)
        fields: dict[str, str] = {"id": self._next_id(identity), "zone": self.zone, **texts}
        if is_timeless and has_untimed(kind):
            fields[UNTIMED] = "yes"
        record = self.reader(kind).record(fields)
        if record is None:
            reading = parse_file(kind, fields, now=self.now, zone=self.zone)
            for problem in reading.problems:
                column = sources.get(problem.field, "")
                cell = row[column] if column else fields.get(problem.field, "")
                self.file.refuse_row(row.line, column or problem.field, cell, of_field(problem))
            record = reading.record
        if record is None or not self._alone(row, record):
            return False
        self.file.take(row.line, record)
        if is_timeless:
            self.file.timeless.add(row.line)
            self.file.untimed.add(fields["id"])
        return True

    def add_values(
        self, row: Row, maker: RecordMaker[r.Record], key: tuple[str, ...], values: list[Any]
    ) -> bool | None:
        """The same of values in order; None, and nothing brought in, where they break a rule."""
        identity = (maker.kind.__name__, *key)
        count = self._met[identity] = self._met.get(identity, 0) + 1
        ids = self._ids_after(self.word, *identity[:2])
        values[maker.places["id"]] = ids("\x1f".join((*identity[2:], str(count))))
        record = maker.record(values)
        if record.rules(self.now):
            self._met[identity] -= 1
            return None
        of_a_day = isinstance(record, r.PainLevel) and record.of_the_day
        if of_a_day and not self._alone(row, record):
            return False
        self.file.take(row.line, record)
        return True

    def _next_id(self, identity: tuple[str, ...]) -> str:
        """The id of what is met once more, made of what its file says."""
        self._met[identity] = self._met.get(identity, 0) + 1
        return id_of(NAMESPACE, "\x1f".join((self.word, *identity, str(self._met[identity]))))

    def reader(self, kind: type[r.Record]) -> RecordReader[r.Record]:
        """What reads records of a kind."""
        if kind not in self._readers:
            self._readers[kind] = RecordReader(kind, self.now, self.zone)
        return self._readers[kind]

    def _alone(self, row: Row, record: r.Record) -> bool:
        """Whether nothing else of the file stands for the same day."""
        for name, key in identities(record):
            if (first := self._seen.get((type(record), key))) is not None:
                value = str(getattr(record, name))
                sheet, line = self.file.place(first)
                code = "as_on_line_of" if sheet else "as_on_line"
                values = {"line": line} | ({"sheet": sheet} if sheet else {})
                self.file.refuse_row(row.line, "", value, text(code, **values))
                return False
            self._seen[type(record), key] = row.line
        return True

    def put(
        self,
        row: Row,
        use: str,
        name: str,
        at: str,
        texts: Mapping[str, str],
        sources: Sources,
        key: Iterable[str] = (),
    ) -> None:
        """Make of one thing of a row what was answered: an exercise, relief or a pain level."""
        word, _, own = use.partition(":")
        if word == EXERCISE:
            fields = {"completed_at": at, "exercise": own or name, **texts}
            self.add(row, r.CompletedExercise, (*key, name), fields, sources)
        elif word == RELIEF:
            fields = {"applied_at": at, "method": own, **texts}
            self.add(row, r.Relief, (*key, name), fields, sources)
        elif word in PAIN_KINDS:
            fields = {"recorded_at": at, "kind": word, **texts}
            self.add(row, r.PainLevel, (*key, name), fields, sources)
        elif use:
            raise ValueError(f"Nothing can be used as {use}.")  # a row is never lost in silence

    def say(self, row: Row, day: date, order: str, text: str) -> None:
        """Put words into the note of a day, in the order of ``order``."""
        self._day(row, day).words.append((order, text))

    def mark(self, row: Row, day: date, field: str, value: str) -> None:
        """Set another field of a day's note."""
        self._day(row, day).fields[field] = value

    def _day(self, row: Row, day: date) -> "_Day":
        return self._days.setdefault(day, _Day(row))

    def finished(self) -> ReadFile:
        """The file as it was read, with its days and what is not brought over."""
        for day, entry in sorted(self._days.items()):
            note = "\n".join(words for _, words in sorted(entry.words))
            texts = {"day": day.isoformat(), "note": note, **entry.fields}
            self.add(entry.row, r.DayNote, (day.isoformat(),), texts, {})
        left_lines = {problem.line for problem in self.file.left_rows}
        self.file.partly_left = frozenset(left_lines.intersection(self.file.lines))
        self.file.not_brought = [
            LeftOut(sort, name, count, tuple(self._left_lines[sort, name]))
            for (sort, name), count in sorted(self._left.items())
        ]
        return self.file


class _Day:
    """What several rows say of one day."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.words: list[tuple[str, str]] = []
        self.fields: dict[str, Any] = {}


def _ids_after(*start: str) -> Callable[[str], str]:
    return ids_after(NAMESPACE, "\x1f".join((*start, "")))


def gives_no_time(kind: type[r.Record], texts: Mapping[str, str]) -> bool:
    """Whether what is to be a record has a time that is only assumed: it is of no whole day."""
    return isinstance(texts.get(kind.MOMENT), AssumedTime) and texts.get(KIND) not in DAY_KINDS


def has_untimed(kind: type[r.Record]) -> bool:
    """Whether records of a kind say by a field that nobody gave their time."""
    return issubclass(kind, r.Timed) and UNTIMED in kind.OF_ITS_MOMENT


def joined(*parts: str) -> str:
    """The parts that are not empty, with a middle dot between them."""
    return " · ".join(part for part in parts if part)

"""Records as the values of rows that the driver takes: made once, long before they are written.

What SQLAlchemy would do for each row of a statement is done here once for each kind, so that the
lock on the database is held for as short as the driver needs.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, literal_column, update

from journal.core.diary.zone_rules import offset_of
from journal.core.model import records as r
from journal.store.db.types import UtcMoment
from journal.store.diary.rows import EXERCISE_ID, NAMED, NAMES, OFFSET, ROWS, key_name

EXERCISE: Final = "exercise"
EXTRAS: Final[dict[type[r.Record], tuple[str, ...]]] = {
    **{kind: (OFFSET,) for kind in ROWS if issubclass(kind, r.Timed)},
    **{kind: (EXERCISE_ID, OFFSET) for kind in NAMED if issubclass(kind, r.Timed)},
    r.Prescription: (EXERCISE_ID, "starting"),
}
"""The columns of a kind's rows that its records do not show."""

OWNER, KEY = "its_owner", "its_key"
"""What tells the row that changes."""

Values = tuple[Any, ...]
"""The values of a row, in the order of ``RowValues.names``."""

MEMORY: Final = 4096
"""So many values of a column are remembered with what the driver takes for them."""


class RowValues:
    """Rows of one kind: how their values are made of records, and the statement that inserts them.

    ``common`` are the values that all rows share. Of those of one moment each is added later than
    the one before, so that they stay in the order of their file.
    """

    def __init__(self, dialect: Dialect, kind: type[r.Record], common: Mapping[str, Any]) -> None:
        table = ROWS[kind].__table__
        assert isinstance(table, Table)  # noqa: S101 (for the types: no kind is a join)
        own = [name for name in NAMES[kind] if name != EXERCISE]
        own += ["last_day"] if kind is r.Episode else []
        more = [OFFSET] if issubclass(kind, r.Timed) else []
        more += [EXERCISE_ID] if kind in NAMED else []
        self.names = [*common, *own, *more]
        steps = {name: _processor(table, name, dialect) for name in self.names}
        self._common = tuple(
            step(value) if (step := steps[name]) else value for name, value in common.items()
        )
        self._made_at, self._write_moment = common["created_at"], steps["created_at"]
        self._made_in = list(common).index("created_at")
        self._moment, self._nth = None, 0
        self._own = attrgetter(*own)
        self._steps = [(at, step) for at, name in enumerate(own) if (step := steps[name])]
        self._exercise = attrgetter(EXERCISE) if kind in NAMED else None
        compiled = insert(table).compile(dialect=dialect, column_keys=self.names)
        self.statement = str(compiled)
        order = getattr(compiled, "positiontup", None)
        self._positional = order is not None
        if order:
            self._arranged = itemgetter(*(self.names.index(name) for name in order))
            self.names = list(order)
        self._exercise_at = self.names.index(EXERCISE_ID) if kind in NAMED else -1

    def of(self, record: r.Record) -> Values:
        """The values of a record; the name of its exercise stands where its id will."""
        own = list(self._own(record))
        for at, step in self._steps:
            own[at] = step(own[at])
        if isinstance(record, r.Timed):
            own.append(offset_of(record))
        if self._exercise:
            own.append(self._exercise(record))
        row = (*self._common_of(record), *own)
        return self._arranged(row) if self._positional else row

    def _common_of(self, record: r.Record) -> Values:
        moment = getattr(record, record.MOMENT) if record.MOMENT else None
        is_of_last = moment is not None and moment == self._moment
        self._moment, self._nth = moment, self._nth + 1 if is_of_last else 0
        if not is_of_last:
            return self._common
        made_at = self._made_at + timedelta(microseconds=self._nth)
        value = self._write_moment(made_at) if self._write_moment else made_at
        return (*self._common[: self._made_in], value, *self._common[self._made_in + 1 :])

    def insert(
        self, connection: Connection, rows: Sequence[Values], exercise_ids: Mapping[str, str]
    ) -> None:
        """Write rows; the names of their exercises become ids."""
        if (at := self._exercise_at) >= 0:
            rows = [(*row[:at], exercise_ids[row[at]], *row[at + 1 :]) for row in rows]
        ready: list[Any] = list(rows)
        if not self._positional:
            ready = [dict(zip(self.names, row, strict=True)) for row in rows]
        connection.exec_driver_sql(self.statement, ready)


class RowChanges:
    """Rows of one kind that hold other values, each known by its key, and their statement."""

    def __init__(self, dialect: Dialect, kind: type[r.Record], owner: str) -> None:
        table = ROWS[kind].__table__
        assert isinstance(table, Table)  # noqa: S101 (for the types: no kind is a join)
        key = key_name(kind)
        names = [name for name in NAMES[kind] if name not in (key, EXERCISE)]
        names += [*(["last_day"] if kind is r.Episode else []), *EXTRAS.get(kind, ())]
        values = {name: bindparam(name, type_=table.c[name].type) for name in names}
        of_owner = table.c.owner_id == bindparam(OWNER, type_=table.c.owner_id.type)
        of_key = table.c[key] == bindparam(KEY, type_=table.c[key].type)
        changed = update(table).where(of_owner, of_key)
        changed = changed.values({**values, "version": literal_column("version + 1")})
        compiled = changed.compile(dialect=dialect)
        self.statement = str(compiled)
        self._positional = compiled.positiontup is not None
        self._names = list(compiled.positiontup or (*names, OWNER, KEY))
        columns = {name: name for name in names} | {OWNER: "owner_id", KEY: key}
        self._steps = [_processor(table, columns[name], dialect) for name in self._names]
        self._key, self._owner = key, owner

    def of(self, values: Mapping[str, Any]) -> Values:
        """What the driver takes for a row, of the values of its columns by name."""
        cells = {**values, OWNER: self._owner, KEY: values[self._key]}
        return tuple(
            step(cells[name]) if step else cells[name]
            for name, step in zip(self._names, self._steps, strict=True)
        )

    def write(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Let the rows hold their other values, under the next version each."""
        ready: list[Any] = list(rows)
        if not self._positional:
            ready = [dict(zip(self._names, row, strict=True)) for row in rows]
        connection.exec_driver_sql(self.statement, ready)

    def with_exercises(self, row: Values, exercise_ids: Mapping[str, str]) -> Values:
        """A row whose exercise is named, with that exercise's id instead."""
        at = self._names.index(EXERCISE_ID)
        return (*row[:at], exercise_ids[row[at]], *row[at + 1 :])


def _processor(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes the driver's value of a column's, where it takes another."""
    kind = table.c[name].type
    if isinstance(kind, UtcMoment) and dialect.name == "sqlite":
        return sqlite_moment
    step = kind.dialect_impl(dialect).bind_processor(dialect)
    return step and partial(_remembered, step, {})


def sqlite_moment(moment: datetime | None) -> str | None:
    """A moment as SQLAlchemy writes it on SQLite, in a third of its time."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _remembered(step: Callable[[Any], Any], memory: dict[Any, Any], value: Any) -> Any:
    """What a value becomes, looked up where it came before; days and moments often do."""
    result = memory.get(value)
    if result is None and value is not None:
        result = step(value)
        if len(memory) < MEMORY:
            memory[value] = result
    return result if value is not None else step(None)

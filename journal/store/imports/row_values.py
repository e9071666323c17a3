"""Records as the values of rows that the driver takes: made once, long before they are written.

What SQLAlchemy would do for each row of a statement is done here once for each kind, so that the
lock on the database is held for as short as the driver needs.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table, insert

from journal.core.model import records as r
from journal.store.diary.rows import EXERCISE_ID, NAMED, NAMES, ROWS

EXERCISE: Final = "exercise"
Values = tuple[Any, ...]
"""The values of a row, in the order of ``RowValues.names``."""


class RowValues:
    """Rows of one kind: how their values are made of records, and the statement that inserts them.

    ``common`` are the values that all rows share.
    """

    def __init__(self, dialect: Dialect, kind: type[r.Record], common: Mapping[str, Any]) -> None:
        table = ROWS[kind].__table__
        assert isinstance(table, Table)  # noqa: S101 (for the types: no kind is a join)
        own = [name for name in NAMES[kind] if name != EXERCISE]
        own += ["last_day"] if kind is r.Episode else []
        self.names = [*common, *own, *([EXERCISE_ID] if kind in NAMED else [])]
        steps = {name: _processor(table, name, dialect) for name in self.names}
        self._common = tuple(
            step(value) if (step := steps[name]) else value for name, value in common.items()
        )
        self._own = attrgetter(*own)
        self._steps = [(at, step) for at, name in enumerate(own) if (step := steps[name])]
        self._exercise = attrgetter(EXERCISE) if kind in NAMED else None
        compiled = insert(table).compile(dialect=dialect, column_keys=self.names)
        self.statement = str(compiled)
        order = getattr(compiled, "positiontup", None)
        self._order = [self.names.index(name) for name in order] if order else None
        self.names_exercise = kind in NAMED

    def of(self, record: r.Record) -> Values:
        """The values of a record; last the name of its exercise, where it names one."""
        own = list(self._own(record))
        for at, step in self._steps:
            own[at] = step(own[at])
        named = (self._exercise(record),) if self._exercise else ()
        return (*self._common, *own, *named)

    def insert(
        self, connection: Connection, rows: Sequence[Values], exercise_ids: Mapping[str, str]
    ) -> None:
        """Write rows; the names of their exercises become ids."""
        if self.names_exercise:
            rows = [(*row[:-1], exercise_ids[row[-1]]) for row in rows]
        order = self._order
        if order is None:
            named: list[Any] = [dict(zip(self.names, row, strict=True)) for row in rows]
        elif order == list(range(len(order))):
            named = list(rows)
        else:
            named = [tuple(row[at] for at in order) for row in rows]
        connection.exec_driver_sql(self.statement, named)


def _processor(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes the driver's value of a column's, where it takes another."""
    kind = table.c[name].type.dialect_impl(dialect)
    step = kind.bind_processor(dialect)
    return step and partial(_remembered, step, {})


MEMORY: Final = 4096


def _remembered(step: Callable[[Any], Any], memory: dict[Any, Any], value: Any) -> Any:
    """What a value becomes, looked up where it came before; days and moments often do."""
    found = memory.get(value)
    if found is None and value is not None:
        found = step(value)
        if len(memory) < MEMORY:
            memory[value] = found
    return found if value is not None else step(None)

"""The SQLite databases of Loop Habit Tracker and Track & Graph, opened as private copies."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Final

from journal.exchange.files import zips
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import ROWS_MOST, Row, Table
from journal.exchange.trackers.loop import Habit, Loop
from journal.exchange.trackers.track_and_graph import TrackAndGraph

if TYPE_CHECKING:
    import sqlite3

LOOP_TABLES: Final = frozenset({"Habits", "Repetitions"})
GRAPH_TABLES: Final = frozenset({"features_table", "data_points_table"})
DURATIONS: Final = frozenset({2, "2", "DURATION"})
"""How Track & Graph notes that the values of a feature are lengths of time."""


@contextmanager
def opened(stream: IO[bytes]) -> Iterator["sqlite3.Connection"]:
    """A copy of a database, to be read only; raises ``zips.ZipRefused``."""
    import sqlite3  # noqa: PLC0415 (a second SQLite beside the journal's, and seldom needed)

    with TemporaryDirectory() as folder:
        file = Path(folder) / "copy.db"
        stream.seek(0)
        with file.open("wb") as target:
            copyfileobj(stream, target)
        uri = f"{file.as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                connection.execute("PRAGMA trusted_schema=OFF")
                yield connection
        except sqlite3.Error:
            raise zips.ZipRefused("database_damaged") from None


def tables(stream: IO[bytes]) -> set[str]:
    """The names of the tables of a database; raises ``zips.ZipRefused``."""
    with opened(stream) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(name) for (name,) in rows}


def _columns(connection: "sqlite3.Connection", table: str) -> set[str]:
    return {str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")}


class LoopDatabase(Loop):
    """Habits and their days, as in Loop's zip of CSV files."""

    def held(self, stream: IO[bytes], file: ReadFile) -> list[Habit]:
        """The habits and their days."""
        try:
            with opened(stream) as connection:
                return list(_habits(connection))
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
            return []


def _habits(connection: "sqlite3.Connection") -> Iterator[Habit]:
    columns = _columns(connection, "Habits")
    kind, unit = ("type" if "type" in columns else "0"), ("unit" if "unit" in columns else "''")
    question = f"SELECT id, name, {kind}, {unit} FROM Habits ORDER BY id"  # noqa: S608 (our own names)
    notes = "notes" if "notes" in _columns(connection, "Repetitions") else "''"
    value = "value" if "value" in _columns(connection, "Repetitions") else "2"
    days = f"SELECT timestamp, {value}, {notes} FROM Repetitions WHERE habit = ? ORDER BY 1"  # noqa: S608
    for key, name, sort, measure in connection.execute(question).fetchall():
        habit = Habit(
            " ".join(str(name or "").split()) or f"Habit {key}", sort == 1, measure or ""
        )
        for line, (at, number, note) in enumerate(connection.execute(days, (key,)), start=1):
            day = datetime.fromtimestamp(int(at) / 1000, UTC).date().isoformat()
            habit.rows.append(
                Row(line, {"date": day, "value": str(number), "notes": str(note or "")})
            )
        yield habit


class GraphDatabase(TrackAndGraph):
    """Features and their data points, as in Track & Graph's CSV."""

    def held(self, stream: IO[bytes], file: ReadFile) -> Table:
        """The data points."""
        columns = ["featurename", "timestamp", "value", "label", "note"]
        table = Table(columns, [])
        try:
            with opened(stream) as connection:
                for line, cells in enumerate(_points(connection), start=1):
                    if line > ROWS_MOST:
                        raise zips.ZipRefused("too_many_rows", most=ROWS_MOST)
                    table.rows.append(Row(line, dict(zip(columns, cells, strict=True))))
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
        return table


def _points(connection: "sqlite3.Connection") -> Iterator[list[str]]:
    points = _columns(connection, "data_points_table")
    newer = "epoch_milli" in points
    at = "p.epoch_milli, p.utc_offset_sec" if newer else "p.timestamp, 0"
    texts = ", ".join(f"p.{name}" if name in points else "''" for name in ("label", "note"))
    lengths = _lengths(connection)
    question = (
        f"SELECT f.id, f.name, {at}, p.value, {texts} FROM data_points_table p "  # noqa: S608 (our own names)
        "JOIN features_table f ON f.id = p.feature_id ORDER BY 3"
    )
    for key, name, moment, offset, value, label, note in connection.execute(question):
        moment_text = _local(int(moment), int(offset)) if newer else str(moment)
        number = _length(float(value)) if key in lengths else repr(float(value))
        yield [str(name), moment_text, number, str(label or ""), str(note or "")]


def _lengths(connection: "sqlite3.Connection") -> set[Any]:
    """The ids of the features whose values are lengths of time, in seconds."""
    for table, key in (("trackers_table", "feature_id"), ("features_table", "id")):
        kind = next(
            (name for name in ("type", "data_type") if name in _columns(connection, table)), ""
        )
        if kind:
            question = f"SELECT {key}, {kind} FROM {table}"  # noqa: S608 (our own names)
            return {
                feature for feature, value in connection.execute(question) if value in DURATIONS
            }
    return set()


def _local(milliseconds: int, offset: int) -> str:
    zone = timezone(timedelta(seconds=offset))
    return datetime.fromtimestamp(milliseconds // 1000, zone).isoformat()


def _length(seconds: float) -> str:
    minutes, remainder = divmod(round(abs(seconds)), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}:{remainder:02}"

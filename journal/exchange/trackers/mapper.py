"""The column mapper: any table, with the person saying what each column holds.

The answers are the mapping: texts by texts, to be kept under ``remembered_by`` and offered
again when a file with the same header comes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import ClassVar

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.exchange.files.questions import Answers, Question, answered_dates
from journal.exchange.files.table import Table, column_key
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.base import TableFormat, filled
from journal.exchange.trackers.column_roles import LEVEL, WORDS
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapper_questions import (
    column_questions,
    kind_question,
    level_kind_question,
    questions_of_columns,
    time_questions,
)
from journal.exchange.trackers.mapping import (
    KIND,
    assigned,
    constants,
    field_of,
    has_own_record,
    held_by,
    is_timed,
    recipes,
)
from journal.exchange.trackers.reshaped import reshaped
from journal.exchange.trackers.row_reader import RowReader


def remembered_by(columns: Iterable[str]) -> str:
    """The name under which the mapping of a header is kept."""
    keys = "\x1f".join(column_key(name) for name in columns)
    return hashlib.sha256(keys.encode()).hexdigest()


class Mapper(TableFormat):
    """Any table: first which kind of record a row is, then what each column holds."""

    word: ClassVar[str] = "table"
    title: ClassVar[str] = ""
    needed: ClassVar[frozenset[str]] = frozenset()
    known: ClassVar[frozenset[str]] = frozenset()

    def recognises(self, names: set[str]) -> bool:
        """Nothing by itself."""
        return False

    def of_table(self, table: Table) -> AnyTable:
        """A table, with how its columns look."""
        return AnyTable(reshaped(table))

    def source(self, any_table: AnyTable) -> str:
        """Known by its header, and where days have no year by the first of them too."""
        first = [column.example for column in any_table.yearless.values()]
        table = any_table.table
        return remembered_by([*(table.header or table.columns), *first])

    def asked(self, any_table: AnyTable, zone: str, answers: Answers) -> list[Question]:
        """What days leave open; the kind; each column; then what these answers leave open."""
        questions = list(any_table.questions())
        any_table = any_table.whole(answers).with_days_in(zone)
        questions.append(kind_question(any_table))
        kind = RECORDS.get(answers.get(KIND, ""))
        if kind is None:
            return questions
        questions += column_questions(any_table, kind)
        keys = any_table.table.keys
        if any(f"column:{key}" not in answers for key in keys):
            return questions
        roles = assigned(keys, answers)
        timed = timed_columns(kind, roles)
        dates = any_table.dates(timed, zone)
        questions += time_questions(any_table, kind, roles, dates, zone)
        questions += level_kind_question(any_table, kind, roles)
        questions += questions_of_columns(any_table, kind, roles, answers)
        return questions

    def unread(self, any_table: AnyTable, answers: Answers) -> list[tuple[str, int]]:
        """The columns that were left out."""
        table = any_table.whole(answers).table
        return [(key, filled(table.rows, key)) for key in table.keys if not held_by(answers, key)]

    def written(self, any_table: AnyTable, answers: Answers) -> Mapping[str, str]:
        """The names in its header."""
        return any_table.whole(answers).table.names

    def take(self, any_table: AnyTable, intake: Intake) -> None:
        """Bring in the rows."""
        any_table = any_table.whole(intake.answers).with_days_in(intake.persons_zone)
        kind = RECORDS[intake.answers[KIND]]
        roles = assigned(any_table.table.keys, intake.answers)
        if not _fits(any_table, kind, roles, intake):
            return
        reader = _reader(any_table, kind, roles, intake)
        for row, is_sum in any_table.rows():
            if intake.file.full:
                return
            if is_sum:
                intake.leave("row", "summary", line=row.line)
            else:
                reader.take(row)


def timed_columns(kind: type[r.Record], roles: dict[str, list[str]]) -> list[str]:
    """The columns that hold days or moments."""
    return [key for role, keys in roles.items() if is_timed(field_of(kind, role)) for key in keys]


def _reader(
    any_table: AnyTable, kind: type[r.Record], roles: dict[str, list[str]], intake: Intake
) -> RowReader:
    dates = any_table.dates(timed_columns(kind, roles), intake.zone)
    answered = answered_dates(dates, intake.answers)
    return RowReader(any_table.columns, answered, recipes(kind, roles, intake.answers), intake)


def _period_column(any_table: AnyTable, intake: Intake) -> str:
    """The column whose days stand for weeks or months, where it was left out; empty for none."""
    columns = any_table.columns.items()
    left_out = [column for key, column in columns if not held_by(intake.answers, key)]
    return next((column.name for column in left_out if column.has_period_days), "")


def _fits(
    any_table: AnyTable, kind: type[r.Record], roles: dict[str, list[str]], intake: Intake
) -> bool:
    """Whether no field has two columns and none is missing; problems are noted."""
    several = {WORDS, LEVEL} if kind is r.PainLevel else {WORDS}
    for role, keys in roles.items():
        if len(keys) > 1 and role not in several and ":" not in role:
            intake.file.refuse(1, keys[0], role, "two_columns_of_one", field=role)
    own = has_own_record(kind, roles)
    fixed_texts = constants(intake.answers)
    for column in columns(kind):
        timed = column.name == kind.MOMENT and not (kind.MOMENT in roles or "day" in roles)
        missing = own and column.required and not _given(column.name, kind, roles, fixed_texts)
        if timed and (name := _period_column(any_table, intake)):
            intake.file.refuse(1, name, "", "column_of_periods")
        elif timed or (missing and column.name != kind.MOMENT):
            intake.file.refuse(1, "", column.name, "column_missing", field=column.name)
    if not recipes(kind, roles, intake.answers) and not intake.file.problems:
        intake.file.refuse(1, "", "", "no_column_chosen")
    return not intake.file.problems


def _given(
    name: str, kind: type[r.Record], roles: dict[str, list[str]], fixed_texts: dict[str, str]
) -> bool:
    if name in roles or name in fixed_texts or name == "id":
        return True
    if kind is r.PainLevel and any(role.startswith("level:") for role in roles):
        return name in ("level", "kind", "day", "zone")
    return bool(kind.MOMENT) and name in ("day", "zone")

"""The column mapper: any table, with the person saying what each column holds.

The answers are the mapping: texts by texts, to be kept under ``remembered_by`` and offered
again when a file with the same header comes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from journal.core.model import records as r
from journal.core.model.fields import Choice, Day, Field, Moment
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.vocabulary import plain
from journal.exchange.files.questions import (
    EXERCISE,
    LEAVE_OUT,
    ZONE,
    Answers,
    Question,
    zone_question,
)
from journal.exchange.files.table import ReadFile, Row, Table, column_key, decoded, table
from journal.exchange.files.times import day_order, month_questions, order_questions
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapping import (
    AS_IT_IS,
    CLOCK,
    KIND,
    RowReader,
    field_of,
    is_level,
    parts_of,
    tokens_of,
)

WORDS: Final = "words"
SCALES: Final = (AS_IT_IS, "1-10", "0-5", "1-5", "0-4", "1-4", "0-3", "1-3", "0-100")
WORDS_MOST: Final = 50
"""So many different words of one column can be asked about; with more it holds no choices."""

SYNONYMS: Final = {
    "recorded_at": "date datetime timestamp time_stamp when day datum logged_at created_at",
    "started_at": "start start_time started begin onset_time from date datum",
    "ended_at": "end end_time ended finish until to",
    "completed_at": "end end_time date datetime timestamp when start day datum calendardate",
    "applied_at": "time date datetime timestamp when start taken_at datum",
    "day": "date datum",
    "clock": "time time_of_day hour uhrzeit",
    "level": "pain pain_level pain_score intensity severity score rating schmerz nrs",
    "peak_level": "intensity severity pain pain_level peak worst score",
    "exercise": "habitname activity workout exercise_name name habit",
    "minutes": "duration duration_minutes mins",
    "reps": "repetitions rep",
    "triggers": "trigger causes",
    "symptoms": "symptom",
    "method": "medication medicine treatment relief",
    "note": "notes comment comments remarks bemerkung description commenttext milestone",
}
"""Names that columns of other programs have, for each field; only to guess from."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns of a table and its first rows, or why it cannot be read."""

    columns: list[str]
    rows: list[Row]
    file: ReadFile


def preview(content: bytes, most: int = 5) -> Preview:
    """What a table begins with, to see what its columns are."""
    file = ReadFile(ours=False)
    text = decoded(content, file)
    found = table(text, file) if text is not None else Table([], [])
    return Preview(found.columns, found.rows[:most], file)


def remembered_by(columns: Iterable[str]) -> str:
    """The name under which the mapping of a header is kept."""
    keys = "\x1f".join(column_key(name) for name in columns)
    return hashlib.sha256(keys.encode()).hexdigest()


class Mapper(TableFormat):
    """Any table: first which kind of record a row is, then what each column holds."""

    word: ClassVar[str] = "table"
    title: ClassVar[str] = "Any table"
    needed: ClassVar[frozenset[str]] = frozenset()
    known: ClassVar[frozenset[str]] = frozenset()

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The kind; then each column; then what these answers leave open."""
        choices = tuple((word, word) for word in RECORDS)
        questions = [Question(KIND, "What is each row?", choices, _guessed_kind(table))]
        kind = RECORDS.get(answers.get(KIND, ""))
        if kind is None:
            return questions
        questions += _column_questions(table, kind)
        assigned = _assigned(table, answers)
        if not any(f"column:{key}" in answers for key in table.keys):
            return questions
        questions += _moment_questions(table, kind, assigned, zone)
        questions += _constant_questions(kind, assigned)
        for field, column in assigned.items():
            questions += _value_questions(table, column, field_of(kind, field))
        return questions

    def unread(self, table: Table, answers: Answers) -> list[str]:
        """The columns that were left out."""
        return [key for key in table.keys if not _holds(answers, key)]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the rows."""
        kind = RECORDS[intake.answers[KIND]]
        assigned = _assigned(table, intake.answers)
        if not self._fits(table, kind, assigned, intake):
            return
        words = [key for key in table.keys if _holds(intake.answers, key) == WORDS]
        order = day_order(_dates(table, kind, assigned), intake.answers)
        reading = RowReader(kind, assigned, words, order, intake)
        for row in table.rows:
            if intake.file.full:
                return
            reading.take(row)

    def _fits(
        self, table: Table, kind: type[r.Record], assigned: dict[str, str], intake: Intake
    ) -> bool:
        """Whether no field has two columns and none is missing; problems are noted."""
        given = [_holds(intake.answers, key) for key in table.keys]
        for field, column in assigned.items():
            if given.count(field) > 1:
                intake.file.refuse(1, column, field, f"Two columns hold {plain(field)}.")
        for needed in columns(kind):
            if needed.required and not _given(needed.name, kind, assigned, intake.answers):
                message = f"Choose the column that holds {plain(needed.name)}."
                intake.file.refuse(1, "", plain(needed.name), message)
        return not intake.file.problems


def _holds(answers: Answers, key: str) -> str:
    return answers.get(f"column:{key}", "")


def _assigned(table: Table, answers: Answers) -> dict[str, str]:
    """The column of each field."""
    held: dict[str, str] = {}
    for key in table.keys:
        held.setdefault(_holds(answers, key), key)
    return {field: key for field, key in held.items() if field not in ("", WORDS)}


def _given(name: str, kind: type[r.Record], assigned: dict[str, str], answers: Answers) -> bool:
    if name in assigned or f"constant:{name}" in answers:
        return True
    if name == kind.MOMENT:
        return "day" in assigned
    return name == "id" or (bool(kind.MOMENT) and name in ("day", ZONE))


def _fields(kind: type[r.Record]) -> list[str]:
    names = [column.name for column in columns(kind) if column.name != "id"]
    return names + ([CLOCK] if kind.MOMENT else [])


def _guess(column: str, kind: type[r.Record]) -> str:
    key = "_".join(column.split()).replace("-", "_").partition("(")[0].strip("_")
    names = [name for name in (kind.MOMENT, *_fields(kind)) if name]
    if key in names:
        return key
    return next((name for name in names if key in SYNONYMS.get(name, "").split()), "")


def _guessed_kind(table: Table) -> str:
    def fitting(kind: type[r.Record]) -> int:
        guessed = {_guess(key, kind) for key in table.keys} - {""}
        needed = {column.name for column in columns(kind) if column.required}
        return 2 * len(guessed & needed) + len(guessed)

    return max(RECORDS, key=lambda word: fitting(RECORDS[word]))


def _column_questions(table: Table, kind: type[r.Record]) -> Iterator[Question]:
    choices = (
        LEAVE_OUT,
        (WORDS, "keep it as words in the note"),
        *((name, plain(name)) for name in _fields(kind)),
    )
    taken: set[str] = set()
    for key in table.keys:
        guess = _guess(key, kind)
        yield Question(
            f"column:{key}", f"What does “{key}” hold?", choices, "" if guess in taken else guess
        )
        taken.add(guess)


def _dates(table: Table, kind: type[r.Record], assigned: dict[str, str]) -> list[str]:
    columns = [
        column
        for field, column in assigned.items()
        if isinstance(field_of(kind, field), Day | Moment)
    ]
    return [row[column] for row in table.rows for column in columns]


def _moment_questions(
    table: Table, kind: type[r.Record], assigned: dict[str, str], zone: str
) -> list[Question]:
    dates = _dates(table, kind, assigned)
    questions = month_questions(dates)
    if kind.MOMENT and ZONE not in assigned:
        questions.append(zone_question(zone))
    return questions + order_questions(dates)


def _constant_questions(kind: type[r.Record], assigned: dict[str, str]) -> Iterator[Question]:
    """What every row is, where a field that is needed has no column and few values."""
    for column in columns(kind):
        if not column.required or column.name in assigned:
            continue
        key, text = f"constant:{column.name}", f"What is the {plain(column.name)} of every row?"
        if isinstance(column.field, Choice):
            yield Question(key, text, tuple((it, plain(it)) for it in column.field.tokens))
        elif column.name == EXERCISE:
            choices = ((EXERCISE, "an exercise"),)
            yield Question(key, text, choices)


def _value_questions(table: Table, column: str, field: Field | None) -> Iterator[Question]:
    """The scale of a column of levels; what each word of a column of choices is."""
    if is_level(field):
        choices = tuple((scale, scale.replace("-", " to ")) for scale in SCALES)
        text = f"On which scale is “{column}”?"
        yield Question(f"scale:{column}", text, choices, AS_IT_IS)
    tokens = tokens_of(field)
    words = _words(table, column, tokens)
    if tokens and len(words) <= WORDS_MOST:
        choices = (LEAVE_OUT, *((token, plain(token)) for token in tokens))
        for word in words:
            guess = "_".join(word.casefold().split())
            yield Question(
                f"word:{column}:{word}",
                f"What is “{word}” in “{column}”?",
                choices,
                guess if guess in tokens else "",
            )


def _words(table: Table, column: str, tokens: tuple[str, ...]) -> list[str]:
    found = dict.fromkeys(part for row in table.rows for part in parts_of(row[column]))
    return [word for word in found if word not in tokens]

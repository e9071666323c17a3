"""Names of a file that are like ones a person lists: whether they are the same is asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from journal.core.model import records as r
from journal.core.model.amounts import dose_key
from journal.core.model.names import name_key
from journal.core.model.own_method import OwnMethod
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.questions import Answers, Choice, Question
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import as_written, text
from journal.exchange.files.use_words import WALK_WORDS

SAME: Final = "same:"
"""Begins the ids of the questions."""
ENDING: Final = re.compile(r"(?<=...)(ing|es|s|e)$")
"""By which forms of one word differ: ``bridge``, ``bridges``, ``bridging``."""
ASKED_MOST: Final = 20
ALIKE_MOST: Final = 3
"""So many rows of one name are looked at: some may be ones that cannot be read."""
NAMING: Final = ("exercise", "does:exercise", "method", "name", "dose", "unit", "relief:")
"""What columns hold that name something, as it is answered."""
AS_IN_FILE: Final[Choice] = ("", text("as_in_file"))
Named = r.CompletedExercise | r.Relief


@dataclass(frozen=True, slots=True)
class ListedNames:
    """What a person lists: the names of exercises, and what they use for relief."""

    exercises: tuple[str, ...] = ()
    methods: tuple[OwnMethod, ...] = ()

    def questions(self, records: Iterable[r.Record]) -> list[Question]:
        """Whether each name that is like one of the list is that one; each is asked about once."""
        unique: dict[tuple[str | None, ...], Named] = {}
        for record in records:
            if isinstance(record, r.CompletedExercise):
                unique.setdefault((record.exercise,), record)
            elif isinstance(record, r.Relief):
                unique.setdefault((record.method, record.name, record.dose, record.unit), record)
        questions = {each.id: each for record in unique.values() for each in self._asked(record)}
        return list(questions.values())[:ASKED_MOST]

    def _asked(self, record: Named) -> Iterator[Question]:
        if isinstance(record, r.CompletedExercise):
            what = text("is_listed_exercise", name=record.exercise)
            listed = {name: name for name in self._exercises_like(record)}
        else:
            what = text("is_listed_method", name=_written(record))
            listed = {each.id: _written(each) for each in self._methods_like(record)}
        if not listed:
            return
        is_likely = isinstance(record, r.CompletedExercise) or bool(record.dose)
        choices = (AS_IN_FILE, *((value, as_written(words)) for value, words in listed.items()))
        guess = next(iter(listed)) if is_likely and len(listed) == 1 else ""
        yield Question(_key(record), what, choices, guess, group="listed")

    def _exercises_like(self, record: r.CompletedExercise) -> list[str]:
        """The listed exercises of other forms of the same words; none where it is one itself."""
        if name_key(record.exercise) in map(name_key, self.exercises):
            return []
        stem = _stem(record.exercise)
        return [name for name in self.exercises if stem and _stem(name) == stem]

    def _methods_like(self, record: r.Relief) -> list[OwnMethod]:
        """What is listed under the same name with a dose, or a unit, that a use does not say."""
        same = [each for each in self.methods if record.name and _is_named(each, record)]
        if record.unit or any(_dose(each) == _dose(record) for each in same):
            return []
        return [each for each in same if each.dose and record.dose in (None, each.dose)]

    def renamed(self, record: r.Record, answers: Answers) -> r.Record:
        """A record under the name and with the dose of what was answered that it is."""
        answer = answers.get(_key(record), "") if isinstance(record, Named) else ""
        if answer and isinstance(record, r.CompletedExercise):
            return record.with_(exercise=answer)
        method = next((each for each in self.methods if answer and each.id == answer), None)
        if method is None or not isinstance(record, r.Relief):
            return record
        return record.with_(name=method.name, dose=method.dose, unit=method.unit)


def naming_rows(table: Table, answers: Answers) -> list[Row]:
    """The first rows with each text of the columns that name what was done or used."""
    keys = [key for key in table.keys if answers.get(f"column:{key}", "").startswith(NAMING)]
    rows: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows if keys else ():
        alike = rows.setdefault(tuple(row[key] for key in keys), [])
        if len(alike) < ALIKE_MOST:
            alike.append(row)
    return [row for alike in rows.values() for row in alike]


def _key(record: Named) -> str:
    """The id of the question about what a record is of."""
    if isinstance(record, r.CompletedExercise):
        return f"{SAME}exercise:{name_key(record.exercise)}"
    return f"{SAME}relief:{record.method}:{name_key(record.name or '')}:{':'.join(_dose(record))}"


def _dose(use: r.Relief | OwnMethod) -> tuple[str, str]:
    return dose_key(use.dose, use.unit)


def _is_named(method: OwnMethod, use: r.Relief) -> bool:
    return method.method == use.method and name_key(method.name) == name_key(use.name or "")


def _written(use: r.Relief | OwnMethod) -> str:
    return " ".join(filter(None, (use.name, use.dose, use.unit)))


def _stem(name: str) -> str:
    """The words of a name without their endings; ``walk`` for walking in any language."""
    words = words_of(name)
    if len(words) == 1 and words[0] in WALK_WORDS:
        return "walk"
    stems = (ENDING.sub("", word) for word in words)
    return "".join(re.sub(r"(.)\1$", r"\1", stem) for stem in stems)

"""Several exercises in one cell, ``bridge, walk``: whether they are, and each by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from journal.core.model.field_names import DOSE
from journal.core.model.names import named_once
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.questions import EXERCISE, Answers, Question
from journal.exchange.files.table import Row
from journal.exchange.files.texts import text
from journal.exchange.files.use_words import EXERCISE_WORDS
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.intake import CELL_NAMED
from journal.exchange.trackers.mapping import Recipe

ONE: Final = "one"
SEVERAL: Final = "several"
APART: Final = re.compile(r"\s*(?:[;|\n]|\s\+\s|,(?!\d)|(?<!\d),)\s*(?![^(]*\))")
"""What stands between two names: not the comma of a number, and nothing in brackets."""


def names_in(cell: str) -> list[str]:
    """The exercises that a cell names, each once."""
    return list(named_once(filter(None, APART.split(cell.strip()))))


def list_question(column: Profile) -> Iterator[Question]:
    """Whether cells that look like lists of exercises are lists."""
    lists = [cell for cell in column.sample if len(names_in(cell)) > 1]
    if not lists:
        return
    choices = ((SEVERAL, text("several_exercises")), (ONE, text("one_exercise")))
    counts = Counter(name.casefold() for cell in column.sample for name in names_in(cell))
    in_lists = [name.casefold() for cell in lists for name in names_in(cell)]
    guess = SEVERAL if any(counts[name] > 1 or _is_known(name) for name in in_lists) else ONE
    what = text("which_exercises_of_cell", example=lists[0][:CELL_NAMED], column=column.name)
    yield Question(f"{SEVERAL}:{column.key}", what, choices, guess)


def _is_known(name: str) -> bool:
    return not EXERCISE_WORDS.isdisjoint(words_of(name))


def list_column(recipe: Recipe, answers: Answers) -> str:
    """The column whose cells list exercises, by the answers; empty where none does."""
    column = recipe.columns.get(EXERCISE, "")
    return column if column and answers.get(f"{SEVERAL}:{column}") == SEVERAL else ""


def of_one_name(recipe: Recipe) -> Recipe:
    """The recipe for one exercise of a list: how much was done of each, a row does not say."""
    columns = {name: key for name, key in recipe.columns.items() if name not in DOSE}
    return replace(recipe, columns=columns, own=(columns[EXERCISE],))


def rows_of_names(row: Row, column: str) -> list[Row]:
    """A row for each exercise that its cell lists; none where it names but one."""
    names = names_in(row[column])
    return [Row(row.line, row.cells | {column: name}) for name in names] if len(names) > 1 else []

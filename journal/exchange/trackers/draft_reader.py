"""What a row of any table says of one record: its texts, by the recipe that was answered."""

import json
from collections.abc import Sequence
from typing import Final

from journal.core.model import records as r
from journal.core.model.amounts import Amount
from journal.core.model.fields import Choice, Whole
from journal.exchange.files.dates import Dates
from journal.exchange.files.likely_use import is_back_pain, regions_in
from journal.exchange.files.plain_text import plain_text
from journal.exchange.files.questions import EXERCISE, ZONE, Answers
from journal.exchange.files.table import Row
from journal.exchange.own.compiled import MEMORY
from journal.exchange.trackers.cell_reader import (
    Draft,
    LeftOutOfIt,
    parts_of,
    says_its_name,
    says_nothing,
)
from journal.exchange.trackers.clock_questions import MIDNIGHTS
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import ABOUT, CLOCK, HAD, LASTED, LEVEL, WORDS
from journal.exchange.trackers.column_words import says_end
from journal.exchange.trackers.exercise_amounts import name_and_amounts
from journal.exchange.trackers.intake import Intake, joined
from journal.exchange.trackers.mapping import (
    KIND,
    NOTE,
    Recipe,
    field_of,
    is_level,
    is_timed,
    tokens_of,
)
from journal.exchange.trackers.spasm_columns import says_more_than_no
from journal.exchange.trackers.whether_reader import AMOUNTS, WhetherReader

LENGTHS: Final = ("minutes", "hold_seconds")


class DraftReader(WhetherReader):
    """Reads what the rows of a table say, cell by cell; a cell that comes again is read once."""

    def __init__(self, columns: dict[str, Profile], dates: Dates, intake: Intake) -> None:
        super().__init__(columns, dates, intake)
        self.signature = signature(intake.answers)
        self.words = self._columns_of(WORDS)
        self.about = self._columns_of(ABOUT)
        self.notes = self._columns_of(NOTE)
        self.whether = self._columns_of(HAD)
        self.noted = [*self.notes, *self.words, *self.whether]
        """The columns of which the note of a row is made."""
        self._meanings: dict[tuple[int, tuple[str, ...]], str] = {}
        self._read: dict[tuple[int, str, str], Draft] = {}
        self.noted_line: int = 0
        """The line whose note is already with a record: it is not said twice."""

    def _columns_of(self, role: str) -> list[str]:
        return [key for key in self.columns if self.answers.get(f"column:{key}") == role]

    def draft(self, row: Row, recipe: Recipe) -> Draft:
        """The texts of a record, but for its note.

        Raises LeftOutOfIt where the row is no such record, and RowRefused with the problem noted.
        """
        draft = Draft(dict(recipe.constants), [recipe.remark] if recipe.remark else [])
        self._check_whether(row, recipe, draft)
        for name, column in recipe.columns.items():
            if row[column] and name not in (CLOCK, LASTED, "outcome", NOTE):
                text = self._text_once(row, recipe, name, draft)
                if text:
                    draft.texts[name] = text
        if recipe.kind is r.CompletedExercise and not self._counts(row, recipe, draft):
            raise LeftOutOfIt("not_done")
        self._finish_moments(row, recipe, draft)
        return draft

    def _check_whether(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        """Leave a row out that says that there was no such thing as a recipe is of."""
        for column in self.subjects(recipe):
            self._check_subject(row, column, draft)
        if recipe.kind is r.Episode:
            self._check_spasm(row, recipe, draft)
        if recipe.own == (recipe.columns.get(EXERCISE),) and says_nothing(row[recipe.own[0]]):
            raise LeftOutOfIt("not_done")
        if recipe.kind is r.Relief and self._says_no_use(row, recipe):
            raise LeftOutOfIt("not_tried")
        if recipe.kind is r.Relief and recipe.needed_done:
            self._check_tried(row, recipe.needed_done, draft)
        elif recipe.kind is r.CompletedExercise and not self._is_counted(row, recipe):
            self._check_done(row, recipe.needed_done, draft)

    def subjects(self, recipe: Recipe) -> Sequence[str]:
        """The columns that say what a record is about: whether it is of the back."""
        return self.about if recipe.kind in (r.PainLevel, r.Episode) else ()

    def note(self, row: Row, remarks: Sequence[str]) -> str:
        """The note of the record that a row makes: that of the row, for the first of its records.

        With remarks on how its cells were read.
        """
        is_noted = self.noted_line == row.line
        cells = ["" if is_noted else row[key] for key in self.noted]
        return self.note_of(cells, remarks)

    def note_of(self, cells: Sequence[str], remarks: Sequence[str]) -> str:
        """The note that the cells of ``noted`` columns make, with remarks."""
        count = len(self.notes)
        notes = [plain_text(cell.strip()) for cell in cells[:count]]
        words = [
            f"{key}: {plain_text(cell.strip())}"
            for key, cell in zip(self.noted[count:], cells[count:], strict=True)
            if cell.strip() and self.is_for_note(key, cell)
        ]
        return "\n".join(filter(None, (*notes, joined(*remarks, *words))))

    def is_for_note(self, key: str, cell: str) -> bool:
        """Whether a cell of a noted column has words for the note: of a no, more than that."""
        return key not in self.whether or says_more_than_no(cell, self.columns[key], self.answers)

    def known_columns(self, recipe: Recipe) -> list[str]:
        """The columns that say when a record was, and what of: it is known by their cells."""
        names = (recipe.kind.MOMENT, "day", EXERCISE, "method", KIND, CLOCK)
        return [recipe.columns[name] for name in names if name in recipe.columns]

    def meaning(self, recipe: Recipe, used: tuple[str, ...]) -> str:
        """What the columns of a recipe meant, with the answers that a row needed."""
        key = (id(recipe), used)
        if key in self._meanings:
            return self._meanings[key]
        meaning = json.dumps(
            [self.signature, sorted(recipe.columns.items()), sorted(recipe.constants.items()),
             str(recipe.at or ""), used]
        )  # fmt: skip
        if len(self._meanings) < MEMORY:
            self._meanings[key] = meaning
        return meaning

    def _check_subject(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a row out that is about another place than the back; note which place it says."""
        if not (cell := row[column]):
            return
        answer = self.answers.get(f"word:{column}:{cell}", "")
        draft.used.append(f"{cell}={answer}")
        if not answer:
            raise LeftOutOfIt("elsewhere")
        draft.remarks.append(f"{column}: {cell}")
        regions = [regions_in(part) for part in parts_of(cell) if is_back_pain(part)]
        if any(regions):
            draft.texts.setdefault("regions", "|".join(dict.fromkeys(filter(None, regions))))

    def _exercise(self, row: Row, recipe: Recipe, draft: Draft) -> str:
        """The exercise of a cell, with how much of it, where no column says that."""
        cell = plain_text(row[recipe.columns[EXERCISE]])
        if any(name in recipe.columns for name in AMOUNTS):
            return cell
        name, amounts = name_and_amounts(cell)
        draft.texts |= amounts
        return name

    def _text_once(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """The same as ``_text``; what depends on nothing but its cell is read once."""
        if name == ZONE:
            return self._zone(row, recipe.columns[ZONE])
        if name == "dose" and name in draft.texts:
            return self._second_dose(row, recipe.columns[name], draft)
        if is_timed(field_of(recipe.kind, name)):
            return self._text(row, recipe, name, draft)
        cell = self._cell(row, recipe, name)
        for other in cell.texts.keys() - {name}:
            draft.texts.setdefault(other, cell.texts[other])
        draft.remarks += cell.remarks
        draft.used += cell.used
        if cell.is_left_out:
            draft.is_left_out = True
            self.intake.leave_cell(row, recipe.columns[name])
        return cell.texts.get(name, "")

    def _second_dose(self, row: Row, column: str, draft: Draft) -> str:
        """The dose that a use has by its name; that of another column is noted."""
        draft.remarks.append(f"{column}: {row[column]}")
        return draft.texts["dose"]

    def _cell(self, row: Row, recipe: Recipe, name: str) -> Draft:
        """What a cell says by itself, with what was changed."""
        key = (id(recipe), name, row[recipe.columns[name]])
        if (cell := self._read.get(key)) is None:
            cell = Draft({})
            if text := self._text_or_none(row, recipe, name, cell):
                cell.texts[name] = text
            if len(self._read) < MEMORY:
                self._read[key] = cell
        return cell

    def _text_or_none(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """The same as ``_text``; a level that is left out keeps only a pain level from being one.

        Whatever else the row tells of, a spasm or an exercise, comes in without it.
        """
        try:
            return self._text(row, recipe, name, draft)
        except LeftOutOfIt:
            if recipe.kind is r.PainLevel and name == LEVEL:
                raise
            column = recipe.columns[name]
            is_noted = bool(draft.remarks)
            draft.is_left_out = not (is_noted or says_its_name(row[column], column))
            return ""

    def _text(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """A cell as its field reads it; what was changed is kept in the draft."""
        column, field = recipe.columns[name], field_of(recipe.kind, name)
        if is_timed(field):
            is_open = name == "ended_at" and not says_end(row[column])
            return "" if is_open else self._moment(row, recipe, name)
        if name in LENGTHS:
            return self._length(row, column, name, draft)
        if isinstance(field, Amount):
            return self._dose(row, column, draft)
        if isinstance(field, Whole):
            return self._count(row, column, name, draft, level=is_level(field))
        if name == EXERCISE and recipe.kind is r.CompletedExercise:
            return self._exercise(row, recipe, draft)
        return self._words(row, recipe, name, draft)

    def _words(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """What a cell of words says: a method, one of some tokens, or what stands there."""
        column, field = recipe.columns[name], field_of(recipe.kind, name)
        if not (tokens := tokens_of(field)):
            return plain_text(row[column])
        if name == "method":
            return self._method(row, column, draft)
        return self._translated(row, column, tokens, draft, needed=isinstance(field, Choice))


def signature(answers: Answers) -> list[tuple[str, str]]:
    """What the columns were said to hold; a record made by another mapping is another one."""
    starts = ("kind", "column:", "constant:", "scale:", "does:", f"{MIDNIGHTS}:")
    return sorted(
        (key, answer) for key, answer in answers.items() if key.startswith(starts) and answer
    )

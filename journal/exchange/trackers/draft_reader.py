"""What a row of any table says of one record: its texts, by the recipe that was answered."""

import json
from collections.abc import Sequence
from typing import Final

from journal.core.model import records as r
from journal.core.model.field_names import DOSE
from journal.core.model.fields import Choice, Whole
from journal.exchange.files.dates import Dates
from journal.exchange.files.durations import says_its_unit, seconds_of
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
from journal.exchange.trackers.column_roles import ABOUT, CLOCK, LASTED, LEVEL, WORDS
from journal.exchange.trackers.column_words import YES, says_end
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
from journal.exchange.trackers.moment_reader import MomentReader

LENGTHS: Final = ("minutes", "hold_seconds")
WHOLE: Final = 100
"""Per cent of what is done as a whole."""
AMOUNTS: Final = tuple(name for name in DOSE if name != "side")
"""What counts an exercise."""


class DraftReader(MomentReader):
    """Reads what the rows of a table say, cell by cell; a cell that comes again is read once."""

    def __init__(self, columns: dict[str, Profile], dates: Dates, intake: Intake) -> None:
        super().__init__(columns, dates, intake)
        self.signature = signature(intake.answers)
        self.words = self._columns_of(WORDS)
        self.about = self._columns_of(ABOUT)
        self.notes = self._columns_of(NOTE)
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
        if recipe.kind is r.Episode and self._says_no_spasm(row, recipe):
            raise LeftOutOfIt("without_spasm")
        if recipe.own == (recipe.columns.get(EXERCISE),) and says_nothing(row[recipe.own[0]]):
            raise LeftOutOfIt("not_done")
        if recipe.kind is r.Relief and recipe.needed_done:
            self._check_tried(row, recipe.needed_done, draft)
        elif recipe.needed_done and not self._is_counted(row, recipe):
            self._check_done(row, recipe.needed_done, draft)

    def subjects(self, recipe: Recipe) -> Sequence[str]:
        """The columns that say what a record is about: whether it is of the back."""
        return self.about if recipe.kind in (r.PainLevel, r.Episode) else ()

    def note(self, row: Row, remarks: Sequence[str]) -> str:
        """The note of the record that a row makes: that of the row, for the first of its records.

        With remarks on how its cells were read.
        """
        is_noted = self.noted_line == row.line
        cells = ["" if is_noted else row[key] for key in (*self.notes, *self.words)]
        return self.note_of(cells, remarks)

    def note_of(self, cells: Sequence[str], remarks: Sequence[str]) -> str:
        """The note that the cells of notes and then those of words make, with remarks."""
        count = len(self.notes)
        notes = [plain_text(cell.strip()) for cell in cells[:count]]
        words = [
            f"{key}: {plain_text(cell.strip())}"
            for key, cell in zip(self.words, cells[count:], strict=True)
            if cell.strip()
        ]
        return "\n".join(filter(None, (*notes, joined(*remarks, *words))))

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

    def _is_counted(self, row: Row, recipe: Recipe) -> bool:
        """Whether a row says nothing of whether an exercise was done, but how much of it."""
        if recipe.needed_done not in recipe.own or row[recipe.needed_done]:
            return False
        return any(row[recipe.columns[name]] for name in DOSE if name in recipe.columns)

    def _counts(self, row: Row, recipe: Recipe, draft: Draft) -> bool:
        """Whether an exercise was done: whatever counts it says more than nothing, or its name."""
        has_column = any(name in recipe.columns for name in AMOUNTS)
        is_named = any(says_its_name(row[key], key) for key in recipe.own)
        return not has_column or is_named or any(name in draft.texts for name in AMOUNTS)

    def _check_done(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a row out that says that it was not done; note in which way it was."""
        cell = row[column]
        answer = self.answers.get(f"word:{column}:{cell}")
        if answer is None:
            profile = self.columns[column]
            number = profile.number(cell)
            says_yes = cell.casefold() in YES or says_its_name(cell, column)
            is_done = number > 0 if number is not None else says_yes
            is_part = number is not None and cell.endswith("%") and number < WHOLE
            answer = "partly" if is_done and is_part else "done" if is_done else ""
            if number is not None and cell not in ("0", "1"):
                draft.remarks.append(f"{column}: {cell}")
        draft.used.append(f"{cell}={answer}")
        if not answer:
            raise LeftOutOfIt("not_done")
        draft.texts["outcome"] = answer
        if says_its_unit(cell) and (length := self._length(row, column, "minutes", draft)):
            draft.texts.setdefault("minutes", length)

    def _says_no_spasm(self, row: Row, recipe: Recipe) -> bool:
        """Whether no column of a spasm says that there was one; a length of 0 says so too."""
        length = recipe.columns.get(LASTED, "")
        cells = [row[key] for key in recipe.own if key != length]
        if row[length] and seconds_of(row[length]) != 0:
            cells.append(row[length])
        return all(not cell or says_nothing(cell) for cell in cells)

    def _check_tried(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a relief out that was not used; note what it was, and how much."""
        cell = row[column]
        if says_nothing(cell) or self.columns[column].number(cell) == 0:
            raise LeftOutOfIt("not_tried")
        draft.used.append(f"{column}={cell}")
        is_plain = cell.casefold() in YES or says_its_name(cell, column)
        name = self.columns[column].name
        draft.remarks.append(name if is_plain else f"{column}: {cell}")

    def _text_once(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """The same as ``_text``; what depends on nothing but its cell is read once."""
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
            draft.is_left_out = not says_its_name(row[column], column)
            return ""

    def _text(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """A cell as its field reads it; what was changed is kept in the draft."""
        column, field = recipe.columns[name], field_of(recipe.kind, name)
        if name == ZONE:
            return self._zone(row, column)
        if is_timed(field):
            is_open = name == "ended_at" and not says_end(row[column])
            return "" if is_open else self._moment(row, recipe, name)
        if name in LENGTHS:
            return self._length(row, column, name, draft)
        if isinstance(field, Whole):
            return self._count(row, column, name, draft, level=is_level(field))
        if tokens := tokens_of(field):
            return self._translated(row, column, tokens, draft, needed=isinstance(field, Choice))
        return plain_text(row[column])


def signature(answers: Answers) -> list[tuple[str, str]]:
    """What the columns were said to hold; a record made by another mapping is another one."""
    starts = ("kind", "column:", "constant:", "scale:", "does:", f"{MIDNIGHTS}:")
    return sorted(
        (key, answer) for key, answer in answers.items() if key.startswith(starts) and answer
    )

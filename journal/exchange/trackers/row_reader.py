"""A row of any table as records, by the recipes that were answered."""

import json
from typing import Final

from journal.core.model import records as r
from journal.core.model.field_names import DOSE
from journal.core.model.fields import Choice, Whole
from journal.core.model.kinds import RECORDS
from journal.exchange.files.dates import Dates
from journal.exchange.files.durations import says_its_unit
from journal.exchange.files.likely_use import is_back_pain, regions_in
from journal.exchange.files.plain_text import plain_text
from journal.exchange.files.questions import EXERCISE, ZONE, Answers
from journal.exchange.files.table import Row
from journal.exchange.own.compiled import MEMORY
from journal.exchange.trackers.cell_reader import (
    Draft,
    LeftOutOfIt,
    RowRefused,
    parts_of,
)
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import (
    ABOUT,
    CLOCK,
    DAYS_ROLES,
    LASTED,
    LEVEL,
    WORDS,
)
from journal.exchange.trackers.column_words import NO, YES, says_still_on
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
from journal.exchange.trackers.row_fate import Fate

LENGTHS: Final = ("minutes", "hold_seconds")
WHOLE: Final = 100
"""Per cent of what is done as a whole."""
AMOUNTS: Final = tuple(name for name in DOSE if name != "side")
"""What counts an exercise."""


class RowReader(MomentReader):
    """Reads the rows of a table by recipes."""

    def __init__(
        self, columns: dict[str, Profile], dates: Dates, recipes: list[Recipe], intake: Intake
    ) -> None:
        super().__init__(columns, dates, intake)
        self.recipes = recipes
        self.signature = signature(intake.answers)
        self.words = [key for key in columns if self.answers.get(f"column:{key}") == WORDS]
        self.of_days = {
            key: role.partition(":")[2]
            for key in columns
            if (role := self.answers.get(f"column:{key}", "")) in DAYS_ROLES
        }
        self.about = [key for key in columns if self.answers.get(f"column:{key}") == ABOUT]
        self.notes = [key for key in columns if self.answers.get(f"column:{key}") == NOTE]
        self.covered = [self._covered(recipe) for recipe in recipes]
        self.saying = [key for key in columns if self._says_something(key)]
        self._meanings: dict[tuple[int, tuple[str, ...]], str] = {}
        self._read: dict[tuple[int, str, str], Draft] = {}
        self.noted_line: int = 0
        """The line whose note is already with a record: it is not said twice."""

    def _covered(self, recipe: Recipe) -> frozenset[str]:
        """The columns of which nothing is lost where a record is made by a recipe."""
        about = self.about if recipe.kind in (r.PainLevel, r.Episode) else []
        return frozenset((*recipe.columns.values(), *recipe.own, recipe.needed_done, *about))

    def _says_something(self, key: str) -> bool:
        """Whether a column says more than when something was, of one record alone."""
        role, kind = self.answers.get(f"column:{key}", ""), RECORDS.get(self.answers.get(KIND, ""))
        if not role or role in (CLOCK, ZONE, NOTE, WORDS, *DAYS_ROLES):
            return False
        return kind is None or not is_timed(field_of(kind, role))

    def take(self, row: Row) -> None:
        """Bring in one row: every record that it holds."""
        fate = Fate()
        for recipe, its in zip(self.recipes, self.covered, strict=True):
            if not any(row[key] for key in recipe.own):
                continue
            try:
                into = fate.made if self._add(row, recipe) else fate.refused
            except LeftOutOfIt as omission:
                self.intake.leave("row", omission.why, line=row.line)
                into = fate.endless if omission.why == "without_end" else fate.left
            except RowRefused:
                into = fate.refused  # of this one; what else the row tells of is read
            into |= its
        is_marked = self._take_days(row)
        if self.recipes and not fate.tried and not any(row[key] for key in self.of_days):
            is_empty = not any(row[key] for key in self.columns)
            self.intake.leave("row", "empty" if is_empty else "without_entry", line=row.line)
        self._leave_rest(row, fate, is_marked=is_marked)

    def _leave_rest(self, row: Row, fate: Fate, *, is_marked: bool) -> None:
        """Tell of what a row says of a record that it does not make; its note, of any."""
        if self.noted_line != row.line and not fate.refused:
            self._leave_cells(row, [key for key in (*self.notes, *self.words) if row[key]])
        if fate.made or is_marked:
            fates = fate.made | fate.left | fate.refused
            self._leave_cells(row, [key for key in self.saying if row[key] and key not in fates])

    def _leave_cells(self, row: Row, keys: list[str]) -> None:
        for key in keys:
            self.intake.leave_cell(row, key)

    def _add(self, row: Row, recipe: Recipe) -> bool:
        """Make a record of a row; whether it is one."""
        draft = Draft(dict(recipe.constants), [recipe.remark] if recipe.remark else [])
        if recipe.kind in (r.PainLevel, r.Episode):
            self._check_subject(row, draft)
        if recipe.needed_done and not self._is_counted(row, recipe):
            self._check_done(row, recipe.needed_done, draft)
        for name, column in recipe.columns.items():
            if row[column] and name not in (CLOCK, LASTED, "outcome"):
                text = self._text_once(row, recipe, name, draft)
                if text:
                    draft.texts[name] = text
        if recipe.kind is r.CompletedExercise and not self._counts(row, recipe, draft):
            raise LeftOutOfIt("not_done")
        self._finish_moments(row, recipe, draft)
        self._tell(row, draft)
        key = self._key(row, recipe, draft)
        is_made = self.intake.add(row, recipe.kind, key, draft.texts, recipe.columns)
        if is_made:
            self.noted_line = row.line
        return is_made

    def _tell(self, row: Row, draft: Draft) -> None:
        """Give the note of the row to the first record that is made of it."""
        first = self.noted_line != row.line
        words = [f"{key}: {plain_text(row[key])}" for key in self.words if row[key]]
        remarks = draft.remarks + (words if first else [])
        notes = [plain_text(row[key]) for key in self.notes] if first else []
        draft.texts[NOTE] = "\n".join(part for part in (*notes, joined(*remarks)) if part)

    def _check_subject(self, row: Row, draft: Draft) -> None:
        """Leave a row out that is about another place than the back; note which place it says."""
        for column in self.about:
            if not (cell := row[column]):
                continue
            answer = self.answers.get(f"word:{column}:{cell}", "")
            draft.used.append(f"{cell}={answer}")
            if not answer:
                raise LeftOutOfIt("elsewhere")
            draft.remarks.append(f"{column}: {cell}")
            regions = [regions_in(part) for part in parts_of(cell) if is_back_pain(part)]
            if any(regions):
                draft.texts.setdefault("regions", "|".join(dict.fromkeys(filter(None, regions))))

    def _key(self, row: Row, recipe: Recipe, draft: Draft) -> list[str]:
        """What the record is known by: what its columns meant, and the cells that say when."""
        kind = recipe.kind
        names = (kind.MOMENT, "day", EXERCISE, "method", KIND, CLOCK)
        meaning = self._meaning(recipe, tuple(draft.used))
        return [meaning, *(row[recipe.columns[name]] for name in names if name in recipe.columns)]

    def _meaning(self, recipe: Recipe, used: tuple[str, ...]) -> str:
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

    def _is_counted(self, row: Row, recipe: Recipe) -> bool:
        """Whether a row says nothing of whether an exercise was done, but how much of it."""
        if recipe.needed_done not in recipe.own or row[recipe.needed_done]:
            return False
        return any(row[recipe.columns[name]] for name in DOSE if name in recipe.columns)

    def _counts(self, row: Row, recipe: Recipe, draft: Draft) -> bool:
        """Whether an exercise was done: whatever counts it says more than nothing."""
        has_column = any(name in recipe.columns for name in AMOUNTS)
        return not has_column or any(name in draft.texts for name in AMOUNTS)

    def _check_done(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a row out that says that it was not done; note in which way it was."""
        cell = row[column]
        answer = self.answers.get(f"word:{column}:{cell}")
        if answer is None:
            profile = self.columns[column]
            number = profile.number(cell)
            is_done = number > 0 if number is not None else cell.casefold() in YES
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

    def _text_once(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """The same as ``_text``; what depends on nothing but its cell is read once."""
        if name == NOTE or is_timed(field_of(recipe.kind, name)):
            return self._text(row, recipe, name, draft)
        cell = self._cell(row, recipe, name)
        for other in cell.texts.keys() - {name}:
            draft.texts.setdefault(other, cell.texts[other])
        draft.remarks += cell.remarks
        draft.used += cell.used
        if cell.is_left_out:
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
            draft.is_left_out = True
            return ""

    def _text(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """A cell as its field reads it; what was changed is kept in the draft."""
        column, its = recipe.columns[name], field_of(recipe.kind, name)
        if name == ZONE:
            return self._zone(row, column)
        if is_timed(its):
            is_open = name == "ended_at" and says_still_on(row[column])
            return "" if is_open else self._moment(row, recipe, name)
        if name in LENGTHS:
            return self._length(row, column, name, draft)
        if isinstance(its, Whole):
            return self._count(row, column, name, draft, level=is_level(its))
        if tokens := tokens_of(its):
            return self._translated(row, column, tokens, draft, needed=isinstance(its, Choice))
        return plain_text(row[column])

    def _take_days(self, row: Row) -> bool:
        """Bring in what a row says of its whole day; whether it says any such thing."""
        keys = [key for key in self.of_days if row[key]]
        if not keys:
            return False
        dated = next((recipe for recipe in self.recipes if recipe.kind.MOMENT), None)
        column = dated and (dated.columns.get(dated.kind.MOMENT) or dated.columns.get("day"))
        when = self._day(row[column]) if column else None
        texts = {key: self._text_of_day(row, key) if when else "" for key in keys}
        for key, text in texts.items():
            if when and text:
                self.intake.mark(row, when.day, self.of_days[key], text)
            else:
                self.intake.leave_cell(row, key)
        return any(texts.values())

    def _text_of_day(self, row: Row, key: str) -> str:
        """What a cell says of the whole day; empty where it is nothing that can be kept."""
        if self.of_days[key] == "sleep":
            try:
                return self._number(row, key, Draft({}), level=True)
            except (RowRefused, LeftOutOfIt):
                return ""
        answer = self.answers.get(f"word:{key}:{row[key]}", row[key].casefold())
        return "yes" if answer in YES else "no" if answer in NO else ""


def signature(answers: Answers) -> list[tuple[str, str]]:
    """What the columns were said to hold; a record made by another mapping is another one."""
    starts = ("kind", "column:", "constant:", "scale:", "does:")
    return sorted(
        (key, answer) for key, answer in answers.items() if key.startswith(starts) and answer
    )

"""Whether a row tells of what its columns are about: that it was done, tried, or there at all."""

from typing import Final

from journal.core.model.field_names import DOSE
from journal.core.model.names import name_key
from journal.core.model.vocabulary import RELIEF_METHODS
from journal.exchange.files.dates import Dates
from journal.exchange.files.durations import says_its_unit, seconds_of
from journal.exchange.files.table import Row
from journal.exchange.trackers.cell_reader import (
    Draft,
    LeftOutOfIt,
    says_its_name,
    says_nothing,
)
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import LASTED
from journal.exchange.trackers.column_words import PARTLY, YES
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapping import Recipe
from journal.exchange.trackers.moment_reader import MomentReader
from journal.exchange.trackers.relief_cells import (
    dose_of,
    says_none,
    unit_of_column,
    units_of,
)
from journal.exchange.trackers.relief_uses import likely_method, relief_column, texts_of_use
from journal.exchange.trackers.spasm_columns import count_of_spasms, says_plainly_yes

WHOLE: Final = 100
"""Per cent of what is done as a whole."""
AMOUNTS: Final = tuple(name for name in DOSE if name != "side")
"""What counts an exercise."""


class WhetherReader(MomentReader):
    """Reads cells that say whether: a row that says no is left out."""

    def __init__(self, columns: dict[str, Profile], dates: Dates, intake: Intake) -> None:
        super().__init__(columns, dates, intake)
        self._units: dict[str, dict[tuple[str, str], str]] = {}

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
        elif not (cell.casefold() in YES | PARTLY or says_its_name(cell, column)):
            draft.remarks.append(f"{column}: {cell}")
        draft.used.append(f"{cell}={answer}")
        if not answer:
            raise LeftOutOfIt("not_done")
        draft.texts["outcome"] = answer
        if says_its_unit(cell) and (length := self._length(row, column, "minutes", draft)):
            draft.texts.setdefault("minutes", length)

    def _check_spasm(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        """Leave a row out that says that there was no spasm."""
        column = recipe.needed_done
        if column and (cell := row[column]):
            count = count_of_spasms(cell, self.columns[column], self.answers)
            draft.used.append(f"{cell}={count}")
            if not count:
                for key in recipe.own:  # a level of no spasm
                    if key != column and row[key] and not says_nothing(row[key]):
                        self.intake.leave_cell(row, key)
                raise LeftOutOfIt("spasm_unclear" if count is None else "without_spasm")
            if not says_plainly_yes(cell, column):
                draft.remarks.append(f"{column}: {cell}")
        elif self._says_no_spasm(row, recipe):
            raise LeftOutOfIt("without_spasm")

    def _says_no_spasm(self, row: Row, recipe: Recipe) -> bool:
        """Whether no column of a spasm says that there was one; a length of 0 says so too."""
        length = recipe.columns.get(LASTED, "")
        cells = [row[key] for key in recipe.own if key != length]
        if row[length] and seconds_of(row[length]) != 0:
            cells.append(row[length])
        return all(not cell or says_nothing(cell) for cell in cells)

    def _says_no_use(self, row: Row, recipe: Recipe) -> bool:
        """Whether the cell of what was tried says that it was nothing, or was to be left out."""
        column = relief_column(recipe)
        own = [key for key in recipe.own if row[key]]
        if not column:
            return own == [recipe.columns.get("minutes")] and says_none(row[own[0]])
        cell = row[column]
        is_left_out = self.answers.get(f"word:{column}:{cell}") == ""
        return bool(cell) and (
            says_none(cell) or self.columns[column].number(cell) == 0 or is_left_out
        )

    def _check_tried(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a relief out that was not used; note what it was, and how much."""
        cell, profile = row[column], self.columns[column]
        draft.used.append(f"{column}={cell}")
        texts, remark = texts_of_use(cell, profile, draft.texts["method"], self.answers)
        draft.texts |= self._with_unit(texts, profile)
        draft.remarks += [remark] if remark else []

    def _method(self, row: Row, column: str, draft: Draft) -> str:
        """What was tried, as was answered for the words of a cell, with its name and dose."""
        cell, profile = Draft({}), self.columns[column]
        if row[column] in RELIEF_METHODS or f"word:{column}:{row[column]}" in self.answers:
            method = self._translated(row, column, RELIEF_METHODS, cell, needed=True)
        else:  # more words than can be asked about
            method = likely_method(row[column], profile)
            cell = Draft({}, [f"{column}: {row[column]}"], [f"{row[column]}={method}"])
        draft.used += cell.used
        if cell.remarks:
            texts, remark = texts_of_use(row[column], profile, method, self.answers)
            draft.texts |= self._with_unit(texts | {"method": method}, profile)
            is_named = "name" in texts and not remark
            draft.remarks += [] if is_named else cell.remarks
        return method

    def _with_unit(self, texts: dict[str, str], column: Profile) -> dict[str, str]:
        """The texts of a use; a dose without its unit has that of the same elsewhere."""
        if "dose" not in texts or "unit" in texts:
            return texts
        if column.key not in self._units:
            self._units[column.key] = units_of(column)
        unit = self._units[column.key].get((name_key(texts.get("name", "")), texts["dose"]), "")
        return texts | ({"unit": unit} if unit else {})

    def _dose(self, row: Row, column: str, draft: Draft) -> str:
        """How much was taken, with its unit; whatever else a cell says is noted."""
        cell = row[column]
        use = dose_of(cell)
        if (use is None and not says_none(cell)) or (use and not use.is_whole):
            draft.remarks.append(f"{column}: {cell}")
        if use is None:
            return ""
        if unit := use.unit or unit_of_column(self.columns[column]):
            draft.texts["unit"] = unit
        return use.dose

    def _is_counted(self, row: Row, recipe: Recipe) -> bool:
        """Whether a row says nothing of whether an exercise was done, but how much of it."""
        if not recipe.needed_done:
            return True
        if recipe.needed_done not in recipe.own or row[recipe.needed_done]:
            return False
        return any(row[recipe.columns[name]] for name in DOSE if name in recipe.columns)

    def _counts(self, row: Row, recipe: Recipe, draft: Draft) -> bool:
        """Whether an exercise was done: whatever counts it says more than nothing, or its name."""
        has_column = any(name in recipe.columns for name in AMOUNTS)
        is_named = any(says_its_name(row[key], key) for key in recipe.own)
        return not has_column or is_named or any(name in draft.texts for name in AMOUNTS)

"""What the cells of a column of reliefs become: a relief each, of several where they list them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from journal.core.model import records as r
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS
from journal.exchange.files.durations import seconds_of
from journal.exchange.files.questions import Answers, Question
from journal.exchange.files.table import Row
from journal.exchange.files.texts import text
from journal.exchange.trackers.cell_reader import says_its_name
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import MEDICINE_WORDS, YES, words
from journal.exchange.trackers.exercise_lists import ONE, SEVERAL
from journal.exchange.trackers.intake import CELL_NAMED
from journal.exchange.trackers.mapping import Recipe
from journal.exchange.trackers.relief_cells import (
    AT_ONCE,
    EACH_TIME,
    MEDICINE,
    OF_NO_NAME,
    TIMES,
    Use,
    amount,
    is_known,
    method_in,
    plain_count,
    unit_of_column,
    use_of,
    use_of_column,
    uses_in,
)

NAMED_BY_COLUMN: Final = (*MEDICINES, "own")
"""What is little said by its method alone: the name of its column says it."""
OF_ONE: Final = ("minutes", "name", "dose", "unit")
"""What a row does not say of each of several."""
COUNT_MOST: Final = 9
"""A larger number is hardly one of tablets at once."""


def use_questions(column: Profile) -> Iterator[Question]:
    """Whether cells that look like lists are lists, and whether ``2x`` is two times."""
    lists = [cell for cell in column.sample if len(uses_in(cell)) > 1]
    if lists:
        choices = ((SEVERAL, text("several_uses")), (ONE, text("one_use")))
        counts = Counter(use.casefold() for cell in column.sample for use in uses_in(cell))
        uses = [use for cell in lists for use in uses_in(cell)]
        is_list = any(counts[use.casefold()] > 1 or is_known(use) for use in uses)
        what = text("which_uses_of_cell", example=lists[0][:CELL_NAMED], column=column.name)
        yield Question(f"{SEVERAL}:{column.key}", what, choices, SEVERAL if is_list else ONE)
    several = [each for cell in column.sample for each in uses_in(cell) if _count(each) > 1]
    if several:
        what = text("which_times_of_use", example=several[0][:CELL_NAMED], column=column.name)
        choices = ((AT_ONCE, text("taken_at_once")), (EACH_TIME, text("taken_apart")))
        yield Question(f"{TIMES}:{column.key}", what, choices, AT_ONCE)


def _count(cell: str) -> int:
    use = use_of(cell)
    return use.count if use else 1


def relief_column(recipe: Recipe) -> str:
    """The column whose cells say what was tried; empty where a recipe is of no relief."""
    if recipe.kind is not r.Relief:
        return ""
    return recipe.needed_done or recipe.columns.get("method", "")


def of_one_use(recipe: Recipe) -> Recipe:
    """The recipe for one of several in a cell."""
    columns = {name: key for name, key in recipe.columns.items() if name not in OF_ONE}
    return replace(recipe, columns=columns, own=(relief_column(recipe),))


def cells_of_uses(cell: str, column: str, answers: Answers) -> list[str]:
    """What a cell says of each use, by the answers about its column."""
    uses = uses_in(cell) if answers.get(f"{SEVERAL}:{column}") == SEVERAL else [cell]
    if answers.get(f"{TIMES}:{column}") == EACH_TIME:
        return [use for use in uses for _ in range(_count(use))]
    return uses


def likely_method(use: str, column: Profile) -> str:
    """What was tried, by its name; a medicine where it has a dose, or its column is of those."""
    plain = "_".join(use.casefold().split())
    if plain in RELIEF_METHODS:
        return plain
    is_medicine = is_known(use) or words(column.key) & MEDICINE_WORDS
    return method_in(use) or (MEDICINE if is_medicine else "own")


def rows_of_uses(row: Row, column: str, answers: Answers) -> list[Row]:
    """A row for each use that its cell tells; none where it tells but one."""
    uses = cells_of_uses(row[column], column, answers)
    return [Row(row.line, row.cells | {column: use}) for use in uses] if len(uses) > 1 else []


def texts_of_use(
    cell: str, column: Profile, method: str, answers: Answers
) -> tuple[dict[str, str], str]:
    """What a cell says of one use: the texts of its fields, and a remark for the note."""
    own, number = use_of_column(column), column.number(cell) or plain_count(cell)
    remark = f"{column.key}: {cell}"
    is_one = own and number == 1 and (own.dose or not _holds_amounts(column))
    if cell.casefold() in YES - {"1"} or says_its_name(cell, column.key) or is_one:
        if own and method in NAMED_BY_COLUMN:
            return _texts(own, answers, column), ""
        return {}, column.name
    if number is not None:
        return _texts_of_number(number, own if method in MEDICINES else None, column, answers), (
            "" if own and method in MEDICINES and not own.dose else remark
        )
    use = use_of(cell) if seconds_of(cell) is None else None
    if own and (use is None or not is_known(cell)):
        dosed_use = _of_own(cell, own) if method in MEDICINES else None
        is_all = bool(dosed_use and dosed_use.dose and dosed_use.is_whole and dosed_use.count == 1)
        return (_texts(dosed_use, answers, column) if dosed_use else {}), "" if is_all else remark
    if use is None:
        return {}, remark
    texts, way = _texts(use, answers, column), method_in(cell)
    if use.name.casefold() == way:
        texts = {}
    texts |= {"method": way} if way else {}
    return texts, "" if use.is_whole and use.count == 1 else remark


def _holds_amounts(column: Profile) -> bool:
    """Whether the numbers of a column say how much was taken, so that 1 is no yes."""
    return bool(unit_of_column(column)) or column.highest > 1


def _of_own(cell: str, own: Use) -> Use:
    """What a cell says of the one thing that its column is about, its dose or only words."""
    count = OF_NO_NAME.fullmatch(cell)
    use = use_of(f"{count[1]} x {own.name} {count[2]}" if count else f"{own.name} {cell}")
    is_dose = use is not None and use.dose and use.name == own.name
    return use if use and is_dose else replace(own, is_whole=False)


def _texts_of_number(
    number: float, own: Use | None, column: Profile, answers: Answers
) -> dict[str, str]:
    """How much a number says was taken of the one thing that a column is about.

    Below ``Ibuprofen 400`` it is how many of it, or the dose itself; where neither is plain, none.
    """
    if own is None:
        return {}
    if not own.dose or number > COUNT_MOST or number == float(own.dose):
        return _texts(replace(own, dose=amount(f"{number:g}")), answers, column)
    if number == int(number) and number < float(own.dose):
        return _texts(replace(own, count=int(number)), answers, column)
    return _texts(replace(own, dose="", unit=""), answers, column)


def _texts(use: Use, answers: Answers, column: Profile) -> dict[str, str]:
    """The name and the dose of a use; of several at once, that of all of them."""
    dose, unit = use.dose, use.unit
    if use.count > 1 and answers.get(f"{TIMES}:{column.key}") != EACH_TIME:
        total = amount(f"{Decimal(dose or '1') * use.count:f}")
        dose, unit = (total, unit if use.dose else "x") if total else (dose, unit)
    unit = unit or (unit_of_column(column) if dose else "")
    return {"name": use.name} | ({"dose": dose} if dose else {}) | ({"unit": unit} if unit else {})

"""A row of any table as records, by the recipes that were answered."""

from collections.abc import Iterator, Mapping

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.exchange.files.dates import Dates
from journal.exchange.files.questions import ZONE
from journal.exchange.files.table import Row
from journal.exchange.trackers.cell_reader import Draft, LeftOutOfIt, RowRefused
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import CLOCK, DAYS_ROLES, WORDS
from journal.exchange.trackers.column_words import NO, YES
from journal.exchange.trackers.draft_reader import DraftReader
from journal.exchange.trackers.exercise_lists import list_column, of_one_name, rows_of_names
from journal.exchange.trackers.intake import Intake, gives_no_time, has_untimed
from journal.exchange.trackers.mapping import KIND, NOTE, Recipe, field_of, is_timed
from journal.exchange.trackers.plain_rows import PlainRows
from journal.exchange.trackers.relief_uses import of_one_use, relief_column, rows_of_uses
from journal.exchange.trackers.row_fate import Fate
from journal.exchange.trackers.spasm_columns import count_of_spasms


class RowReader(DraftReader):
    """Reads the rows of a table by recipes."""

    def __init__(
        self, columns: dict[str, Profile], dates: Dates, recipes: list[Recipe], intake: Intake
    ) -> None:
        super().__init__(columns, dates, intake)
        self.recipes = recipes
        self.plain_rows = [PlainRows(self, recipe) for recipe in recipes]
        self.of_days = {
            key: role.partition(":")[2]
            for key in columns
            if (role := self.answers.get(f"column:{key}", "")) in DAYS_ROLES
        }
        self.covered = [self._covered(recipe) for recipe in recipes]
        self.lists = [self._list_of(recipe) for recipe in recipes]
        self.saying = [key for key in columns if self._says_something(key)]
        is_whole = len(recipes) == 1 and self.plain_rows[0].is_known_whole
        self.whole_rows = (
            self.plain_rows[0]
            if is_whole and not self.of_days and {*self.saying} <= self.covered[0]
            else None
        )
        """What makes the one record of a row that says nothing else, where each is such a row."""

    def _covered(self, recipe: Recipe) -> frozenset[str]:
        """The columns of which nothing is lost where a record is made by a recipe."""
        subjects = self.subjects(recipe)
        return frozenset((*recipe.columns.values(), *recipe.own, recipe.needed_done, *subjects))

    def _list_of(self, recipe: Recipe) -> tuple[str, PlainRows, frozenset[str]] | None:
        """The column in which a row may list exercises or reliefs, what makes a record of each.

        Or in which it may say how many spasms there were.
        """
        if column := list_column(recipe, self.answers):
            recipe_of_one = of_one_name(recipe)
        elif column := relief_column(recipe):
            recipe_of_one = of_one_use(recipe)
        elif column := recipe.needed_done if recipe.kind is r.Episode else "":
            recipe_of_one = recipe
        else:
            return None
        return column, PlainRows(self, recipe_of_one), self._covered(recipe_of_one)

    def _rows_of_list(self, row: Row, recipe: Recipe, column: str) -> list[Row]:
        """A row for each that a cell lists; none where it lists but one."""
        if recipe.kind is r.Relief:
            return rows_of_uses(row, column, self.answers)
        if recipe.kind is r.Episode:
            return [row] * (count_of_spasms(row[column], self.columns[column], self.answers) or 0)
        return rows_of_names(row, column)

    def _says_something(self, key: str) -> bool:
        """Whether a column says more than when something was, of one record alone."""
        role, kind = self.answers.get(f"column:{key}", ""), RECORDS.get(self.answers.get(KIND, ""))
        if not role or role in (CLOCK, ZONE, NOTE, WORDS, *DAYS_ROLES):
            return False
        return kind is None or not is_timed(field_of(kind, role))

    def take(self, row: Row) -> None:
        """Bring in one row: every record that it holds."""
        if self.whole_rows and (is_made := self.whole_rows.add(row)) is not None:
            self.noted_line = row.line if is_made else self.noted_line
            return
        fate, omissions = Fate(), []
        for part, plain_rows, covered_keys in self._parts(row):
            try:
                into = fate.made if self._add(part, plain_rows) else fate.refused
            except LeftOutOfIt as omission:
                omissions.append(omission.why)
                into = fate.endless if omission.why == "without_end" else fate.left
            except RowRefused:
                into = fate.refused  # of this one; what else the row tells of is read
            into |= covered_keys
        is_marked = self._take_days(row)
        for why in omissions:
            of_part = why == "without_level" and (fate.made or is_marked)
            self.intake.leave("part" if of_part else "row", why, line=row.line)
        if self.recipes and not fate.tried and not is_marked:
            is_empty = not any(row[key] for key in self.columns)
            self.intake.leave("row", "empty" if is_empty else "without_entry", line=row.line)
        self._leave_rest(row, fate, is_marked=is_marked)

    def _parts(self, row: Row) -> Iterator[tuple[Row, PlainRows, frozenset[str]]]:
        """What makes each record of a row, of which part of it, and the columns it covers."""
        for plain_rows, covered_keys, listing in zip(
            self.plain_rows, self.covered, self.lists, strict=True
        ):
            if not any(row[key] for key in plain_rows.recipe.own):
                continue
            parts = self._rows_of_list(row, plain_rows.recipe, listing[0]) if listing else []
            if listing and parts:
                yield from ((part, *listing[1:]) for part in parts)
            else:
                yield row, plain_rows, covered_keys

    def _leave_rest(self, row: Row, fate: Fate, *, is_marked: bool) -> None:
        """Tell of what a row says of a record that it does not make; its note, of any."""
        if self.noted_line != row.line and not fate.refused:
            self._leave_cells(row, self._unsaid(row))
        if fate.made or is_marked:
            fates = fate.made | fate.left | fate.refused
            self._leave_cells(row, [key for key in self.saying if row[key] and key not in fates])

    def _unsaid(self, row: Row) -> list[str]:
        """The columns of which a row has something for its note."""
        return [key for key in self.noted if row[key] and self.is_for_note(key, row[key])]

    def _leave_cells(self, row: Row, keys: list[str]) -> None:
        for key in keys:
            self.intake.leave_cell(row, key)

    def _add(self, row: Row, plain_rows: PlainRows) -> bool:
        """Make a record of a row; whether it is one."""
        recipe = plain_rows.recipe
        if (is_made := plain_rows.add(row)) is None:
            draft = self.draft(row, recipe)
            meaning = self.meaning(recipe, tuple(draft.used))
            remarks = [*draft.remarks, *without_time(recipe.kind, draft.texts)]
            texts = {**draft.texts, NOTE: self.note(row, remarks)}
            key = (meaning, *(row[column] for column in self.known_columns(recipe)))
            is_made = self.intake.add(row, recipe.kind, key, texts, recipe.columns)
            if is_made:
                plain_rows.learn(row, draft)
        if is_made:
            self.noted_line = row.line
        return is_made

    def _take_days(self, row: Row) -> bool:
        """Bring in what a row says of its whole day; whether it says any such thing."""
        keys = [key for key in self.of_days if row[key]]
        if not keys:
            return False
        dated = next((recipe for recipe in self.recipes if recipe.kind.MOMENT), None)
        column = dated and (dated.columns.get(dated.kind.MOMENT) or dated.columns.get("day"))
        when = self.day(row[column]) if column else None
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


def without_time(kind: type[r.Record], texts: Mapping[str, str]) -> list[str]:
    """What the note says of a record whose time is only assumed, where no field of it does."""
    is_told = has_untimed(kind) or not gives_no_time(kind, texts)
    return [] if is_told else ["no time was noted"]

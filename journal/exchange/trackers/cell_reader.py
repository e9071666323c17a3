"""Cells of any table as the texts of fields: lengths of time, numbers, levels, words."""

import re
from dataclasses import dataclass, field
from typing import Final

from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.durations import UNITS, seconds_of, unit_in
from journal.exchange.files.numbers import SETS_OF_REPS, SETS_OF_SECONDS, half_up, out_of
from journal.exchange.files.table import Row, column_key
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import NO, NOT_GIVEN
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.number_pairs import SETS_FIRST, is_open, sets_and_reps

AS_IT_IS: Final = "0-10"
"""The scale on which levels stand as they are."""
HALVES: Final = "halves"
UP: Final = "up"
ABOUT_MARKS: Final = "~≈+"
DECIMAL_MARKS: Final = ".,"
"""What stands before a level that is not exact, or behind one whose decimals are missing."""


def parts_of(text: str) -> list[str]:
    """The parts of a cell that lists several."""
    parts = text.replace("|", ",").replace(";", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def says_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing to count: ``-``, ``skipped``, ``n/a``."""
    return cell.casefold() in NO | NOT_GIVEN


def says_its_name(cell: str, column: str) -> bool:
    """Whether a cell only says the name of its column: that there was one, and not how much."""
    return column_key(cell) == column


class RowRefused(Exception):
    """The record cannot be made; why is noted already."""


class LeftOutOfIt(Exception):
    """The row is no such record; ``why`` is counted."""

    def __init__(self, why: str = "") -> None:
        self.why = why
        super().__init__(why)


@dataclass(slots=True)
class Draft:
    """A record on its way: its texts, what was changed, and the answers that it needed."""

    texts: dict[str, str]
    remarks: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    is_left_out: bool = False
    """Whether what a cell says stays behind."""


class CellReader:
    """Reads the cells of a table that count something or say it in words."""

    def __init__(self, columns: dict[str, Profile], intake: Intake) -> None:
        self.columns = columns
        self.intake = intake
        self.answers = intake.answers

    def _seconds(self, row: Row, column: str, draft: Draft) -> float:
        unit = self.answers.get(f"unit:{column}") or unit_in(column)
        length = seconds_of(row[column], unit, self.columns[column].numbers)
        draft.used.append(f"unit={unit}")
        if length is None or length > UNITS["days"][0] * 366:
            self.intake.refuse(row, column, "expected_length")
            raise RowRefused
        return length

    def _length(self, row: Row, column: str, name: str, draft: Draft) -> str:
        draft.is_left_out |= says_nothing(row[column])
        if says_nothing(row[column]) or says_its_name(row[column], column):
            return ""
        length = self._seconds(row, column, draft)
        if length <= 0:
            return ""
        whole = max(1, half_up(length / 60 if name == "minutes" else length))
        if str(whole) != row[column]:
            draft.remarks.append(f"{column}: {row[column]}")
        return str(whole)

    def _number(self, row: Row, column: str, draft: Draft, *, level: bool) -> str:
        profile, cell = self.columns[column], row[column]
        answer = self.answers.get(f"word:{column}:{cell}")
        if level and answer is not None:
            draft.used.append(f"{cell}={answer}")
            is_nothing = not answer and says_nothing(cell)
            if not (is_nothing or says_its_name(cell, column)):
                draft.remarks.append(f"{column}: {cell}")
            if not answer:
                raise LeftOutOfIt("without_level")
            return answer
        number = profile.number(cell)
        if number is None:
            return self._without_number(cell, column, level=level)
        if not level:
            return "" if number == 0 else self._whole(number, cell)
        share = out_of(cell)
        scale = self.answers.get(f"scale:{column}", AS_IT_IS)
        if share and scale == AS_IT_IS and share[1] != LEVEL_HIGHEST:
            scale = f"0-{share[1]}"
        return self._level(row, column, number, scale, draft)

    def _without_number(self, cell: str, column: str, *, level: bool) -> str:
        is_named = says_its_name(cell, column)
        if not level and (says_nothing(cell) or is_named):
            return ""
        if level and (is_named or cell.casefold() in NO - {"no", "n"}):
            raise LeftOutOfIt("without_level")
        return cell  # the field says what it expects

    def _whole(self, number: float, cell: str) -> str:
        return str(int(number)) if number == int(number) and 0 < number < 1e9 else cell  # noqa: PLR2004

    def _level(self, row: Row, column: str, number: float, scale: str, draft: Draft) -> str:
        """A number of a scale as a level, 0 to 10; halves as was answered."""
        lowest, highest = (int(part) for part in scale.split("-"))
        cell = row[column]
        if not lowest <= number <= highest:
            self.intake.refuse(row, column, "expected_on_scale", lowest=lowest, highest=highest)
            raise RowRefused
        stretched = (number - lowest) * LEVEL_HIGHEST / (highest - lowest)
        if scale != AS_IT_IS:
            draft.remarks.append(f"{column}: {cell} ({scale})")
            return str(half_up(stretched))
        if number == int(number):
            if cell[0] in ABOUT_MARKS or cell[-1] in DECIMAL_MARKS:
                draft.remarks.append(f"{column}: {cell}")
            return str(int(number))
        draft.remarks.append(f"{column}: {cell}")
        draft.used.append(f"{HALVES}={self.answers.get(HALVES, UP)}")
        half_down = number % 1 == 0.5 and self.answers.get(HALVES, UP) != UP  # noqa: PLR2004
        return str(int(number) if half_down else half_up(number))

    def _count(self, row: Row, column: str, name: str, draft: Draft, *, level: bool) -> str:
        """A whole number; ``3x10`` of a column of repetitions gives the sets too."""
        if name == "reps" and (pair := SETS_OF_REPS.fullmatch(row[column])):
            if pair["each"]:
                draft.texts.setdefault("side", "both")
            sets, reps = self._pair(column, pair, draft)
            draft.texts.setdefault("sets", sets)
            return reps
        if name == "reps" and (hold := SETS_OF_SECONDS.fullmatch(row[column])):
            draft.texts |= {"sets": hold[1], "hold_seconds": hold[2]}
            return ""
        return self._number(row, column, draft, level=level)

    def _pair(self, column: str, pair: re.Match[str], draft: Draft) -> tuple[str, str]:
        """The sets and the repetitions of a cell; one that leaves them open is noted."""
        if not is_open(pair[0]):
            return pair[1], pair[2]
        draft.remarks.append(f"{column}: {pair[0]}")
        answer = self.answers.get(f"pairs:{column}", SETS_FIRST)
        if answer != SETS_FIRST:
            draft.used.append(f"pairs={answer}")
        return sets_and_reps(pair[1], pair[2], answer)

    def _translated(
        self, row: Row, column: str, tokens: tuple[str, ...], draft: Draft, *, needed: bool
    ) -> str:
        translations = []
        parts = [row[column]] if needed else parts_of(row[column])
        for part in parts:
            token = part if part in tokens else self.answers.get(f"word:{column}:{part}")
            if token is None:
                self.intake.refuse(row, column, "too_many_words")
                raise RowRefused
            draft.used.append(f"{part}={token}")
            translations.append(token)
        if translations != parts:
            draft.remarks.append(f"{column}: {row[column]}")
        return "|".join(token for token in translations if token)

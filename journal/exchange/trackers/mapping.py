"""A row of any table as a record, by a mapping of its columns."""

from typing import Final

from journal.core.model import records as r
from journal.core.model.fields import (
    MOMENT_SHAPE,
    Choice,
    Day,
    Field,
    Moment,
    Several,
    Whole,
    YesNo,
)
from journal.core.model.inputs import columns
from journal.core.model.vocabulary import LEVEL_HIGHEST, LEVEL_LOWEST
from journal.exchange.files.questions import EXERCISE
from journal.exchange.files.table import Row
from journal.exchange.files.times import clock, day_and_clock
from journal.exchange.trackers.intake import Intake, joined

KIND: Final = "kind"
CLOCK: Final = "clock"
AS_IT_IS: Final = "0-10"
"""The scale on which levels stand as they are."""

DATE_SHAPE: Final = "Expected a day, or a day and a time, such as 2026-05-31 14:30."


def field_of(kind: type[r.Record], name: str) -> Field | None:
    """The field of a kind of this name, if it has one."""
    return next((column.field for column in columns(kind) if column.name == name), None)


def is_level(field: Field | None) -> bool:
    """Whether a field is on the numeric rating scale."""
    limits = (LEVEL_LOWEST, LEVEL_HIGHEST)
    return isinstance(field, Whole) and (field.lowest, field.highest) == limits


def tokens_of(field: Field | None) -> tuple[str, ...]:
    """The tokens a field may hold; none where it is no choice."""
    if isinstance(field, Choice | Several):
        return field.tokens
    return ("yes", "no") if isinstance(field, YesNo) else ()


def parts_of(text: str) -> list[str]:
    """The parts of a cell that lists several."""
    parts = text.replace("|", ",").replace(";", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


class RowReader:
    """Reads the rows of a table by a mapping."""

    def __init__(
        self,
        kind: type[r.Record],
        assigned: dict[str, str],
        words: list[str],
        order: str,
        intake: Intake,
    ) -> None:
        self.kind = kind
        self.assigned = assigned
        if kind.MOMENT and "day" in assigned:
            self.assigned = {kind.MOMENT: assigned["day"]} | assigned
        self.words = words
        self.order = order
        self.intake = intake
        self.constants = {
            key.removeprefix("constant:"): said.removeprefix(f"{EXERCISE}:")
            for key, said in intake.answers.items()
            if key.startswith("constant:")
        }
        self.keys = [kind.MOMENT, "day", EXERCISE, "method", KIND, CLOCK]

    def take(self, row: Row) -> None:
        """Bring in one row."""
        texts = dict(self.constants)
        kept: list[str] = []
        for field, column in self.assigned.items():
            if field == CLOCK or not row[column]:
                continue
            text = self._text(row, field, column, kept)
            if text is None:
                return
            texts[field] = text
        kept += [f"{column}: {row[column]}" for column in self.words if row[column]]
        texts["note"] = "\n".join(part for part in (texts.get("note"), joined(*kept)) if part)
        key = [row[self.assigned[name]] for name in self.keys if name in self.assigned]
        self.intake.add(row, self.kind, key, texts, self.assigned)

    def _text(self, row: Row, field: str, column: str, kept: list[str]) -> str | None:
        """A cell as its field reads it; what was changed goes to ``kept``; None if refused."""
        its = field_of(self.kind, field)
        if isinstance(its, Day | Moment):
            return self._moment(row, field, column, day_only=isinstance(its, Day))
        if isinstance(its, Whole):
            return self._number(row, column, kept, level=is_level(its))
        if tokens := tokens_of(its):
            return self._translated(row, column, tokens, kept)
        return row[column]

    def _moment(self, row: Row, field: str, column: str, *, day_only: bool) -> str | None:
        shape = MOMENT_SHAPE.fullmatch(row[column])
        if shape and shape["offset"] and not day_only:
            return row[column]
        found = day_and_clock(row[column], self.order, self.intake.answers)
        if found is None:
            self.intake.refuse(row, column, DATE_SHAPE)
            return None
        day, at = found
        if day_only:
            return day.isoformat()
        if at is None and field == self.kind.MOMENT and (own := self.assigned.get(CLOCK)):
            at = clock(row[own])
            if at is None and row[own]:
                self.intake.refuse(row, own, "Expected a time such as 18:50 or 6:50 pm.")
                return None
        return f"{day}T{at}" if at else self.intake.about(day)

    def _number(self, row: Row, column: str, kept: list[str], *, level: bool) -> str | None:
        text = row[column].replace(",", ".")
        scale = self.intake.answers.get(f"scale:{column}", AS_IT_IS) if level else AS_IT_IS
        whole = text.removesuffix(".0")
        if not whole.isdecimal() or len(whole) > 9:  # noqa: PLR2004 (far above any limit)
            return row[column]
        if scale == AS_IT_IS:
            return whole
        lowest, highest = (int(part) for part in scale.split("-"))
        if not lowest <= int(whole) <= highest:
            self.intake.refuse(row, column, f"Expected a whole number from {lowest} to {highest}.")
            return None
        kept.append(f"{column}: {row[column]} ({scale})")
        span = highest - lowest
        return str(((int(whole) - lowest) * 2 * LEVEL_HIGHEST + span) // (2 * span))

    def _translated(
        self, row: Row, column: str, tokens: tuple[str, ...], kept: list[str]
    ) -> str | None:
        said = []
        for part in parts_of(row[column]):
            token = part if part in tokens else self.intake.answers.get(f"word:{column}:{part}")
            if token is None:
                self.intake.refuse(row, column, "This column holds too many different words.")
                return None
            said.append(token)
        if said != parts_of(row[column]):
            kept.append(f"{column}: {row[column]}")
        return "|".join(token for token in said if token)

"""Programme templates: what a clinician often prescribes, by name; nothing of a diary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Self

from journal.core.model import field_names
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.dose_of_sides import DoseOfSides
from journal.core.model.fields import Whole
from journal.core.model.guide import Guide
from journal.core.model.inputs import Input, Name
from journal.core.model.names import stored_name_key

LINES_MOST: Final = 20
"""So many exercises a template can have."""

TEMPLATES_MOST: Final = 100
"""So many templates somebody can keep."""

DOSE: Final = field_names.PRESCRIBED
"""What a line of a template and a line of a programme both say, beside the exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine(DoseOfSides):
    """An exercise of a template, by its name, with its dose and how it is done."""

    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = field_names.of_exercise(
        *field_names.PRESCRIBED, "instructions"
    )

    exercise: Name
    sets: r.Sets | None = None
    reps: r.Reps | None = None
    hold_seconds: r.HoldSeconds | None = None
    side: r.Side | None = None
    minutes: r.Minutes | None = None
    times_per_day: Annotated[int, Whole(1, v.TIMES_PER_DAY_HIGHEST)] = 1
    days_per_week: Annotated[int, Whole(1, v.DAYS_PER_WEEK_HIGHEST)] = 7
    instructions: r.Note | None = None
    reps_right: r.Reps | None = None
    hold_seconds_right: r.HoldSeconds | None = None

    @classmethod
    def of_prescription(cls, line: r.Prescription) -> Self:
        """What a line of a programme prescribes, without its days and its note."""
        return cls(exercise=line.exercise, **{name: getattr(line, name) for name in DOSE})

    def is_told_by(self, guide: Guide | None) -> bool:
        """Whether somebody has written how they do it in the very words of the line."""
        return guide is not None and (guide.instructions, guide.link) == (self.instructions, None)

    def prescription(self, new_id: str, starts_on: date) -> r.Prescription:
        """The same as a line of a programme, from a day on."""
        dose: dict[str, Any] = {name: getattr(self, name) for name in DOSE}  # as the fields are
        return r.Prescription(id=new_id, exercise=self.exercise, starts_on=starts_on, **dose)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateName(Input):
    """What a template is called."""

    name: Name


@dataclass(frozen=True, slots=True)
class ProgrammeTemplate:
    """A template as it is kept: a clinician's own, or one that was proposed to somebody."""

    id: str
    name: str
    lines: tuple[TemplateLine, ...]
    version: int = 0

    def guides_replaced(self, guides: Mapping[str, Guide]) -> list[str]:
        """Of exercises somebody has written how they do, those of which it says another how.

        ``guides``: by the name of the exercise.
        """
        by_key = {stored_name_key(name): guide for name, guide in guides.items()}
        return [
            line.exercise
            for line in self.lines
            if line.instructions is not None
            if (guide := by_key.get(stored_name_key(line.exercise))) is not None
            if not line.is_told_by(guide)
        ]

    def replaced(self, lines: Sequence[r.Prescription]) -> dict[str, list[r.Prescription]]:
        """Of each exercise it has, by its name here, those lines of a programme that give way."""
        return {
            line.exercise: [
                each
                for each in lines
                if stored_name_key(each.exercise) == stored_name_key(line.exercise)
            ]
            for line in self.lines
        }

    def names_beside(self, names: Iterable[str]) -> list[str]:
        """Those of exercises that it does not have."""
        own_keys = {stored_name_key(line.exercise) for line in self.lines}
        return [name for name in names if stored_name_key(name) not in own_keys]

    def prescriptions(self, day: date) -> Sequence[r.Prescription]:
        """Its lines as those of a programme that begins on a day; their ids are their places."""
        return [line.prescription(str(at), day) for at, line in enumerate(self.lines)]

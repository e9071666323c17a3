"""A handout of exercises on paper: what stands on it, and how it is printed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from journal.core.model.fields import Choice, YesNo
from journal.core.model.inputs import Input
from journal.core.model.picture import ExercisePicture
from journal.core.model.records import Prescription

PAPERS: Final = ("a4", "letter")
LETTERS: Final = ("normal", "large")
POINTS: Final = {"normal": 12, "large": 18}
"""How large the letters are; 18 points are large print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutOptions(Input):
    """On what paper, in which letters, and whether with the name of whom it is for."""

    paper: Annotated[str, Choice(PAPERS)] = PAPERS[0]
    letters: Annotated[str, Choice(LETTERS)] = LETTERS[0]
    name: Annotated[bool, YesNo()] = False

    @property
    def points(self) -> int:
        """The size of the letters."""
        return POINTS[self.letters]


@dataclass(frozen=True, slots=True)
class HandoutLine:
    """An exercise of a handout."""

    prescription: Prescription
    built_in: str | None = None
    """Which of the journal's own it is: its instructions and figures."""
    instructions: str | None = None
    """How it is done, in somebody's own words."""
    picture: ExercisePicture | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """What is printed: a title, perhaps a name, the exercises."""

    lines: list[HandoutLine]
    options: HandoutOptions
    made_on: date
    title: str = ""
    """That of a template; empty for a programme."""
    name: str = ""
    """Empty where it is not wanted."""

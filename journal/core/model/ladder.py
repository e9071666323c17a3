"""Ladders: how the dose of an exercise may go up in small steps, and what was answered to each."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Self

from journal.core.model import vocabulary as v
from journal.core.model.fields import Choice, OwnWords, Whole
from journal.core.model.inputs import Name
from journal.core.model.records import At, Note, Timed

DosePart = Annotated[str, Choice(v.LADDER_PARTS)]
Amount = Annotated[int, Whole(1, max(v.LADDER_MOST.values()))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Timed):
    """The written rule by which a step up of one exercise is proposed; it changes no dose itself.

    Of an exercise the one written last counts.
    """

    MOMENT: ClassVar[str] = "written_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("exercise", "dose_part", "step_by", "up_to"),
    )

    written_at: At
    exercise: Name
    state: Annotated[str, Choice(v.LADDER_STATES)] = "ready"
    dose_part: DosePart
    """What of the dose goes up."""
    step_by: Amount
    up_to: Amount
    worse_by: Annotated[int, Whole(1, v.LEVEL_HIGHEST)] = 2
    """Pain that is so much higher the next morning means: stay."""
    fine_times: Annotated[int, Whole(1, v.FINE_TIMES_HIGHEST)] = 2
    """So many mornings in a row must be fine for a step up to be proposed."""
    note: Note | None = None

    def proposed(self) -> Self:
        """The rule as somebody else proposes it: it waits for an answer."""
        return self.with_(state="proposed")


RESTS_ON_LENGTH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep(Timed):
    """What was answered to a proposed step, and the entries that the proposal rested on."""

    MOMENT: ClassVar[str] = "decided_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("exercise", "answer", "dose_part", "amount_before", "amount_after"),
    )

    decided_at: At
    exercise: Name
    answer: Annotated[str, Choice(v.STEP_ANSWERS)]
    dose_part: DosePart
    amount_before: Amount
    amount_after: Amount
    """What was proposed; the dose only where it was accepted."""
    rests_on: Annotated[tuple[str, ...], OwnWords(RESTS_ON_LENGTH, v.FINE_TIMES_HIGHEST)] = ()
    """One text for each session: its day, the level before, the level of the next morning, and
    the ids of the entries that say so."""
    note: Note | None = None

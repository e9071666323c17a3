"""The programme of a day, and the one every diary begins with: four exercises and their doses.

Four is already the ceiling for adherence (Bachmann 2018). The doses are those of the article the
journal started from; eight repetitions of the side leg raise are ours, as it names no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Final

from journal.core.diary.asked import NO_PLAN, PlanDays, asked_on
from journal.core.diary.tally import Tally, tally
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.field_names import DOSE
from journal.core.model.fields import Choice
from journal.core.model.inputs import Input, LocalDay, Name
from journal.core.model.names import stored_name_key
from journal.core.model.periods import Period
from journal.core.model.records import CompletedExercise, Prescription

PAUSED_DAYS_MOST: Final = 92
"""So many days can be marked at once as days on which exercises are paused."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """An exercise the journal brings along; its instructions and figures go by ``token``."""

    token: str
    name: str
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    side: str | None = None
    minutes: int | None = None

    def prescription(self, new_id: str, starts_on: date) -> Prescription:
        """Its starting dose, once a day, every day from ``starts_on``."""
        return Prescription(
            id=new_id,
            exercise=self.name,
            sets=self.sets,
            reps=self.reps,
            hold_seconds=self.hold_seconds,
            side=self.side,
            minutes=self.minutes,
            starts_on=starts_on,
        )


STARTING_EXERCISES: Final = (
    BuiltIn("bridge", "Bridge", sets=1, reps=15, hold_seconds=3),
    BuiltIn("side_leg_raise", "Side leg raise", sets=1, reps=8, hold_seconds=2, side="both"),
    BuiltIn("curl_up", "Curl-up", sets=1, reps=10, hold_seconds=2),
    BuiltIn("walking", "Walking", minutes=30),
)


def in_force(lines: Iterable[Prescription], day: date) -> list[Prescription]:
    """The lines that are prescribed on a day."""
    return [line for line in lines if line.in_force(day)]


def planned_already(lines: Iterable[Prescription], new_line: Prescription) -> Prescription | None:
    """The line that asks for the exercise of a new one on some of the same days; None: none."""
    key = stored_name_key(new_line.exercise)
    for line in lines:
        begins_later = new_line.ends_on is not None and line.starts_on > new_line.ends_on
        is_over = line.ends_on is not None and line.ends_on < new_line.starts_on
        if stored_name_key(line.exercise) == key and not (begins_later or is_over):
            return line
    return None


def asks_anew(before: Prescription, line: Prescription, today: date) -> date | None:
    """The day from which an edited line asks for something else than before; None: no day.

    That is today, or a later day that was typed as its first. None too where the line is not in
    force by now, and where its first day was changed to one gone by, as that says how it was.
    """
    days = {name: getattr(before, name) for name in ("starts_on", "ends_on", "note")}
    is_under_way = before.starts_on < today and not is_over(before, today)
    is_corrected = before.starts_on != line.starts_on < today
    if not is_under_way or is_corrected or line.with_(**days) == before:
        return None
    return max(today, line.starts_on)


def is_over(line: Prescription, today: date) -> bool:
    """Whether a line ended before a day."""
    return line.ends_on is not None and line.ends_on < today


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A line of the programme and how often it was done on the day shown, in full and in part."""

    prescription: Prescription
    tally: Tally

    @property
    def done(self) -> int:
        """How often it was done in full."""
        return self.tally.done

    @property
    def next_dose(self) -> Prescription:
        """What one tap logs: the side that is missing, of an uneven dose one side at a time."""
        line, side = self.prescription, self.tally.other
        if line.uneven:
            return line.of_side(side or v.EACH_SIDE[0])
        return line.with_(side=side) if side else line

    def by_side(self) -> list["Prescribed"]:
        """What a session goes through: of an uneven dose each side by itself."""
        return [replace(self, prescription=line) for line in self.prescription.by_side()]


def prescribed(
    lines: Iterable[Prescription],
    day: date,
    exercises: Iterable[CompletedExercise],
    days: PlanDays = NO_PLAN,
) -> list[Prescribed]:
    """What ``lines`` ask on ``day``, of which ``exercises`` were logged; ``days``: of plans."""
    lines_asked = [Prescribed(line, Tally()) for line in asked_on(lines, day, days)]
    shares: list[list[CompletedExercise]] = [[] for _ in lines_asked]
    for exercise in sorted(exercises, key=lambda each: each.completed_at):
        place = _place_of(exercise, lines_asked) if exercise.exercised else None
        if place is None:
            continue
        shares[place].append(exercise)
        line = lines_asked[place].prescription
        lines_asked[place] = Prescribed(line, _tally(line, shares[place]))
    return lines_asked


def _tally(line: Prescription, exercises: Iterable[CompletedExercise]) -> Tally:
    sides = ((exercise.outcome, exercise.side) for exercise in exercises)
    return tally(sides, each_side=line.side == "both")


def planned_beside(line: Prescription, lines: Iterable[Prescription]) -> bool:
    """Whether another of some lines asks for the exercise of a line on some of its days."""
    name_key = stored_name_key(line.exercise)
    return any(
        other.id != line.id
        and stored_name_key(other.exercise) == name_key
        and (other.ends_on is None or line.starts_on <= other.ends_on)
        and (line.ends_on is None or other.starts_on <= line.ends_on)
        for other in lines
    )


def _place_of(exercise: CompletedExercise, lines: list[Prescribed]) -> int | None:
    """The line that an exercise counts for; None: it is not in the programme.

    Where an exercise has several lines that is the one of its dose, rather one that is still to
    be done; of any other dose the first that is still to be done.
    """
    own = [
        place
        for place, line in enumerate(lines)
        if line.prescription.exercise == exercise.exercise
    ]
    same = [place for place in own if _is_dose_of(exercise, lines[place].prescription)]
    to_do = {place for place in own if lines[place].done < lines[place].prescription.times_per_day}
    choices = [*(place for place in (*same, *own) if place in to_do), *same, *own]
    return choices[0] if choices else None


def _is_dose_of(exercise: CompletedExercise, line: Prescription) -> bool:
    dose = line.of_side(exercise.side) if line.uneven and exercise.side in v.EACH_SIDE else line
    return all(getattr(exercise, name) == getattr(dose, name) for name in DOSE if name != "side")


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedDays(Input):
    """The days on which exercises are paused, and why; without a reason they no longer are."""

    first: LocalDay
    last: LocalDay
    why: Annotated[str, Choice(v.REST_REASONS)] | None = None

    @property
    def period(self) -> Period:
        """The days, once they have no problem."""
        return Period(self.first, self.last)

    def rules(self, now: datetime) -> list[Problem]:
        if self.first > self.last:
            return [Problem("last", "last_before_first")]
        if (self.last - self.first).days >= PAUSED_DAYS_MOST:
            return [Problem("last", "too_many_days", {"most": PAUSED_DAYS_MOST})]
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseName(Input):
    """The name of an exercise on somebody's own list."""

    name: Name

"""What was done of what is prescribed, week by week, in counts.

Days on which the programme rests (a flare, an illness, travel) ask for nothing, so that what was
not done on them is not missed. There is no validated self-report measure of adherence (Bollen
2014), and a share hides how little a week may hold: counts come first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from journal.core.diary.tally import Tally, tally
from journal.core.model.periods import Period
from journal.core.model.records import Prescription

Logged = Sequence[tuple[str, str | None]]
"""The outcome and the side of each time an exercise was done on a day."""


@dataclass(frozen=True, slots=True)
class Done:
    """How often an exercise was done in a week, fully and partly, of how often it was planned."""

    done: int
    prescribed: int
    partly: int = 0

    @property
    def share(self) -> float | None:
        """The part of what was prescribed that was done, at most 1; None: nothing was."""
        return min(1.0, self.done / self.prescribed) if self.prescribed else None


@dataclass(frozen=True, slots=True)
class ProgrammeWeek:
    """A week of the programme: each exercise by name, and the days it rested."""

    period: Period
    exercises: dict[str, Done]
    rest_days: int


def adherence(
    lines: Iterable[Prescription],
    done: Mapping[tuple[str, date], Logged],
    rest_days: Collection[date],
    weeks: Sequence[Period],
) -> list[ProgrammeWeek]:
    """Each of ``weeks``, in order, with every exercise that is prescribed in any of them.

    ``done`` holds the outcome and the side of each session by exercise and day: done, partly done
    or stopped.
    """
    shown = [line for line in lines if any(line.in_force(day) for week in weeks for day in week)]
    names = list(dict.fromkeys(line.exercise for line in shown))
    return [
        ProgrammeWeek(
            week,
            {
                name: _of_week(
                    [line for line in shown if line.exercise == name], done, rest_days, week
                )
                for name in names
            },
            sum(day in rest_days for day in week),
        )
        for week in weeks
    ]


def _of_week(
    lines: Sequence[Prescription],
    done: Mapping[tuple[str, date], Logged],
    rest_days: Collection[date],
    week: Period,
) -> Done:
    """What was done in a week of one exercise, whose ``lines`` these are."""
    tallies = [_of_day(lines, done, day) for day in week]
    return Done(
        sum(it.done for it in tallies),
        sum(_asked(line, week, rest_days) for line in lines),
        sum(it.partly for it in tallies),
    )


def _of_day(
    lines: Sequence[Prescription], done: Mapping[tuple[str, date], Logged], day: date
) -> Tally:
    logged = done.get((lines[0].exercise, day), ())
    each_side = any(line.side == "both" and line.in_force(day) for line in lines)
    return tally(logged, each_side=each_side)


def _asked(line: Prescription, week: Period, rest_days: Collection[date]) -> int:
    """How many sessions a line asks for in a week, its resting days left out."""
    days = sum(line.in_force(day) and day not in rest_days for day in week)
    return line.times_per_day * min(line.days_per_week, days)

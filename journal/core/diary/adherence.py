"""What was done of what is prescribed, week by week, in counts.

Days on which the programme rests (a flare, an illness, travel) ask for nothing, so that what was
not done on them is not missed. There is no validated self-report measure of adherence (Bollen
2014), and a share hides how little a week may hold: counts come first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from journal.core.diary.asked import NO_PLAN, PlanDays, asked_of
from journal.core.diary.tally import Tally, tally
from journal.core.model.periods import ONE_DAY, WEEK, Period
from journal.core.model.records import Prescription

Logged = Sequence[tuple[str, str | None]]
"""The outcome and the side of each time an exercise was done on a day."""


@dataclass(frozen=True, slots=True)
class Done:
    """How often an exercise was done, of how often it was planned, week by week."""

    done: int
    """Sessions up to what each day and week asked for."""
    prescribed: int
    extra: int = 0
    """Sessions beyond what their day or week asked for."""
    partly: int = 0
    """Sessions done in part (partly, stopped, or on one side only), apart from those done."""
    difficulties: Mapping[str, int] = field(default_factory=dict)
    """How often it was said to be too easy, about right or too hard, where that is asked for."""

    @property
    def share(self) -> float | None:
        """The part of what was prescribed that was done, at most 1; None: nothing was."""
        return min(1.0, self.done / self.prescribed) if self.prescribed else None


@dataclass(frozen=True, slots=True)
class ProgrammeWeek:
    """A week of the programme: each exercise by name, and the days on which less was asked for."""

    period: Period
    exercises: dict[str, Done]
    rest_days: int
    plan_days: int
    """Days of a flare plan."""


def adherence(
    lines: Iterable[Prescription],
    logs: Mapping[tuple[str, date], Logged],
    rest_days: Collection[date],
    weeks: Sequence[Period],
    days: PlanDays = NO_PLAN,
) -> list[ProgrammeWeek]:
    """Each of ``weeks``, in order, with every exercise that is prescribed in any of them.

    On ``days`` of a flare plan only what the plan asks is due. ``logs`` holds the outcome and the
    side of each session by exercise and day: done, partly done or stopped.
    """
    lines = [line for line in lines if any(line.in_force(day) for week in weeks for day in week)]
    by_name: dict[str, list[Prescription]] = {}
    for line in lines:
        by_name.setdefault(line.exercise, []).append(line)
    return [
        ProgrammeWeek(
            week,
            {
                name: _of_week(name, own, week, logs, rest_days, days)
                for name, own in by_name.items()
            },
            sum(day in rest_days for day in week),
            sum(day in days for day in week),
        )
        for week in weeks
    ]


def _of_week(
    name: str,
    lines: Sequence[Prescription],
    week: Period,
    logs: Mapping[tuple[str, date], Logged],
    rest_days: Collection[date],
    plan_days: PlanDays,
) -> Done:
    """One exercise in one week; sessions outside the time it was prescribed do not count.

    A day counts for no more than is asked of one day, the week for no more than it asks: what is
    above either is extra.
    """
    sessions, filled, partly = 0, 0, 0
    for day in week:
        on = [line for line in lines if line.in_force(day)]
        if not on:
            continue
        of_day = tally(
            logs.get((name, day), ()), each_side=any(line.side == "both" for line in on)
        )
        sessions += of_day.done
        filled += min(of_day.done, _most_of_day(on, day, plan_days))
        partly += of_day.partly
    sessions_due = _asked(lines, week, rest_days, plan_days)
    sessions_done = min(filled, sessions_due)
    return Done(sessions_done, sessions_due, sessions - sessions_done, partly)


def _most_of_day(lines: Sequence[Prescription], day: date, plan_days: PlanDays) -> int:
    """How many sessions of a day can count: what it asks for, where it asks for any.

    A day that asks for nothing can make up for another, and counts for as much as that.
    """
    times = [times for line in lines for times in _times(line, [day], plan_days)]
    return sum(times) or sum(line.times_per_day for line in lines)


def _asked(
    lines: Sequence[Prescription],
    week: Period,
    rest_days: Collection[date],
    plan_days: PlanDays,
) -> int:
    """How many sessions the lines of an exercise ask for in a week, its resting days left out.

    A line that took the place of another within the week shares one week with it: together they
    ask for no more days than the one that asks for more. Days that a flare plan leaves out take
    their share of the week's quota with them, rounded down; of days that ask for fewer times than
    others the quota is filled first.
    """
    sessions_due, days_asked, covered_days = 0, 0, set[date]()
    most = max(line.days_per_week for line in lines)
    for line in sorted(lines, key=lambda each: each.starts_on, reverse=True):
        days = {day for day in week if line.in_force(day) and day not in rest_days}
        days_left = line.days_per_week if days & covered_days else most - days_asked
        times = _times(line, days, plan_days)
        quota = line.days_per_week * (WEEK - len(days) + len(times)) // WEEK
        count = min(quota, len(times), days_left)
        sessions_due += sum(times[:count])
        days_asked += count
        covered_days |= days
    return sessions_due


def _times(line: Prescription, days: Iterable[date], plan_days: PlanDays) -> list[int]:
    """How often a line asks for its exercise on each of the days that ask for it, few first."""
    doses = [asked_of(line, day, plan_days) for day in days]
    return sorted(dose.times_per_day for dose in doses if dose is not None)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """How often exercises were done on days on which no line asked for them, by name.

    Those done most often, in full or in part, come first.
    """

    before: Mapping[str, Tally]
    """Before any line of theirs began."""
    other: Mapping[str, Tally]
    """After it ended or between two, or of an exercise that was never planned."""


def unplanned(
    lines: Iterable[Prescription], logs: Mapping[tuple[str, date], Logged], period: Period
) -> Unplanned:
    """What was done in a period and is counted against no plan, in full and in part."""
    by_name: dict[str, list[Prescription]] = {}
    for line in lines:
        by_name.setdefault(line.exercise, []).append(line)
    before, other = dict[str, Tally](), dict[str, Tally]()
    for (name, day), logged in sorted(logs.items()):
        own = by_name.get(name, [])
        if day in period and not any(line.in_force(day) for line in own):
            sessions = tally(logged, each_side=any(line.side == "both" for line in own))
            is_before = own and day < min(line.starts_on for line in own)
            tallies = before if is_before else other
            so_far = tallies.get(name, Tally())
            tallies[name] = Tally(so_far.done + sessions.done, so_far.partly + sessions.partly)
    return Unplanned(_most_first(before), _most_first(other))


def _most_first(tallies: Mapping[str, Tally]) -> Mapping[str, Tally]:
    most_first = sorted(tallies, key=lambda name: -tallies[name].done - tallies[name].partly)
    return {name: tallies[name] for name in most_first}


def summed(weeks: Sequence[ProgrammeWeek]) -> dict[str, Done]:
    """Several weeks together, by exercise, in the programme's order."""
    return {
        name: Done(
            sum(week.exercises[name].done for week in weeks),
            sum(week.exercises[name].prescribed for week in weeks),
            sum(week.exercises[name].extra for week in weeks),
            sum(week.exercises[name].partly for week in weeks),
        )
        for name in (weeks[0].exercises if weeks else ())
    }


def whole_weeks(period: Period) -> list[Period]:
    """The blocks of seven days that a period holds, counted back from its last day, in order.

    A shorter period is one block of its own.
    """
    count = len(period) // WEEK
    if not count:
        return [period]
    ends = [period.last - WEEK * back * ONE_DAY for back in reversed(range(count))]
    return [Period.ending(end, WEEK) for end in ends]


def weeks_counted(period: Period) -> Period:
    """From the first to the last day of those blocks: the days of which sessions are counted."""
    blocks = whole_weeks(period)
    return Period(blocks[0].first, blocks[-1].last)

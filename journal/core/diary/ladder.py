"""What a ladder proposes: a step up after mornings that were fine, or to stay.

A session is judged by the next morning: its level beside the one before the session. What counts
as either is in ``docs/statistics.md``. Whatever is missing is missing: such a session is not
fine, and neither is one on a day of a flare plan, beside a spasm, or not done as asked. Nothing
here changes a dose: a proposal is a value that somebody accepts, or does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Final, Literal

from journal.core.diary.mornings import (
    Basis,
    LadderDiary,
    basis_of,
    is_over,
    ratings,
)
from journal.core.diary.tally import tally
from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.field_names import PER_SIDE
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.periods import ONE_DAY

LOOKBACK_DAYS: Final = 56
"""Sessions before so many days propose nothing."""

Verdict = Literal["fine", "worse", "missing", "not_as_asked", "plan", "spasm"]
State = Literal["offered", "later", "stay", "waiting", "top", "no_dose"]


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A day on which the exercise was done, and what the next morning says of it."""

    day: date
    verdict: Verdict
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class LadderPlace:
    """Where a ladder stands: what it proposes, and the sessions that say so."""

    ladder: Ladder
    line: r.Prescription | None
    """The line of the programme whose dose it is."""
    state: State
    at: datetime
    """When it is looked at, and by which clock."""
    zone: str
    amount_after: int | None = None
    """What the next step would ask for."""
    fine: tuple[Basis, ...] = ()
    """The latest sessions in a row whose next morning was fine."""
    last: SessionDay | None = None
    """The latest session that is judged."""

    @property
    def amount(self) -> int | None:
        """What is asked for now."""
        return None if self.line is None else getattr(self.line, self.ladder.dose_part)

    @property
    def dose_after(self) -> r.Prescription | None:
        """The line as the next step would have it."""
        if self.line is None or self.amount_after is None:
            return None
        part = self.ladder.dose_part
        doses = {part: self.amount_after}
        if part in PER_SIDE and (right := getattr(self.line, f"{part}_right")):
            most = v.LADDER_MOST[part]
            doses[f"{part}_right"] = min(right + self.amount_after - (self.amount or 0), most)
        return self.line.with_(**doses)


def ladder_place(
    ladder: Ladder, lines: Iterable[r.Prescription], diary: LadderDiary, now: datetime, zone: str
) -> LadderPlace:
    """Where a ladder stands at ``now``; ``lines``: the programme."""
    today = moments.local_day(now, zone)
    line = _line_of(ladder, lines, today)
    amount = None if line is None else getattr(line, ladder.dose_part)
    if line is None or amount is None:
        return LadderPlace(ladder, line, "no_dose", now, zone)
    most = min(ladder.up_to, v.LADDER_MOST[ladder.dose_part])
    if amount >= most:
        return LadderPlace(ladder, line, "top", now, zone)
    answer = _last_answer(ladder, diary.steps)
    first = _first_day(line, answer)
    days = session_days(ladder, line, diary, first, now, zone)
    fine = [day.basis for day in takewhile(_is_fine, reversed(days)) if day.basis is not None]
    row = tuple(reversed(fine[: ladder.fine_times]))
    amount_after = min(amount + ladder.step_by, most)
    last = days[-1] if days else None
    if len(row) == ladder.fine_times:
        put_off = answer is not None and answer.answer == "later" and answer.day == today
        state: State = "later" if put_off else "offered"
    else:
        state = "stay" if last and last.verdict == "worse" else "waiting"
    return LadderPlace(ladder, line, state, now, zone, amount_after, row, last)


def _line_of(
    ladder: Ladder, lines: Iterable[r.Prescription], today: date
) -> r.Prescription | None:
    """The line in force today that a ladder is about; the latest, should there be several."""
    own = [line for line in lines if line.exercise == ladder.exercise and line.in_force(today)]
    return max(own, key=lambda line: line.starts_on, default=None)


def _last_answer(ladder: Ladder, steps: Iterable[LadderStep]) -> LadderStep | None:
    own = [step for step in steps if step.exercise == ladder.exercise]
    return max(own, key=lambda step: step.decided_at, default=None)


def _first_day(line: r.Prescription, answer: LadderStep | None) -> date:
    """From when on sessions count: those before an answer are used up by it, unless put off."""
    if answer is None or answer.answer == "later":
        return line.starts_on
    return max(line.starts_on, answer.day)


def _is_fine(day: SessionDay) -> bool:
    return day.verdict == "fine"


def session_days(
    ladder: Ladder,
    line: r.Prescription,
    diary: LadderDiary,
    first: date,
    now: datetime,
    zone: str,
) -> list[SessionDay]:
    """The days from ``first`` on with the exercise, in order, as far as they can be judged.

    One whose next morning has no level yet and is not over is left out: nobody can know.
    """
    by_day: dict[date, list[r.CompletedExercise]] = {}
    for exercise in sorted(diary.exercises, key=lambda each: each.completed_at):
        if exercise.exercise == ladder.exercise and exercise.exercised and exercise.day >= first:
            by_day.setdefault(exercise.day, []).append(exercise)
    return [
        judged
        for day, own in by_day.items()
        if (judged := _judged(ladder, line, own, diary)).verdict != "missing"
        or is_over(day + ONE_DAY, now, zone)
    ]


def _judged(
    ladder: Ladder,
    line: r.Prescription,
    own: Sequence[r.CompletedExercise],
    diary: LadderDiary,
) -> SessionDay:
    day = own[0].day
    basis = basis_of(own, diary)
    if basis is not None and basis.after - basis.before >= ladder.worse_by:
        return SessionDay(day, "worse", basis)
    if day in diary.plan_days or day + ONE_DAY in diary.plan_days:
        return SessionDay(day, "plan")
    if any(_touches(episode, day) for episode in diary.episodes):
        return SessionDay(day, "spasm")
    if not _as_asked(ladder, line, own):
        return SessionDay(day, "not_as_asked")
    return SessionDay(day, "missing" if basis is None else "fine", basis)


def _touches(episode: r.Episode, day: date) -> bool:
    """Whether a spasm was on that day or the next; one without an end still is."""
    return episode.day <= day + ONE_DAY and (episode.last_day or date.max) >= day


def _as_asked(ladder: Ladder, line: r.Prescription, own: Sequence[r.CompletedExercise]) -> bool:
    """Whether all of it was done in full, with no less of what goes up than is asked for."""
    outcomes = [(exercise.outcome, exercise.side) for exercise in own]
    day = tally(outcomes, each_side=line.side == "both")
    part = ladder.dose_part
    enough = all(
        (getattr(exercise, part) or 0) >= (getattr(_line_for(line, exercise.side), part) or 0)
        for exercise in own
    )
    return bool(day.done) and not day.partly and enough


def _line_for(line: r.Prescription, side: str | None) -> r.Prescription:
    """What is prescribed for a side that was logged."""
    return line.of_side(side) if line.uneven and side in v.EACH_SIDE else line


def morning_to_rate(
    ladder: Ladder, line: r.Prescription | None, diary: LadderDiary, now: datetime, zone: str
) -> bool:
    """Whether this morning's level is what a ladder waits for: yesterday had a session."""
    today = moments.local_day(now, zone)
    yesterday = today - ONE_DAY
    if line is None or line.starts_on > yesterday or is_over(today, now, zone):
        return False
    return not ratings(today, diary) and any(
        exercise.exercise == ladder.exercise and exercise.exercised and exercise.day == yesterday
        for exercise in diary.exercises
    )


def current_ladders(ladders: Iterable[Ladder]) -> list[Ladder]:
    """The ladders that count: of each exercise the one written last, by the exercise's name."""
    latest: dict[str, Ladder] = {}
    for ladder in sorted(ladders, key=lambda each: (each.written_at, each.id)):
        if ladder.state == "ready":
            latest[ladder.exercise] = ladder
    return sorted(latest.values(), key=lambda ladder: ladder.exercise)

"""What a ladder proposes: a step up after mornings that were fine, or to stay.

A session is judged by the next morning: its level beside the one before the session. What counts
as either is in ``docs/statistics.md``. Whatever is missing is missing: such a session is not
fine, and neither is one on a day of a flare plan, beside a spasm, or not done as asked. Nothing
here changes a dose: a proposal is a value that somebody accepts, or does not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Final, Literal, Self

from journal.core.diary.asked import NO_PLAN, PlanDays
from journal.core.diary.tally import tally
from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.periods import ONE_DAY

LOOKBACK_DAYS: Final = 56
"""Sessions before so many days propose nothing."""
NOON: Final = 12

Verdict = Literal["fine", "worse", "missing", "not_as_asked", "plan", "spasm"]
State = Literal["offered", "later", "stay", "waiting", "top", "no_dose"]

WRITTEN: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d?) (\d\d?)((?: [0-9a-f-]{36})*)")


@dataclass(frozen=True, slots=True)
class Basis:
    """What one session is judged by: its day, the level before it and the next morning's."""

    day: date
    before: int
    after: int
    ids: tuple[str, ...] = ()
    """Of the exercises, of the level before and of the morning's."""

    @property
    def morning(self) -> date:
        """The day of the next morning."""
        return self.day + ONE_DAY

    def __str__(self) -> str:
        return " ".join([f"{self.day}", f"{self.before}", f"{self.after}", *self.ids])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The basis that a step has as text; None where somebody wrote something else."""
        match = WRITTEN.fullmatch(text)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            return None
        if match is None or day is None:
            return None
        return cls(day, int(match[2]), int(match[3]), tuple(match[4].split()))


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A day on which the exercise was done, and what the next morning says of it."""

    day: date
    verdict: Verdict
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class LadderDiary:
    """What of a diary ladders look at."""

    exercises: Sequence[r.CompletedExercise] = ()
    levels: Sequence[r.PainLevel] = ()
    """Levels of moments, and averages of days."""
    episodes: Sequence[r.Episode] = ()
    plan_days: PlanDays = field(default_factory=lambda: NO_PLAN)
    steps: Sequence[LadderStep] = ()


@dataclass(frozen=True, slots=True)
class Standing:
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
        return self.line.with_(**{self.ladder.dose_part: self.amount_after})


def standing(
    ladder: Ladder, lines: Iterable[r.Prescription], diary: LadderDiary, now: datetime, zone: str
) -> Standing:
    """Where a ladder stands at ``now``; ``lines``: the programme."""
    today = moments.local_day(now, zone)
    line = _line_of(ladder, lines, today)
    amount = None if line is None else getattr(line, ladder.dose_part)
    if line is None or amount is None:
        return Standing(ladder, line, "no_dose", now, zone)
    most = min(ladder.up_to, v.LADDER_MOST[ladder.dose_part])
    if amount >= most:
        return Standing(ladder, line, "top", now, zone)
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
    return Standing(ladder, line, state, now, zone, amount_after, row, last)


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
        or _morning_is_over(day + ONE_DAY, now, zone)
    ]


def _morning_is_over(day: date, now: datetime, zone: str) -> bool:
    local = moments.local_time(now, zone)
    return local.date() > day or (local.date() == day and local.hour >= NOON)


def _judged(
    ladder: Ladder,
    line: r.Prescription,
    own: Sequence[r.CompletedExercise],
    diary: LadderDiary,
) -> SessionDay:
    day = own[0].day
    basis = _basis(own, diary)
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
    asked = getattr(line, ladder.dose_part) or 0
    amounts = [getattr(exercise, ladder.dose_part) or 0 for exercise in own]
    return bool(day.done) and not day.partly and min(amounts) >= asked


@dataclass(frozen=True, slots=True)
class _Rating:
    at: datetime
    level: int
    id: str


def _basis(own: Sequence[r.CompletedExercise], diary: LadderDiary) -> Basis | None:
    """The levels before a day's first session and of the next morning; None: one is missing."""
    day, first = own[0].day, own[0]
    before = _before(day, first.completed_at, diary)
    after = _morning(day + ONE_DAY, diary)
    if before is None or after is None:
        return None
    ids = [*(exercise.id for exercise in own), before.id, after.id]
    return Basis(day, before.level, after.level, tuple(dict.fromkeys(ids)))


def _ratings(day: date, diary: LadderDiary) -> list[_Rating]:
    """The levels of moments of a day, in order: noted as such, or before an exercise."""
    levels = [
        _Rating(level.recorded_at, level.level, level.id)
        for level in diary.levels
        if level.day == day and level.kind == "now" and level.recalled != v.EXCLUDED
    ]
    exercises = [
        _Rating(exercise.completed_at, exercise.pain_before, exercise.id)
        for exercise in diary.exercises
        if exercise.day == day and exercise.pain_before is not None
    ]
    return sorted([*levels, *exercises], key=lambda rating: (rating.at, rating.id))


def _before(day: date, until: datetime, diary: LadderDiary) -> _Rating | None:
    """The last level of the day up to its first session, else the average of the day before."""
    earlier = [rating for rating in _ratings(day, diary) if rating.at <= until]
    if earlier:
        return earlier[-1]
    averages = (
        _Rating(level.recorded_at, level.level, level.id)
        for level in diary.levels
        if level.day == day - ONE_DAY and level.kind == "day_average"
        if level.recalled != v.EXCLUDED
    )
    return next(averages, None)


def _morning(day: date, diary: LadderDiary) -> _Rating | None:
    """The first level of a day, before noon and no later than its first exercise."""
    done_at = [each.completed_at for each in diary.exercises if each.day == day and each.exercised]
    zones = {each.id: each.zone for each in (*diary.levels, *diary.exercises)}
    for rating in _ratings(day, diary)[:1]:
        local = moments.local_time(rating.at, zones[rating.id])
        if local.hour < NOON and rating.at <= min(done_at, default=rating.at):
            return rating
    return None


def morning_to_rate(
    ladder: Ladder, line: r.Prescription | None, diary: LadderDiary, now: datetime, zone: str
) -> bool:
    """Whether this morning's level is what a ladder waits for: yesterday had a session."""
    today = moments.local_day(now, zone)
    yesterday = today - ONE_DAY
    if line is None or line.starts_on > yesterday or _morning_is_over(today, now, zone):
        return False
    return not _ratings(today, diary) and any(
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

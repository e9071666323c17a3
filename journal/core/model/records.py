"""The records: what a person logs, each a frozen fact that knows its own rules.

Whatever comes in, by form, file or command, becomes one of these before it is stored, and
whatever is counted, drawn or written out is one again. A field's name is the same word here,
in the table, in the form and in the CSV header.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Self

from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.amounts import Dose, Unit
from journal.core.model.answers import Factors, OwnSymptoms
from journal.core.model.dose_of_sides import DoseOfSides
from journal.core.model.faults import Problem
from journal.core.model.field_names import DOSE, PRESCRIBED, of_exercise
from journal.core.model.fields import Choice, Identifier, OwnWords, Several, Whole, Words, YesNo
from journal.core.model.inputs import Input, LocalDay, Name
from journal.core.model.time_fields import Moment, Zone
from journal.core.model.typed_late import recalled

Id = Annotated[str, Identifier()]
At = Annotated[datetime, Moment()]
ZoneName = Annotated[str, Zone()]
Level = Annotated[int, Whole(v.LEVEL_LOWEST, v.LEVEL_HIGHEST)]
Regions = Annotated[tuple[str, ...], Several(v.REGIONS)]
Note = Annotated[str, Words(v.NOTE_LENGTH, lines=True)]
Sets = Annotated[int, Whole(1, v.SETS_HIGHEST)]
Reps = Annotated[int, Whole(1, v.REPS_HIGHEST)]
HoldSeconds = Annotated[int, Whole(1, v.HOLD_SECONDS_HIGHEST)]
Minutes = Annotated[int, Whole(1, v.MINUTES_HIGHEST)]
Side = Annotated[str, Choice(v.SIDES)]
MovementWord = Annotated[str, Choice(v.MOVEMENTS)]
Method = Annotated[str, Choice(v.RELIEF_METHODS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Input):
    """One logged fact."""

    SELDOM: ClassVar[tuple[str, ...]] = ()
    """Its last fields, as far as they have a column in its file only once a record uses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Record):
    """A record with a moment, the zone it was logged in, and the local day, decided once."""

    OF_ITS_MOMENT: ClassVar[tuple[str, ...]] = ()
    """What is said of its moment, and no more once it is edited to be of another."""

    id: Id
    day: LocalDay
    zone: ZoneName

    @property
    def moment(self) -> datetime:
        """The record's own moment, aware UTC."""
        moment: datetime = getattr(self, self.MOMENT)
        return moment

    def rules(self, now: datetime) -> list[Problem]:
        if self.moment > moments.latest(now):
            return [Problem(self.MOMENT, "time_to_come")]
        if self.day > moments.latest_day(now, self.zone):
            return [Problem("day", "day_to_come")]
        return []

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """With a moment of the next few minutes taken as now, and the day that follows from it.

        Left as it was, a moment keeps its day too: a file may have brought another.
        """
        moment = min(self.moment, now)
        if before and (before.moment, before.zone) == (moment, self.zone):
            return self.with_(day=before.day)
        names = self.OF_ITS_MOMENT if before else ()
        day = moments.local_day(moment, self.zone)
        return self.with_(**{**dict.fromkeys(names), self.MOMENT: moment, "day": day})


@dataclass(frozen=True, slots=True, kw_only=True)
class PainLevel(Timed):
    """A pain level on the numeric rating scale: a local day's average or worst, or right now."""

    MOMENT: ClassVar[str] = "recorded_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("kind", "level"),)

    recorded_at: At
    kind: Annotated[str, Choice(v.PAIN_KINDS)]
    level: Level
    interference: Level | None = None
    regions: Regions = ()
    movement: MovementWord | None = None
    episode_id: Id | None = None
    recalled: Annotated[str, Choice(v.RECALLED)] | None = None
    note: Note | None = None

    @property
    def of_the_day(self) -> bool:
        """Whether a local day has at most one such level."""
        return self.kind in v.DAY_KINDS

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """With the ``recalled`` mark of a level that is typed in, or changed, at ``now``."""
        pain = Timed.typed_in(self, now, None if before and before.of_the_day else before)
        if self.of_the_day:
            pain = pain.with_(day=self.day)
        if before and (before.kind, before.day, before.level) == (pain.kind, pain.day, pain.level):
            return pain.with_(recalled=before.recalled)
        return pain.with_(recalled=recalled(pain.day, pain.zone, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Timed):
    """A spasm episode, declared by the person and never derived; no ``ended_at``: still on.

    One that ended at the very moment it began is over, and nobody said how long it lasted.
    """

    MOMENT: ClassVar[str] = "started_at"
    SELDOM: ClassVar[tuple[str, ...]] = ("own_symptoms",)
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("started_at", "ended_at"),)

    started_at: At
    ended_at: At | None = None
    peak_level: Level | None = None
    regions: Regions = ()
    symptoms: Annotated[tuple[str, ...], Several(v.SYMPTOMS)] = ()
    onset: Annotated[str, Choice(v.ONSETS)] | None = None
    movement: MovementWord | None = None
    triggers: Annotated[tuple[str, ...], OwnWords(v.TRIGGER_LENGTH, v.TRIGGERS_MOST)] = ()
    note: Note | None = None
    own_symptoms: OwnSymptoms = ()

    @property
    def last_day(self) -> date | None:
        """The local day on which it ended; None while it lasts."""
        if self.ended_at is None:
            return None
        return max(self.day, moments.local_day(self.ended_at, self.zone))

    @property
    def minutes(self) -> int | None:
        """How long it lasted, from minute to minute; None while it lasts, or where nobody said."""
        if self.ended_at is None or self.ended_at == self.started_at:
            return None  # else cut as clocks are written, so that both and this add up
        return int(self.ended_at.timestamp() // 60 - self.started_at.timestamp() // 60)

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """With both moments of the next few minutes taken as now."""
        episode = Timed.typed_in(self, now, before)
        return episode.with_(ended_at=min(self.ended_at, now)) if self.ended_at else episode

    def length_question(self, before: Self | None) -> list[Problem]:
        """What is asked of one of more than a week, unless its times are as before."""
        same = before and (before.started_at, before.ended_at) == (self.started_at, self.ended_at)
        length = (self.ended_at or self.started_at) - self.started_at
        if same or length <= timedelta(days=v.LASTED_DAYS):
            return []
        return [Problem("ended_at", "length_asked", {"days": length.days})]

    def rules(self, now: datetime) -> list[Problem]:
        problems = Timed.rules(self, now)
        if problems or self.ended_at is None:
            return problems
        if self.ended_at < self.started_at:
            return [Problem("ended_at", "ends_before_start")]
        if self.ended_at > moments.latest(now):
            return [Problem("ended_at", "end_to_come")]
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedExercise(Timed):
    """An exercise as it was done; both sides of a pair are one, counted per side."""

    MOMENT: ClassVar[str] = "completed_at"
    OF_ITS_MOMENT: ClassVar[tuple[str, ...]] = ("time_not_asked",)
    SELDOM: ClassVar[tuple[str, ...]] = ("difficulty", "time_not_asked")
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        *of_exercise(*DOSE, "effort", "difficulty"),
        ("completed_at", "time_not_asked"),
    )

    completed_at: At
    exercise: Name
    sets: Sets | None = None
    reps: Reps | None = None
    hold_seconds: HoldSeconds | None = None
    side: Side | None = None
    minutes: Minutes | None = None
    effort: Level | None = None
    pain_before: Level | None = None
    pain_after: Level | None = None
    outcome: Annotated[str, Choice(v.OUTCOMES)] = "done"
    reason: Name | None = None
    note: Note | None = None
    difficulty: Annotated[str, Choice(v.DIFFICULTIES)] | None = None
    time_not_asked: Annotated[bool, YesNo()] | None = None
    """Whether it was tapped for an earlier day: it is of that day's noon, and no time is told."""

    @property
    def exercised(self) -> bool:
        """Whether it makes its day a day with exercise: anything but skipped."""
        return self.outcome in v.EXERCISED


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief(Timed):
    """A method tried for relief, and the levels noted before and after."""

    MOMENT: ClassVar[str] = "applied_at"
    OF_ITS_MOMENT: ClassVar[tuple[str, ...]] = ("time_not_asked",)
    SELDOM: ClassVar[tuple[str, ...]] = ("name", "dose", "unit", "time_not_asked")
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("method", "name", "dose", "unit"),
        ("method", "minutes"),
        ("name", "minutes"),
        ("applied_at", "time_not_asked"),
    )

    applied_at: At
    method: Method
    minutes: Minutes | None = None
    pain_before: Level | None = None
    pain_after_20: Level | None = None
    pain_after_60: Level | None = None
    episode_id: Id | None = None
    note: Note | None = None
    name: Name | None = None
    """As it is called in the person's list of what they use."""
    dose: Dose | None = None
    unit: Unit | None = None
    time_not_asked: Annotated[bool, YesNo()] | None = None
    """Whether it was tapped for an earlier day: it is of that day's noon, and no time is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription(DoseOfSides, Record):
    """One line of the programme: an exercise, its dose, how often, from when until when."""

    SELDOM: ClassVar[tuple[str, ...]] = ("reps_right", "hold_seconds_right")
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = of_exercise(*PRESCRIBED)

    id: Id
    exercise: Name
    sets: Sets | None = None
    reps: Reps | None = None
    hold_seconds: HoldSeconds | None = None
    side: Side | None = None
    minutes: Minutes | None = None
    times_per_day: Annotated[int, Whole(1, v.TIMES_PER_DAY_HIGHEST)] = 1
    days_per_week: Annotated[int, Whole(1, v.DAYS_PER_WEEK_HIGHEST)] = 7
    starts_on: LocalDay
    ends_on: LocalDay | None = None
    note: Note | None = None
    reps_right: Reps | None = None
    """Of the right side, where it differs; only of what is prescribed for both."""
    hold_seconds_right: HoldSeconds | None = None

    def in_force(self, day: date) -> bool:
        """Whether it is prescribed on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def rules(self, now: datetime) -> list[Problem]:
        ends_early = self.ends_on is not None and self.ends_on < self.starts_on
        return [Problem("ends_on", "ends_before_start")] if ends_early else []


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote(Record):
    """What is said of a whole local day; ``no_exercise`` means confirmed that there was none."""

    SELDOM: ClassVar[tuple[str, ...]] = ("rest_reason", "factors")

    day: LocalDay
    no_exercise: Annotated[bool, YesNo()] | None = None
    sleep: Level | None = None
    sitting_over_6h: Annotated[bool, YesNo()] | None = None
    stress: Annotated[bool, YesNo()] | None = None
    note: Note | None = None
    confirmed_on: LocalDay | None = None
    """The local day on which somebody confirmed that there was no exercise; None: as of the day
    itself."""
    rest_reason: Annotated[str, Choice(v.REST_REASONS)] | None = None
    """Why the programme rests on this day; what was not done on it is not missed."""
    factors: Factors = ()

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """Confirmed when it first was; with no such day where nothing is confirmed."""
        if before is not None and before.no_exercise == self.no_exercise:
            return self.with_(confirmed_on=before.confirmed_on)
        return self if self.no_exercise else self.with_(confirmed_on=None)

    def rules(self, now: datetime) -> list[Problem]:
        is_to_come = self.day > moments.furthest_day(now)  # a day is the person's own
        return [Problem("day", "day_to_come")] if is_to_come else []

"""A believable, made-up year: pain that lingers, four exercises, a few spasms, some gaps."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from journal.core.diary.programme import STARTING_EXERCISES, BuiltIn
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.moments import local_day, moment_at
from journal.core.model.vocabulary import LEVEL_HIGHEST

DAYS: Final = 365
LINGERS: Final = 0.7
HOLIDAY: Final = range(191, 203)
"""The days of the year on which little is logged and the programme rests."""
NOTES: Final = (
    "Slept badly.",
    "Long drive.",
    "Felt loose after the walk.",
    "Desk all day.",
    "Garden work, then a hot bath.",
    "Better than I thought.",
)
PLACES: Final = (
    ("lower_back_left",),
    ("lower_back_right",),
    ("lower_back_middle",),
    ("lower_back_left", "buttock_left"),
)


class Maker:
    """Makes the records of a year; the same from the same seed."""

    def __init__(self, now: datetime, zone: str, seed: int = 7) -> None:
        self.random = Random(seed)  # noqa: S311 (a demonstration, not a secret)
        self.now = now
        self.zone = zone
        self.today = local_day(now, zone)
        self.records: list[r.Record] = []
        self.noise = 0.0

    def year(self) -> list[r.Record]:
        """All records, oldest first."""
        begun = self.today - timedelta(days=DAYS)
        self.records += [
            exercise.prescription(self._id(), begun) for exercise in STARTING_EXERCISES
        ]
        for number in range(DAYS, -1, -1):
            self._day(self.today - timedelta(days=number), DAYS - number)
        return [
            record
            for record in self.records
            if not isinstance(record, r.Timed) or record.moment <= self.now
        ]

    def _at(self, day: date, hour: float) -> datetime:
        clock = datetime.combine(day, time()) + timedelta(minutes=int(hour * 60))
        return moment_at(clock, self.zone)

    def _id(self) -> str:
        digits = f"{self.random.getrandbits(128):032x}"
        parts = digits[:8], digits[8:12], f"4{digits[13:16]}", f"8{digits[17:20]}", digits[20:]
        return "-".join(parts)

    def _day(self, day: date, number: int) -> None:
        self.noise = LINGERS * self.noise + self.random.gauss(0, 1.0)
        flare = 2.5 * max(0.0, 1 - (number % 121) / 18)
        level = round(min(LEVEL_HIGHEST, max(0, 3.6 - number / 250 + flare + self.noise)))
        logged = self.random.random() < (0.35 if number in HOLIDAY else 0.9)
        if flare and number % 121 == 0:
            self._episode(day, min(LEVEL_HIGHEST, level + 2))
        elif self.random.random() < 0.02:  # noqa: PLR2004 (seven a year)
            self._episode(day, min(LEVEL_HIGHEST, level + 1))
        self._exercise(day, level, away=number in HOLIDAY)
        if logged:
            self._pain(day, level)
        if day.weekday() == 6 and self.random.random() < 0.8:  # noqa: PLR2004 (most Sundays)
            self._check_in(day, level)

    def _pain(self, day: date, level: int) -> None:
        note = self.random.choice(NOTES) if self.random.random() < 0.08 else None  # noqa: PLR2004
        late = self.random.random() < 0.03  # noqa: PLR2004 (once a month, two days later)
        self.records.append(
            r.PainLevel(
                id=self._id(),
                day=day,
                recorded_at=self._at(day, 20 + self.random.random()),
                zone=self.zone,
                kind="day_average",
                level=level,
                recalled="yes" if late else None,
                note=note,
            )
        )

    def _exercise(self, day: date, level: int, *, away: bool) -> None:
        wants = 0.75 if level <= 5 else 0.3  # noqa: PLR2004 (people do less when it hurts)
        if away:
            self.records.append(r.DayNote(day=day, note="Away from home."))
        if away or self.random.random() > wants:
            if not away and self.random.random() < 0.7:  # noqa: PLR2004
                self.records.append(r.DayNote(day=day, no_exercise=True))
            return
        hour = 7.2 + self.random.random()
        for exercise in STARTING_EXERCISES:
            if self.random.random() < 0.8:  # noqa: PLR2004
                self.records.append(self._completed(exercise, day, hour))
                hour += 0.2

    def _completed(self, exercise: BuiltIn, day: date, hour: float) -> r.CompletedExercise:
        return r.CompletedExercise(
            id=self._id(),
            day=day,
            completed_at=self._at(day, hour),
            zone=self.zone,
            exercise=exercise.name,
            sets=exercise.sets,
            reps=exercise.reps,
            hold_seconds=exercise.hold_seconds,
            side=exercise.side,
            minutes=exercise.minutes,
        )

    def _episode(self, day: date, peak: int) -> None:
        began = self._at(day, 6 + 12 * self.random.random())
        episode = r.Episode(
            id=self._id(),
            day=local_day(began, self.zone),
            zone=self.zone,
            started_at=began,
            ended_at=min(
                began + timedelta(minutes=self.random.randint(90, 1900)), self.now.astimezone(UTC)
            ),
            peak_level=peak,
            regions=self.random.choice(PLACES),
            symptoms=tuple(self.random.choice((("cramping",), ("stabbing", "tight")))),
            onset=self.random.choice(("sudden", "gradual")),
            triggers=(self.random.choice(("long_sitting", "lifting", "stress", "no_idea")),),
        )
        if began > self.now:
            return
        self.records.append(episode)
        for minutes, level in ((5, peak - 1), (20, peak), (70, max(0, peak - 2))):
            self._level(episode, began + timedelta(minutes=minutes), level)
        if self.random.random() < 0.3:  # noqa: PLR2004 (now and then nothing is tried)
            return
        applied = began + timedelta(minutes=25)
        self.records.append(
            r.Relief(
                id=self._id(),
                day=local_day(applied, self.zone),
                applied_at=applied,
                zone=self.zone,
                method=self.random.choice(("warmth", "cold", "position", "gentle_movement")),
                minutes=20,
                pain_before=peak,
                pain_after_20=max(0, peak - self.random.randint(0, 2)),
                pain_after_60=max(0, peak - self.random.randint(0, 3)),
                episode_id=episode.id,
            )
        )

    def _level(self, episode: r.Episode, noted: datetime, level: int) -> None:
        if noted > (episode.ended_at or self.now):
            return
        self.records.append(
            r.PainLevel(
                id=self._id(),
                day=local_day(noted, self.zone),
                recorded_at=noted,
                zone=self.zone,
                kind="now",
                level=level,
                episode_id=episode.id,
            )
        )

    def _check_in(self, day: date, level: int) -> None:
        def near() -> int:
            return min(LEVEL_HIGHEST, max(0, level + self.random.randint(-1, 1)))

        self.records.append(
            CheckIn(
                id=self._id(),
                day=day,
                recorded_at=self._at(day, 19),
                zone=self.zone,
                pain=near(),
                enjoyment=near(),
                activity=near(),
            )
        )

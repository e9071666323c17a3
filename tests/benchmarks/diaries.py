"""Believable diaries of one, ten and thirty years: the same from the same day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from journal.access.passwords import hashed_password
from journal.app import create_app
from journal.config import Settings
from journal.core.diary.programme import STARTING_EXERCISES, BuiltIn
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.check_in import CheckIn
from journal.core.model.moments import local_day, moment_at
from journal.store.accounts import accounts
from journal.store.db.database_files import backup
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.preparing import prepared
from journal.store.db.sessions import session
from journal.store.diary import queries
from journal.store.diary.rows import EXERCISE_ID, ROWS, stored_values
from tests.benchmarks.browser import Browser, typed_in

ZONE, AWAY = "Europe/Vienna", "Atlantic/Canary"
NAME, PASSWORD = "ada", "a long enough password"
SECRET_KEY = "a secret key for the bench, long enough"
LONG_AGO = timedelta(days=40 * 365)
PHRASES = (
    "slept badly again",
    "woke up stiff",
    "drove for two hours",
    "at the desk all morning",
    "felt loose after the walk",
    "in the garden too long",
    "better than yesterday",
    "a warm bath helped a little",
    "mostly the left side",
    "nothing special",
    "careful with lifting",
)


@dataclass(frozen=True, slots=True)
class Diary:
    """A diary in a database file of its own."""

    years: int
    file: Path
    owner: str
    rows: int

    @property
    def name(self) -> str:
        return "1 year" if self.years == 1 else f"{self.years} years"


def settings(file: Path) -> Settings:
    """A journal on that file."""
    return Settings(
        data_dir=file.parent,
        database_url=f"sqlite:///{file}",
        registration="closed",
        secret_key=SECRET_KEY,
    )


def journal_on(file: Path) -> Flask:
    """The application on that file."""
    return create_app(settings(file))


def signed_in(app: Flask, name: str = NAME) -> Browser:
    """A browser in which somebody is signed in; without a name, the diary's owner."""
    browser = Browser(app)
    token = typed_in(browser.get("/account/sign-in").body, "csrf_token")
    typed = {"csrf_token": token, "username": name, "password": PASSWORD, "next": ""}
    browser.post("/account/sign-in", typed)
    return browser


def empty_diary(file: Path, now: datetime) -> Diary:
    """An account with nothing in its diary yet, made long enough ago for any of them."""
    engine = prepared(settings(file), now)
    with session(engine, writes=True) as writing:
        hashed = hashed_password(PASSWORD)
        began = now - LONG_AGO
        account = accounts.create(
            writing, username=NAME, password_hash=hashed, zone=ZONE, now=began
        )
        writing.commit()
    engine.dispose()
    return Diary(0, file, account.id, 0)


def seeded(empty: Diary, years: int, now: datetime) -> Diary:
    """A copy of an empty diary, filled with so many years up to ``now``."""
    file = copied(empty, f"years-{years}")
    engine = open_database(f"sqlite:///{file}")
    with session(engine, writes=True) as writing:
        rows = fill(writing, empty.owner, Maker(now, years))
        writing.commit()
    engine.dispose()
    return Diary(years, file, empty.owner, rows)


def remove(file: Path) -> None:
    """Delete a database with its log: a copy put in its place would take over what is in there."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def copied(diary: Diary, name: str) -> Path:
    """A copy of a diary's file, which may be in use; an earlier copy of that name is gone."""
    file = diary.file.with_name(f"{name}.sqlite3")
    remove(file)
    engine = open_database(f"sqlite:///{diary.file}")
    backup(engine, file)
    engine.dispose()
    return file


def with_many_levels(diary: Diary, count: int) -> Diary:
    """A copy of a diary with ``count`` more pain levels of single moments."""
    file = copied(diary, "many-levels")
    with SQLITE.connect(file) as connection:
        connection.execute(
            "WITH RECURSIVE numbers (n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) "
            "INSERT INTO pain_levels (owner_id, version, created_at, id, day, recorded_at, zone, "
            "kind, level, regions) SELECT ?, 1, '2020-01-01 00:00:00.000000', "
            "printf('%08x-0000-4000-8000-%012x', n, n), date('2020-01-01', '+' || (n / 200) || "
            "' days'), datetime('2020-01-01 06:00:00', '+' || (n / 200) || ' days', '+' || "
            "(n % 200) || ' minutes') || '.000000', ?, 'now', n % 11, '' FROM numbers",
            (count, diary.owner, ZONE),
        )
    connection.close()
    return Diary(diary.years, file, diary.owner, diary.rows + count)


def fill(writing: Session, owner: str, maker: "Maker") -> int:
    """Fill somebody's diary with what is made; how many rows."""
    ids = {exercise.name: exercise.id for exercise in queries.exercises(writing, owner)}
    rows_by_kind: dict[type[r.Record], list[dict[str, object]]] = {}
    for record in maker.records():
        row: dict[str, object] = {"owner_id": owner, "version": 1, "created_at": maker.now}
        row |= dict(stored_values(record))
        if isinstance(record, r.CompletedExercise):
            row[EXERCISE_ID] = ids[record.exercise]
        rows_by_kind.setdefault(type(record), []).append(row)
    for kind, rows in rows_by_kind.items():
        writing.connection().execute(insert(ROWS[kind]), rows)
    return sum(len(rows) for rows in rows_by_kind.values())


class Maker:
    """Makes the records of a diary, day by day."""

    def __init__(self, now: datetime, years: int) -> None:
        self.random = Random(years)  # noqa: S311 (made-up days, not a secret)
        self.now = now
        self.days = round(years * 365.25)
        self.noise = 0.0

    def records(self) -> Iterator[r.Record]:
        """Everything logged, oldest first."""
        last = local_day(self.now, ZONE)
        for number in range(self.days - 1, -1, -1):
            day = last - timedelta(days=number)
            zone = AWAY if 195 < day.timetuple().tm_yday < 210 else ZONE
            self.noise = 0.7 * self.noise + self.random.gauss(0, 1)
            yield from self._day(day, zone, self._level(3.5 + self.noise))

    def _day(self, day: date, zone: str, level: int) -> Iterator[r.Record]:
        if self._happens(0.85):
            yield self._pain(day, zone, "day_average", level, 20.5)
        if self._happens(0.2):
            yield self._pain(day, zone, "day_worst", self._level(level + 2), 20.7)
        for hour in self.random.sample(range(8, 19), self.random.choice((0, 0, 0, 0, 1, 2))):
            yield self._pain(day, zone, "now", self._level(level + self.random.gauss(0, 1)), hour)
        exercised = self._happens(5 / 7)
        if exercised:
            yield from self._exercises(day, zone, level)
        if self._happens(0.3):
            yield self._note_of(day, None if exercised else True)
        if self._happens(20 / 365.25):
            yield from self._episode(day, zone, level)
        if day.weekday() == 6:
            yield self._check_in(day, zone, level)

    def _level(self, about: float) -> int:
        return round(min(v.LEVEL_HIGHEST, max(v.LEVEL_LOWEST, about)))

    def _happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def _id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def _at(self, day: date, zone: str, hour: float) -> datetime:
        clock = datetime.combine(day, time()) + timedelta(minutes=int(hour * 60))
        return min(moment_at(clock, zone), self.now)

    def _note(self, chance: float) -> str | None:
        if not self._happens(chance):
            return None
        count = self.random.choice((1, 1, 1, 2, 2, 3, 5, 15))
        return ", ".join(self.random.choices(PHRASES, k=count)).capitalize() + "."

    def _pain(self, day: date, zone: str, kind: str, level: int, hour: float) -> r.PainLevel:
        regions = self.random.sample(v.REGIONS, self.random.choice((0, 0, 1, 2)))
        return r.PainLevel(
            id=self._id(),
            day=day,
            recorded_at=self._at(day, zone, hour),
            zone=zone,
            kind=kind,
            level=level,
            regions=tuple(region for region in v.REGIONS if region in regions),
            interference=self._level(level - 1) if self._happens(0.1) else None,
            recalled="yes" if kind != "now" and self._happens(0.03) else None,
            note=self._note(0.15),
        )

    def _exercises(self, day: date, zone: str, level: int) -> Iterator[r.CompletedExercise]:
        exercises = self.random.sample(STARTING_EXERCISES, self.random.randint(2, 4))
        for number, exercise in enumerate(exercises):
            yield self._done(exercise, day, zone, 7 + number / 4, level)

    def _done(
        self, exercise: BuiltIn, day: date, zone: str, hour: float, level: int
    ) -> r.CompletedExercise:
        return r.CompletedExercise(
            id=self._id(),
            day=day,
            completed_at=self._at(day, zone, hour),
            zone=zone,
            exercise=exercise.name,
            sets=exercise.sets,
            reps=exercise.reps,
            hold_seconds=exercise.hold_seconds,
            side=exercise.side,
            minutes=exercise.minutes,
            pain_before=level if self._happens(0.2) else None,
            outcome=self.random.choices(v.OUTCOMES, (90, 5, 3, 2))[0],
            note=self._note(0.05),
        )

    def _note_of(self, day: date, no_exercise: bool | None) -> r.DayNote:
        return r.DayNote(
            day=day,
            no_exercise=no_exercise,
            sleep=self.random.randint(2, 9),
            sitting_over_6h=self.random.choice((True, False, None)),
            stress=self.random.choice((True, False, None)),
            note=self._note(0.3),
        )

    def _episode(self, day: date, zone: str, level: int) -> Iterator[r.Record]:
        began = self._at(day, zone, 6 + 12 * self.random.random())
        peak = self._level(level + 3)
        episode = r.Episode(
            id=self._id(),
            day=day,
            zone=zone,
            started_at=began,
            ended_at=min(began + timedelta(minutes=self.random.randint(20, 3000)), self.now),
            peak_level=peak,
            regions=("lower_back_left",),
            symptoms=("cramping", "tight"),
            onset="sudden",
            triggers=(self.random.choice(v.TRIGGERS),),
            note=self._note(0.4),
        )
        yield episode
        yield r.Relief(
            id=self._id(),
            day=day,
            applied_at=min(began + timedelta(minutes=20), self.now),
            zone=zone,
            method=self.random.choice(v.RELIEF_METHODS),
            minutes=20,
            pain_before=peak,
            pain_after_20=self._level(peak - 1),
            pain_after_60=self._level(peak - 2),
            episode_id=episode.id,
            note=self._note(0.2),
        )

    def _check_in(self, day: date, zone: str, level: int) -> CheckIn:
        return CheckIn(
            id=self._id(),
            day=day,
            recorded_at=self._at(day, zone, 19),
            zone=zone,
            pain=level,
            enjoyment=self._level(level + 1),
            activity=level,
            note=self._note(0.1),
        )


def this_moment() -> datetime:
    """Now, in whole seconds, as records have it."""
    return datetime.now(UTC).replace(microsecond=0)

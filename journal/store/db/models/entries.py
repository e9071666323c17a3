"""The tables of the entries, one for each kind, and of the exercises that they name."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.store.db.models.base import (
    Amount,
    Key,
    Name,
    Note,
    Small,
    TimedRow,
    Token,
    Unit,
    Versioned,
    ZoneName,
    between,
    dose,
    exercise_reference,
    levels,
    one_of,
)

HARD: Final = "outcome = 'stopped' OR pain_after >= 7"
"""Which completed exercises a clinician is told of; the index of it says the same."""


class Exercise(Versioned):
    """An exercise of a person's own list: what a name stands for, so that it can be renamed."""

    __tablename__ = "exercises"
    __table_args__ = (UniqueConstraint("owner_id", "name_key"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(4 * v.NAME_LENGTH))
    built_in: Mapped[Token | None]
    """Which of the journal's own it is: its instructions and figure."""
    retired_at: Mapped[datetime | None]


class PainLevelRow(TimedRow):
    """A pain level."""

    __tablename__ = "pain_levels"
    __table_args__ = (
        *levels("level", "interference"),
        one_of("kind", v.PAIN_KINDS),
        one_of("movement", v.MOVEMENTS),
        one_of("recalled", v.RECALLED),
        Index("ix_pain_levels_series", "owner_id", "kind", "day", "level", "recalled"),
        Index("ix_pain_levels_day", "owner_id", "day", "recorded_at"),
        Index("ix_pain_levels_episode", "owner_id", "episode_id"),
        Index(
            "uq_pain_levels_one_a_day",
            "owner_id",
            "day",
            "kind",
            unique=True,
            sqlite_where=text("kind <> 'now'"),
        ),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    kind: Mapped[Token]
    level: Mapped[Small]
    interference: Mapped[Small | None]
    regions: Mapped[tuple[str, ...]]
    movement: Mapped[Token | None]
    episode_id: Mapped[Key | None]
    recalled: Mapped[Token | None]
    note: Mapped[Note | None]


class EpisodeRow(TimedRow):
    """A spasm episode; ``last_day`` is derived, so that days can be asked for without zones."""

    __tablename__ = "episodes"
    __table_args__ = (
        *levels("peak_level"),
        one_of("onset", v.ONSETS),
        one_of("movement", v.MOVEMENTS),
        CheckConstraint("ended_at >= started_at", "ended_at"),
        Index("ix_episodes_day", "owner_id", "day", "last_day"),
        Index("ix_episodes_last_day", "owner_id", "last_day"),
        Index("ix_episodes_created_at", "owner_id", "created_at"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    last_day: Mapped[date | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    zone: Mapped[ZoneName]
    peak_level: Mapped[Small | None]
    regions: Mapped[tuple[str, ...]]
    symptoms: Mapped[tuple[str, ...]]
    onset: Mapped[Token | None]
    movement: Mapped[Token | None]
    triggers: Mapped[tuple[str, ...]]
    note: Mapped[Note | None]
    own_symptoms: Mapped[tuple[str, ...]]


class CompletedExerciseRow(TimedRow):
    """A completed exercise."""

    __tablename__ = "completed_exercises"
    __table_args__ = (
        *dose(),
        *levels("effort", "pain_before", "pain_after"),
        one_of("difficulty", v.DIFFICULTIES),
        one_of("outcome", v.OUTCOMES),
        exercise_reference(),
        Index("ix_completed_exercises_series", "owner_id", "day", "outcome"),
        Index("ix_completed_exercises_exercise", "owner_id", "exercise_id", "day"),
        Index("ix_completed_exercises_hard", "owner_id", "created_at", sqlite_where=text(HARD)),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    completed_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    exercise_id: Mapped[Key]
    sets: Mapped[Small | None]
    reps: Mapped[Small | None]
    hold_seconds: Mapped[Small | None]
    side: Mapped[Token | None]
    minutes: Mapped[Small | None]
    effort: Mapped[Small | None]
    difficulty: Mapped[Token | None]
    pain_before: Mapped[Small | None]
    pain_after: Mapped[Small | None]
    outcome: Mapped[Token]
    reason: Mapped[Name | None]
    note: Mapped[Note | None]
    time_not_asked: Mapped[bool | None]


class ReliefRow(TimedRow):
    """A relief tried."""

    __tablename__ = "reliefs"
    __table_args__ = (
        *levels("pain_before", "pain_after_20", "pain_after_60"),
        one_of("method", v.RELIEF_METHODS),
        between("minutes", 1, v.MINUTES_HIGHEST),
        Index("ix_reliefs_day", "owner_id", "day"),
        Index("ix_reliefs_episode", "owner_id", "episode_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    applied_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    method: Mapped[Token]
    minutes: Mapped[Small | None]
    pain_before: Mapped[Small | None]
    pain_after_20: Mapped[Small | None]
    pain_after_60: Mapped[Small | None]
    episode_id: Mapped[Key | None]
    note: Mapped[Note | None]
    name: Mapped[Name | None]
    dose: Mapped[Amount | None]
    unit: Mapped[Unit | None]
    time_not_asked: Mapped[bool | None]


class PrescriptionRow(Versioned):
    """A line of the programme."""

    __tablename__ = "prescriptions"
    __table_args__ = (
        *dose(),
        between("times_per_day", 1, v.TIMES_PER_DAY_HIGHEST),
        between("reps_right", 1, v.REPS_HIGHEST),
        between("hold_seconds_right", 1, v.HOLD_SECONDS_HIGHEST),
        between("days_per_week", 1, v.DAYS_PER_WEEK_HIGHEST),
        CheckConstraint("ends_on >= starts_on", "ends_on"),
        exercise_reference(),
        Index("ix_prescriptions_exercise", "owner_id", "exercise_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    exercise_id: Mapped[Key]
    sets: Mapped[Small | None]
    reps: Mapped[Small | None]
    hold_seconds: Mapped[Small | None]
    side: Mapped[Token | None]
    minutes: Mapped[Small | None]
    reps_right: Mapped[Small | None]
    hold_seconds_right: Mapped[Small | None]
    times_per_day: Mapped[Small]
    days_per_week: Mapped[Small]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    note: Mapped[Note | None]
    starting: Mapped[bool] = mapped_column(default=False)
    """Whether it came with the account and was never touched."""


class DayNoteRow(Versioned):
    """What is said of a whole day."""

    __tablename__ = "day_notes"
    __table_args__ = (*levels("sleep"), one_of("rest_reason", v.REST_REASONS, "frozen"))

    day: Mapped[date] = mapped_column(primary_key=True)
    no_exercise: Mapped[bool | None]
    sleep: Mapped[Small | None]
    sitting_over_6h: Mapped[bool | None]
    stress: Mapped[bool | None]
    note: Mapped[Note | None]
    rest_reason: Mapped[Token | None]
    confirmed_on: Mapped[date | None]
    factors: Mapped[tuple[str, ...]]


class EventRow(TimedRow):
    """A visit, an injection, a new chair, or one to come."""

    __tablename__ = "events"
    __table_args__ = (one_of("what", v.EVENTS), Index("ix_events_day", "owner_id", "day"))

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    happened_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    what: Mapped[Token]
    name: Mapped[Name | None]
    agreed: Mapped[Note | None]
    note: Mapped[Note | None]
    questions: Mapped[Note | None]


class CheckInRow(TimedRow):
    """A weekly PEG check-in."""

    __tablename__ = "checkins"
    __table_args__ = (
        *levels("pain", "enjoyment", "activity"),
        Index("ix_checkins_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    pain: Mapped[Small]
    enjoyment: Mapped[Small]
    activity: Mapped[Small]
    note: Mapped[Note | None]


class RecallGuessRow(TimedRow):
    """What somebody thought a week's average pain was."""

    __tablename__ = "recall_guesses"
    __table_args__ = (*levels("level"), Index("ix_recall_guesses_day", "owner_id", "day"))

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    guessed_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    week_starts_on: Mapped[date]
    level: Mapped[Small]
    seen_before: Mapped[bool | None]
    note: Mapped[Note | None]

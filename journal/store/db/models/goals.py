"""The tables of ladders, guides and pictures of exercises, of goals and of abilities."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.core.model.picture import SIDE_MOST
from journal.store.db.models.base import (
    Key,
    Name,
    Note,
    Small,
    TimedRow,
    Token,
    Versioned,
    ZoneName,
    between,
    exercise_reference,
    levels,
    one_of,
)


class LadderRow(TimedRow):
    """The written rule by which a step up of an exercise is proposed."""

    __tablename__ = "ladders"
    __table_args__ = (
        one_of("state", v.LADDER_STATES),
        one_of("dose_part", v.LADDER_PARTS),
        between("step_by", 1, max(v.LADDER_MOST.values())),
        between("up_to", 1, max(v.LADDER_MOST.values())),
        between("worse_by", 1, v.LEVEL_HIGHEST),
        between("fine_times", 1, v.FINE_TIMES_HIGHEST),
        exercise_reference(),
        Index("ix_ladders_exercise", "owner_id", "exercise_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    written_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    exercise_id: Mapped[Key]
    state: Mapped[Token]
    dose_part: Mapped[Token]
    step_by: Mapped[Small]
    up_to: Mapped[Small]
    worse_by: Mapped[Small]
    fine_times: Mapped[Small]
    note: Mapped[Note | None]


class LadderStepRow(TimedRow):
    """What was answered to a step that a ladder proposed."""

    __tablename__ = "ladder_steps"
    __table_args__ = (
        one_of("answer", v.STEP_ANSWERS),
        one_of("dose_part", v.LADDER_PARTS),
        between("amount_before", 1, max(v.LADDER_MOST.values())),
        between("amount_after", 1, max(v.LADDER_MOST.values())),
        exercise_reference(),
        Index("ix_ladder_steps_day", "owner_id", "day"),
        Index("ix_ladder_steps_exercise", "owner_id", "exercise_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    decided_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    exercise_id: Mapped[Key]
    answer: Mapped[Token]
    dose_part: Mapped[Token]
    amount_before: Mapped[Small]
    amount_after: Mapped[Small]
    rests_on: Mapped[tuple[str, ...]]
    note: Mapped[Note | None]


class GuideRow(TimedRow):
    """How an exercise is done."""

    __tablename__ = "guides"
    __table_args__ = (
        exercise_reference(),
        Index("ix_guides_exercise", "owner_id", "exercise_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    written_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    exercise_id: Mapped[Key]
    instructions: Mapped[Note | None]
    link: Mapped[str | None] = mapped_column(String(v.LINK_LENGTH))
    note: Mapped[Note | None]


class ExercisePictureRow(Versioned):
    """The picture of an exercise, of which each has one at most."""

    __tablename__ = "exercise_pictures"
    __table_args__ = (
        between("width", 1, SIDE_MOST),
        between("height", 1, SIDE_MOST),
        exercise_reference(),
    )

    exercise_id: Mapped[Key] = mapped_column(primary_key=True)
    alt: Mapped[str] = mapped_column(String(v.ALT_LENGTH))
    width: Mapped[Small]
    height: Mapped[Small]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """A JPEG."""


class GoalRow(TimedRow):
    """A goal for a week."""

    __tablename__ = "goals"
    __table_args__ = (
        one_of("happened", v.GOAL_ANSWERS),
        Index("ix_goals_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    written_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    goal: Mapped[str] = mapped_column(String(v.GOAL_LENGTH))
    happened: Mapped[Token | None]
    note: Mapped[Note | None]


class AbilitiesRow(TimedRow):
    """How well activities go that the person named."""

    __tablename__ = "abilities"
    __table_args__ = (
        *levels("ability_1", "ability_2", "ability_3"),
        Index("ix_abilities_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    rated_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    activity_1: Mapped[Name]
    ability_1: Mapped[Small]
    activity_2: Mapped[Name | None]
    ability_2: Mapped[Small | None]
    activity_3: Mapped[Name | None]
    ability_3: Mapped[Small | None]
    note: Mapped[Note | None]

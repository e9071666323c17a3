"""The tables of plans: what is written for a flare-up, and how a dose goes up again."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.store.db.models.base import (
    Key,
    Note,
    Small,
    Token,
    Versioned,
    ZoneName,
    between,
    one_of,
)
from journal.store.db.models.entries import exercise_reference


class FlarePlanRow(Versioned):
    """A flare plan, written or begun."""

    __tablename__ = "flare_plans"
    __table_args__ = (
        one_of("state", v.PLAN_STATES),
        *(
            between(name, 1, v.PLAN_DAYS_HIGHEST)
            for name in ("leave_days", "first_days", "second_days")
        ),
        between("first_percent", 0, v.PERCENT_HIGHEST),
        between("second_percent", 0, v.PERCENT_HIGHEST),
        Index("ix_flare_plans_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    written_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    state: Mapped[Token]
    note: Mapped[Note | None]
    leave: Mapped[tuple[str, ...]]
    leave_days: Mapped[Small | None]
    first_days: Mapped[Small]
    first_percent: Mapped[Small]
    second_days: Mapped[Small | None]
    second_percent: Mapped[Small]
    help: Mapped[Note | None]
    ended_on: Mapped[date | None]


class LadderRow(Versioned):
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


class LadderStepRow(Versioned):
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

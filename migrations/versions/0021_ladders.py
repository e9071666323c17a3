"""Ladders: the rule by which a step up of an exercise is proposed, and what was answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.create_table(
        "ladders",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=True),
        sa.Column("exercise_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("dose_part", sa.String(length=32), nullable=False),
        sa.Column("step_by", sa.SmallInteger(), nullable=False),
        sa.Column("up_to", sa.SmallInteger(), nullable=False),
        sa.Column("worse_by", sa.SmallInteger(), nullable=False),
        sa.Column("fine_times", sa.SmallInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('ready', 'proposed')", name=op.f("ck_ladders_state")),
        sa.CheckConstraint(
            "dose_part IN ('reps', 'hold_seconds', 'sets', 'minutes')",
            name=op.f("ck_ladders_dose_part"),
        ),
        sa.CheckConstraint("step_by BETWEEN 1 AND 3600", name=op.f("ck_ladders_step_by")),
        sa.CheckConstraint("up_to BETWEEN 1 AND 3600", name=op.f("ck_ladders_up_to")),
        sa.CheckConstraint("worse_by BETWEEN 1 AND 10", name=op.f("ck_ladders_worse_by")),
        sa.CheckConstraint("fine_times BETWEEN 1 AND 7", name=op.f("ck_ladders_fine_times")),
        sa.ForeignKeyConstraint(
            ["owner_id", "exercise_id"],
            ["exercises.owner_id", "exercises.id"],
            name=op.f("fk_ladders_owner_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_ladders_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_ladders")),
    )
    op.create_index("ix_ladders_exercise", "ladders", ["owner_id", "exercise_id"])
    op.create_table(
        "ladder_steps",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decided_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=True),
        sa.Column("exercise_id", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("dose_part", sa.String(length=32), nullable=False),
        sa.Column("amount_before", sa.SmallInteger(), nullable=False),
        sa.Column("amount_after", sa.SmallInteger(), nullable=False),
        sa.Column("rests_on", types.TextTuple(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accepted', 'declined', 'later')", name=op.f("ck_ladder_steps_answer")
        ),
        sa.CheckConstraint(
            "dose_part IN ('reps', 'hold_seconds', 'sets', 'minutes')",
            name=op.f("ck_ladder_steps_dose_part"),
        ),
        sa.CheckConstraint(
            "amount_before BETWEEN 1 AND 3600", name=op.f("ck_ladder_steps_amount_before")
        ),
        sa.CheckConstraint(
            "amount_after BETWEEN 1 AND 3600", name=op.f("ck_ladder_steps_amount_after")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "exercise_id"],
            ["exercises.owner_id", "exercises.id"],
            name=op.f("fk_ladder_steps_owner_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_ladder_steps_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_ladder_steps")),
    )
    op.create_index("ix_ladder_steps_exercise", "ladder_steps", ["owner_id", "exercise_id"])
    op.create_index("ix_ladder_steps_day", "ladder_steps", ["owner_id", "day"])

"""A dose of each side, too easy or too hard; guides of exercises, goals and activities."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    with op.batch_alter_table("completed_exercises") as batch:
        batch.add_column(sa.Column("difficulty", sa.String(length=32), nullable=True))
        batch.create_check_constraint(
            op.f("ck_completed_exercises_difficulty"),
            "difficulty IN ('too_easy', 'right', 'too_hard')",
        )
    with op.batch_alter_table("prescriptions") as batch:
        batch.add_column(sa.Column("reps_right", sa.SmallInteger(), nullable=True))
        batch.add_column(sa.Column("hold_seconds_right", sa.SmallInteger(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_prescriptions_reps_right"), "reps_right BETWEEN 1 AND 1000"
        )
        batch.create_check_constraint(
            op.f("ck_prescriptions_hold_seconds_right"), "hold_seconds_right BETWEEN 1 AND 3600"
        )
    op.create_table(
        "guides",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=True),
        sa.Column("exercise_id", sa.String(length=36), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "exercise_id"],
            ["exercises.owner_id", "exercises.id"],
            name=op.f("fk_guides_owner_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_guides_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_guides")),
    )
    op.create_index("ix_guides_exercise", "guides", ["owner_id", "exercise_id"])
    op.create_table(
        "goals",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=True),
        sa.Column("goal", sa.String(length=200), nullable=False),
        sa.Column("happened", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("happened IN ('yes', 'partly', 'no')", name=op.f("ck_goals_happened")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_goals_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_goals")),
    )
    op.create_index("ix_goals_day", "goals", ["owner_id", "day"])
    op.create_table(
        "abilities",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rated_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=True),
        sa.Column("activity_1", sa.String(length=80), nullable=False),
        sa.Column("ability_1", sa.SmallInteger(), nullable=False),
        sa.Column("activity_2", sa.String(length=80), nullable=True),
        sa.Column("ability_2", sa.SmallInteger(), nullable=True),
        sa.Column("activity_3", sa.String(length=80), nullable=True),
        sa.Column("ability_3", sa.SmallInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ability_1 BETWEEN 0 AND 10", name=op.f("ck_abilities_ability_1")),
        sa.CheckConstraint("ability_2 BETWEEN 0 AND 10", name=op.f("ck_abilities_ability_2")),
        sa.CheckConstraint("ability_3 BETWEEN 0 AND 10", name=op.f("ck_abilities_ability_3")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_abilities_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_abilities")),
    )
    op.create_index("ix_abilities_day", "abilities", ["owner_id", "day"])

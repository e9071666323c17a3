"""Flare plans: what to do in a flare-up, and how much of the programme on its days."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.create_table(
        "flare_plans",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("leave", types.TextTuple(), nullable=False),
        sa.Column("leave_days", sa.SmallInteger(), nullable=True),
        sa.Column("first_days", sa.SmallInteger(), nullable=False),
        sa.Column("first_percent", sa.SmallInteger(), nullable=False),
        sa.Column("second_days", sa.SmallInteger(), nullable=True),
        sa.Column("second_percent", sa.SmallInteger(), nullable=False),
        sa.Column("help", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('ready', 'proposed', 'begun')", name=op.f("ck_flare_plans_state")
        ),
        sa.CheckConstraint("leave_days BETWEEN 1 AND 14", name=op.f("ck_flare_plans_leave_days")),
        sa.CheckConstraint("first_days BETWEEN 1 AND 14", name=op.f("ck_flare_plans_first_days")),
        sa.CheckConstraint(
            "second_days BETWEEN 1 AND 14", name=op.f("ck_flare_plans_second_days")
        ),
        sa.CheckConstraint(
            "first_percent BETWEEN 0 AND 100", name=op.f("ck_flare_plans_first_percent")
        ),
        sa.CheckConstraint(
            "second_percent BETWEEN 0 AND 100", name=op.f("ck_flare_plans_second_percent")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_flare_plans_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_flare_plans")),
    )
    op.create_index("ix_flare_plans_day", "flare_plans", ["owner_id", "day"])

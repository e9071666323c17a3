"""Pictures of exercises."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.create_table(
        "exercise_pictures",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("exercise_id", sa.String(length=36), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("width", sa.SmallInteger(), nullable=False),
        sa.Column("height", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("width BETWEEN 1 AND 1200", name=op.f("ck_exercise_pictures_width")),
        sa.CheckConstraint("height BETWEEN 1 AND 1200", name=op.f("ck_exercise_pictures_height")),
        sa.ForeignKeyConstraint(
            ["owner_id", "exercise_id"],
            ["exercises.owner_id", "exercises.id"],
            name=op.f("fk_exercise_pictures_owner_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_exercise_pictures_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "exercise_id", name=op.f("pk_exercise_pictures")),
    )

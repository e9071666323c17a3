"""The recall check: guesses of a week's pain, and whether the check is wanted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    for name in ("recall_from", "recall_refused_on", "averages_shown_on"):
        op.add_column("accounts", sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "recall_guesses",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("guessed_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("week_starts_on", sa.Date(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("seen_before", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 10", name=op.f("ck_recall_guesses_level")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_recall_guesses_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_recall_guesses")),
    )
    op.create_index("ix_recall_guesses_day", "recall_guesses", ["owner_id", "day"])

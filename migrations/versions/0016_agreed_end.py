"""The agreed end of a diary: both parts of it, own words, and what became of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.add_column("accounts", sa.Column("end_agreed_on", sa.Date(), nullable=True))
    op.create_table(
        "agreed_ends",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("peg_most", sa.SmallInteger(), nullable=False),
        sa.Column("weeks", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("helped", sa.Text(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.CheckConstraint("peg_most BETWEEN 0 AND 10", name=op.f("ck_agreed_ends_peg_most")),
        sa.CheckConstraint("weeks BETWEEN 1 AND 26", name=op.f("ck_agreed_ends_weeks")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_agreed_ends_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_agreed_ends")),
    )

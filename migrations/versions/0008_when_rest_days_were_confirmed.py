"""When rest days were confirmed, rules about them, and days an experiment does not compare."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.add_column("day_notes", sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.add_column(
        "experiments",
        sa.Column("settling_days", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
    )
    op.create_table(
        "rest_day_rules",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_rest_day_rules_ends_on")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_rest_day_rules_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_rest_day_rules")),
    )

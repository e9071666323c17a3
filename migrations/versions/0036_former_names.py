"""The names that things on a person's own lists had before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.create_table(
        "former_names",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("list_name", sa.String(length=32), nullable=False),
        sa.Column("name_key", sa.String(length=256), nullable=False),
        sa.Column("thing_id", sa.String(length=36), nullable=False),
        sa.CheckConstraint(
            "list_name IN ('exercises', 'methods', 'symptoms', 'questions')",
            name=op.f("ck_former_names_list_name"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_former_names_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "list_name", "name_key", name=op.f("pk_former_names")),
    )

"""What somebody uses for relief, by name; two more methods; name and dose of a relief."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

METHODS = (
    "method IN ('nsaid_cream', 'nsaid_plaster', 'cold', 'warmth', 'massage', 'medicine', 'rest', "
    "'position', 'gentle_movement', 'stretching', 'tens', 'own')"
)


def upgrade() -> None:
    """Bring the database to this version."""
    with op.batch_alter_table("reliefs") as table:
        table.drop_constraint(op.f("ck_reliefs_method"), type_="check")
        table.create_check_constraint(op.f("ck_reliefs_method"), METHODS)
        table.add_column(sa.Column("name", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("dose", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("unit", sa.String(length=20), nullable=True))
    op.create_table(
        "own_methods",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("added_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("dose", sa.String(length=10), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("not_before_hours", sa.SmallInteger(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(METHODS, name=op.f("ck_own_methods_method")),
        sa.CheckConstraint(
            "not_before_hours BETWEEN 1 AND 720", name=op.f("ck_own_methods_not_before_hours")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["accounts.id"],
            name=op.f("fk_own_methods_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_own_methods")),
    )
    op.create_index("ix_own_methods_day", "own_methods", ["owner_id", "day"])

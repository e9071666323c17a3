"""Pain that is there at rest and worse when moving: a third answer."""

from collections.abc import Sequence

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    for table in ("pain_levels", "episodes"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_movement"), type_="check")
            batch.create_check_constraint(
                op.f(f"ck_{table}_movement"), "movement IN ('rest', 'movement', 'both')"
            )

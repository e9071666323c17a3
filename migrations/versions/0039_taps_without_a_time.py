"""Which exercises and reliefs were tapped for an earlier day, so that nobody gave their time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    for table in ("completed_exercises", "reliefs"):
        op.add_column(table, sa.Column("time_not_asked", sa.Boolean(), nullable=True))

"""The offset from UTC under which the moment of an entry was written."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TIMED = (
    "pain_levels",
    "episodes",
    "completed_exercises",
    "reliefs",
    "flare_plans",
    "events",
    "checkins",
    "recall_guesses",
    "own_methods",
)


def upgrade() -> None:
    """Bring the database to this version."""
    for table in TIMED:
        op.add_column(table, sa.Column("offset_seconds", sa.Integer(), nullable=True))

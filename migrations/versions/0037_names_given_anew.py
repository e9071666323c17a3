"""Since when a former name is that of something else."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db.types import UtcMoment

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    moment = UtcMoment(timezone=True)
    op.add_column("former_names", sa.Column("given_anew_at", moment, nullable=True))

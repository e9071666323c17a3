"""Links that are shown as a code end at a moment."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.add_column("shares", sa.Column("code_until", sa.DateTime(timezone=True), nullable=True))

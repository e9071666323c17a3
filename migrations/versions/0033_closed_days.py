"""From which day on a diary changes, and at which of its revisions an earlier day did last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.add_column("accounts", sa.Column("closed_before", sa.Date(), nullable=True))
    op.add_column(
        "accounts",
        sa.Column("closed_revision", sa.Integer(), nullable=False, server_default="0"),
    )

"""At which of its revisions something of a diary changed last that is not logged day by day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    op.add_column(
        "accounts",
        sa.Column("steady_revision", sa.Integer(), nullable=False, server_default="0"),
    )

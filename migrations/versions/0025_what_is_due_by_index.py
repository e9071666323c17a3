"""Indexes by which the work of the background finds what is due."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    undoable = sa.text("before IS NOT NULL")
    op.create_index(
        "ix_changes_undoable",
        "changes",
        ["made_at"],
        sqlite_where=undoable,
        postgresql_where=undoable,
    )
    op.create_index("ix_attempts_minute", "attempts", ["minute"])
    op.create_index("ix_logins_seen_at", "logins", ["seen_at"])
    op.create_index("ix_entry_links_created_at", "entry_links", ["created_at"])

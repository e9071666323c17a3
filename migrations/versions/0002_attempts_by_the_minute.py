"""Attempts are counted by the minute, so that an hour is one whenever it begins."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None
deletes_from = ("attempts",)


def upgrade() -> None:
    """Bring the database to this version. Attempts of the old hours no longer count."""
    op.execute("DELETE FROM attempts")
    with op.batch_alter_table("attempts") as batch:
        batch.alter_column("hour", new_column_name="minute")

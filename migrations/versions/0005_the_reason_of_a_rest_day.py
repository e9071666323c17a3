"""The column for why the programme rests on a day is named so."""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version; both databases rename the column in its check too."""
    op.execute("ALTER TABLE day_notes RENAME COLUMN frozen TO rest_reason")

"""Messages that are read and answered, and what happened since a clinician looked last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

UNREAD = "read_at IS NULL AND what IN ('commented', 'prescribed')"
ANSWERED = "answered_at IS NOT NULL"
HARD = "outcome = 'stopped' OR pain_after >= 7"


def upgrade() -> None:
    """Bring the database to this version."""
    moment = types.UtcMoment(timezone=True)
    for name in ("read_at", "answered_at"):
        op.add_column("care_events", sa.Column(name, moment, nullable=True))
    op.add_column("care_events", sa.Column("answer", sa.Text(), nullable=True))
    op.add_column("care", sa.Column("looked_at", moment, nullable=True))
    op.add_column("care", sa.Column("looked_revision", sa.Integer(), nullable=True))
    _index("ix_care_events_unread", "care_events", ["owner_id", "number"], UNREAD)
    answered = ["owner_id", "care_id", "answered_at"]
    _index("ix_care_events_answered", "care_events", answered, ANSWERED)
    _index("ix_completed_exercises_hard", "completed_exercises", ["owner_id", "created_at"], HARD)
    op.create_index("ix_episodes_created_at", "episodes", ["owner_id", "created_at"])
    _note_last_looks()


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _note_last_looks() -> None:
    """Let every access know when its clinician looked last, as the trail says."""
    op.execute(
        "UPDATE care SET looked_at = (SELECT max(at) FROM care_events"
        " WHERE care_events.owner_id = care.owner_id AND care_events.care_id = care.id"
        " AND care_events.what = 'looked')"
    )

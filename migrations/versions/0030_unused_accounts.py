"""When an account was last used, and when it was told that it is deleted if it stays unused."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    moment = types.UtcMoment(timezone=True)
    for name in ("used_at", "erasure_told_at"):
        op.add_column("accounts", sa.Column(name, moment, nullable=True))
    op.execute(
        "UPDATE accounts SET used_at = (SELECT max(seen_at) FROM logins"
        " WHERE logins.account_id = accounts.id)"
    )

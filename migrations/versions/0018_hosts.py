"""Who looks after accounts, which are switched off, and the links that let somebody in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    no = sa.false()
    op.add_column("accounts", sa.Column("host", sa.Boolean(), nullable=False, server_default=no))
    op.add_column(
        "accounts", sa.Column("switched_off_at", types.UtcMoment(timezone=True), nullable=True)
    )
    op.create_table(
        "entry_links",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("host_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("used_at", types.UtcMoment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_entry_links_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["accounts.id"], name=op.f("fk_entry_links_host_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_links")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_entry_links_secret_hash")),
    )
    op.create_index(op.f("ix_entry_links_account_id"), "entry_links", ["account_id"])
    op.create_index(op.f("ix_entry_links_host_id"), "entry_links", ["host_id"])

"""Links that show a diary, clinicians who were invited, and what they did.

For a few days the first version made these tables too: each is made only where it is missing.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    for name, make in (("shares", _shares), ("care", _care), ("care_events", _care_events)):
        if name not in there:
            make()


def _shares() -> None:
    op.create_table(
        "shares",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("sections", types.TextTuple(), nullable=False),
        sa.Column("notes", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("rolling", sa.Boolean(), nullable=False),
        sa.Column("passcode_hash", sa.String(length=255), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", types.UtcMoment(timezone=True), nullable=True),
        sa.Column("last_opened_at", types.UtcMoment(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_shares_last_day")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["accounts.id"], name=op.f("fk_shares_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_shares")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shares_token_hash")),
    )
    op.create_index("ix_shares_expires_on", "shares", ["expires_on"])


def _care() -> None:
    op.create_table(
        "care",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("notes", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_until", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("clinician_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("accepted_at", types.UtcMoment(timezone=True), nullable=True),
        sa.Column("ended_at", types.UtcMoment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["clinician_id"],
            ["accounts.id"],
            name=op.f("fk_care_clinician_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["accounts.id"], name=op.f("fk_care_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_care")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_care_code_hash")),
    )
    op.create_index("ix_care_clinician_id", "care", ["clinician_id"])


def _care_events() -> None:
    op.create_table(
        "care_events",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("care_id", sa.String(length=36), nullable=False),
        sa.Column("at", types.UtcMoment(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "what IN ('joined', 'looked', 'commented', 'prescribed')",
            name=op.f("ck_care_events_what"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["accounts.id"], name=op.f("fk_care_events_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_care_events")),
    )
    op.create_index("ix_care_events_number", "care_events", ["owner_id", "number"])

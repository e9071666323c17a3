"""Clinicians as a host names them, their teams, and what patients are told of changes to these."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

WHAT = (
    "what IN ('joined', 'looked', 'commented', 'prescribed', 'handed_over', 'member_joined', "
    "'member_left')"
)
UNREAD = "read_at IS NULL AND what IN ('commented', 'prescribed', 'handed_over', 'member_joined')"


def upgrade() -> None:
    """Bring the database to this version."""
    no = sa.false()
    op.add_column(
        "accounts", sa.Column("clinician", sa.Boolean(), nullable=False, server_default=no)
    )
    _make_teams()
    with op.batch_alter_table("care") as batch:
        batch.add_column(sa.Column("team_id", sa.String(length=36), nullable=True))
        batch.create_foreign_key(
            op.f("fk_care_team_id"), "teams", ["team_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_care_team_id", "care", ["team_id"])
    op.drop_index("ix_care_events_unread", "care_events")
    with op.batch_alter_table("care_events") as batch:
        batch.drop_constraint(op.f("ck_care_events_what"), type_="check")
        batch.create_check_constraint(op.f("ck_care_events_what"), WHAT)
    condition = sa.text(UNREAD)
    op.create_index(
        "ix_care_events_unread",
        "care_events",
        ["owner_id", "number"],
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _make_teams() -> None:
    moment = types.UtcMoment(timezone=True)
    op.create_table(
        "teams",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=256), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("name_key", name=op.f("uq_teams_name_key")),
    )
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("joined_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_team_members_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "account_id", name=op.f("pk_team_members")),
    )
    op.create_index(op.f("ix_team_members_account_id"), "team_members", ["account_id"])

"""What somebody is invited as, and who will see their diary."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

WHAT = (
    "what IN ('joined', 'looked', 'commented', 'prescribed', 'handed_over', 'member_joined', "
    "'member_left', 'agreed')"
)


def upgrade() -> None:
    """Bring the database to this version."""
    with op.batch_alter_table("entry_links") as batch:
        batch.add_column(
            sa.Column("clinician", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("clinician_id", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("team_id", sa.String(length=36), nullable=True))
        for name in ("template_owner_id", "template_id"):
            batch.add_column(sa.Column(name, sa.String(length=36), nullable=True))
        batch.create_foreign_key(
            op.f("fk_entry_links_clinician_id"),
            "accounts",
            ["clinician_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_foreign_key(
            op.f("fk_entry_links_team_id"), "teams", ["team_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("care_events") as batch:
        batch.drop_constraint(op.f("ck_care_events_what"), type_="check")
        batch.create_check_constraint(op.f("ck_care_events_what"), WHAT)

"""What a clinician printed, or copied, of a patient's programme."""

from collections.abc import Sequence

from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

WHAT = (
    "what IN ('joined', 'looked', 'commented', 'prescribed', 'handed_over', 'member_joined', "
    "'member_left', 'agreed', 'printed', 'copied')"
)


def upgrade() -> None:
    """Bring the database to this version."""
    with op.batch_alter_table("care_events") as batch:
        batch.drop_constraint(op.f("ck_care_events_what"), type_="check")
        batch.create_check_constraint(op.f("ck_care_events_what"), WHAT)

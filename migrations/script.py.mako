<%
# Alembic's remarks around what it wrote are left out: whoever reads it finishes it by hand.
lines = [line for line in (upgrades or "pass").splitlines() if not line.strip().startswith("# ###")]
steps = "\n".join(lines).strip() or "pass"
%>\
"""${message}."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${"\nfrom journal.store.db import types\n" if "types." in steps else ""}\
${imports if imports else ""}
revision: str = "${up_revision}"
down_revision: str | None = ${'"' + down_revision + '"' if down_revision else None}
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the database to this version."""
    ${steps}

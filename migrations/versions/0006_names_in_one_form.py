"""Exercises are told apart by their names in one form: an accent typed as one sign or as two."""

import hashlib
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAME_LONGEST = 80
KEY_LONGEST = 256
exercises = sa.table(
    "exercises",
    *(
        sa.column(name)
        for name in ("owner_id", "id", "name", "name_key", "retired_at", "created_at")
    ),
)


def upgrade() -> None:
    """Bring the database to this version. Two that are one now both stay: one is numbered."""
    of_owner: dict[str, set[str]] = {}
    oldest_first = (exercises.c.retired_at.is_not(None), exercises.c.created_at, exercises.c.id)
    connection = op.get_bind()
    for row in connection.execute(sa.select(exercises).order_by(*oldest_first)).all():
        taken = of_owner.setdefault(row.owner_id, set())
        name = _free(row.name, taken)
        taken.add(_key(name))
        if (name, _key(name)) != (row.name, row.name_key):
            mine = (exercises.c.owner_id == row.owner_id, exercises.c.id == row.id)
            values = {"name": name, "name_key": _key(name)}
            connection.execute(sa.update(exercises).where(*mine).values(**values))


def _key(name: str) -> str:
    key = unicodedata.normalize("NFKC", name).casefold()
    if len(key) <= KEY_LONGEST:
        return key
    return key[: KEY_LONGEST - 64] + hashlib.sha256(key.encode()).hexdigest()


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while _key(found) in taken:
        number += 1
        found = f"{name[: NAME_LONGEST - 5]} ({number})"
    return found

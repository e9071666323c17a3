"""What a database of PostgreSQL says of its connections."""

from sqlalchemy import text
from sqlalchemy.orm import Session

CONNECTIONS = (
    "SELECT coalesce(state, 'unknown'), count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user GROUP BY 1"
)


def connections(session: Session) -> dict[str, int]:
    """How many connections of one role, of all nodes, are in which state; SQLite: none.

    Of other roles PostgreSQL does not tell.
    """
    if session.get_bind().dialect.name != "postgresql":
        return {}
    return {state.replace(" ", "_"): count for state, count in session.execute(text(CONNECTIONS))}

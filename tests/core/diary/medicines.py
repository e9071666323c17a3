"""A medicine of somebody's own, as tests list it."""

from datetime import UTC, datetime, timedelta

from journal.core.model.own_method import OwnMethod

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(key: str, name: str, hours: int | None = None) -> OwnMethod:
    """A medicine of the list."""
    return OwnMethod(
        id=key,
        day=NOON.date(),
        added_at=NOON,
        zone="UTC",
        name=name,
        method="medicine",
        not_before_hours=hours,
    )

"""When something is typed: what counts as remembered."""

from datetime import date, datetime, timedelta

from journal.core.model import moments
from journal.core.model import vocabulary as v


def recalled(day: date, zone: str, typed_at: datetime) -> str | None:
    """The ``recalled`` mark of a level of ``day`` that is typed in at ``typed_at``.

    None up to 24 hours after the day ended, ``yes`` up to three days after, then ``excluded``
    (recall of pain is poor beyond the past several days: Broderick 2008).
    """
    ended = moments.end_of_day(day, zone)
    if typed_at > ended + timedelta(days=v.EXCLUDED_AFTER_DAYS):
        return v.EXCLUDED
    if typed_at > ended + timedelta(hours=v.RECALLED_AFTER_HOURS):
        return "yes"
    return None

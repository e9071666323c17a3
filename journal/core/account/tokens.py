"""Tokens for other apps: what one may do, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final

from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.fields import Several
from journal.core.model.inputs import Input, LocalDay, Name

FURTHEST_BEHIND: Final = timedelta(hours=12)
"""Somewhere on Earth the day is still that of so long ago in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken(Input):
    """What somebody wants of a new token; read and judged as a record is.

    It works through the local day ``expires_on``; without one until it is revoked.
    """

    name: Name
    scopes: Annotated[tuple[str, ...], Several(v.SCOPES)]
    expires_on: LocalDay | None = None

    def rules(self, now: datetime) -> list[Problem]:
        if is_over(self.expires_on, (now - FURTHEST_BEHIND).date()):
            return [Problem("expires_on", "day_over")]
        return []


def is_over(expires_on: date | None, today: date) -> bool:
    """Whether a token that works through ``expires_on`` no longer does on the day ``today``."""
    return expires_on is not None and expires_on < today

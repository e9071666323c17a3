"""When and where a form was typed, which may have waited on a device for the network since."""

import re
from datetime import datetime, timedelta
from typing import Final

from flask import request

from journal.core.model import moments
from journal.web.support.request import account, now

LONGEST_WAIT: Final = 366 * 24 * 60 * 60
"""How many seconds ago a form may have been typed at most: it waited for the network."""


def typed_at() -> datetime:
    """The moment a form was typed: now, or so many seconds ago, if it waited for the network.

    Seconds and not a time of day, as the clock of a phone may be wrong.
    """
    return _ago("typed_ago") or now()


def waited_since() -> datetime | None:
    """Since when a form waited on a device before it came; None: it did not.

    Longer than can be: a clock was wrong, and it may have been typed before anything else.
    """
    text = request.form.get("typed_ago", "")
    ago = int(text) if re.fullmatch("[0-9]{1,20}", text) else 0
    return now() - timedelta(seconds=min(ago, LONGEST_WAIT)) if ago else None


def ended_at() -> datetime | None:
    """The moment at which a spasm ended that waited for the network; None where none is said."""
    return _ago("ended_ago")


def _ago(field: str) -> datetime | None:
    text = request.form.get(field, "")
    ago = int(text) if re.fullmatch("[0-9]{1,9}", text) else LONGEST_WAIT + 1
    return now() - timedelta(seconds=ago) if ago <= LONGEST_WAIT else None


def typed_zone() -> str:
    """The zone a form was typed in: the account's, as it was then."""
    zone = request.form.get("typed_zone", "")
    return zone if moments.zone_exists(zone) else account().zone

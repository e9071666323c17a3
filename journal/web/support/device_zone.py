"""The zone of the device on which a page is read, where its clocks show another time."""

from typing import Final

from flask import g, request
from flask_login import current_user

from journal.core.model import moments
from journal.web.support.request import now

COOKIE: Final = "device_zone"
"""What a script of each page sets while the device is elsewhere, and removes once it is back."""


def device_zone() -> str:
    """The zone of the reader's device; empty where it is not known to show another time by now."""
    zone: str | None = g.get("device_zone")
    if zone is None:
        zone = g.device_zone = _device_zone()
    return zone


def _device_zone() -> str:
    zone = request.cookies.get(COOKIE, "")
    if not zone or not current_user.is_authenticated or not moments.zone_exists(zone):
        return ""
    at, own = now(), current_user.account.zone
    is_same = moments.offset_seconds(at, zone) == moments.offset_seconds(at, own)
    return "" if is_same else zone

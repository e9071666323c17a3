"""Made-up older rules of a time zone, for tests: Vienna's clocks as if they were never put on."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest

from journal.core.model import moments

ZONE = "Europe/Vienna"
OLD = ZoneInfo("Etc/GMT-1")
THEN, NOW = 3600, 7200
"""The offset in May by the older rules, and by those that count."""


@contextmanager
def older_rules() -> Iterator[None]:
    """Let the older rules count meanwhile."""
    newer = moments.zone_info
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "zone_info", lambda zone: OLD if zone == ZONE else newer(zone))
        yield

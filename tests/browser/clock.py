"""The time of the browser tests: one moment as they begin, which goes on from there.

The journal, its pages and their service worker all live by it, so that no test depends on the
day or the hour at which it is run. Cookies and their signatures keep to the machine's clock.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from typing import Final

BEGINS_AT: Final = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
"""A Wednesday; two in the afternoon in Vienna."""

ZONE: Final = "Europe/Vienna"
"""Where the browser is."""

_BEGAN_AT: Final = float(os.environ.setdefault("JOURNAL_TESTS_BEGAN_AT", str(time.time())))
"""When the run began, as all its workers and their servers know it."""

AHEAD: Final = timedelta(seconds=round(BEGINS_AT.timestamp() - _BEGAN_AT))
"""By how much this clock is ahead of the machine's; behind it where negative."""


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC) + AHEAD


def script(ahead: timedelta) -> str:
    """What makes a page or a service worker live by a clock that is ``ahead`` of the machine's."""
    return f"""(() => {{
  const Machine = Date;
  const now = () => Machine.now() + {ahead // timedelta(milliseconds=1)};
  globalThis.Date = class Date extends Machine {{
    constructor(...parts) {{ super(...(parts.length ? parts : [now()])); }}
    static now() {{ return now(); }}
  }};
}})();
"""

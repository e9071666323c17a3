"""When the person's own rule lets a relief be used again; ``tests/js`` reads the same table."""

import json
from datetime import datetime

import pytest

from journal.config import ROOT
from journal.core.diary.next_use import NextUse, next_use

TABLE = json.loads((ROOT / "tests" / "next_uses.json").read_text())


def moment(text: str | None) -> datetime | None:
    """A moment of the table."""
    return None if text is None else datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("timed", "untimed", "hours", "now", "expected"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_next_use_claims_no_hour_that_nobody_gave(
    timed: str | None,
    untimed: str | None,
    hours: int | None,
    now: str,
    expected: tuple[str, str] | None,
) -> None:
    answer = next_use(moment(timed), moment(untimed), hours, datetime.fromisoformat(now))
    assert answer == (expected and NextUse(datetime.fromisoformat(expected[0]), expected[1]))

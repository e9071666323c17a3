"""The spasm that is on: how long, its latest level while that still counts, and its curve."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from journal.core.diary.running import Running
from journal.core.model.records import Episode, PainLevel

BEGAN = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
DAY = BEGAN.date()


def running(minutes: int, **levels: int) -> Running:
    """A spasm that has lasted so long; ``m5=7`` is a level of 7 after five minutes."""
    episode = Episode(id=str(uuid4()), day=DAY, zone="UTC", started_at=BEGAN)
    noted = [
        PainLevel(
            id=str(uuid4()),
            day=DAY,
            zone="UTC",
            recorded_at=BEGAN + timedelta(minutes=int(name[1:])),
            kind="now",
            level=level,
        )
        for name, level in levels.items()
    ]
    return Running(episode, noted, BEGAN + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("spasm", "latest"),
    [
        (running(40), None),
        (running(40, m0=4, m10=7), 7),
        (running(41, m0=4, m10=7), None),
        (running(0, m0=0), 0),
    ],
)
def test_a_level_stands_for_now_for_half_an_hour(spasm: Running, latest: int | None) -> None:
    assert spasm.latest == latest


def test_it_lasts_whole_minutes_and_its_curve_goes_from_start_to_now() -> None:
    spasm = running(40, m0=10, m10=6, m40=0)
    assert spasm.minutes == 40
    assert spasm.curve == [(0.0, 0.0, 10), (25.0, 10.0, 6), (100.0, 25.0, 0)]

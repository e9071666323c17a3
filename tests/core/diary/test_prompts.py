"""What Today asks: once, in its time, and not of what was said already."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from journal.core.diary.prompts import cooling, next_at, open_prompts, stops_at
from journal.core.model.records import Episode, Relief

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
TODAY = date(2026, 5, 20)
SPASM, WARMTH = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"


def spasm(began: datetime, ended: datetime | None = None, **fields: Any) -> Episode:
    return Episode(
        id=SPASM, day=began.date(), zone="UTC", started_at=began, ended_at=ended, **fields
    )


def relief(minutes_ago: float, method: str = "warmth", **fields: Any) -> Relief:
    applied = NOON - timedelta(minutes=minutes_ago)
    return Relief(
        id=WARMTH, day=applied.date(), zone="UTC", applied_at=applied, method=method, **fields
    )


def asked(*records: Episode | Relief, dismissed: set[str] | None = None) -> list[str]:
    episodes = [record for record in records if isinstance(record, Episode)]
    reliefs = [record for record in records if isinstance(record, Relief)]
    prompts = open_prompts(
        episodes, reliefs, dismissed or set(), now=NOON, today=TODAY, zone="UTC"
    )
    return [prompt.about for prompt in prompts]


@pytest.mark.parametrize(
    ("days_ago", "prompts"),
    [(0, []), (1, [f"details:{SPASM}"]), (3, [f"details:{SPASM}"]), (4, [])],
)
def test_details_are_asked_for_from_the_next_day_for_three_days(
    days_ago: int, prompts: list[str]
) -> None:
    began = NOON - timedelta(days=days_ago, hours=2)
    assert asked(spasm(began, began + timedelta(hours=1))) == prompts


@pytest.mark.parametrize(
    "fields",
    [{"symptoms": ("tight",)}, {"triggers": ("lifting",)}, {"onset": "sudden"}, {"note": "bad"}],
)
def test_details_that_were_given_are_not_asked_for(fields: dict[str, Any]) -> None:
    began = NOON - timedelta(days=1)
    assert asked(spasm(began, began + timedelta(hours=1), **fields)) == []


def test_details_are_asked_of_one_spasm_at_a_time_the_latest() -> None:
    began = NOON - timedelta(days=1)
    late = spasm(began, began + timedelta(hours=1))
    early = late.with_(id=WARMTH, started_at=began - timedelta(hours=4))
    assert asked(early, late) == [f"details:{SPASM}"]
    assert asked(early, late, dismissed={f"details:{SPASM}"}) == [f"details:{WARMTH}"]


def test_a_place_or_a_peak_filled_in_by_taps_still_leaves_the_details_to_ask() -> None:
    began = NOON - timedelta(days=1)
    episode = spasm(began, began + timedelta(hours=1), regions=("tailbone",), peak_level=7)
    assert asked(episode) == [f"details:{SPASM}"]


def test_a_spasm_of_yesterday_that_is_still_on_is_asked_about() -> None:
    assert asked(spasm(NOON - timedelta(days=1))) == [f"still_on:{SPASM}"]
    assert asked(spasm(NOON - timedelta(hours=3))) == []


@pytest.mark.parametrize(
    ("minutes", "prompts"),
    [
        (19.9, []),
        (20, [f"after20:{WARMTH}"]),
        (44.9, [f"after20:{WARMTH}"]),
        (45, []),
        (59.9, []),
        (60, [f"after60:{WARMTH}"]),
        (104.9, [f"after60:{WARMTH}"]),
        (105, []),
    ],
)
def test_a_level_is_asked_for_while_it_still_stands_for_its_time(
    minutes: float, prompts: list[str]
) -> None:
    assert asked(relief(minutes)) == prompts


def test_the_pain_after_is_asked_of_one_relief_at_a_time_the_one_whose_time_is_over_first() -> (
    None
):
    early, late = relief(40), relief(25).with_(id=SPASM)
    assert asked(late, early) == [f"after20:{WARMTH}"]
    assert asked(late, early, dismissed={f"after20:{WARMTH}"}) == [f"after20:{SPASM}"]
    assert asked(relief(70), relief(44).with_(id=SPASM)) == [f"after20:{SPASM}"]


def test_a_level_that_was_noted_is_not_asked_for() -> None:
    assert asked(relief(25, pain_after_20=0)) == []
    assert asked(relief(65, pain_after_60=0)) == []


def test_what_was_dismissed_is_not_asked_again() -> None:
    assert asked(relief(25), dismissed={f"after20:{WARMTH}"}) == []
    assert asked(relief(65), dismissed={f"after20:{WARMTH}"}) == [f"after60:{WARMTH}"]


def test_the_next_level_falls_due_after_20_and_then_after_60_minutes() -> None:
    assert next_at([relief(5)], NOON) == NOON + timedelta(minutes=15)
    assert next_at([relief(20)], NOON) == NOON + timedelta(minutes=40)
    assert next_at([relief(61)], NOON) is None


@pytest.mark.parametrize(("minutes", "on"), [(0, True), (25, True), (40, False), (-1, False)])
def test_cold_is_on_until_well_after_it_should_be_off(minutes: float, on: bool) -> None:
    cold = relief(minutes, "cold")
    assert (cooling([cold], NOON) == cold) is on
    assert stops_at(cold) == cold.applied_at + timedelta(minutes=20)


def test_only_cold_that_is_not_known_to_be_off_counts_down() -> None:
    assert cooling([relief(5), relief(5, "cold", minutes=4)], NOON) is None

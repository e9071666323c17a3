"""What followed a relief, beside what followed nothing: counts and medians, nothing more."""

from datetime import UTC, datetime, timedelta

import pytest

from journal.core.diary.relief_outcomes import NOTHING, Followed, Sample, band_of, followed
from journal.core.model.records import PainLevel, Relief

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
ID = "11111111-0000-4000-8000-0000000000"


def relief(
    minutes: float, before: int | None, after_20: int | None = None, after_60: int | None = None
) -> Relief:
    applied = NOON + timedelta(minutes=minutes)
    return Relief(
        id=f"{ID}01",
        day=applied.date(),
        zone="UTC",
        applied_at=applied,
        method="warmth",
        pain_before=before,
        pain_after_20=after_20,
        pain_after_60=after_60,
    )


def level(minutes: float, value: int) -> PainLevel:
    noted = NOON + timedelta(minutes=minutes)
    return PainLevel(
        id=f"{ID}02", day=noted.date(), zone="UTC", recorded_at=noted, kind="now", level=value
    )


def test_what_followed_is_counted_by_method_and_band() -> None:
    found = followed(
        [relief(0, 5, 4, 2), relief(500, 6, 5), relief(1000, 8, None, 3), relief(1500, None, 1)],
        [],
    )
    assert found == [
        Followed("moderate", "warmth", 2, {20: Sample(2, 4.5), 60: Sample(1, 2)}),
        Followed("severe", "warmth", 1, {20: Sample(0, None), 60: Sample(1, 3)}),
    ]


def test_nothing_used_is_a_level_and_a_later_one_with_no_relief_about() -> None:
    found = followed([], [level(0, 5), level(30, 4), level(70, 2)])
    assert found == [
        Followed("moderate", NOTHING, 2, {20: Sample(2, 3.0), 60: Sample(1, 2)}),
    ]


@pytest.mark.parametrize(
    ("used", "counts"), [(-61, 1), (-60, 0), (-5, 0), (10, 0), (30, 0), (31, 1)]
)
def test_a_relief_before_or_between_keeps_levels_out(used: float, counts: int) -> None:
    found = followed([relief(used, None)], [level(0, 5), level(30, 4)])
    assert sum(it.after[20].count for it in found) == counts


@pytest.mark.parametrize(
    ("later", "after"),
    [(19, {}), (20, {20: 1}), (44, {20: 1}), (45, {}), (60, {60: 1}), (105, {})],
)
def test_only_levels_of_the_right_time_count(later: float, after: dict[int, int]) -> None:
    found = followed([], [level(0, 5), level(later, 4)])
    counted = {minutes: it.after[minutes].count for it in found for minutes in it.after}
    assert {minutes: count for minutes, count in counted.items() if count} == after


def test_the_order_is_that_of_the_bands_with_nothing_last() -> None:
    found = followed(
        [relief(2000, 9, 9), relief(3000, 2, 2)], [level(0, 5), level(30, 9), level(60, 9)]
    )
    assert [(it.band, it.method) for it in found] == [
        ("mild", "warmth"),
        ("moderate", NOTHING),
        ("severe", "warmth"),
        ("severe", NOTHING),
    ]


def test_no_pain_is_in_no_band() -> None:
    assert [band_of(value) for value in (0, 1, 3, 4, 6, 7, 10)] == [
        None,
        "mild",
        "mild",
        "moderate",
        "moderate",
        "severe",
        "severe",
    ]
    assert followed([relief(0, 0, 0, 0)], [level(100, 0), level(120, 0)]) == []

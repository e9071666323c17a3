"""What followed a relief, beside what followed nothing: counts and medians, nothing more."""

from datetime import UTC, datetime, timedelta

import pytest

from journal.core.diary.relief_outcomes import Followed, Sample, band_of, followed
from journal.core.model.records import PainLevel, Relief

NONE = {20: Sample(0, None), 60: Sample(0, None)}
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
    outcomes = followed(
        [relief(0, 5, 4, 2), relief(500, 6, 5), relief(1000, 8, None, 3), relief(1500, None, 1)],
        [],
    )
    assert outcomes == [
        Followed("moderate", "warmth", 2, 5.5, {20: Sample(2, 4.5), 60: Sample(1, 2)}, NONE),
        Followed("severe", "warmth", 1, 8, {20: Sample(0, None), 60: Sample(1, 3)}, NONE),
    ]


def of_nothing(levels: list[PainLevel], start: int = 5, *more: Relief) -> dict[int, Sample]:
    """What followed nothing, beside one relief of long ago that began at the same level."""
    (outcome,) = followed([relief(-9000, start, 1, 1), *more], levels)
    return outcome.beside


def test_nothing_used_is_a_level_and_a_later_one_with_no_relief_about() -> None:
    samples = of_nothing([level(0, 5), level(30, 4), level(70, 2)])
    assert samples == {20: Sample(1, 4), 60: Sample(1, 2)}


def test_nothing_is_weighted_to_the_levels_a_relief_began_at() -> None:
    # Twice from 6 and once from 4: so what followed 6 without a relief counts twice as much.
    reliefs = [relief(-9000, 6, 5), relief(-8000, 6, 5), relief(-7000, 4, 3)]
    alone = [(0, 4, 4), (1000, 4, 4), (2000, 4, 4), (3000, 6, 7)]
    levels = [
        level(at + later, value)
        for at, before, after in alone
        for later, value in ((0, before), (30, after))
    ]
    (outcome,) = followed(reliefs, levels)
    assert outcome.start == 6
    assert outcome.beside[20] == Sample(4, 7)


def test_the_levels_before_are_those_of_the_times_that_were_noted_after() -> None:
    (outcome,) = followed([relief(0, 6, 5), *(relief(500 * at, 4) for at in (1, 2, 3))], [])
    assert (outcome.times, outcome.start, outcome.after[20]) == (4, 6, Sample(1, 5))
    (unknown,) = followed([relief(0, 6), relief(500, 4), relief(1000, 4)], [])
    assert unknown.start == 4


def test_a_level_that_was_never_noted_without_a_relief_has_nothing_beside_it() -> None:
    assert of_nothing([level(0, 6), level(30, 4)]) == NONE


@pytest.mark.parametrize(
    ("used", "counts"), [(-61, 1), (-60, 0), (-5, 0), (10, 0), (30, 0), (31, 1)]
)
def test_a_relief_before_or_between_keeps_levels_out(used: float, counts: int) -> None:
    samples = of_nothing([level(0, 5), level(30, 4)], 5, relief(used, None))
    assert samples[20].count == counts


@pytest.mark.parametrize(
    ("later", "after"),
    [(19, {}), (20, {20: 1}), (44, {20: 1}), (45, {}), (60, {60: 1}), (105, {})],
)
def test_only_levels_of_the_right_time_count(later: float, after: dict[int, int]) -> None:
    samples = of_nothing([level(0, 5), level(later, 4)])
    counts = {minutes: sample.count for minutes, sample in samples.items()}
    assert {minutes: count for minutes, count in counts.items() if count} == after


def test_the_order_is_that_of_the_bands() -> None:
    outcomes = followed([relief(2000, 9, 9), relief(3000, 2, 2)], [])
    assert [outcome.band for outcome in outcomes] == ["mild", "severe"]


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

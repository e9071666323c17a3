"""Windows: four weeks beside four, what people notice, and what is usual for this person."""

from random import Random

import pytest

from journal.core.statistics.estimators import Series
from journal.core.statistics.windows import usual_swing, window_comparison


def steady(level: float) -> list[float | None]:
    """Four weeks that average a level."""
    return [level - 0.5 if day % 2 else level + 0.5 for day in range(28)]


def test_two_windows_are_compared_where_half_of_each_was_logged() -> None:
    comparison = window_comparison([9.0] * 10 + [5.0] * 28 + [None] * 14 + [3.0] * 14)
    assert comparison is not None
    assert (comparison.mean, comparison.n, comparison.earlier_mean, comparison.earlier_n) == (
        3,
        14,
        5,
        28,
    )
    assert comparison.difference == -2
    assert window_comparison([5.0] * 28 + [None] * 15 + [3.0] * 13) is None
    assert window_comparison([5.0] * 13 + [3.0] * 28) is None
    assert window_comparison([]) is None


@pytest.mark.parametrize(
    ("earlier", "last", "noticed"),
    [
        (6.0, 4.0, True),
        (4.0, 6.0, True),
        (6.0, 4.5, False),
        (3.0, 2.0, True),
        (3.0, 4.0, True),
        (2.9, 1.9, False),
        (0.0, 1.9, False),
        (0.0, 2.0, True),
    ],
)
def test_people_notice_two_points_or_a_third_of_what_is_not_mild(
    earlier: float, last: float, noticed: bool
) -> None:
    comparison = window_comparison(steady(earlier) + steady(last))
    assert comparison is not None
    assert comparison.noticeable is noticed


def lingering(seed: int, days: int, phi: float = 0.9) -> list[float]:
    """Pain that lingers around 5 and never changes its average."""
    draw = Random(seed).gauss  # noqa: S311 (a simulation)
    levels = [draw(0, 1.8)]
    while len(levels) < days:
        levels.append(phi * levels[-1] + draw(0, 1.8 * (1 - phi * phi) ** 0.5))
    return [float(min(10, max(0, round(5 + level)))) for level in levels]


def test_a_difference_within_its_own_error_is_not_called_noticeable() -> None:
    candidates = [window_comparison(lingering(seed, 56)) for seed in range(200)]
    comparisons = [each for each in candidates if each is not None]
    large = [each for each in comparisons if abs(each.difference) >= 0.3 * each.earlier_mean]
    assert len(large) > 20
    assert sum(each.noticeable for each in comparisons) <= len(large) / 2


def test_what_is_usual_is_the_median_of_earlier_differences() -> None:
    levels = [4.0, 5.0, 4.5, 6.5, 6.0]
    series: Series = [level for each in levels for level in steady(each)]
    assert usual_swing(series) == pytest.approx(0.75)
    assert usual_swing([None] * 28 + list(series[28:])) is None
    comparison = window_comparison([*series, *steady(6.0)])
    assert comparison is not None
    assert comparison.usual == pytest.approx(0.75)

"""Left against right: each spasm or level counts once."""

from journal.core.diary.sides import Sides, sides


def test_each_entry_counts_once_under_its_side() -> None:
    marked = {
        ("lower_back_left", "buttock_left"): 3,
        ("lower_back_right",): 2,
        ("lower_back_left", "buttock_right"): 4,
        ("tailbone", "lower_back_middle"): 1,
    }
    assert sides(marked) == Sides(left=3, right=2, both=4, neither=1)
    assert sides({}) == Sides(0, 0, 0, 0)

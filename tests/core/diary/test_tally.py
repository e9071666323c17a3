"""What counts as an exercise done in full, and what as a part of it."""

from itertools import product

import pytest

from journal.core.diary.tally import Tally, tally

D, P, S = "done", "partly", "stopped"


@pytest.mark.parametrize(
    ("logged", "counts"),
    [
        ([], Tally()),
        ([(D, None)], Tally(1)),
        ([(D, "both")], Tally(1)),
        ([(P, "both")], Tally(0, 1)),
        ([(P, "left")], Tally(0, 1, "left", in_part=True)),
        ([(D, "left")], Tally(0, 1, "left")),
        ([(D, "right")], Tally(0, 1, "right")),
        ([(D, "left"), (D, "right")], Tally(1)),
        ([(P, "left"), (D, "right")], Tally(0, 1)),
        ([(P, "left"), (D, "left"), (D, "right")], Tally(1, 1)),
        ([(P, "left"), (D, "right"), (D, "left")], Tally(1, 1)),
        ([(D, "left"), (D, "right"), (P, "left")], Tally(1, 1, "left", in_part=True)),
        ([(D, "left"), (D, "left"), (D, "right")], Tally(1, 1, "left")),
        ([(D, "both"), (S, "right")], Tally(1, 1, "right", in_part=True)),
    ],
)
def test_an_exercise_for_both_sides(logged: list[tuple[str, str | None]], counts: Tally) -> None:
    assert tally(logged, each_side=True) == counts


@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_an_exercise_planned_for_no_side_is_done_whatever_side_is_said(side: str | None) -> None:
    assert tally([(D, side)], each_side=False) == Tally(1)
    assert tally([(P, side), (S, side)], each_side=False) == Tally(0, 2)


def test_the_other_side_makes_one_more_done_in_full_unless_this_one_was_done_in_part() -> None:
    for sides in product(product((D, P), ("left", "right")), repeat=3):
        before = tally(sides, each_side=True)
        after = tally([*sides, (D, before.other)], each_side=True)
        assert before.only is None or after.done == before.done + (not before.in_part), sides


def test_the_other_side_is_asked_for() -> None:
    assert Tally(0, 1, "left").other == "right"
    assert Tally(0, 1, "right").other == "left"
    assert Tally(1).other is None

"""How often an exercise was done on a day: in full, or in part.

An exercise that is planned for both sides is done in full once both sides are: logged as one, or
one after the other. One side alone, or an exercise that was partly done or stopped, is a part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from journal.core.model.vocabulary import EACH_SIDE

DONE: Final = "done"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an exercise was done in full and in part.

    ``only``: the one side of the last, while its other side is to be done. ``in_part``: that side
    was done in part, so that both sides are too.
    """

    done: int = 0
    partly: int = 0
    only: str | None = None
    in_part: bool = False

    @property
    def other(self) -> str | None:
        """The side that is still to be done, where one is."""
        return next((side for side in EACH_SIDE if side != self.only), None) if self.only else None


def tally(logged: Iterable[tuple[str, str | None]], *, each_side: bool) -> Tally:
    """The tally of what was logged of one exercise on one day, each an outcome and a side.

    They are in order, and what was skipped is not among them. ``each_side``: it is planned for
    both sides.
    """
    unpaired: list[bool] = []
    of_side: dict[str, list[bool]] = {side: [] for side in EACH_SIDE}
    last: tuple[str | None, bool] = (None, False)
    for outcome, side in logged:
        last = (side, outcome == DONE)
        one_sided = each_side and side is not None
        (of_side.get(side or "", unpaired) if one_sided else unpaired).append(outcome == DONE)
    left, right = (sorted(of_side[side], reverse=True) for side in EACH_SIDE)
    paired = [bool(left_done and right_done) for left_done, right_done in zip_longest(left, right)]
    whole = [*unpaired, *paired]
    only = _alone(left, right, last)
    in_part = only is not None and sum(of_side[only]) <= min(sum(left), sum(right))
    return Tally(sum(whole), len(whole) - sum(whole), only, in_part)


def _alone(left: list[bool], right: list[bool], last: tuple[str | None, bool]) -> str | None:
    """The side whose other one is to be done, of each of which the full ones come first.

    A part that came before both sides were done asks for nothing any more.
    """
    if len(left) == len(right):
        return None
    side = EACH_SIDE[len(left) < len(right)]
    pairs = min(len(left), len(right))
    rest = max(left, right, key=len)[pairs:]
    is_made_up_for = pairs > 0 and not any(rest) and last != (side, False)
    return None if is_made_up_for else side

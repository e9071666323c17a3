"""Left against right: how often each side was marked, and both at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ENDINGS: Final = ("_left", "_right")
"""How the places of either side are named."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Spasms and pain levels by the side that was marked."""

    left: int
    right: int
    both: int
    neither: int
    """Only the middle."""


def sides(marked: Mapping[tuple[str, ...], int]) -> Sides:
    """The sides of what was marked: each set of places, and how often it was.

    One spasm or level counts once, whichever number of places it has.
    """
    found = {(left, right): 0 for left in (True, False) for right in (True, False)}
    for regions, times in marked.items():
        left, right = (any(place.endswith(side) for place in regions) for side in ENDINGS)
        found[left, right] += times
    return Sides(
        left=found[True, False],
        right=found[False, True],
        both=found[True, True],
        neither=found[False, False],
    )

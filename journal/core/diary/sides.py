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

    @property
    def all(self) -> int:
        """All that have a place."""
        return self.left + self.right + self.both + self.neither


def sides(marked: Mapping[tuple[str, ...], int]) -> Sides:
    """The sides of what was marked: each set of places, and how often it was.

    One spasm or level counts once, whichever number of places it has.
    """
    counts = {(left, right): 0 for left in (True, False) for right in (True, False)}
    for regions, times in marked.items():
        left, right = (any(place.endswith(side) for place in regions) for side in ENDINGS)
        counts[left, right] += times
    return Sides(
        left=counts[True, False],
        right=counts[False, True],
        both=counts[True, True],
        neither=counts[False, False],
    )

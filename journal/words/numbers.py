"""How numbers of one sentence are written, all with the same decimals."""

from typing import Final

WIDE: Final = 0.5
NARROW: Final = 0.05


class Decimals:
    """Writes numbers of one size alike: with one decimal, or more where all of them are small."""

    def __init__(self, low: float, high: float) -> None:
        widest = max(abs(low), abs(high))
        self.decimals = 1 if widest >= WIDE else 2 if widest >= NARROW else 3

    def size(self, value: float) -> str:
        """A number without its sign."""
        return f"{abs(value):.{self.decimals}f}"

    def signed(self, value: float) -> str:
        """A number with its sign; what rounds to zero has none."""
        written = self.size(value)
        if not float(written):
            return written
        return f"{'+' if value > 0 else '-'}{written}"

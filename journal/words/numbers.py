"""How numbers are written for a person, with the signs of their language."""

from typing import Final

from journal.words.language import numerals

WIDE: Final = 0.5
NARROW: Final = 0.05
SHOWN_FROM: Final = 0.0005
"""A number of ``Decimals`` below this is written as 0.000."""


def grouped(count: int) -> str:
    """``1,234``."""
    return numerals(f"{count:,}")


def decimal(value: float, places: int = 1) -> str:
    """``1,234.5``: a number with so many decimals."""
    return numerals(f"{value:,.{places}f}")


def number(value: float) -> str:
    """``3`` or ``3.5``: a number with one decimal where it needs one."""
    return numerals(f"{round(value, 1):g}")


def amount(dose: str) -> str:
    """``400`` or ``0.5``: a dose as it was given."""
    return numerals(dose)


class Decimals:
    """Writes numbers of one size alike: with one decimal, or more where all of them are small."""

    def __init__(self, low: float, high: float) -> None:
        widest = max(abs(low), abs(high))
        self.decimals = 1 if widest >= WIDE else 2 if widest >= NARROW else 3

    def size(self, value: float) -> str:
        """A number without its sign."""
        return decimal(abs(value), self.decimals)

    def signed(self, value: float) -> str:
        """A number with its sign; what rounds to zero has none."""
        digits = self.size(value)
        if not round(value, self.decimals):
            return digits
        return f"{'+' if value > 0 else '-'}{digits}"

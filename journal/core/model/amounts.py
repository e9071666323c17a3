"""Amounts: a dose as somebody gives it, kept as the text of its number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from journal.core.model import vocabulary as v
from journal.core.model.faults import Fault, Unreadable, fault
from journal.core.model.fields import Words
from journal.core.model.names import name_key


@dataclass(frozen=True, slots=True)
class Amount:
    """A number above none, with up to three decimals, as its shortest text: ``400``, ``0.5``."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "number_needed"
    pattern: ClassVar[str] = r"(?=.*[1-9])(0|[1-9][0-9]{0,5})(\.[0-9]{0,2}[1-9])?"

    def read(self, text: str) -> str:
        number = re.fullmatch(r"0*([0-9]{1,6})(?:[.,]([0-9]{1,3}))?", text)
        if number is None:
            raise Unreadable("amount")
        whole, decimals = number[1], (number[2] or "").rstrip("0")
        return f"{whole}.{decimals}" if decimals else whole

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> Fault | None:
        return None if re.fullmatch(self.pattern, value) else fault("amount")


Dose = Annotated[str, Amount()]
Unit = Annotated[str, Words(v.UNIT_LENGTH)]


MILLIGRAMS: Final = {
    **dict.fromkeys(("g", "gr", "gram", "grams", "gramm", "gramme", "grammes"), Decimal(1000)),
    **dict.fromkeys(("mg", "milligram", "milligrams", "milligramm"), Decimal(1)),
    **dict.fromkeys(("\u03bcg", "mcg", "ug", "microgram", "micrograms"), Decimal("0.001")),
}
"""How many milligrams a unit of weight is, in the form in which units are compared."""


def dose_key(dose: str | None, unit: str | None) -> tuple[str, str]:
    """The form in which doses are compared: ``400 mg`` is ``400 MG``, and ``1 g`` ``1000 mg``."""
    number, unit_key = dose or "", name_key(unit or "")
    if number and unit_key in MILLIGRAMS:
        weight = Decimal(number) * MILLIGRAMS[unit_key]
        return f"{weight.normalize():f}", "mg"
    return number, unit_key

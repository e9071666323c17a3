"""What somebody used for relief, as people read it."""

from journal.words.numbers import amount


def relief_name(name: str, dose: str | None, unit: str | None) -> str:
    """``Ibuprofen 400 mg``: a medicine, cream or method with its dose, if it has one.

    ``offline/titles.js`` writes the same of what waits on a device.
    """
    return " ".join(filter(None, (name, dose and amount(dose), unit)))

"""What was used for relief, as people read it; ``tests/js`` reads the same table."""

import json

import pytest

from journal.config import ROOT
from journal.core.model.amounts import Amount
from journal.words.relief_names import relief_name

NAMES = json.loads((ROOT / "tests" / "relief_names.json").read_text())


@pytest.mark.parametrize(("name", "dose", "unit", "text"), NAMES)
def test_a_dose_stands_with_the_name(name: str, dose: str, unit: str, text: str) -> None:
    assert relief_name(name, Amount().read(dose) if dose else None, unit or None) == text

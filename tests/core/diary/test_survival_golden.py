"""The product-limit estimator against R.

``survival.json`` was made by R 4.2.2 with survival 3.5-3, from data sets of that package and from
three short ones of which exactly half last on for a while: each with
``f <- survfit(Surv(time, event) ~ 1)``, its lengths, numbers at risk, endings and shares where
``f$n.event > 0``, and the median of ``summary(f)$table``, all with 17 digits.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from journal.core.diary.durations import Spell, product_limit, typical

GOLDEN: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("survival.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", GOLDEN)
def test_lengths_are_what_survfit_says(name: str) -> None:
    golden = GOLDEN[name]
    watched = zip(golden["time"], golden["event"], strict=True)
    steps = product_limit(Spell(float(length), bool(event)) for length, event in watched)
    assert [step.length for step in steps] == golden["at"]
    assert [step.at_risk for step in steps] == golden["at_risk"]
    assert [step.ended for step in steps] == golden["ended"]
    shares = [step.surviving for step in steps]
    assert shares == pytest.approx(golden["surviving"], rel=0, abs=1e-9)
    assert typical(steps) == golden["median"]

"""An experiment as plain values: there and back the same, and nothing else is let in."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.insight.experiment import Experiment
from journal.core.insight.experiment_plan import Plan
from journal.core.model.faults import Unreadable
from journal.exchange.own.experiments import as_mapping, from_mapping, sealed, unsealed

START = date(2026, 3, 2)
PLANNED = Experiment(
    "11111111-0000-4000-8000-000000000007",
    Plan(("walking", "rest = “nothing”"), START, (True, False, True, True, False, False)),
    datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC),
)
OVER = PLANNED.plan.ends_on + timedelta(days=1)
PAIN = {
    day: 2 + number % 5 + (block.way == "rest = “nothing”") / 3
    for number, block in enumerate(PLANNED.plan.blocks)
    for day in block.period
}
OPENED = PLANNED.opened(PAIN, OVER)
orders = st.lists(st.booleans(), min_size=6, max_size=13).map(tuple)


@given(orders, st.uuids().map(str))
def test_a_seal_is_opened_by_its_key(order: tuple[bool, ...], key: str) -> None:
    assert unsealed(sealed(order, key), key) == order


def test_a_seal_does_not_show_the_order() -> None:
    order = (True,) * 13
    seals = {sealed(order, f"key {number}") for number in range(50)}
    assert len(seals) > 45
    digits = "".join(seals)
    assert 0.4 < digits.count("1") / len(digits) < 0.6


@pytest.mark.parametrize(
    "experiment",
    [PLANNED, PLANNED.stopped(START), OPENED, PLANNED.opened({}, OVER + timedelta(days=9))],
    ids=["planned", "stopped", "opened", "not enough"],
)
def test_an_experiment_goes_out_and_comes_back_the_same(experiment: Experiment) -> None:
    text = json.dumps(as_mapping(experiment))
    assert from_mapping(json.loads(text)) == experiment
    assert json.dumps(as_mapping(from_mapping(json.loads(text)))) == text


def test_what_goes_out_does_not_show_the_order() -> None:
    flipped = replace(PLANNED.plan, order=tuple(not first for first in PLANNED.plan.order))
    mapping, other = (as_mapping(replace(PLANNED, plan=plan)) for plan in (PLANNED.plan, flipped))
    assert {name for name in mapping if mapping[name] != other[name]} == {"sealed_order"}


WRONG: list[dict[str, Any]] = [
    {"id": "x"},
    {"id": None},
    {"ways": ["walking"]},
    {"ways": ["walking", "WALKING"]},
    {"ways": ["walking", ""]},
    {"ways": ["walking", "two\nlines"]},
    {"ways": "walking"},
    {"starts_on": "2026-02-30"},
    {"starts_on": 5},
    {"sealed_order": "10101"},
    {"sealed_order": "1" * 14},
    {"sealed_order": "10102x"},
    {"sealed_order": None},
    {"created_at": "yesterday"},
    {"stopped_on": "2026-06-01"},
    {"opened_on": "2026-06-01"},
    {"opened_on": None},
    {"result": None},
    {"result": []},
]
WRONG_RESULTS: list[dict[str, Any]] = [
    {"pairs": 7},
    {"pairs": -1},
    {"pairs": True},
    {"pairs": 5},
    {"means": [1]},
    {"means": [1, "2"]},
    {"means": [-1, 2]},
    {"difference": float("nan")},
    {"low": float("inf")},
    {"high": 10**400},
    {"high": None},
    {"as_large": 0},
    {"as_large": 65},
    {"orders": 63},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_the_journal_did_not_write_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"wrong_experiment|identifier|calendar_date|moment"):
        from_mapping(as_mapping(OPENED) | wrong)


@pytest.mark.parametrize("wrong", WRONG_RESULTS, ids=lambda wrong: str(wrong)[:30])
def test_a_result_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    plain = as_mapping(OPENED)
    with pytest.raises(Unreadable, match="wrong_experiment"):
        from_mapping(plain | {"result": plain["result"] | wrong})


@pytest.mark.parametrize("name", as_mapping(OPENED))
def test_nothing_that_is_missing_is_made_up(name: str) -> None:
    plain = as_mapping(OPENED)
    del plain[name]
    if name == "stopped_on":
        assert from_mapping(plain) == OPENED
        return
    with pytest.raises(Unreadable):
        from_mapping(plain)

"""What a trail keeps of a look and a change is read again as values."""

from dataclasses import replace
from datetime import date

import pytest

from journal.core.account.trail_detail import (
    FieldChange,
    TrailDetail,
    of_change,
    of_look,
    of_pictures,
    read,
)
from journal.core.model.periods import Period
from journal.core.model.records import Prescription

BRIDGE = Prescription(
    id="1", exercise="Bridge", sets=1, reps=15, side="both", starts_on=date(2026, 5, 1)
)


def test_the_days_of_a_look_are_read_again() -> None:
    days = Period(date(2026, 5, 1), date(2026, 5, 28))
    assert read("looked", of_look(days)) == TrailDetail(period=days)


def test_a_look_at_pictures_alone_is_read_again() -> None:
    assert read("looked", of_pictures()) == TrailDetail(pictures=True)


def test_only_what_changed_is_kept() -> None:
    detail = read("prescribed", of_change(BRIDGE, replace(BRIDGE, reps=20, side=None)))
    assert detail.exercise == "Bridge"
    assert detail.changes == (FieldChange("reps", "15", "20"), FieldChange("side", "both", ""))


def test_another_exercise_is_named_and_a_new_line_names_it_once() -> None:
    other = read("prescribed", of_change(BRIDGE, replace(BRIDGE, exercise="Walking")))
    assert other.changes == (FieldChange("exercise", "Bridge", "Walking"),)
    addition = read("prescribed", of_change(None, BRIDGE))
    assert addition.exercise == "Bridge"
    assert "exercise" not in [change.field for change in addition.changes]


@pytest.mark.parametrize(
    ("what", "detail"),
    [
        ("looked", "2026-04-23 to 2026-05-20"),
        ("prescribed", "Bridge: reps 15 → 20"),
        ("commented", '{"first": "soon", "last": "later"}'),
        ("joined", ""),
    ],
)
def test_a_sentence_has_no_values(what: str, detail: str) -> None:
    assert read(what, detail) == TrailDetail()

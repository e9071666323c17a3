"""Two edits of one thing: what one changed alone stays, and only what both changed is asked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.both_edits import (
    content,
    meeting,
    opened_values,
    opened_with,
    values_of,
)
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from tests.core.strategies import brief, records

CONTENTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2))
"""What is given of a thing of five fields."""


def merged(origin: dict[str, int], typed: dict[str, int], saved: dict[str, int]) -> dict[str, int]:
    """What the form holds in the end; of what both changed, what was typed in it."""
    theirs = meeting(origin, typed, saved).theirs
    typed_here = {name: value for name, value in typed.items() if name not in theirs}
    return typed_here | {name: value for name, value in saved.items() if name in theirs}


@given(CONTENTS, CONTENTS)
def test_a_form_in_which_nothing_was_changed_overwrites_nothing(
    origin: dict[str, int], saved: dict[str, int]
) -> None:
    assert merged(origin, origin, saved) == saved
    assert not meeting(origin, origin, saved).both


@given(CONTENTS, CONTENTS)
def test_where_nothing_was_changed_elsewhere_all_that_was_typed_is_kept(
    origin: dict[str, int], typed: dict[str, int]
) -> None:
    assert merged(origin, typed, origin) == typed
    assert not meeting(origin, typed, origin).both


@given(CONTENTS, CONTENTS, CONTENTS)
def test_what_was_changed_in_one_place_stays_and_what_in_both_is_asked(
    origin: dict[str, int], typed: dict[str, int], saved: dict[str, int]
) -> None:
    result, clashes = merged(origin, typed, saved), meeting(origin, typed, saved).both
    for name in "abcde":
        before, mine, theirs = (each.get(name) for each in (origin, typed, saved))
        assert (name in clashes) == (mine != theirs and before not in (mine, theirs))
        assert result.get(name) == (theirs if mine == before else mine)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_it_is_all_one_who_came_first_but_for_what_both_changed(
    origin: dict[str, int], first: dict[str, int], second: dict[str, int]
) -> None:
    clashes = meeting(origin, first, second).both
    assert meeting(origin, second, first).both == clashes
    results = [merged(origin, first, second), merged(origin, second, first)]
    plain, swapped = (
        {name: each[name] for name in each if name not in clashes} for each in results
    )
    assert plain == swapped


@given(CONTENTS, CONTENTS, CONTENTS)
def test_what_is_only_right_together_comes_from_one_place(
    origin: dict[str, int], typed: dict[str, int], saved: dict[str, int]
) -> None:
    met, plain = meeting(origin, typed, saved, ["abc"]), meeting(origin, typed, saved)
    differing = {name for name in "abc" if typed.get(name) != saved.get(name)}
    assert met.theirs & differing in (set(), differing)
    mine = differing - met.theirs - met.both
    assert mine in (set(), differing)
    assert met.both >= plain.both
    assert {*met.theirs, *met.both} & {*"de"} == {*plain.theirs, *plain.both} & {*"de"}


@given(CONTENTS, CONTENTS)
def test_of_a_form_that_does_not_say_what_it_was_opened_with_all_that_differs_is_asked(
    typed: dict[str, int], saved: dict[str, int]
) -> None:
    met = meeting(None, typed, saved)
    assert not met.theirs
    assert met.both == {name for name in "abcde" if typed.get(name) != saved.get(name)}


@brief
@given(data=st.data())
@pytest.mark.parametrize("slug", RECORDS)
def test_a_form_says_what_it_was_opened_with(data: st.DataObject, slug: str) -> None:
    kind = RECORDS[slug]
    record: Any = data.draw(records(kind))
    names = {column.name for column in columns(kind)}
    origin = opened_values(kind, opened_with(record, names))
    assert origin is not None
    assert content(kind, origin, names) == content(kind, values_of(record), names)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"level": "eleven"}', "[" * 100_000])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert opened_values(r.PainLevel, text) is None


def test_a_field_that_is_not_in_the_form_is_not_carried_along() -> None:
    note = r.DayNote(day=date(2026, 5, 19), note="private", sleep=3)
    assert "private" not in opened_with(note, {"day", "sleep"})


def test_each_question_of_a_persons_own_is_a_field_of_its_own() -> None:
    values = {"factors": ("Coffee=yes", "A=b=7"), "sleep": None}
    names = {"factors", "sleep"}
    assert content(r.DayNote, values, names) == {
        "factors Coffee": "Coffee=yes",
        "factors A=b": "A=b=7",
    }

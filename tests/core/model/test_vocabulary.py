"""The vocabulary: tokens and limits that everything else reads."""

import re

import pytest

from journal.core.model import vocabulary as v
from journal.core.model.fields import SEPARATOR, Choice, Several
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS

TOKENS = {
    name: words
    for name, words in vars(v).items()
    if isinstance(words, tuple) and all(isinstance(word, str) for word in words)
}


@pytest.mark.parametrize("name", sorted(set(TOKENS) - {"CLOCKS"}))
def test_stored_tokens_are_lower_case_and_stand_once(name: str) -> None:
    words = TOKENS[name]
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", word) for word in words)
    assert len(set(words)) == len(words) > 0


def test_no_token_holds_the_separator_of_lists() -> None:
    for kind in RECORDS.values():
        for column in columns(kind):
            if isinstance(column.field, Choice | Several):
                assert SEPARATOR not in "".join(column.field.tokens)


def test_every_level_above_none_has_exactly_one_severity() -> None:
    assert [*v.MILD, *v.MODERATE, *v.SEVERE] == list(
        range(v.LEVEL_LOWEST + 1, v.LEVEL_HIGHEST + 1)
    )
    assert [v.SEVERITY[level] for level in (1, 3, 4, 6, 7, 10)] == [
        *("mild", "mild", "moderate", "moderate", "severe", "severe")
    ]
    assert v.LEVEL_LOWEST not in v.SEVERITY


def test_the_contract_names_these_tokens() -> None:
    assert v.PAIN_KINDS == ("day_average", "day_worst", "now")
    assert v.OUTCOMES == ("done", "partly", "stopped", "skipped")
    assert v.SIDES == ("left", "right", "both")
    assert v.ONSETS == ("sudden", "gradual")
    assert v.MOVEMENTS == ("rest", "movement", "both")
    assert v.RECALLED == ("yes", "excluded")
    assert {"lower_back_left"} <= set(v.REGIONS)
    assert {"limited_movement", "tingling", "weak", "thinner"} <= set(v.SYMPTOMS)
    assert {"nsaid_cream", "nsaid_plaster", "gentle_movement", "own"} <= set(v.RELIEF_METHODS)

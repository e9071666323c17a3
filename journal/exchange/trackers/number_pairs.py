"""Two numbers in a column of repetitions, ``12x2``: which of them are the sets."""

import re
from collections.abc import Iterator
from typing import Final

from journal.exchange.files.likely_use import words_of
from journal.exchange.files.numbers import SETS_OF_REPS
from journal.exchange.files.questions import Question
from journal.exchange.files.texts import text
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import COUNTS

SETS_FIRST: Final = "sets"
REPS_FIRST: Final = "reps"
SMALLER: Final = "smaller"
"""The sets are the smaller number, wherever it stands."""
SAYS_WHICH: Final = re.compile("set|rep|wdh|times", re.I)


def is_open(cell: str) -> bool:
    """Whether a pair does not say itself which number is which."""
    return not SAYS_WHICH.search(cell)


def sets_and_reps(first: str, second: str, answer: str) -> tuple[str, str]:
    """The sets and the repetitions of two numbers, as was answered."""
    turned = answer == REPS_FIRST or (answer == SMALLER and int(first) > int(second))
    return (second, first) if turned else (first, second)


def pair_question(column: Profile) -> Iterator[Question]:
    """Which of two numbers are the sets, where cells of a column leave it open."""
    shapes = [shape for cell in column.sample if (shape := SETS_OF_REPS.fullmatch(cell))]
    pairs = [(shape[1], shape[2], shape[0]) for shape in shapes if is_open(shape[0])]
    apart = [pair for pair in pairs if int(pair[0]) != int(pair[1])]
    if not apart:
        return
    former, latter, example = apart[0]
    choices = [
        (SETS_FIRST, text("sets_of_reps", sets=former, reps=latter)),
        (REPS_FIRST, text("sets_of_reps", sets=latter, reps=former)),
    ]
    larger_first = {int(first) > int(second) for first, second, _ in apart}
    guess = REPS_FIRST if True in larger_first else SETS_FIRST
    if len(larger_first) > 1:
        choices.append((SMALLER, text("smaller_are_sets")))
        guess = SMALLER
    order = _order_in(column.key)
    what = text("which_of_pair", example=example, column=column.name)
    reason = text("order_in_name" if order else "fewer_sets")
    yield Question(f"pairs:{column.key}", what, tuple(choices), order or guess, reason=reason)


def _order_in(key: str) -> str:
    """Which of the two the name of a column gives first: ``Sets x Reps``; empty without both."""
    roles = {SETS_FIRST: COUNTS["sets"], REPS_FIRST: COUNTS["reps"]}
    in_name = [
        role for word in words_of(key) for role, role_words in roles.items() if word in role_words
    ]
    return in_name[0] if len(set(in_name)) == len(roles) else ""

"""Columns that are an exercise of their own: what their cells count, and its name."""

import re
from collections.abc import Iterable
from typing import Final

from journal.core.diary.programme import STARTING_EXERCISES
from journal.exchange.files.durations import says_its_unit, seconds_of, unit_in
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.numbers import SETS_OF_REPS
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.use_words import (
    COUNTED_WORDS,
    ENGLISH_WALKS,
    EXERCISE_WORDS,
    HELD_WORDS,
    MOVEMENT_WORDS,
    SIDE_WORDS,
    TIMED_WORDS,
    WALK_WORDS,
)
from journal.exchange.trackers.column_profiles import HALF, Profile
from journal.exchange.trackers.column_roles import DOES, DONE, NAMED, WORDS
from journal.exchange.trackers.column_words import (
    COUNTS,
    DISTANCES,
    DONE_WORDS,
    LENGTH_WORDS,
    NAME_WORDS,
    NO,
    NOT_GIVEN,
    NOTE_WORDS,
    PARTLY,
    TITLE_WORDS,
    YES,
    Names,
    words,
)
from journal.exchange.trackers.exercise_amounts import name_and_amounts

GROUP_WORDS: Final = frozenset(["exercises", "übungen", "exercices", "ejercicios", "esercizi"])
"""The heading of several exercises, in front of the name of each."""
PARTS: Final = re.compile(r"[,;|\n]|\s\+\s")
CODE_WORDS: Final = frozenset(["type", "id", "code", "category"])
NAME_MOST: Final = 4
"""The name of an exercise has hardly more words."""
HOLD_MOST: Final = 120
"""Seconds that a position may be held; an exercise that lasts longer has minutes."""
MINUTES_OF_EXERCISE: Final = 10
"""A number of an exercise above this is rather its minutes than its repetitions."""


def exercise_role(column: Profile, names: Names) -> str:
    """What a column says of exercises: which, or of the one that it is about, how much."""
    return NAMED if _names_exercises(column, names) else _role_of_one(column, names)


def _role_of_one(column: Profile, names: Names) -> str:
    """An exercise with a column of its own: what its cells say of it.

    The pain before, during or after one has no field of such a table, and goes into the note.
    """
    coded = names & {"type", "id", "code", "category", "name"}
    if not names & EXERCISE_WORDS or coded or names & PAIN_WORDS:
        return WORDS if names & EXERCISE_WORDS and names & PAIN_WORDS else ""
    if set(words_of(column.key)) & DISTANCES and column.is_numbers:
        return DONE
    if (column.says_done and not column.says_how_much) or (
        column.is_yes_no and not column.highest > 1
    ):
        return DONE
    if names & DONE_WORDS and column.is_numbers:
        return DONE
    every = set(words_of(column.key))
    for amount, amount_words in COUNTS.items():
        if every & amount_words:
            return f"{DOES}:{amount}"
    return _amount(column, names) or (DONE if column.has_few_words else "")


def _names_exercises(column: Profile, names: Names) -> bool:
    """Whether the cells of a column say which exercise, and not whether or how much."""
    of_several = names & EXERCISE_WORDS and not names & (MOVEMENT_WORDS | PAIN_WORDS | CODE_WORDS)
    done_words = YES | NO | NOT_GIVEN | PARTLY | DONE_WORDS
    parts = [part.strip() for cell in column.sample for part in PARTS.split(cell)]
    named_parts = [part for part in parts if part and part.casefold() not in NO | NOT_GIVEN]
    cells = [name_and_amounts(part)[0] for part in named_parts]
    if not of_several or not cells or column.is_numbers or column.is_days or side_in(column.key):
        return False
    are_names = all(
        0 < len(words_of(cell)) <= NAME_MOST
        and not {cell.casefold(), *words_of(cell)} & done_words
        and seconds_of(cell) is None
        and column.number(cell) is None
        for cell in cells
    )
    has_known = any(
        {*words_of(cell)} & EXERCISE_WORDS or _letters(cell) in BUILT_IN for cell in cells
    )
    return are_names and bool(has_known or names & NAME_WORDS)


def only_titles(names: Names, columns: Iterable[Profile]) -> bool:
    """Whether a column gives each activity a title, where another one says what it was."""
    return bool(names & TITLE_WORDS) and any(
        words(column.key) & NAME_WORDS
        and not words(column.key) & (TITLE_WORDS | NOTE_WORDS)
        and not (column.is_numbers or column.is_days)
        for column in columns
    )


def is_outcome(column: Profile, names: Names) -> bool:
    """Whether what was done is not rather an exercise, how much: ``Sets completed``; or a note."""
    is_count = (
        any(names & amount_words for amount_words in COUNTS.values()) and not column.is_yes_no
    )
    is_amount = is_count and (column.is_numbers or not column.cells)
    return not (names & (EXERCISE_WORDS | NOTE_WORDS) or is_amount)


def _amount(column: Profile, names: Names) -> str:
    """What the cells of an exercise count whose name does not say it."""
    if column.share(SETS_OF_REPS.fullmatch(cell) for cell in column.sample) >= HALF:
        return f"{DOES}:reps"
    lengths = [length for cell in column.sample if (length := seconds_of(cell)) is not None]
    is_counted = column.is_numbers or column.says_how_much
    is_held = is_counted and not unit_in(column.key) and names & HELD_WORDS
    if is_held or (column.is_lengths and lengths and max(lengths) <= HOLD_MOST):
        return f"{DOES}:hold_seconds"
    with_unit = column.says_how_much and any(map(says_its_unit, column.sample))
    lasts = unit_in(column.key) or column.is_lengths or with_unit
    is_count = is_counted and not lasts
    if is_count and (names & COUNTED_WORDS or (not names & TIMED_WORDS and _is_small(column))):
        return f"{DOES}:reps"
    return f"{DOES}:minutes" if lasts or is_count or (column.may_be_lengths and lengths) else ""


def _is_small(column: Profile) -> bool:
    return column.highest <= MINUTES_OF_EXERCISE


def is_question(name: str) -> bool:
    """Whether a column's name is a whole question: whose words say little of where it hurts."""
    return "?" in name


def guessed_name(key: str) -> str:
    """The name of the exercise that a column is about."""
    if is_question(key):
        return "Exercises"
    plain = _plain(key)
    counts = LENGTH_WORDS | COUNTS["reps"] | COUNTS["sets"] | COUNTS["hold_seconds"] | DONE_WORDS
    parts = [word for word in plain.split() if word.casefold().strip(".,:") not in counts]
    if side_in(key):
        parts = parts[:-1]
    if len(parts) > 1 and parts[0].casefold().strip(".,:") in NAME_WORDS | GROUP_WORDS:
        parts = parts[1:]
    walks = WALK_WORDS if len(parts) == 1 else ENGLISH_WALKS  # no name gets words of two languages
    name_words = ["walking" if word.casefold() in walks else word for word in parts]
    name = " ".join(name_words).strip(" .,:-")
    return BUILT_IN.get(_letters(name), name[:1].upper() + name[1:])


def side_in(key: str) -> str:
    """The side that the last word of an exercise's column gives: ``Leg raise L``; or none."""
    parts = words_of(_plain(key))
    if len(parts) < 2 or not set(parts) & MOVEMENT_WORDS:  # noqa: PLR2004 (a name and a side)
        return ""
    return next((side for side in ("left", "right") if parts[-1] in SIDE_WORDS[side]), "")


def _plain(key: str) -> str:
    """The name of a column without what stands in brackets."""
    return key.partition("(")[0].partition("[")[0].replace("_", " ")


def _letters(name: str) -> str:
    """The letters of a name, of one or of several: ``curl-ups`` as ``curlup``."""
    return "".join(words_of(name)).rstrip("s")


BUILT_IN: Final = {_letters(exercise.name): exercise.name for exercise in STARTING_EXERCISES}
"""The names that every journal knows, by their letters."""

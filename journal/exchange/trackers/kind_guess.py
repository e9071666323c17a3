"""Which kind of record the rows of any table most likely are."""

from collections.abc import Mapping
from typing import Final

from journal.core.model.kinds import RECORDS
from journal.exchange.files.likely_use import is_back_pain
from journal.exchange.files.pain_words import PLAIN_PAIN
from journal.exchange.files.use_words import EXERCISE_WORDS
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import (
    AFTER_WORDS,
    ATTACK_WORDS,
    AVERAGE_WORDS,
    BEFORE_WORDS,
    COMPLAINT_WORDS,
    COUNTS,
    DATE_WORDS,
    END_WORDS,
    LENGTH_WORDS,
    LEVEL_WORDS,
    METHOD_WORDS,
    NAME_WORDS,
    NOTE_WORDS,
    PART_WORDS,
    SLEEP_WORDS,
    START_WORDS,
    STRESS_WORDS,
    TIME_WORDS,
    WORST_WORDS,
    Names,
    words,
)
from journal.exchange.trackers.spasm_columns import says_whether
from journal.exchange.trackers.thing_columns import says_lengths_of_spasms

TIMED: Final = START_WORDS | DATE_WORDS | TIME_WORDS | NOTE_WORDS


def guessed_kind(columns: Mapping[str, Profile]) -> str:
    """The word of the kind of record that a row most likely is."""
    names = {key: words(key) for key in columns}
    every: Names = frozenset().union(*names.values())
    both_sides = every & BEFORE_WORDS and every & AFTER_WORDS
    is_of_something = every & METHOD_WORDS or (every & NAME_WORDS and both_sides)
    around = BEFORE_WORDS | AFTER_WORDS if is_of_something else frozenset()
    pain = any(
        _is_pain(columns[key], column_names) and not column_names & around
        for key, column_names in names.items()
    )
    counts = any(
        column_names & (COUNTS["reps"] | COUNTS["sets"]) for column_names in names.values()
    )
    lengths = any(_says_length(columns[key], names[key]) for key in columns)
    whether = [key for key, column in columns.items() if says_whether(column)]
    plain_names = {key: each for key, each in names.items() if key not in whether}
    exact = {key.replace(" ", "_") for key in columns}
    scores = {
        "pain": 10 * _are_levels_and_spasms(columns, names)
        + 4 * pain
        + bool(every & frozenset().union(*PART_WORDS.values()))
        + 3 * bool(whether),
        "episodes": _like_spasms(columns, plain_names, pain=pain, lengths=lengths)
        + 2 * bool(every & END_WORDS and not counts)
        + all(column.is_days for column in columns.values()),
        "exercises": 4 * bool(every & NAME_WORDS)
        + 3 * counts
        + lengths
        + 2 * bool(every & EXERCISE_WORDS)
        + 5 * bool(every & NAME_WORDS and both_sides)
        - 4 * pain,
        "relief": 3 * bool(every & METHOD_WORDS)
        + 5 * bool(every & METHOD_WORDS and both_sides)
        - 2 * pain,
        "days": 2 * bool(every & (SLEEP_WORDS | STRESS_WORDS)) + ("day" in exact),
        "checkins": 6 * ({"pain", "enjoyment", "activity"} <= exact),
        "programme": 6 * bool({"times_per_day", "starts_on"} & exact),
    }
    return max(RECORDS, key=lambda slug: scores.get(slug, 0))


def _says_length(column: Profile, names: Names) -> bool:
    """Whether a column says how long something lasted: not how long somebody slept."""
    return bool(names & LENGTH_WORDS or column.is_lengths) and not names & SLEEP_WORDS


def _like_spasms(
    columns: Mapping[str, Profile], names: Mapping[str, Names], *, pain: bool, lengths: bool
) -> int:
    """How much speaks for a spasm a row: that it began and ended, or how long it lasted."""
    every: Names = frozenset().union(*names.values())
    starts, ends = bool(every & START_WORDS), bool(every & END_WORDS)
    only_pain = all(
        column_names & PLAIN_PAIN or column_names <= TIMED for column_names in names.values()
    )
    spans = [columns[key] for key in names if _says_how_long(columns[key], names[key])]
    of_days = any(value == 0 for column in spans for value in column.values)
    timed = any(column.is_clocks or column.has_clock for column in columns.values())
    lengths = lengths and not of_days
    return (
        5 * (starts and (ends or (pain and not only_pain)))
        + 2 * (lengths and pain)
        + 4 * bool(every & COMPLAINT_WORDS and (starts or lengths or ends))
        + 3 * bool(spans and pain and timed and not of_days)
    )


def _are_levels_and_spasms(columns: Mapping[str, Profile], names: Mapping[str, Names]) -> bool:
    """Whether rows have a level of pain, and a spasm where the length of one stands."""
    lengths = [key for key, column in columns.items() if says_lengths_of_spasms(column)]
    other_names = [names[key] for key in columns if key not in lengths]
    of_spans = any(each & (START_WORDS | END_WORDS) for each in other_names)
    return (
        bool(lengths)
        and not of_spans
        and any(
            _is_pain(columns[key], names[key]) and not names[key] & ATTACK_WORDS
            for key in columns
            if key not in lengths
        )
    )


def _says_how_long(column: Profile, names: Names) -> bool:
    """Whether a column says how long a pain or a spasm lasted, and nothing else."""
    plain = LENGTH_WORDS | COMPLAINT_WORDS | LEVEL_WORDS
    return bool(names & LENGTH_WORDS) and names <= plain and column.has_lengths


def _is_pain(column: Profile, names: Names) -> bool:
    level_words = frozenset().union(*PART_WORDS.values(), WORST_WORDS, AVERAGE_WORDS)
    of_levels = names & level_words or is_back_pain(column.key)
    plain = names & LEVEL_WORDS and not (column.is_yes_no and not column.is_numbers)
    return not column.is_days and bool(plain or (of_levels and column.may_be_levels))

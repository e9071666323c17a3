"""Which kind of record the rows of any table most likely are."""

from collections.abc import Mapping

from journal.core.model.kinds import RECORDS
from journal.exchange.files.likely_use import is_back_pain
from journal.exchange.files.use_words import EXERCISE_WORDS
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import (
    AFTER_WORDS,
    ATTACK_WORDS,
    AVERAGE_WORDS,
    BEFORE_WORDS,
    COUNTS,
    END_WORDS,
    LENGTH_WORDS,
    LEVEL_WORDS,
    METHOD_WORDS,
    NAME_WORDS,
    PART_WORDS,
    SLEEP_WORDS,
    START_WORDS,
    STRESS_WORDS,
    WORST_WORDS,
    Names,
    words,
)


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
    starts = any(column_names & START_WORDS for column_names in names.values())
    ends = any(column_names & END_WORDS for column_names in names.values())
    counts = any(
        column_names & (COUNTS["reps"] | COUNTS["sets"]) for column_names in names.values()
    )
    lengths = bool(every & LENGTH_WORDS) or any(column.is_lengths for column in columns.values())
    exact = {key.replace(" ", "_") for key in columns}
    scores = {
        "pain": 4 * pain + bool(every & frozenset().union(*PART_WORDS.values())),
        "episodes": 5 * starts * (pain or ends)
        + 2 * (lengths and pain)
        + 4 * bool(every & ATTACK_WORDS and (starts or lengths or ends))
        + 2 * ends * (not counts),
        "exercises": 4 * bool(every & NAME_WORDS)
        + 3 * counts
        + lengths
        + 2 * bool(every & EXERCISE_WORDS)
        - 4 * pain,
        "relief": 3 * bool(every & METHOD_WORDS) - 2 * pain,
        "days": 2 * bool(every & (SLEEP_WORDS | STRESS_WORDS)) + ("day" in exact),
        "checkins": 6 * ({"pain", "enjoyment", "activity"} <= exact),
        "programme": 6 * bool({"times_per_day", "starts_on"} & exact),
    }
    return max(RECORDS, key=lambda slug: scores.get(slug, 0))


def _is_pain(column: Profile, names: Names) -> bool:
    level_words = frozenset().union(*PART_WORDS.values(), WORST_WORDS, AVERAGE_WORDS)
    of_levels = names & level_words or is_back_pain(column.key)
    plain = names & LEVEL_WORDS and not (column.is_yes_no and not column.is_numbers)
    return not column.is_days and bool(plain or (of_levels and column.may_be_levels))

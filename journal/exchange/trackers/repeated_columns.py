"""Columns that say the same thing, or what no record has a place for: where they go by a guess."""

from collections.abc import Mapping
from typing import Final

from journal.core.model import records as r
from journal.core.model.inputs import columns as fields_of
from journal.exchange.files.likely_use import regions_in, words_of
from journal.exchange.files.pain_words import PAIN_WORDS, PLAIN_WORDS, SIDES
from journal.exchange.files.questions import RELIEF
from journal.exchange.trackers.column_profiles import HALF, Profile
from journal.exchange.trackers.column_roles import (
    CLOCK,
    DOES,
    DONE,
    LEVEL,
    OF_DOSE,
    OF_MEDICINE,
    SPASM,
    WORDS,
)
from journal.exchange.trackers.column_words import (
    ATTACK_WORDS,
    ATTACKS,
    DISTANCES,
    DOSE_WORDS,
    LEVEL_WORDS,
    WORST_WORDS,
    words,
)
from journal.exchange.trackers.exercise_columns import guessed_name, side_in
from journal.exchange.trackers.relief_cells import says_doses

NOTE: Final = "note"
ONE_SIDE: Final = frozenset().union(*SIDES.values())
SEVERITY: Final = LEVEL_WORDS - PAIN_WORDS


def may_stand_twice(role: str, key: str) -> bool:
    """Whether several columns may have a role: exercises, words, and levels of other places."""
    of_places = role.startswith(LEVEL) and bool(regions_in(key))
    return of_places or role.startswith((f"{DOES}:", f"{SPASM}:", f"{RELIEF}:", WORDS))


def settled(
    guesses: Mapping[str, str], columns: Mapping[str, Profile], kind: type[r.Record]
) -> dict[str, str]:
    """Guesses of which none takes another's place, and none drops what people wrote."""
    settled_guesses = dict(guesses)
    notes = [key for key, role in guesses.items() if role == NOTE]
    settled_guesses |= dict.fromkeys(notes[1:], WORDS)
    settled_guesses |= _levels_of_days(guesses, columns) | _doses(guesses, columns)
    if kind is r.PainLevel:
        settled_guesses |= dict.fromkeys(_further_levels(guesses, columns), LEVEL)
    settled_guesses |= dict.fromkeys(_numbers_of_spasms(settled_guesses, columns), WORDS)
    settled_guesses |= dict.fromkeys(_distances(guesses, columns), WORDS)
    if any(column.name == NOTE for column in fields_of(kind)):
        rest = [key for key in columns if not settled_guesses[key]]
        settled_guesses |= {key: WORDS for key in rest if _says_more(columns[key], kind)}
    return settled_guesses


def _further_levels(guesses: Mapping[str, str], columns: Mapping[str, Profile]) -> list[str]:
    """The columns that are levels as another is: of the other side, or by the same name."""
    if LEVEL not in guesses.values():
        return []
    plain = PLAIN_WORDS | LEVEL_WORDS | ONE_SIDE
    return [
        key
        for key, column in columns.items()
        if not guesses[key]
        and column.is_levels
        and words(key) & LEVEL_WORDS
        and not words(key) & ATTACK_WORDS
        and words(key) <= plain
    ]


def _levels_of_days(guesses: Mapping[str, str], columns: Mapping[str, Profile]) -> dict[str, str]:
    """The pain of days beside a column of spasms, which only some of the days have."""
    column_of = {role: columns[key] for key, role in guesses.items()}
    start, peak = column_of.get("started_at"), column_of.get("peak_level")
    ends = column_of.get("ended_at") or column_of.get("lasted")
    if not (start and peak and ends) or start.has_clock or words(peak.key) & ATTACK_WORDS:
        return {}
    clock = column_of.get(CLOCK)
    if len(peak.cells) <= max(len(ends.cells), len(clock.cells) if clock else 0):
        return {}
    kind = "day_worst" if words(peak.key) & WORST_WORDS else "day_average"
    return {peak.key: f"{LEVEL}:{kind}"}


def _numbers_of_spasms(guesses: Mapping[str, str], columns: Mapping[str, Profile]) -> list[str]:
    """The columns that rather count spasms than rate them, as another column rates the pain."""
    levels = [key for key, role in guesses.items() if role.startswith(LEVEL)]
    counting = [
        key
        for key in levels
        if words(key) & ATTACKS and not words(key) & SEVERITY and not columns[key].scale
    ]
    return counting if len(counting) < len(levels) else []


def _distances(guesses: Mapping[str, str], columns: Mapping[str, Profile]) -> list[str]:
    """How far an exercise went of which another column says how long: both are one exercise."""
    amounts = {
        (guessed_name(key), side_in(key))
        for key, role in guesses.items()
        if role.startswith(f"{DOES}:") and role != DONE
    }
    return [
        key
        for key, role in guesses.items()
        if role == DONE
        and columns[key].is_numbers
        and set(words_of(key)) & DISTANCES
        and (guessed_name(key), side_in(key)) in amounts
    ]


def _doses(guesses: Mapping[str, str], columns: Mapping[str, Profile]) -> dict[str, str]:
    """The columns that say how much was taken of the medicines that others name."""
    if OF_MEDICINE not in guesses.values():
        return {}
    return {
        key: OF_DOSE
        for key, column in columns.items()
        if guesses[key] in ("", WORDS) and words(key) & DOSE_WORDS and says_doses(column)
    }


def _says_more(column: Profile, kind: type[r.Record]) -> bool:
    """Whether a column has something for the note: sentences, or spasms that have no time."""
    names = words(column.key)
    if kind is r.PainLevel and names & ATTACK_WORDS:
        return not column.is_days and bool(column.cells)
    if column.is_numbers or column.is_days or column.is_clocks or column.is_yes_no:
        return False
    return column.share(len(words_of(cell)) > 1 for cell in column.sample) >= HALF

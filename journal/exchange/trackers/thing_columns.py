"""Columns of spasms, or of what was tried for relief, beside other_keys."""

from collections.abc import Collection, Mapping
from typing import Final

from journal.core.model import records as r
from journal.exchange.files.durations import unit_in
from journal.exchange.files.likely_use import is_back_pain, is_elsewhere, likely_use
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.questions import AS_RELIEF
from journal.exchange.files.use_words import EXERCISE_WORDS
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import HAD, LASTED, SPASM
from journal.exchange.trackers.column_words import ATTACK_WORDS, LENGTH_WORDS, LEVEL_WORDS, words
from journal.exchange.trackers.spasm_columns import counts_spasms, says_whether

PEAK: Final = f"{SPASM}:peak_level"


def spasm_role(column: Profile) -> str:
    """What a column of spasms says of each, how bad it was or how long; empty for any other."""
    names = words(column.key)
    if not names & ATTACK_WORDS or is_elsewhere(column.key):
        return ""
    lasts = unit_in(column.key) or column.is_lengths or names & LENGTH_WORDS
    return f"{SPASM}:{LASTED}" if lasts else PEAK


def says_lengths_of_spasms(column: Profile) -> bool:
    """Whether a column says how long spasms lasted, where there were any."""
    can_be = column.has_lengths or not column.cells
    return can_be and not column.is_days and spasm_role(column) == f"{SPASM}:{LASTED}"


def _is_pain(column: Profile) -> bool:
    """Whether a column rates pain: beside one, a number of spasms is no level."""
    names = words(column.key)
    is_of_pain = names & LEVEL_WORDS or is_back_pain(column.key)
    return bool(is_of_pain) and not names & ATTACK_WORDS and column.may_be_levels


def _is_peak(column: Profile) -> bool:
    """Whether a column says how bad each spasm was."""
    names = words(column.key)
    rates = names & ATTACK_WORDS and names & (LEVEL_WORDS - PAIN_WORDS)
    return bool(rates) and column.may_be_levels


def _is_plain_length(column: Profile) -> bool:
    """Whether a column says how long something lasted, and not what."""
    names = words(column.key)
    return bool(names) and names <= LENGTH_WORDS and column.has_lengths


def known_roles(
    columns: Mapping[str, Profile], things: Collection[str], kind: type[r.Record]
) -> dict[str, str]:
    """What some columns say by their names alone, where a row is of several kinds.

    Things that rows are about are spasms or were tried for relief; beside levels of pain, a
    column may say how long spasms lasted.
    """
    if not kind.MOMENT:
        return {}
    roles = {key: spasm_role(columns[key]) or likely_use(key, AS_RELIEF) for key in things}
    other_keys = [key for key in columns if key not in things]
    whether = [key for key in other_keys if says_whether(columns[key])]
    roles |= dict.fromkeys(whether, HAD)
    if kind is r.PainLevel and any(map(_is_pain, columns.values())):
        counts = [key for key in other_keys if counts_spasms(columns[key])]
        roles |= dict.fromkeys(counts, HAD)
    if whether and kind is r.PainLevel:
        roles |= dict.fromkeys((key for key in other_keys if _is_peak(columns[key])), PEAK)
        of_exercise = any(words(key) & EXERCISE_WORDS for key in other_keys)
        lengths = [key for key in other_keys if _is_plain_length(columns[key]) and not of_exercise]
        roles |= dict.fromkeys(lengths[:1], f"{SPASM}:{LASTED}")
    if kind is r.PainLevel:
        spans = [key for key, column in columns.items() if says_lengths_of_spasms(column)]
        roles |= dict.fromkeys(spans, f"{SPASM}:{LASTED}")
    return roles

"""Columns that were made of rows about different things: which of them are spasms."""

from journal.exchange.files.durations import unit_in
from journal.exchange.files.likely_use import is_elsewhere
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import LASTED, SPASM
from journal.exchange.trackers.column_words import ATTACK_WORDS, words


def spasm_role(column: Profile) -> str:
    """What a column of spasms says of each, how bad it was or how long; empty for any other."""
    if not words(column.key) & ATTACK_WORDS or is_elsewhere(column.key):
        return ""
    lasts = unit_in(column.key) or column.is_lengths
    return f"{SPASM}:{LASTED}" if lasts else f"{SPASM}:peak_level"

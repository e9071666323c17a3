"""Columns about sleep: whether they say how good it was, or how long."""

from typing import Final

from journal.exchange.files.durations import unit_in
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import LENGTH_WORDS, QUALITY_WORDS, Names

HOURS_LEAST: Final = 3
"""People sleep longer than so many hours: a smaller number says how good it was."""


def says_how_good(column: Profile, names: Names) -> bool:
    """Whether a column about sleep says how good it was, and no number of hours."""
    if not column.is_levels or names & LENGTH_WORDS or unit_in(column.key):
        return False
    if names & QUALITY_WORDS or column.scale:
        return True
    return all(value == int(value) for value in column.values) and min(column.values) < HOURS_LEAST

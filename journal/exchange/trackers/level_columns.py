"""Columns of pain levels: of which kind or of which time of day they are, by their names."""

from journal.core.model import records as r
from journal.exchange.trackers.column_roles import LEVEL, WORDS
from journal.exchange.trackers.column_words import (
    AVERAGE_WORDS,
    LEAST_WORDS,
    LEVEL_WORDS,
    NOW_WORDS,
    PART_WORDS,
    WORST_WORDS,
    Names,
)


def kind_of_level(names: Names, kind: type[r.Record]) -> str:
    """The role of a column of levels, by the time or the kind that its name gives."""
    if kind is r.Episode:
        return "peak_level"
    if names & LEAST_WORDS and names & LEVEL_WORDS:
        return WORDS
    kinds = {"day_worst": WORST_WORDS, "day_average": AVERAGE_WORDS, "now": NOW_WORDS}
    parts = PART_WORDS | kinds
    part = next((part for part in parts if names & parts[part]), "")
    return f"{LEVEL}:{part}" if part else LEVEL

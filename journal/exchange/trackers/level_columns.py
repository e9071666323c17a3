"""Columns of pain levels: of which kind or of which time of day they are, by their names."""

from collections.abc import Iterable

from journal.core.model import records as r
from journal.exchange.files.table import Table
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import LEVEL, WORDS
from journal.exchange.trackers.column_words import (
    AVERAGE_WORDS,
    LEAST_WORDS,
    LEVEL_WORDS,
    NOTE_WORDS,
    NOW_WORDS,
    PART_WORDS,
    WORST_WORDS,
    Names,
    words,
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


def are_levels_of_parts(table: Table, parts: Iterable[str], *, said_once: Iterable[str]) -> bool:
    """Whether morning, noon and the like have a level each, beside what is ``said_once`` a day.

    As a row for each of them, a medicine of the day would be one of each.
    """
    columns = [Profile(key, tuple(filter(None, table.column(key))), key) for key in parts]
    is_more = any(not words(key) & NOTE_WORDS for key in said_once)
    return is_more and all(_is_level_of_part(column) for column in columns)


def _is_level_of_part(column: Profile) -> bool:
    names = words(column.key)
    return column.may_be_levels and any(names & part for part in PART_WORDS.values())

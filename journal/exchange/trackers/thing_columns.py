"""Columns of spasms, or of what was tried for relief, beside others."""

from collections.abc import Collection, Mapping

from journal.core.model import records as r
from journal.exchange.files.durations import unit_in
from journal.exchange.files.likely_use import is_elsewhere, likely_use
from journal.exchange.files.questions import AS_RELIEF
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import LASTED, SPASM
from journal.exchange.trackers.column_words import ATTACK_WORDS, LENGTH_WORDS, words


def spasm_role(column: Profile) -> str:
    """What a column of spasms says of each, how bad it was or how long; empty for any other."""
    names = words(column.key)
    if not names & ATTACK_WORDS or is_elsewhere(column.key):
        return ""
    lasts = unit_in(column.key) or column.is_lengths or names & LENGTH_WORDS
    return f"{SPASM}:{LASTED}" if lasts else f"{SPASM}:peak_level"


def says_lengths_of_spasms(column: Profile) -> bool:
    """Whether a column says how long spasms lasted, where there were any."""
    can_be = column.has_lengths or not column.cells
    return can_be and not column.is_days and spasm_role(column) == f"{SPASM}:{LASTED}"


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
    if kind is r.PainLevel:
        spans = [key for key, column in columns.items() if says_lengths_of_spasms(column)]
        roles |= dict.fromkeys(spans, f"{SPASM}:{LASTED}")
    return roles
